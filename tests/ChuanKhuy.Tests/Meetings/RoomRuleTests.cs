using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Bot.Meetings;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Tests.Sessions;
using Microsoft.Extensions.Configuration;

namespace ChuanKhuy.Tests.Meetings;

/// <summary>What is done next about a room, and the settings of the platforms.</summary>
public sealed class RoomRuleTests
{
    const string Oid = "bbbbbbbb-0000-0000-0000-000000000009";

    static readonly Room Held = new(MeetingKind.Teams, "m1", "https://teams.example/1", Told: 0);

    static DateTimeOffset Starts => Given.Starts;

    static Session Talk(SessionState state = SessionState.Published, MeetingKind meeting = MeetingKind.Teams, string place = "") =>
        Given.Session() with { State = state, Version = 1, HeldUntil = null, Plan = Given.Plan() with { Meeting = meeting, Place = place } };

    [Theory]
    [InlineData("published", "none", -60, RoomStep.Make)]
    [InlineData("published", "none", 30, RoomStep.Make)]
    [InlineData("published", "none", 600, null)]
    [InlineData("draft", "none", -60, null)]
    [InlineData("draft", "held", -60, RoomStep.Drop)]
    [InlineData("cancelled", "held", 30, RoomStep.Drop)]
    [InlineData("cancelled", "perhaps", -60, RoomStep.Drop)]
    [InlineData("cancelled", "none", -60, null)]
    [InlineData("webex", "held", -60, RoomStep.Drop)]
    [InlineData("pasted", "held", -60, RoomStep.Drop)]
    [InlineData("place", "held", -60, RoomStep.Drop)]
    [InlineData("place", "none", -60, null)]
    [InlineData("place", "held", 30, RoomStep.Ask)]
    [InlineData("moved", "held", -60, RoomStep.Change)]
    [InlineData("moved", "held", 30, RoomStep.Ask)]
    [InlineData("published", "held", -60, RoomStep.Ask)]
    [InlineData("ended", "held", 100, RoomStep.Ask)]
    [InlineData("ended", "perhaps", 100, null)]
    [InlineData("ended", "none", 100, null)]
    public void The_next_step_follows_from_the_session(string session, string room, int minute, RoomStep? step)
    {
        var talk = session switch
        {
            "draft" => Talk(SessionState.Draft),
            "cancelled" => Talk(SessionState.Cancelled),
            "ended" => Talk(SessionState.Ended),
            "webex" => Talk(meeting: MeetingKind.Webex),
            "place" => Talk(place: "https://meet.example.org/1"),
            "moved" => Talk() with { Version = 2 },
            _ => Talk(),
        };
        var held = room switch { "held" => Held, "perhaps" => new Room(MeetingKind.Teams, Perhaps: true), _ => null };
        if (session == "pasted") held = held! with { Pasted = "https://meet.example.org/1" };
        Assert.Equal(step, Rooms.Next(talk, held, Starts.AddMinutes(minute))?.Step);
    }

