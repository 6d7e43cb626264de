using ChuanKhuy.Core.Knowledge;

namespace ChuanKhuy.Tests.Knowledge;

/// <summary>The way of an item from draft to reader.</summary>
public sealed class ReviewTests
{
    static readonly DateTimeOffset now = Office.Begin;
    static readonly ItemText text = new("เปิดบัญชีกลุ่ม", Category.Law, Format.Tips, Medium.Article, "ต้องมีกรรมการสามคน", [], [], []);
    static readonly Item draft = new("k1", text, null, null, Work.Draft, "malee", "t1", null, now);

    [Fact]
    public void From_draft_over_review_to_readers_and_back_for_another_look()
    {
        Assert.Null(Review.Visible(draft));
        var submitted = Kept(Review.Submit(draft, now));
        Assert.Equal(Standing.InReview, Review.Stands(submitted, now));
        var released = Kept(Review.Publish(submitted, "kanda", now));
        Assert.Equal((Standing.Published, 1, "kanda", now.AddDays(90)), (Review.Stands(released, now), released.Release!.Version, released.Release.By, released.Release.ReviewBy));
        Assert.Equal(Standing.DueForReview, Review.Stands(released, now.AddDays(90)));
        Assert.Same(text, Review.Visible(released));
        var confirmed = Kept(Review.Confirm(released, "kanda", now.AddDays(91)));
        Assert.Equal((Standing.Published, 1), (Review.Stands(confirmed, now.AddDays(180)), confirmed.Release!.Version));
    }

    [Fact]
    public void Nobody_lets_out_what_they_wrote()
    {
        Assert.Contains("คนเขียน", Refused(Review.Publish(Kept(Review.Submit(draft, now)), "malee", now)), StringComparison.Ordinal);
        var edited = Kept(Review.Edit(draft, text with { Title = "ใหม่" }, "kanda", now));
        Assert.Contains("คนเขียน", Refused(Review.Publish(Kept(Review.Submit(edited, now)), "kanda", now)), StringComparison.Ordinal);
        Assert.Contains("คนเขียน", Refused(Review.Confirm(Released(), "malee", now)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_takes_the_approval_back_and_readers_keep_the_released_version()
    {
        var waiting = Kept(Review.Submit(draft, now));
        Assert.Equal(Work.Draft, Kept(Review.Edit(waiting, text with { Body = "แก้แล้ว" }, "malee", now)).Work);
        var edited = Kept(Review.Edit(Released(), text with { Body = "แก้แล้ว" }, "malee", now));
        Assert.Equal((Standing.Draft, text.Body), (Review.Stands(edited, now), Review.Visible(edited)!.Body));
        var second = Kept(Review.Publish(Kept(Review.Submit(edited, now)), "kanda", now));
        Assert.Equal((2, "แก้แล้ว"), (second.Release!.Version, Review.Visible(second)!.Body));
    }

    [Fact]
    public void An_edit_without_a_change_changes_nothing() => Assert.Same(Released(), Kept(Review.Edit(Released(), text with { Tags = [] }, "somchai", now)));

    [Fact]
    public void Only_what_was_submitted_is_let_out()
    {
        Refused(Review.Publish(draft, "kanda", now));
        Refused(Review.Publish(Released(), "kanda", now));
        Refused(Review.Submit(Released(), now));
        Refused(Review.Return(draft, now));
        Refused(Review.Confirm(draft, "kanda", now));
        Assert.Equal(Work.Draft, Kept(Review.Return(Kept(Review.Submit(draft, now)), now)).Work);
    }

    [Fact]
    public void What_is_obsolete_is_neither_seen_nor_edited()
    {
        var old = Kept(Review.Retire(Released(), now));
        Assert.Equal(Standing.Obsolete, Review.Stands(old, now));
        Assert.Null(Review.Visible(old));
        Refused(Review.Edit(old, text with { Title = "ใหม่" }, "malee", now));
        Refused(Review.Publish(old, "kanda", now));
    }

    [Theory]
    [InlineData(Category.Law, 90)]
    [InlineData(Category.Manual, 180)]
    [InlineData(Category.Faq, 180)]
    [InlineData(Category.Case, 365)]
    public void Each_shelf_is_looked_at_again_in_its_time(Category category, int days) => Assert.Equal(days, Review.Interval(category).TotalDays);

    [Theory]
    [InlineData("โทร 081-234-5678", "081-234-5678")]
    [InlineData("โทร ๐๗๗ ๒๗๒ ๕๕๘", "077 272 558")]
    [InlineData("เลข 1-8499-00123-45-6", "1-8499-00123-45-6")]
    [InlineData("ส่งที่ somchai@example.org", "somchai@example.org")]
    [InlineData("ลูกหนี้คือนายสมชาย ใจดี", "นายสมชาย ใจดี")]
    [InlineData("ไปถาม ลุงเอก ก่อน", "ลุงเอก")]
    public void What_points_at_a_person_must_be_seen_before_it_is_let_out(string body, string finding)
    {
        var waiting = Kept(Review.Submit(draft with { Working = text with { Body = body } }, now));
        Assert.Contains(finding, Refused(Review.Publish(waiting, "kanda", now)), StringComparison.Ordinal);
        Kept(Review.Publish(waiting, "kanda", now, looked: true));
    }

    [Theory]
    [InlineData("แจ้งนายอำเภอ และนายทะเบียน ภายใน 15 วัน")]
    [InlineData("ติด ป้ายชื่อ ตามแบบ ที่ศาลา แล้วตามยาก ทุกเดือน")]
    [InlineData("เงิน 280,000 บาท ปี 2568 ข้อ 1-8")]
    public void What_points_at_nobody_is_not_flagged(string body) => Assert.Empty(Private.Find(text with { Body = body }));

    [Fact]
    public void A_text_that_is_not_complete_does_not_go_on()
    {
        ItemText[] faulty =
        [
            text with { Title = "" }, text with { Body = "" }, text with { Title = new('ก', 201) }, text with { Body = new('ก', 10_001) },
            text with { Tags = [new('ก', 41)] }, text with { Tags = [.. Enumerable.Range(0, 13).Select(i => $"{i}")] },
        ];
        Assert.All(faulty, one => Refused(Review.Edit(draft, one, "malee", now)));
        Assert.All(faulty, one => Refused(Review.Submit(draft with { Working = one }, now)));
    }

    static Item released = Kept(Review.Publish(Kept(Review.Submit(draft, now)), "kanda", now));

    static Item Released() => released;

    static Item Kept(Reviewed outcome) => Assert.IsType<Reviewed.Kept>(outcome).Item;

    static string Refused(Reviewed outcome) => Assert.IsType<Reviewed.Refused>(outcome).Because;
}
