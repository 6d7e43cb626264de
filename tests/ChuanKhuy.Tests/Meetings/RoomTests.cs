using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Tests.Webex;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Fault = ChuanKhuy.Tests.Webex.Fault;

namespace ChuanKhuy.Tests.Meetings;

/// <summary>Rooms on a meeting platform: made, moved, taken away and asked who was there, whatever goes wrong on the way. The same for Webex and Teams.</summary>
public abstract class RoomTests : IAsyncLifetime
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    protected abstract MeetingKind Kind { get; }

    internal abstract IFakeRooms Fake { get; }

    internal abstract Office Office { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task A_published_session_has_one_room_that_moves_and_goes_with_it_and_the_join_page_leads_there()
    {
        var talk = await Plan();
        await Plan("t2", plan => plan with { Published = false });
        await Office.Drain();
        var room = Assert.Single(Fake.Open);
        Assert.Equal((talk.Plan.Title, talk.Starts, talk.Plan.Ends), (room.Title, room.Starts, room.Ends));

        await Office.Get<Planner>().Move("t1", talk.Starts.AddDays(1), talk.Ends.AddDays(1), null, Office.Ct);
        await Office.Get<Planner>().Apply((await Office.Find()).Plan with { Title = "ชื่อใหม่" }, null, Office.Ct);
        await Office.Drain();
        Assert.Equal(room with { Title = "ชื่อใหม่", Starts = talk.Starts.AddDays(1), Ends = talk.Ends.AddDays(1) }, Assert.Single(Fake.Open));

        Assert.DoesNotContain(room.Link, await Join(), StringComparison.Ordinal);
        Office.Clock.SetUtcNow(talk.Starts.AddDays(1).AddMinutes(-20));
        Assert.Contains(System.Net.WebUtility.HtmlEncode(room.Link), await Join(), StringComparison.Ordinal);

        await Office.Get<Planner>().Cancel("t1", null, Office.Ct);
        await Office.Drain();
        Assert.Empty(Fake.Open);
        Assert.Equal(1, Fake.Made);
        Assert.Empty(Fake.Refused);
        Assert.Null((await Room())!.Meeting);
    }

    [Fact]
    public async Task As_long_as_the_sending_can_be_stopped_there_is_no_room()
    {
        await Plan(hold: Planning.Hold);
        await Office.Drain();
        await Office.JumpTo(Office.Now + (9 * Minute));
        Assert.Empty(Fake.Open);
        await Office.JumpTo(Office.Now + Minute);
        Assert.Single(Fake.Open);
    }

    /// <summary>The body was taken, the work was done, and the answer says something else or never comes.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(504)]
    [InlineData(0)]
    public async Task A_lost_answer_never_makes_two_rooms(int status)
    {
        Fake.Fails(Asks.Make, new Fault(status, Done: true), new Fault(status, Done: true));
        var talk = await Plan();
        await Office.Drain();
        Assert.True((await Room())!.Perhaps);
        await Office.Get<Planner>().Move("t1", talk.Starts.AddDays(1), talk.Ends.AddDays(1), null, Office.Ct);
        await Office.Drain();
        for (var i = 0; i < 2; i++) await Later();
        Assert.Equal((1, talk.Starts.AddDays(1)), (Fake.Made, Assert.Single(Fake.Open).Starts));
        Assert.Equal(Fake.Open[0].Link, (await Room())!.Link);
    }

    [Fact]
    public async Task What_may_have_been_made_is_taken_away_with_its_session()
    {
        Fake.Fails(Asks.Make, new Fault(500, Done: true));
        await Plan();
        await Office.Drain();
        await Office.Get<Planner>().Cancel("t1", null, Office.Ct);
        await Later();
        Assert.Empty(Fake.Open);
        Assert.False((await Room())!.Held);
    }

    [Fact]
    public async Task Who_is_told_to_wait_waits_and_then_goes_on()
    {
        Fake.Fails(Asks.Make, new Fault(429, Headers: [("Retry-After", "900")]));
        await Plan();
        await Office.Drain();
        await Office.JumpTo(Office.Now + (14 * Minute));
        Assert.Empty(Fake.Open);
        await Office.JumpTo(Office.Now + (2 * Minute));
        Assert.Single(Fake.Open);
        Assert.Null((await Room())!.Trouble);
    }

    [Fact]
    public async Task After_three_failures_the_coordinator_hears_of_it_once_and_a_pasted_link_wins()
    {
        await Office.JumpTo(Office.Starts.AddDays(-3));
        Fake.Fails(Asks.Make, [.. Enumerable.Repeat(new Fault(502), 5)]);
        await Plan();
        await Office.Drain();
        await Later();
        Assert.Empty(await Told());
        for (var i = 0; i < 3; i++) await Later();
        Assert.Equal(["kanda"], (await Told()).Select(row => row.Person));
        var card = Assert.IsType<MeetingRoom>((await Office.Say("kanda", "ห้องประชุม")).Card);
        Assert.Contains("วางลิงก์", card.Status, StringComparison.Ordinal);

        const string Link = "https://meet.example.org/Our-Room?pwd=Abc";
        var save = await Office.Seal(new(card, "t1"), Office.Coordinator, "link");
        Assert.Contains("https://", Assert.IsType<MeetingRoom>((await Office.Click(Office.Coordinator, save.With(("link", "ftp://x")))).Card).Note, StringComparison.Ordinal);
        Assert.IsType<Refusal>((await Office.Click(Office.Somchai, save.With(("link", Link)))).Card);
        Assert.Equal("ใช้ลิงก์ที่วางไว้", Assert.IsType<MeetingRoom>((await Office.Click(Office.Coordinator, save.With(("link", Link)))).Card).Status);
        await Later();
        Assert.Empty(Fake.Open);
        Office.Clock.SetUtcNow(Office.Starts.AddMinutes(-20).ToUniversalTime());
        Assert.Contains(Link, await Join(), StringComparison.Ordinal);

        await Office.Click(Office.Coordinator, save.With(("link", "")));
        await Office.Drain();
        await Later();
        Assert.Contains(System.Net.WebUtility.HtmlEncode(Assert.Single(Fake.Open).Link), await Join(), StringComparison.Ordinal);
        Assert.Single(await Told());
    }

    [Fact]
    public async Task A_room_that_is_not_needed_any_more_goes_when_a_link_is_pasted()
    {
        await Plan();
        await Office.Drain();
        Assert.Single(Fake.Open);
        await Office.Get<RoomStore>().Paste(await Office.Find(), "https://meet.example.org/1", Office.Ct);
        await Office.Drain();
        Assert.Empty(Fake.Open);
    }

    /// <summary>Not found may mean not yet: a little later it is the same room. What is really gone is made again.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_room_that_is_not_found_is_looked_for_and_only_then_made_again(bool gone, int made)
    {
        var talk = await Plan();
        await Office.Drain();
        var room = Assert.Single(Fake.Open);
        if (gone) Fake.Forgets(room.Id);
        else Fake.Hides(room.Id, 1);
        await Office.Get<Planner>().Move("t1", talk.Starts.AddDays(1), talk.Ends.AddDays(1), null, Office.Ct);
        await Office.Drain();
        await Later();
        Assert.Equal((made, talk.Starts.AddDays(1)), (Fake.Made, Assert.Single(Fake.Open).Starts));
    }

    [Fact]
    public async Task A_token_that_is_not_taken_any_more_is_replaced_within_the_request()
    {
        await Plan();
        await Office.Drain();
        var given = Fake.TokensGiven;
        Fake.Expire();
        await Plan("t2");
        await Office.Drain();
        Assert.Equal((given + 1, 2), (Fake.TokensGiven, Fake.Open.Count));
    }

    [Fact]
    public async Task Who_was_there_is_fetched_after_the_end_from_every_time_the_meeting_was_on_and_the_same_again_changes_nothing()
    {
        var talk = await Plan();
        await Office.Drain();
        var (room, starts) = (Assert.Single(Fake.Open).Id, talk.Starts);
        await Office.MoveTo(starts);
        Fake.Was(room, starts, starts + (40 * Minute), Guest("somchai", 0, 40), Guest("malee", 10, 20), new(null, "iPad ห้องประชุม", starts, starts + (30 * Minute)));
        Fake.Was(room, starts + (45 * Minute), starts + (92 * Minute), Guest("somchai", 45, 92));
        Assert.Contains("ยังไม่จบ", Assert.IsType<Notice>((await Office.Say("kanda", "ดึงรายชื่อ")).Card).Text, StringComparison.Ordinal);
        await Office.MoveTo(talk.Ends + (30 * Minute));
        await Later();

        Assert.Equal((AttendanceStatus.Present, 85), await Verdict("somchai"));
        Assert.Equal((AttendanceStatus.Partial, 10), await Verdict("malee"));
        Assert.Equal((AttendanceStatus.Absent, 0), await Verdict("mana"));
        Assert.Single((await Office.Get<MeetingDesk>().Facts(await Office.Find(), Office.Ct)).Unmatched);
        Assert.True((await Room())!.Got);

        await Office.Say("kanda", "ดึงรายชื่อ");
        var before = Kept();
        Assert.Contains("รู้จัก 2 คน", Assert.IsType<Notice>((await Office.Say("kanda", "ดึงรายชื่อ")).Card).Text, StringComparison.Ordinal);
        Assert.Equal([], Kept().Except(before).Concat(before.Except(Kept())));

        // Started once more by somebody who forgot something: the last look after a day finds it.
        Fake.Was(room, starts + (93 * Minute), starts + (94 * Minute), Guest("mana", 0, 60));
        await Office.JumpTo(talk.Ends.AddHours(25));
        Assert.Equal((AttendanceStatus.Present, 60), await Verdict("mana"));
        await Office.JumpTo(talk.Ends.AddHours(26));
        Assert.Null(await Office.Get<WorkStore>().FindRoom("t1", Office.Ct));
        Assert.Empty(Fake.Refused);
    }

    [Fact]
    public async Task When_a_day_of_asking_brings_nothing_the_coordinator_hears_of_it()
    {
        var talk = await Plan();
        await Office.Drain();
        await Office.MoveTo(talk.Ends + (30 * Minute));
        Fake.Fails(Asks.Reports, new Fault(503));
        for (var hour = 1; hour <= 24; hour++)
        {
            Assert.Empty(await Told());
            await Office.JumpTo(talk.Ends.AddHours(hour));
        }
        Assert.Single(await Told());
        Assert.Contains("นำเข้าเอง", Assert.IsType<MeetingRoom>((await Office.Say("kanda", "ห้องประชุม")).Card).Status, StringComparison.Ordinal);
        Assert.Null(await Office.Get<WorkStore>().FindRoom("t1", Office.Ct));
    }

    protected async Task<Session> Plan(string id = "t1", Func<Plan, Plan>? change = null, TimeSpan? hold = null)
    {
        var at = Office.Starts.ToUniversalTime();
        var plan = new Plan(id, SessionKind.Talk, "ตลาดนัดคนไทยยิ้มได้", [new("wichai")], "1", at, at.AddMinutes(90), null, Audience.All, Kind, "", true);
        return Assert.IsType<Planned.Added>(await Office.Get<Planner>().Apply(change?.Invoke(plan) ?? plan, hold, Office.Ct)).Session;
    }

    protected async Task<Room?> Room(string id = "t1") => (await Office.Get<RoomStore>().Find(id, Office.Ct))?.Value;

    /// <summary>An hour passes: longer than any wait of our own.</summary>
    protected Task Later() => Office.JumpTo(Office.Now.AddHours(1));

    internal static FakeGuest Guest(string person, int from, int to) =>
        new(WebexOffice.Address(person), person, Office.Starts.ToUniversalTime().AddMinutes(from), Office.Starts.ToUniversalTime().AddMinutes(to));

    protected async Task<(AttendanceStatus, int)> Verdict(string person)
    {
        var verdict = await Office.Get<SessionStore>().Verdict(await Office.Find(), person, Office.Ct);
        return (verdict.Status, verdict.Seconds / 60);
    }

    async Task<IReadOnlyList<Delivery>> Told() => [.. (await Office.Few()).Where(row => row.Kind is MessageKind.RoomTrouble)];

    async Task<string> Join()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(new Uri(Office.Installation.App.Urls.Single()), $"join/{(await Office.Find()).Join}"));
    }

    /// <summary>Everything but the note of when the platform was asked.</summary>
    List<string> Kept() => [.. Office.Contents().Where(row => !row.StartsWith("sessions t1 room ", StringComparison.Ordinal))];
}

