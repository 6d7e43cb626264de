using ChuanKhuy.Core.Topics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Topics;

public sealed class TopicRuleTests
{
    static readonly string[] said =
    [
        "ตรวจรับพัสดุ", "ตรวจรับ พัสดุ ไม่ครบ", "ตรวดรับพัสดุ", "จดทะเบียน OTOP", "จดทะเบียนโอทอป", "ถ่ายภาพสินค้า OTOP", "กองทุนแม่ของแผ่นดิน", "กองทุนพัฒนาบทบาทสตรี", "จัดซื้อจัดจ้าง", "จัดซื้อจัดจ้างวัสดุ", "โคก หนอง นา",
    ];

    [Fact]
    public void Texts_of_one_need_are_one_topic_with_all_its_evidence_and_others_stay_apart()
    {
        var topics = TopicRule.Group(
            [new(EvidenceKind.Search, "ตรวจรับพัสดุ", 5), new(EvidenceKind.Wish, "ตรวจรับ พัสดุ ไม่ครบ", 1), new(EvidenceKind.Question, "ตรวจรับพัสดุ", 2), new(EvidenceKind.Search, "กองทุนแม่ของแผ่นดิน", 3), new(EvidenceKind.Wish, "กองทุนพัฒนาบทบาทสตรี", 1)], 10);
        Assert.Equal([("ตรวจรับพัสดุ", 5, 2, 1), ("กองทุนแม่ของแผ่นดิน", 3, 0, 0), ("กองทุนพัฒนาบทบาทสตรี", 0, 0, 1)], topics.Select(t => (t.Title, t.Searches, t.Questions, t.Wishes)));
        Assert.True(TopicRule.IsAbout("การตรวจรับพัสดุ", "ตรวจรับพัสดุ"));
        Assert.False(TopicRule.IsAbout("โคก หนอง นา", "ตรวจรับพัสดุ"));
    }

    [Property(MaxTest = 200)]
    public Property The_order_of_the_evidence_makes_no_difference_and_nothing_is_lost() => Prop.ForAll(Arb.From(Gen.ArrayOf(One)), ArbMap.Default.ArbFor<int>(), (evidence, seed) =>
    {
        var shuffled = evidence.ToArray();
        new Random(seed).Shuffle(shuffled);
        var topics = TopicRule.Group(evidence, int.MaxValue);
        Assert.Equal(topics, TopicRule.Group(shuffled, int.MaxValue));
        Assert.Equal(evidence.Sum(e => e.Count), topics.Sum(t => t.Total));
        Assert.Equal(topics.OrderByDescending(t => t.Total).Select(t => t.Total), topics.Select(t => t.Total));
    });

    static Gen<Evidence> One =>
        from kind in Gen.Elements(Enum.GetValues<EvidenceKind>())
        from text in Gen.Elements(said)
        from count in Gen.Choose(1, 9)
        select new Evidence(kind, text, count);

    [Theory]
    [InlineData("อยากให้จัดเรื่องตรวจรับพัสดุอีกครับ", "ตรวจรับพัสดุ")]
    [InlineData("เข้าใจง่าย อยากเรียนรู้เรื่องการถ่ายภาพสินค้าเพิ่มเติม", "ถ่ายภาพสินค้า")]
    [InlineData("ครั้งหน้าขอหัวข้อ กองทุนแม่ของแผ่นดิน", "กองทุนแม่ของแผ่นดิน")]
    [InlineData("อยากให้มีเวลาถามมากกว่านี้", null)]
    [InlineData("เข้าใจง่าย นำไปใช้ได้เลย", null)]
    public void A_wish_is_found_in_a_comment_and_other_comments_are_none(string comment, string? wish) => Assert.Equal(wish, Wishing.Read(comment));

    [Theory]
    [InlineData("เรื่องของนายสมชาย ใจดี")]
    [InlineData("อยากฟังสมชาย ใจดี")]
    [InlineData("ให้พี่สมชายสอน")]
    [InlineData("คุณ สมชาย เล่าประสบการณ์")]
    [InlineData("โทร 081 234 5678")]
    [InlineData("ลุงแดง ปลูกผัก")]
    public void What_names_somebody_is_left_out(string text) => Assert.False(Wishing.NamesNobody(text, ["นายสมชาย ใจดี"]));

    [Fact]
    public void A_word_that_is_also_a_name_is_none_by_itself() => Assert.True(Wishing.NamesNobody("ความมานะ และน้ำใจดี", ["นายมานะ อดทน", "นายสมชาย ใจดี"]));
}
