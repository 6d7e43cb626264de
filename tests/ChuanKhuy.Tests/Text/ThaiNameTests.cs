using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Tests.Text;

public sealed class ThaiNameTests
{
    [Theory]
    [InlineData("นางสาวสมหญิง ใจดี", "สมหญิง")]
    [InlineData("นายสมชาย  ใจดี", "สมชาย")]
    [InlineData("นางนวล ใจดี", "นวล")]
    [InlineData("น.ส.สมหญิง ใจดี", "สมหญิง")]
    [InlineData("ว่าที่ร้อยตรีหญิงสมหญิง ใจดี", "สมหญิง")]
    [InlineData("ว่าที่ร้อยตรี สมชาย ใจดี", "สมชาย")]
    [InlineData("ว่าที่ ร.ต. สมชาย ใจดี", "สมชาย")]
    [InlineData("ผศ.ดร.สมชาย ใจดี", "สมชาย")]
    [InlineData("ดร. สมชาย ใจดี", "สมชาย")]
    [InlineData("นายแพทย์สมชาย ใจดี", "สมชาย")]
    [InlineData("พ.ต.ท.หญิง สมหญิง ใจดี", "สมหญิง")]
    [InlineData("นางสาวหญิง ใจดี", "หญิง")]
    [InlineData("ร้อยตรีหญิงสมใจ ใจดี", "สมใจ")]
    [InlineData("นายิกา ใจดี", "นายิกา")] // begins like นาย
    [InlineData("คุณากร ใจดี", "คุณากร")]
    [InlineData("สมหญิง", "สมหญิง")]
    [InlineData("นายเอก", "เอก")]
    [InlineData("Mr. John Smith", "John")]
    [InlineData("นาย", "นาย")]
    [InlineData("", "")]
    public void The_given_name_is_found_behind_its_titles(string name, string given) => Assert.Equal(given, ThaiName.Given(name));

    [Theory]
    [InlineData("นางสาวสมหญิง ใจดี", "คุณสมหญิง")]
    [InlineData("คุณ สมหญิง ใจดี", "คุณสมหญิง")]
    [InlineData("คุณสมหญิง ใจดี", "คุณสมหญิง")]
    [InlineData("นายคุณวุฒิ ใจดี", "คุณวุฒิ")]
    public void The_bot_says_khun_once(string name, string address) => Assert.Equal(address, ThaiName.Address(name));

    static readonly string[] People = ["นายสมชาย ใจดี", "นางสมชาย กล้าหาญ", "นางสาวไขแสง ใจดี", "นางเกษร ใจดี", "นายสมชาย กล้าหาญ", "นายกมล มั่นคง"];

    static readonly string[] Districts = ["ไชยา", "เวียงสระ", "พนม", "เกาะสมุย", "วิภาวดี", "ชัยบุรี", "เกาะพะงัน", "ท่าฉาง", "คีรีรัฐนิคม"];

    [Fact]
    public void Lists_go_by_the_given_name_in_dictionary_order()
    {
        string[] sorted = ["นายกมล มั่นคง", "นางเกษร ใจดี", "นางสาวไขแสง ใจดี", "นางสมชาย กล้าหาญ", "นายสมชาย กล้าหาญ", "นายสมชาย ใจดี"];
        Assert.Equal(sorted, People.Order(ThaiOrder.Names));
        Assert.Equal(sorted, People.Reverse().Order(ThaiOrder.Names));
    }

    [Fact]
    public void Districts_sort_as_in_a_dictionary() => Assert.Equal(
        ["เกาะพะงัน", "เกาะสมุย", "คีรีรัฐนิคม", "ชัยบุรี", "ไชยา", "ท่าฉาง", "พนม", "วิภาวดี", "เวียงสระ"], Districts.Order(ThaiOrder.Words));
}
