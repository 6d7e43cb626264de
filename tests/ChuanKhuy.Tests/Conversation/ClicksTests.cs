using System.Text.Json.Nodes;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Talk;

/// <summary>Clicks that must not count: each gets a polite Thai card, and nothing is stored.</summary>
public sealed class ClicksTests : IAsyncLifetime
{
    Office office = null!;

    public async Task InitializeAsync() => office = await Office.Open();

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task A_session_that_is_over()
    {
        var yes = await Invited();
        await office.MoveTo(Office.Starts.AddHours(3));
        await Refuses(office.Somchai, yes, "จบแล้ว");
    }

    [Fact]
    public async Task A_session_that_has_begun()
    {
        var yes = await Invited();
        await office.MoveTo(Office.Starts.AddMinutes(1));
        await Refuses(office.Somchai, yes, "เริ่มแล้ว");
    }

    [Fact]
    public async Task A_session_that_is_cancelled()
    {
        var yes = await Invited();
        await office.Get<Planner>().Cancel("t1", "วิทยากรป่วย", Office.Ct);
        await Refuses(office.Somchai, yes, "ยกเลิกแล้ว");
    }

    [Fact]
    public async Task A_draft()
    {
        var draft = await office.Plan(published: false);
        await Refuses(office.Somchai, await Genuine(draft, office.Somchai), "ยังไม่เปิด");
    }

    [Fact]
    public async Task A_session_for_others()
    {
        var talk = await office.Plan(audience: new("zone:1"));
        await office.MoveTo(Office.Starts.AddDays(-13));
        var forwarded = await Office.Button(office.Somchai, "rsvp", ("choice", "yes"));
        await Refuses(office.Mana, forwarded, "กลุ่มอื่น");
        Assert.Null(await office.Mana.CardWith("rsvp", Office.Ct));
        Assert.NotNull(talk);
    }

    [Fact]
    public async Task The_speakers_own_session()
    {
        var talk = await office.Plan();
        await Refuses(office.Speaker, await Genuine(talk, office.Speaker), "วิทยากร");
    }

    [Fact]
    public async Task A_session_that_there_is_not()
    {
        var ghost = Sessions.Given.Session() with { Plan = Sessions.Given.Plan() with { Id = "ghost" } };
        await Refuses(office.Somchai, await Genuine(ghost, office.Somchai), "ไม่พบกิจกรรม");
    }