public sealed class TeamsRoomTests : RoomTests
{
    Office office = null!;
    FakeGraph graph = null!;

    protected override MeetingKind Kind => MeetingKind.Teams;

    internal override IFakeRooms Fake => graph;

    internal override Office Office => office;

    public override async Task InitializeAsync()
    {
        var clock = new FakeTimeProvider(Office.Begin.ToUniversalTime());
        graph = await FakeGraph.Open(clock);
        office = await Office.Open(clock: clock, people: WebexOffice.People, configure: builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration["Graph:Organiser"] = FakeGraph.Organiser;
            builder.Configuration["Graph:AppId"] = FakeGraph.App;
            builder.Configuration["Graph:TenantId"] = FakeGraph.Tenant;
            builder.Configuration["Graph:Secret"] = FakeGraph.Secret;
            builder.Configuration["Graph:Api"] = graph.Api;
            builder.Configuration["Graph:TokenEndpoint"] = graph.TokenEndpoint;
        });
        await office.Installation.App.StartAsync();
    }

    public override async Task DisposeAsync()
    {
        await office.DisposeAsync();
        await graph.DisposeAsync();
    }

    [Fact]
    public async Task Colleagues_do_not_wait_in_the_lobby()
    {
        await Plan();
        await office.Drain();
        Assert.Equal("organization", graph.Lobby(Assert.Single(Fake.Open).Id));
    }

    [Fact]
    public async Task A_missing_application_access_policy_is_told_at_once_and_mended_by_itself()
    {
        await office.JumpTo(Office.Starts.AddDays(-3));
        graph.Policy = false;
        await Plan();
        await office.Drain();
        Assert.Contains("application access policy", (await Room())!.Trouble, StringComparison.Ordinal);
        Assert.Single(await office.Few(), row => row.Kind is MessageKind.RoomTrouble);
        graph.Policy = true;
        await Later();
        Assert.Single(Fake.Open);
        Assert.Null((await Room())!.Trouble);
    }
}

