using System.Text.Json.Nodes;
using ChuanKhuy.Bot;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Teams;

/// <summary>An invitation in the channel of a team: one card for all, answered by anyone of the audience, with the count of answers kept up in its place.</summary>
public sealed class BoardTests : IAsyncLifetime
{
    const string Team = "19:team@thread.tacv2";
    TeamsOffice office = null!;

    public async Task InitializeAsync()
    {
        office = await TeamsOffice.Open();
        await InTeam("add");
        await office.Office.Plan(audience: new Audience("zone:1"));
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(office.Teams.Wrong);
        Assert.Equal(0, office.Teams.Violations);
        await office.DisposeAsync();
    }

    [Fact]
    public async Task The_invitation_is_posted_once_with_buttons_that_are_for_everybody()
    {
        Assert.Equal("ลงประกาศแล้ว", (await Say("ลงประกาศ")).Title);
        var posted = Assert.Single(Threads);
        Assert.Contains("ยังไม่มีใครตอบ", TeamsOffice.Text(posted.Card), StringComparison.Ordinal);
        var data = Button.Of(posted.Card, "rsvp", ("choice", "yes")).Data;
        Assert.Equal((Team, false), ((string?)data["to"], data.ContainsKey("n")));
        Assert.DoesNotContain("fallback\"", posted.Card.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("refresh", posted.Card.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("ลงประกาศไว้แล้ว", (await Say("ลงประกาศ ตลาดนัด")).Title);
        Assert.Single(Threads);
        Assert.IsType<Refusal>((await office.Drive(office.Office.Say("kanda", "ลงประกาศ เรื่องอื่น"))).Card);
        Assert.IsType<Help>((await office.Office.Say("somchai", "ลงประกาศ")).Card);
    }

    [Fact]
    public async Task Anyone_of_the_audience_answers_and_the_count_follows_at_most_every_half_minute()
    {
        await Say("ลงประกาศ");
        var posted = Assert.Single(Threads);
        Assert.Contains("คุณตอบไว้ว่า เข้าร่วม", await Press("somchai", posted, "yes"), StringComparison.Ordinal);
        Assert.Contains("คุณตอบไว้ว่า อาจจะ", await Press("malee", posted, "maybe"), StringComparison.Ordinal);
        Assert.Contains("จัดสำหรับกลุ่มอื่น", await Press("mana", posted, "yes"), StringComparison.Ordinal);
        Assert.Equal((Answer.Yes, Answer.Maybe, null), (await office.Office.AnswerOf(office.Office.Somchai), await office.Office.AnswerOf(office.Office.Malee), await office.Office.AnswerOf(office.Office.Mana)));
        await office.Drain();
        Assert.Empty(office.Teams.Updates);

        await HalfAMinute();
        var update = Assert.Single(office.Teams.Updates);
        Assert.Equal((posted.Conversation, posted.Id), (update.Conversation, update.Id));
        Assert.Contains("ตอบแล้ว 2 คน: เข้าร่วม 1 อาจจะ 1 ไม่สะดวก 0", TeamsOffice.Text(update.Card), StringComparison.Ordinal);

        // Many changes of mind in a minute, two updates.
        for (var i = 0; i < 6; i++)
        {
            await Press("somchai", posted, i % 2 == 0 ? "no" : "yes");
            office.Office.Clock.Advance(TimeSpan.FromSeconds(10));
            await office.Drain();
        }
        await HalfAMinute();
        await HalfAMinute();
        Assert.InRange(office.Teams.Updates.Count, 2, 4);
        Assert.All(office.Teams.Updates.Zip(office.Teams.Updates.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= NoticeBoard.Every));
        Assert.Contains("เข้าร่วม 1 อาจจะ 1 ไม่สะดวก 0", TeamsOffice.Text(office.Teams.Updates[^1].Card), StringComparison.Ordinal);

        // Nothing new, nothing sent.
        var before = office.Teams.Updates.Count;
        await office.Tick();
        await HalfAMinute();
        Assert.Equal(before, office.Teams.Updates.Count);
    }

    [Fact]
    public async Task A_cancelled_session_says_so_and_is_then_left_alone()
    {
        await Say("ลงประกาศ");
        await Press("somchai", Threads[0], "yes");
        var session = await office.Office.Find();
        Assert.IsType<Planned.Cancelled>(await office.Office.Get<Planner>().Cancel(session.Id, "วิทยากรติดราชการ", Office.Ct));
        office.Office.Clock.Advance(TimeSpan.FromMinutes(5));
        await office.Tick();
        Assert.Contains("ยกเลิกแล้ว", TeamsOffice.Text(office.Teams.Updates[^1].Card), StringComparison.Ordinal);
        Assert.DoesNotContain("\"verb\"", office.Teams.Updates[^1].Card.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await office.Office.Get<BoardStore>().Posted(null, Office.Ct).ToListAsync());
    }

    [Fact]
    public async Task A_team_that_removes_the_app_is_no_board_and_a_deleted_card_is_forgotten()
    {
        await Say("ลงประกาศ");
        office.Teams.Script("update", new Fault(404, Body: FakeTeams.Error("ActivityNotFound")));
        await Press("somchai", Threads[0], "yes");
        await HalfAMinute();
        Assert.Empty(await office.Office.Get<BoardStore>().Posted(null, Office.Ct).ToListAsync());
        await InTeam("remove");
        Assert.IsType<Refusal>((await office.Drive(office.Office.Say("kanda", "ลงประกาศ"))).Card);
    }

    [Fact]
    public async Task What_is_perhaps_posted_is_not_posted_again_at_once()
    {
        office.Teams.Script("create", new Fault(502, Delivers: true));
        Assert.Equal("ลงประกาศไม่ครบ", (await Say("ลงประกาศ")).Title);
        await office.Drive(office.Office.Say("kanda", "ลงประกาศ"));
        Assert.Single(Threads);
    }

    /// <summary>An older client that submits a shared card must not put one person's card in everybody's place.</summary>
    [Fact]
    public async Task A_shared_card_is_never_replaced_by_one_persons_answer()
    {
        await Say("ลงประกาศ");
        var posted = Threads[0];
        var submit = office.Submit("somchai", Button.Of(posted.Card, "rsvp", ("choice", "yes")) with { Source = posted.Id });
        submit["conversation"] = Shared(posted.Conversation);
        Assert.Equal(200, (await office.Post(submit)).Status);
        Assert.Empty(office.Teams.Updates);
        Assert.DoesNotContain("คุณตอบไว้ว่า", string.Concat(Threads.Select(message => TeamsOffice.Text(message.Card))), StringComparison.Ordinal);
        Assert.Equal(Answer.Yes, await office.Office.AnswerOf(office.Office.Somchai));
    }

    IReadOnlyList<Posted> Threads => [.. office.Teams.Messages.Where(m => m.Conversation.StartsWith(Team, StringComparison.Ordinal))];

    static JsonObject Shared(string conversation) => new() { ["id"] = conversation, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = FakeTeams.Tenant };

    async Task InTeam(string action)
    {
        office.Teams.Opens(Team);
        var installed = office.Installed("kanda", action);
        installed["conversation"] = Shared(Team);
        Assert.Equal(200, (await office.Post(installed)).Status);
        await office.Drain();
    }

    async Task<Notice> Say(string text) => Assert.IsType<Notice>((await office.Drive(office.Office.Say("kanda", text))).Card);

    /// <summary>The person presses a button of the card in the channel; what only they see.</summary>
    async Task<string> Press(string person, Posted posted, string choice)
    {
        var press = office.Press(person, Button.Of(posted.Card, "rsvp", ("choice", choice)) with { Source = posted.Id });
        press["conversation"] = Shared(posted.Conversation);
        var (status, body) = await office.Post(press);
        Assert.Equal(200, status);
        return TeamsOffice.Text(body!["value"]!);
    }

    async Task HalfAMinute()
    {
        office.Office.Clock.Advance(NoticeBoard.Every + TimeSpan.FromSeconds(1));
        await office.Drain();
    }
}