    [Theory]
    [InlineData("session", "t2")]
    [InlineData("of", "t2")]
    [InlineData("session", "../t1")]
    [InlineData("session", null)]
    [InlineData("to", "malee")]
    [InlineData("to", null)]
    [InlineData("n", "7")]
    [InlineData("n", "-1")]
    [InlineData("n", "many")]
    [InlineData("n", null)]
    [InlineData("choice", "perhaps")]
    [InlineData("choice", null)]
    [InlineData("kid", "other")]
    [InlineData("kid", null)]
    [InlineData("seal", "")]
    [InlineData("seal", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("seal", null)]
    public async Task Changed_data(string field, string? value)
    {
        await office.Plan("t2", Office.Starts.AddDays(5));
        var yes = await Invited();
        await Refuses(office.Somchai, yes.With((field, value is null ? null : JsonValue.Create(value))), "ใช้ไม่ได้แล้ว");
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("end")]
    [InlineData("checkin")]
    [InlineData("feedback")]
    [InlineData("seat")]
    [InlineData("sudo")]
    [InlineData("")]
    public async Task Another_verb(string verb) => await Refuses(office.Somchai, await Invited() with { Verb = verb }, "ใช้ไม่ได้แล้ว");

    [Fact]
    public async Task A_seal_of_another_button()
    {
        await office.Plan("t2", Office.Starts.AddDays(5));
        var yes = await Invited();
        var other = await Genuine(await office.Find("t2"), office.Somchai);
        await Refuses(office.Somchai, yes.With(("seal", other.Data["seal"]!.DeepClone())), "ใช้ไม่ได้แล้ว");
    }

    [Fact]
    public async Task Fields_of_another_shape()
    {
        var yes = await Invited();
        foreach (var odd in new JsonNode[] { new JsonArray("t1"), new JsonObject { ["id"] = "t1" }, JsonValue.Create(1), JsonValue.Create(new string('x', 100_000)) })
            foreach (var field in new[] { "session", "of", "to", "kid", "seal", "choice" })
                await Refuses(office.Somchai, yes.With((field, odd.DeepClone())), "ใช้ไม่ได้แล้ว");
        await Refuses(office.Somchai, yes.With(("question", new string('x', 5000))), "ใช้ไม่ได้แล้ว");
        await Refuses(office.Somchai, yes.With(("question", new JsonArray())), "ใช้ไม่ได้แล้ว");
    }

    [Fact]
    public async Task Fields_that_no_button_has_give_nobody_more_than_the_button()
    {
        var yes = await Invited();
        await office.Click(office.Somchai, yes.With(("role", "coordinator"), ("roles", 16), ("person", "malee"), ("rating", 999), ("state", "Cancelled"), ("seats", 1)));
        Assert.Equal(Answer.Yes, await office.AnswerOf(office.Somchai));
        Assert.Null(await office.AnswerOf(office.Malee));
        Assert.Equal(SessionState.Published, (await office.Find()).State);
        Assert.Equal(Roles.Staff, (await office.Get<RosterStore>().Load(Office.Ct)).Find("somchai")!.Roles);
    }

    [Fact]
    public async Task Somebody_elses_card_to_sign_in_or_to_judge()
    {
        var talk = await office.Plan();
        await office.MoveTo(Office.Starts.AddMinutes(86));
        await Refuses(office.Malee, await office.Seal(office.Get<SessionCards>().CheckIn(talk, false), office.Somchai, "checkin"), "คนอื่น");
        await Refuses(office.Malee, await office.Seal(office.Get<FeedbackForm>().Show(talk), office.Somchai, "feedback"), "คนอื่น");
    }

    [Fact]
    public async Task A_coordinators_form_in_other_hands()
    {
        await Invited();
        await office.Coordinator.Says("ยกเลิก", Office.Ct);
        var cancel = (await Office.Button(office.Coordinator, "cancel")).With(("session", "t1"), ("confirm", "true"), ("reason", "แกล้ง"));
        await Refuses(office.Somchai, cancel, "คนอื่น");
    }

    [Fact]
    public async Task A_coordinators_own_form_after_the_role_is_gone()
    {
        await Invited();
        await office.Coordinator.Says("ยกเลิก", Office.Ct);
        var cancel = (await Office.Button(office.Coordinator, "cancel")).With(("session", "t1"), ("confirm", "true"));
        await office.Get<RosterStore>().Save([Office.People.First(p => p.Id == "kanda") with { Roles = Roles.Staff }], null, Office.Ct);
        await Refuses(office.Coordinator, cancel, "ผู้ประสานงาน");
    }

    [Fact]
    public async Task Ending_by_somebody_who_is_not_the_speaker()
    {
        var talk = await office.Plan();
        await office.MoveTo(Office.Starts.AddMinutes(20));
        var end = await Office.Button(office.Speaker, "end");
        await Refuses(office.Somchai, end, "คนอื่น");
        Assert.Equal(SessionState.Published, (await office.Find(talk.Id)).State);
    }

    [Fact]
    public async Task Cancelling_and_moving_after_the_start()
    {
        await Invited();
        await office.Coordinator.Says("ยกเลิก", Office.Ct);
        await office.Coordinator.Says("เลื่อน", Office.Ct);
        var cancel = (await Office.Button(office.Coordinator, "cancel")).With(("session", "t1"), ("confirm", "true"));
        var move = (await Office.Button(office.Coordinator, "move")).With(("session", "t1"), ("date", "9 ธ.ค. 69"), ("start", "13.30"), ("end", "15.00"));
        await office.MoveTo(Office.Starts.AddMinutes(1));
        await office.Plan("later", Office.Starts.AddDays(20));
        await Refuses(office.Coordinator, cancel, "เริ่มไปแล้ว");
        await Refuses(office.Coordinator, move, "เริ่มไปแล้ว");
    }

    [Theory]
    [InlineData("วันไหนก็ได้", "13.30", "15.00")]
    [InlineData("9 ธ.ค. 69", "15.00", "13.30")]
    [InlineData("9 ธ.ค. 60", "13.30", "15.00")]
    [InlineData("", "", "")]
    public async Task A_new_time_that_is_none(string date, string start, string end)
    {
        await Invited();
        await office.Coordinator.Says("เลื่อน", Office.Ct);
        var move = (await Office.Button(office.Coordinator, "move")).With(("session", "t1"), ("date", date), ("start", start), ("end", end));
        var before = office.Contents();
        var again = Assert.IsType<MoveForm>((await office.Click(office.Coordinator, move)).Card);
        Assert.NotNull(again.Note);
        Assert.Equal(date, again.Date);
        Assert.Equal(before, office.Contents());
    }

    /// <summary>The session t1 is there, Somchai has his invitation; its button "yes".</summary>
    async Task<Button> Invited()
    {
        await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
        return await Office.Button(office.Somchai, "rsvp", ("choice", "yes"));
    }

    /// <summary>A button of the invitation as we would have made it while the session was open.</summary>
    Task<Button> Genuine(Session session, Functions.Demo.Visitor to) =>
        office.Seal(new Message(Invite.Sample with { Session = session.Id }, session.Id, 0), to, "rsvp", ("choice", "yes"));

    async Task Refuses(Functions.Demo.Visitor person, Button button, string sentence)
    {
        var before = office.Contents();
        var message = await office.Click(person, button);
        var shown = Card.Bind(message.Card).ToJsonString(Readable);
        Assert.Contains(sentence, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", shown, StringComparison.Ordinal);
        Assert.Equal(before, office.Contents());
    }

    static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