    [Fact]
    public void Nobody_else_asks_while_somebody_is_at_it_and_waits_double_to_an_hour()
    {
        var (talk, now) = (Talk(), Starts.AddDays(-3));
        Assert.Equal(now + Rooms.Patience, Rooms.Next(talk, new(MeetingKind.Teams, Perhaps: true, Intent: now), now)!.Value.At);
        var room = new Room(MeetingKind.Teams);
        var waits = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            room = Rooms.Failed(room, "ไม่ตอบ", null, grave: false, now);
            waits.Add((Rooms.Next(talk, room, now)!.Value.At - now).TotalMinutes);
            Assert.Equal((i >= 2, false), (Rooms.Tells(talk, room, now), Rooms.Tells(talk, room, Starts.AddDays(-8))));
        }
        Assert.Equal([2, 4, 8, 16, 32, 60, 60], waits);
        Assert.True(Rooms.Tells(talk, Rooms.Failed(new(MeetingKind.Teams), "ไม่อนุญาต", null, grave: true, now), now));
        Assert.Equal(now.AddHours(3), Rooms.Failed(room, "รอ", TimeSpan.FromHours(3), grave: false, now).NotBefore);
    }

    [Fact]
    public void Who_was_there_is_asked_for_a_day_and_once_more_after_it_when_it_came_early()
    {
        var talk = Talk(SessionState.Ended) with { EndedAt = Starts.AddMinutes(90) };
        var asked = new List<double>();
        for (var room = Held; Rooms.Next(talk, room, talk.Ends.AddMinutes(1)) is var (step, at); room = Rooms.Answered(talk, room, got: false, null, null, at)) asked.Add((at - talk.Ends).TotalMinutes);
        Assert.Equal([20, 40, 90, 180, 360, 720, 1440], asked);
        Assert.Equal(talk.Ends.AddDays(1), Rooms.Next(talk, Held with { Asked = talk.Ends.AddMinutes(20), Got = true }, talk.Ends.AddHours(1))!.Value.At);
    }

    [Theory]
    [InlineData("Webex:ClientId=a;Webex:ClientSecret=b", "Webex:RefreshToken, Webex:HostEmail")]
    [InlineData("Webex:RefreshToken=a;Webex:ClientId=a;Webex:ClientSecret=b", "Webex:HostEmail")]
    [InlineData("Webex:ClientId=a;Webex:ClientSecret=b;Webex:RefreshToken=c;Webex:HostEmail=d;Webex:Api=http://webex.example/", "Webex:Api")]
    [InlineData($"Graph:Organiser={Oid}", "Teams:AppId")]
    [InlineData($"Graph:Organiser={Oid};Teams:AppId=a;Teams:TenantId=t", "Teams:Secret")]
    [InlineData($"Graph:Organiser={Oid};Graph:AppId=a;Graph:Secret=s", "Graph:TenantId")]
    [InlineData($"Graph:Organiser={Oid};Graph:AppId=a;Graph:TenantId=t", "Graph:Secret")]
    [InlineData("Graph:AppId=a;Graph:Secret=s", "Graph:Organiser")]
    [InlineData("Graph:Organiser=somebody@example.go.th", "Graph:Organiser")]
    [InlineData($"Graph:Organiser={Oid};Teams:AppId=a;Teams:TenantId=t;Teams:Secret=s;Graph:Api=http://graph.example/", "Graph:Api")]
    public void Half_of_a_set_up_is_refused_with_what_is_missing(string set, string named)
    {
        var trouble = Assert.Throws<TroubleException>(() => Read(set));
        Assert.Contains(named, trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_app_of_Teams_serves_unless_Graph_names_another()
    {
        Assert.Equal((null, null), Read(""));
        var own = Read($"Graph:Organiser={Oid};Teams:AppId=a;Teams:TenantId=t;Teams:Secret=s").Graph!;
        Assert.Equal(("a", "s", "https://graph.microsoft.com/.default"), (own.App.AppId, own.App.Secret, own.Scope));
        var other = Read($"Graph:Organiser={Oid};Teams:AppId=a;Teams:TenantId=t;Teams:Secret=s;Graph:AppId=g;Graph:TenantId=u;Graph:Secret=z;Graph:Api=https://graph.microsoft.us/v1.0").Graph!;
        Assert.Equal(("g", "z", "https://login.microsoftonline.com/u/oauth2/v2.0/token", "https://graph.microsoft.us/.default"), (other.App.AppId, other.App.Secret, other.App.TokenEndpoint.AbsoluteUri, other.Scope));
    }

    static (WebexMeetingSettings? Webex, GraphSettings? Graph) Read(string set)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            set.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Select(part => KeyValuePair.Create(part[0], (string?)part[1]))).Build();
        return (WebexMeetingSettings.From(settings, "Asia/Bangkok", "http://localhost:7071"), GraphSettings.From(settings, TeamsSettings.From(settings, development: false), development: false));
    }
}