public sealed class WebexRoomTests : RoomTests
{
    WebexOffice office = null!;

    protected override MeetingKind Kind => MeetingKind.Webex;

    internal override IFakeRooms Fake => office.Webex;

    internal override Office Office => office.Office;

    public override async Task InitializeAsync() => office = await WebexOffice.Open(Configure);

    public override async Task DisposeAsync()
    {
        Assert.Equal(0, office.Webex.Mailed);
        await office.DisposeAsync();
    }

    static void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder)
    {
        builder.Configuration["Webex:ClientId"] = FakeWebex.ClientId;
        builder.Configuration["Webex:ClientSecret"] = FakeWebex.ClientSecret;
        builder.Configuration["Webex:RefreshToken"] = FakeWebex.RefreshToken;
        builder.Configuration["Webex:HostEmail"] = FakeWebex.Host;
    }

    [Fact]
    public async Task Webex_tells_of_the_end_and_a_quarter_of_an_hour_later_is_asked_who_was_there()
    {
        var hook = Assert.Single(office.Webex.Hooks, hook => hook.Resource == "meetings");
        Assert.Equal(("ended", "org", $"hostEmail={FakeWebex.Host}", WebexOffice.Secret), (hook.Event, hook.OwnedBy, hook.Filter, hook.Secret));
        var talk = await Plan();
        await Office.Drain();
        var room = Assert.Single(Fake.Open).Id;
        // The calendar asks at 20, 40, 90 and 180 minutes after the end; this one ran over for two hours.
        await Office.MoveTo(talk.Ends + TimeSpan.FromMinutes(121));
        Fake.Was(room, talk.Starts, Office.Now, Guest("somchai", 0, 90));
        await office.Settle();
        Assert.Equal(AttendanceStatus.Absent, (await Verdict("somchai")).Item1);
        Office.Clock.Advance(TimeSpan.FromMinutes(16));
        await Office.Drain();
        Assert.Equal((AttendanceStatus.Present, 90), await Verdict("somchai"));
    }

    [Fact]
    public async Task Tokens_outlive_the_process_lie_encrypted_and_are_renewed_before_they_end()
    {
        office.Webex.Rotates = true;
        await Plan();
        await Office.Drain();
        Assert.Equal(1, Fake.TokensGiven);
        Assert.DoesNotContain(Office.Contents(), row => row.Contains("access-1", StringComparison.Ordinal) || row.Contains("refresh-1", StringComparison.Ordinal));
        await using var second = await WebexOffice.Open(Configure, Office.Data, Office.Clock, office.Webex);
        await Plan("t2");
        await second.Office.Drain();
        Assert.Equal((2, 1), (Fake.Open.Count, Fake.TokensGiven));

        // The refresh token of the settings is forgotten by Webex; the stored one goes on.
        Office.Clock.Advance(TimeSpan.FromDays(12.5));
        await Plan("t3", plan => plan with { Starts = plan.Starts.AddDays(30), Ends = plan.Ends.AddDays(30) });
        await Office.Drain();
        Assert.Equal((3, 2), (Fake.Open.Count, Fake.TokensGiven));
    }

    [Fact]
    public async Task A_host_without_a_licence_is_told_at_once()
    {
        await Office.JumpTo(Office.Starts.AddDays(-3));
        Fake.Fails(Asks.Make, new Fault(404));
        await Plan();
        await Office.Drain();
        Assert.Single(await Office.Few(), row => row.Kind is MessageKind.RoomTrouble);
        await Later();
        Assert.Single(Fake.Open);
    }
}
