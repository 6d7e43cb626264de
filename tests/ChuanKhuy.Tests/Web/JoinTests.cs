using ChuanKhuy.Core;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Web;

/// <summary>The stable join link.</summary>
public sealed class JoinTests
{
    const string Room = "https://meet.example.org/j/1?pwd=a&b=2";

    [Theory]
    [InlineData(-31, false, "ปุ่มเข้าร่วมจะเปิด พ. 2 ธ.ค. 69 เวลา 13.00 น.")]
    [InlineData(-30, true, "เข้าร่วมการประชุม")]
    [InlineData(119, true, "เข้าร่วมการประชุม")]
    [InlineData(120, false, "กิจกรรมครั้งนี้จบแล้ว")]
    public async Task The_button_is_there_from_half_an_hour_before_until_the_session_has_ended(int minute, bool open, string says)
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Place = Room });
        office.Clock.SetUtcNow(talk.Starts.AddMinutes(minute));
        using var visit = office.Visit();
        var seen = await visit.Get($"/join/{talk.Join}");
        Assert.Equal((200, open), (seen.Status, seen.Text.Contains("href=\"https://meet.example.org/j/1?pwd=a&amp;b=2\"", StringComparison.Ordinal)));
        Assert.Contains(says, seen.Text, StringComparison.Ordinal);
        Assert.Equal(open, seen.Text.Contains("meet.example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_link_follows_the_session_to_another_time_and_says_when_it_is_cancelled()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Place = Room });
        using var visit = office.Visit();
        await office.Get<Planner>().Move("s1", talk.Starts.AddDays(7), talk.Ends.AddDays(7), null, WebOffice.Ct);
        var moved = (await visit.Get($"/join/{talk.Join}")).Text;
        Assert.Contains("พ. 9 ธ.ค. 69 เวลา 13.30-15.00 น.", moved, StringComparison.Ordinal);
        Assert.Contains("เลื่อนมาจาก พ. 2 ธ.ค. 69 เวลา 13.30 น.", moved, StringComparison.Ordinal);
        await office.Get<Planner>().Cancel("s1", null, WebOffice.Ct);
        Assert.Contains("กิจกรรมครั้งนี้ยกเลิกแล้ว", (await visit.Get($"/join/{talk.Join}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ห้องประชุม 1", MeetingKind.None, "พบกันตามสถานที่")]
    [InlineData("", MeetingKind.Webex, "ยังไม่มีลิงก์การประชุม")]
    [InlineData("http://meet.example.org/", MeetingKind.Teams, "ยังไม่มีลิงก์การประชุม")]
    [InlineData("javascript:alert(1)", MeetingKind.Teams, "ยังไม่มีลิงก์การประชุม")]
    public async Task Without_a_safe_meeting_link_there_is_a_sentence_and_no_button(string place, MeetingKind meeting, string says)
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Place = place, Meeting = meeting });
        office.Clock.SetUtcNow(talk.Starts);
        using var visit = office.Visit();
        var seen = await visit.Get($"/join/{talk.Join}");
        Assert.Contains(says, seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"button", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_coordinator_pasted_comes_before_the_plan_and_the_plan_before_the_platform()
    {
        var talk = Sessions.Given.Session() with { Plan = Sessions.Given.Plan() with { Place = Room } };
        var room = new Core.Meetings.Room(MeetingKind.Webex, "m", "https://webex.example.org/m");
        Assert.Equal(Room, Link(talk, room));
        Assert.Equal("https://meet.example.org/2", Link(talk, room with { Pasted = "https://meet.example.org/2" }));
        Assert.Equal(room.Link, Link(talk with { Plan = talk.Plan with { Place = "ห้องประชุม 1" } }, room));
        static string? Link(Session talk, Core.Meetings.Room room) => Assert.IsType<JoinDoor.Open>(JoinDoor.Of(talk, talk.Starts, room)).Meeting?.AbsoluteUri;
    }

    [Fact]
    public async Task Opening_the_link_is_no_attendance_and_a_draft_has_no_door()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Place = Room });
        var draft = await office.Plan(plan => plan with { Id = "s2", Published = false });
        office.Clock.SetUtcNow(talk.Starts);
        using var visit = await office.SignedIn("somchai");
        Assert.Equal((200, 404), ((await visit.Get($"/join/{talk.Join}")).Status, (await visit.Get($"/join/{draft.Join}")).Status));
        Assert.Empty(await office.Get<SessionStore>().Present("s1", WebOffice.Ct));
    }

    /// <summary>A crash between the two leaves a pointer to nothing, never a session whose link leads nowhere.</summary>
    [Fact]
    public async Task The_index_of_links_is_written_before_the_session()
    {
        await using var memory = Stores.Memory(TimeProvider.System);
        var written = new List<string>();
        var store = memory.Store.Through((call, _) =>
        {
            if (call is { Operation: StorageOperation.Commit, Done: false })
            {
                written.Add(call.Where);
                if (call.Where == "sessions") throw new StoreUnavailableException("The machine stops here.", false);
            }
            return default;
        });
        await using var parts = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production })
            .AddChuanKhuy(store, new FakeTimeProvider(Sessions.Given.Starts.AddDays(-30)), new SecureDice()).BuildServiceProvider();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => parts.GetRequiredService<Planner>().Apply(Sessions.Given.Plan(), null, WebOffice.Ct));
        Assert.Contains("joins", written.TakeWhile(table => table != "sessions"));
    }

    [Fact]
    public async Task A_pointer_left_behind_by_another_who_added_the_same_session_opens_nothing()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Place = Room });
        await office.Get<SessionStore>().PointJoin(talk with { Join = "left-behind" }, WebOffice.Ct);
        Assert.Null(await office.Get<SessionStore>().FindJoin("left-behind", WebOffice.Ct));
        Assert.Null(await office.Get<SessionStore>().FindJoin("never-there", WebOffice.Ct));
        Assert.Equal("s1", (await office.Get<SessionStore>().FindJoin(talk.Join, WebOffice.Ct))?.Id);
    }

    /// <summary>As time goes on a door only ever goes from early to open to over, and it is open at every moment of the session itself.</summary>
    [Property]
    public Property A_door_opens_and_closes_once() => Prop.ForAll(
        Gen.Choose(-10_000, 10_000).Two().ToArbitrary(), pair =>
        {
            var session = Sessions.Given.Session();
            var (early, late) = (Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2));
            var during = late is >= 0 and <= 90;
            return Rank(session, early) <= Rank(session, late) && (!during || Rank(session, late) == 1);
        });

    static int Rank(Session session, int minute) => JoinDoor.Of(session, session.Starts.AddMinutes(minute)) switch
    {
        JoinDoor.Early => 0,
        JoinDoor.Open => 1,
        JoinDoor.Over => 2,
        _ => -1,
    };
}
