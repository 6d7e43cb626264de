using ChuanKhuy.Bot;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Webex;

/// <summary>An invitation in a space, where a card cannot be replaced: one for all, and another in its stead only when there is something to say.</summary>
public sealed class BoardTests : IAsyncLifetime
{
    WebexOffice office = null!;
    FakeRoom room = null!;

    public async Task InitializeAsync()
    {
        office = await WebexOffice.Open();
        room = office.Webex.Group(WebexOffice.Address("somchai"), WebexOffice.Address("malee"));
        await office.Invite();
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    IReadOnlyList<FakeMessage> Cards => [.. office.Webex.Messages.Where(m => m.Room == room && m.Card is not null && m.Parent is null)];

    [Fact]
    public async Task The_invitation_is_posted_once_and_what_is_answered_below_is_kept_without_another_card()
    {
        Assert.Equal("ลงประกาศแล้ว", (await Say()).Title);
        Assert.Equal("ลงประกาศไว้แล้ว", (await Say()).Title);
        var posted = Assert.Single(Cards);
        Assert.Contains("ตลาดนัด", posted.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("ตอบแล้ว", posted.Markdown, StringComparison.Ordinal);
        foreach (var (person, choice) in new[] { ("somchai", "yes"), ("malee", "no"), ("somchai", "maybe") })
        {
            office.Webex.Presses(WebexOffice.Address(person), "rsvp", [("choice", choice)], room: room, card: posted);
            office.Office.Clock.Advance(TimeSpan.FromSeconds(40));
            await office.Settle();
        }
        Assert.Equal((Answer.Maybe, Answer.No), ((await office.AnswerOf("somchai"))!.Answer, (await office.AnswerOf("malee"))!.Answer));
        await office.Office.Tick();
        await office.Settle();
        Assert.Same(posted, Assert.Single(Cards));
    }

    [Fact]
    public async Task A_move_and_a_cancel_put_a_new_card_in_its_stead_and_the_beginning_does_not()
    {
        await Say();
        var first = Assert.Single(Cards);
        var session = await office.Office.Find();
        Assert.IsType<Planned.Moved>(await office.Office.Get<Planner>().Move(session.Id, session.Starts.AddHours(2), session.Ends.AddHours(2), null, Office.Ct));
        await Later();
        var second = Assert.Single(Cards);
        Assert.Contains(first, office.Webex.Deleted);
        Assert.NotEqual(first.Markdown, second.Markdown);

        Assert.IsType<Planned.Cancelled>(await office.Office.Get<Planner>().Cancel(session.Id, "วิทยากรติดราชการ", Office.Ct));
        await Later();
        Assert.Contains("ยกเลิกแล้ว", Assert.Single(Cards).Markdown, StringComparison.Ordinal);
        Assert.Empty(await office.Office.Get<BoardStore>().Posted(null, Office.Ct).ToListAsync());
    }

    [Fact]
    public async Task When_it_begins_the_card_stays()
    {
        await Say();
        var posted = Assert.Single(Cards);
        await office.Office.MoveTo(Office.Starts);
        await Later();
        Assert.Same(posted, Assert.Single(Cards));
        Assert.Empty(await office.Office.Get<BoardStore>().Posted(null, Office.Ct).ToListAsync());
    }

    [Fact]
    public async Task A_new_card_whose_answer_was_lost_is_found_and_not_posted_again()
    {
        await Say();
        var session = await office.Office.Find();
        await office.Office.Get<Planner>().Move(session.Id, session.Starts.AddHours(2), session.Ends.AddHours(2), null, Office.Ct);
        office.Webex.Fails("POST", "/messages", new Fault(502, Done: true));
        // It is looked for, then for its thread, then in vain for what was perhaps posted.
        office.Webex.Fails("GET", "/messages", new(200, Done: true), new(200, Done: true), new(503));
        await Later();
        await Later();
        Assert.Single(Cards);
        Assert.NotNull((await office.Office.Get<BoardStore>().Posted(null, Office.Ct).SingleAsync()).Value.Posted);
    }

    [Fact]
    public async Task A_space_without_the_bot_is_no_board()
    {
        office.Webex.Leave(room, office.Webex.Me);
        await office.Settle();
        Assert.Equal("ยังไม่มีทีมหรือกลุ่มแชตที่มีชวนคุย", Assert.IsType<Refusal>((await office.Office.Say("kanda", "ลงประกาศ")).Card).Title);
    }

    async Task<Notice> Say() => Assert.IsType<Notice>((await office.Office.Say("kanda", "ลงประกาศ")).Card);

    async Task Later()
    {
        office.Office.Clock.Advance(TimeSpan.FromMinutes(5));
        await office.Office.Tick();
        await office.Settle();
    }
}
