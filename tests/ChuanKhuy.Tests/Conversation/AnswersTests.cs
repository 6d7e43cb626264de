using ChuanKhuy.Cards;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Talk;

/// <summary>Answers and changes of mind, as the person at the desk sees them.</summary>
public sealed class AnswersTests : IAsyncLifetime
{
    Office office = null!;

    public async Task InitializeAsync()
    {
        office = await Office.Open();
        await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task Everybody_but_the_speaker_is_invited_once()
    {
        string[] expected = ["kanda", "malee", "mana", "prasert", "somchai"];
        Assert.Equal(expected, await office.Got(Core.Outbox.MessageKind.Invite));
        foreach (var person in expected) Assert.Single(await office.Visitor(person).Chat(Office.Ct));
        Assert.Empty(await office.Speaker.Chat(Office.Ct));
    }

    [Fact]
    public async Task A_mind_may_change_until_the_start_and_the_last_answer_counts()
    {
        foreach (var choice in new[] { "yes", "no", "maybe", "yes", "no" }) await office.Somchai.Clicks("rsvp", ("choice", choice), null, Office.Ct);
        Assert.Equal(Answer.No, await office.AnswerOf(office.Somchai));
        await office.MoveTo(Office.Starts.AddSeconds(-1));
        await office.Somchai.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
        Assert.Equal(Answer.Yes, await office.AnswerOf(office.Somchai));
    }

    [Fact]
    public async Task An_old_card_stores_nothing_and_shows_the_present_answer()
    {
        var old = await Office.Button(office.Somchai, "rsvp", ("choice", "yes"));
        await office.Somchai.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
        await office.Somchai.Clicks("rsvp", ("choice", "no"), null, Office.Ct);
        var before = office.Contents();
        var card = Assert.IsType<Invite>((await office.Click(office.Somchai, old)).Card);
        Assert.Equal(before, office.Contents());
        Assert.Equal(Choice.No, card.Chosen);
        Assert.Contains("เก่าแล้ว", card.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_click_ten_times_side_by_side_is_one_answer()
    {
        var yes = await Office.Button(office.Somchai, "rsvp", ("choice", "yes"));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => office.Click(office.Somchai, yes))));
        var answer = (await office.Get<SessionStore>().FindAnswer("t1", "somchai", Office.Ct))!.Value;
        Assert.Equal((Answer.Yes, 1), (answer.Answer, answer.N));
    }

    [Fact]
    public async Task A_forwarded_invitation_is_answered_in_the_name_of_who_pressed()
    {
        var forwarded = await Office.Button(office.Somchai, "rsvp", ("choice", "yes"));
        await office.Click(office.Malee, forwarded);
        Assert.Equal((Answer.Yes, null), (await office.AnswerOf(office.Malee), await office.AnswerOf(office.Somchai)));
    }

    [Fact]
    public async Task A_question_reaches_the_speaker_letter_for_letter()
    {
        await office.Somchai.Clicks("rsvp", ("choice", "yes"), new Dictionary<string, string> { ["question"] = "ทำ [เล็ก](http://x) ก่อน\nได้ไหม ${title}" }, Office.Ct);
        await office.MoveTo(Office.Starts.AddDays(-6));
        var card = (await office.Speaker.Chat(Office.Ct)).Last(line => line.Card is not null).Card!;
        Assert.Contains(@"ทำ \\[เล็ก\\]\\(http://x\\) ก่อน\n\nได้ไหม $", card, StringComparison.Ordinal);
        Assert.DoesNotContain("ได้ไหม ตลาดนัด", card, StringComparison.Ordinal);
    }
}
