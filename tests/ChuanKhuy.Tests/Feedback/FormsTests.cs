using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Boxes;

/// <summary>The forms as data: what was sent once is never another question later.</summary>
public sealed class FormsTests
{
    /// <summary>A better form gets the next number; a change here would make old answers mean something else.</summary>
    [Theory]
    [InlineData("session-1", "C3F918174EDD")]
    [InlineData("workshop-1", "3E29ED64178A")]
    [InlineData("evaluation-1", "F2720559451C")]
    public void A_form_that_was_sent_never_changes(string id, string hash) => Assert.Equal(hash, Hash(Forms.Find(id)));

    [Fact]
    public void Every_item_can_be_answered_on_its_card_and_the_needed_one_is_last()
    {
        foreach (var form in Forms.All)
        {
            Assert.InRange(form.Items.Count, 3, 5);
            Assert.Equal(FeedbackRule.Needed, form.Items[^1].Id);
            var answers = form.Items.ToDictionary(item => item.Id, _ => "4");
            var click = Assert.IsType<FeedbackClick>(Clicks.Parse("feedback", JsonSerializer.SerializeToElement(answers.Append(new("session", "s1")).ToDictionary())));
            Assert.Equal(form.Items.Select(item => (int?)4), FeedbackRule.Vector(form, click.Ratings));
        }
    }

    [Fact]
    public void A_session_keeps_the_form_it_opened_with()
    {
        var workshop = Sessions.Given.Session() is var talk ? talk with { Plan = talk.Plan with { Kind = SessionKind.Workshop } } : null!;
        Assert.Equal("workshop-1", Forms.Of(workshop).Id);
        Assert.Equal("session-1", Forms.Of(workshop.With(DueKind.Feedback) with { Form = "session-1" }).Id);
        Assert.Equal("session-1", Forms.Of(workshop.With(DueKind.Feedback)).Id); // from before there were several
    }

    [Fact]
    public void Texts_of_a_form_with_several_are_marked_and_stand_apart()
    {
        Assert.Equal(["ปัญหา: งานมาก", "ข้อเสนอ: ขอเวลา"], FeedbackRule.Texts(Forms.Find("evaluation-1"), "งานมาก", "ขอเวลา"));
        Assert.Equal(["ดี"], FeedbackRule.Texts(Forms.Find("session-1"), "ดี", "ไม่มีช่องนี้"));
        Assert.Empty(FeedbackRule.Texts(Forms.Find("evaluation-1"), "  ", null));
    }

    static string Hash(Form form) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('|', form.Items.Select(item => $"{item.Id}={item.Label}").Concat(form.Texts.Select(text => $"{text.Id}={text.Label}={text.Mark}"))))))[..12];
}
