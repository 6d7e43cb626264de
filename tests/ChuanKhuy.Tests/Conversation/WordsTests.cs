using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using FsCheck;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Talk;

/// <summary>Everything that can be said, by whom, and how forgiving we are about its spelling.</summary>
public sealed class WordsTests : IAsyncLifetime
{
    Office office = null!;

    public async Task InitializeAsync()
    {
        office = await Office.Open();
        await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Theory]
    [InlineData("ช่วยเหลือ", typeof(Help))]
    [InlineData("ชวยเหลือ", typeof(Help))]
    [InlineData("ช่วยเหลอื", typeof(Help))]
    [InlineData("  HELP ", typeof(Help))]
    [InlineData("สวัสดีค่ะ", typeof(Help))]
    [InlineData("", typeof(Help))]
    [InlineData("ตาราง", typeof(SessionList))]
    [InlineData("ตารางหน่อยครับ", typeof(SessionList))]
    [InlineData("ตาราาง", typeof(SessionList))]
    [InlineData("ของฉัน", typeof(SessionList))]
    [InlineData("ของ ฉัน", typeof(SessionList))]
    [InlineData("ลงชื่อ", typeof(Refusal))]
    [InlineData("ลงชื่อเข้าร่วม ๑๒๓๔๕", typeof(Refusal))]
    [InlineData("ลงชือ 12345", typeof(Refusal))]
    [InlineData("เช็กชื่อ 12345", typeof(Refusal))]
    [InlineData("เช็คชื่อ 12345", typeof(Refusal))]
    [InlineData("เชคชื่อ 12345", typeof(Refusal))]
    public async Task Staff_say(string text, Type card) => Assert.IsType(card, (await office.Say("somchai", text)).Card);

    [Theory]
    [InlineData("รายงาน", typeof(Report))]
    [InlineData("รายงาน ไตรมาส 1", typeof(Report))]
    [InlineData("รายงานไตรมาส ๑", typeof(Report))]
    [InlineData("รายงาน ปี 2570", typeof(Report))]
    [InlineData("รายงาน พ.ย. 69", typeof(Report))]
    [InlineData("รายงาน เมื่อไรก็ได้", typeof(Refusal))]
    [InlineData("เพิ่มกิจกรรม", typeof(SessionForm))]
    [InlineData("เพิมกิจกรรม", typeof(SessionForm))]
    [InlineData("เลื่อน", typeof(MoveForm))]
    [InlineData("เลือน", typeof(MoveForm))]
    [InlineData("เลื่อนกิจกรรม", typeof(MoveForm))]
    [InlineData("ยกเลิก", typeof(CancelForm))]
    [InlineData("ยกเลิกกิจกรรม", typeof(CancelForm))]
    [InlineData("ยกเลิกการส่ง", typeof(Hold))]
    [InlineData("ยกเลิกการสง", typeof(Hold))]
    [InlineData("ยกเลิก การส่ง", typeof(Hold))]
    [InlineData("ใครยังไม่ตอบ", typeof(Unanswered))]
    [InlineData("ใครยังไม่ตอบบ้าง", typeof(Unanswered))]
    [InlineData("ไครยังไม่ตอบ", typeof(Unanswered))]
    public async Task Coordinators_say(string text, Type card) => Assert.IsType(card, (await office.Say("kanda", text)).Card);

    [Theory]
    [InlineData("รายงาน")]
    [InlineData("เพิ่มกิจกรรม")]
    [InlineData("เลื่อน")]
    [InlineData("ยกเลิก")]
    [InlineData("ยกเลิกการส่ง")]
    [InlineData("ใครยังไม่ตอบ")]
    [InlineData("แก้ลงชื่อ")]
    public async Task A_coordinators_word_from_anybody_else_gets_the_words_that_they_have(string text)
    {
        var help = Assert.IsType<Help>((await office.Say("somchai", text)).Card);
        Assert.Contains("ผู้ประสานงาน", help.Lead, StringComparison.Ordinal);
        Assert.DoesNotContain(help.Commands, command => command.Word.StartsWith("ยกเลิก", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_executive_reads_reports_and_moves_nothing()
    {
        Assert.IsType<Report>((await office.Executive.Says("รายงาน", Office.Ct)).Card);
        Assert.IsType<Help>((await office.Executive.Says("เลื่อน", Office.Ct)).Card);
    }

    [Fact]
    public async Task The_timetable_names_the_session_its_time_in_Thai_and_the_own_answer()
    {
        await office.Somchai.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
        var item = Assert.Single(Assert.IsType<SessionList>((await office.Say("somchai", "ตาราง")).Card).Items);
        Assert.Equal(("ตลาดนัดคนไทยยิ้มได้", "เข้าร่วม"), (item.Title, item.Status));
        Assert.Contains("2 ธ.ค. 69", item.When, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_not_answered_is_listed_by_office_without_the_speaker()
    {
        await office.Somchai.Clicks("rsvp", ("choice", "no"), null, Office.Ct);
        var card = Assert.IsType<Unanswered>((await office.Say("kanda", "ใครยังไม่ตอบ")).Card);
        Assert.Equal((5, 1), (card.Invited, card.Answered));
        var names = string.Join('|', card.Groups.Select(group => group.Names));
        Assert.Contains("มาลี", names, StringComparison.Ordinal);
        Assert.DoesNotContain("สมชาย", names, StringComparison.Ordinal);
        Assert.DoesNotContain("วิชัย", names, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("อยากทราบว่าพรุ่งนี้ฝนจะตกไหม")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{\"verb\":\"cancel\"}")]
    [InlineData("👍")]
    public async Task What_is_not_understood_gets_the_words_that_are(string text)
    {
        var help = Assert.IsType<Help>((await office.Say("somchai", text)).Card);
        Assert.Contains("ยังไม่เข้าใจ", help.Lead, StringComparison.Ordinal);
        Assert.NotEmpty(help.Commands);
    }

    [Property(MaxTest = 200)]
    public void Every_text_gets_an_answer_that_can_be_sent(NonNull<string> text)
    {
        foreach (var person in new[] { "somchai", "kanda" })
        {
            var message = office.Say(person, text.Get).GetAwaiter().GetResult();
            Assert.NotEmpty(Card.Bind(message.Card).ToJsonString());
            Assert.NotEmpty(message.Card.Summary);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("stranger")]
    [InlineData("")]
    [InlineData("somchai/../kanda")]
    public async Task An_unknown_person_is_told_whom_to_ask(string? person)
    {
        var before = office.Contents();
        var refusal = Assert.IsType<Refusal>((await office.Say(person, "ตาราง")).Card);
        Assert.Contains("ทะเบียน", refusal.Title, StringComparison.Ordinal);
        Assert.Contains("แจ้งผู้ประสานงาน", refusal.Hint, StringComparison.Ordinal);
        Assert.Equal(before, office.Contents());
    }

    [Fact]
    public async Task A_name_that_left_the_roster_of_this_moment_is_unknown_from_the_next_sentence_on()
    {
        var button = await Office.Button(office.Somchai, "rsvp", ("choice", "yes"));
        await using var smaller = await Office.Open(people: [.. Office.People.Where(p => p.Id != "somchai")]);
        Assert.IsType<Refusal>((await smaller.Click(smaller.Somchai, button)).Card);
    }
}
