using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Tests.Sessions;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Attendance;

/// <summary>The attendance engine: time per person from the records of a meeting, and what is decided from it.</summary>
public sealed class MeetingTests
{
    static readonly DateTimeOffset Starts = Given.Starts;

    static readonly Roster Roster = new(
    [
        new("malee", "นางสาวมาลี สวนงาม", "8402", "1", "พัฒนากร", Roles.Staff, "malee@example.go.th"),
        new("mana", "นายมานะ อดทน", "8410", "3", "พัฒนากร", Roles.Staff, "mana@example.go.th", null, "mana@webex.example.com"),
        new("mana2", "นางมานะ ใจเย็น", "8411", "3", "พัฒนากร", Roles.Staff),
        new("somchai", "นายสมชาย ใจดี", "8401", "1", "พัฒนากร", Roles.Staff, "somchai@example.go.th", "aaaa-1"),
    ], new([]));

    /// <summary>A stay as a platform may tell it; <paramref name="Kind"/> says what of it is missing or strange.</summary>
    readonly record struct Told(short Joined, short Stayed, byte Kind, bool Second)
    {
        public Stay Stay => (Kind % 7) switch
        {
            0 => new(At(Joined), null),
            1 => new(At(Joined), DateTimeOffset.UnixEpoch),
            2 => new(null, At(Joined), Math.Abs((int)Stayed)),
            3 => new(null, At(Joined)),
            4 => new(At(Joined), null, Math.Abs((int)Stayed)),
            5 => new(At(Joined).AddMilliseconds(999), At(Joined + Stayed).AddMilliseconds(1)),
            _ => new(At(Joined), At(Joined + Stayed)),
        };

        /// <summary>The oracle: is this second after the start covered?</summary>
        public bool Covers(int second) => (Kind % 7) switch
        {
            0 or 1 => second >= Joined,
            2 => second < Joined && second >= Joined - Math.Abs((int)Stayed),
            3 => false,
            4 => second >= Joined && second < Joined + Math.Abs((int)Stayed),
            _ => second >= Joined && second < Joined + Stayed,
        };

        static DateTimeOffset At(int second) => Starts.AddSeconds(second);
    }

    /// <summary>Overlaps, re-joins, missing and impossible times, two accounts of one person, sessions that ended early or late.</summary>
    [Property(MaxTest = 500)]
    public bool Time_in_the_meeting_is_what_a_clock_would_count((short Joined, short Stayed, byte Kind, bool Second)[] told, ushort length)
    {
        var stays = (told ?? []).Select(t => new Told(t.Joined, t.Stayed, t.Kind, t.Second)).ToList();
        var seconds = length % 7200;
        var records = new List<MeetingRecord>
        {
            new(MeetingSource.Graph, "AAAA-1", null, "Somchai", [.. stays.Where(s => !s.Second).Select(s => s.Stay)]),
            new(MeetingSource.Graph, null, "Somchai@example.go.th ", "iPad", [.. stays.Where(s => s.Second).Select(s => s.Stay)]),
        };
        var found = Settle(records, Starts.AddSeconds(seconds)).People.SingleOrDefault();
        var clock = Enumerable.Range(0, seconds).Count(second => stays.Any(s => s.Covers(second)));
        return (found?.Seconds ?? 0) == clock && (found is null || found.After == Enumerable.Range(0, seconds).First(second => stays.Any(s => s.Covers(second))));
    }

    [Property(MaxTest = 100)]
    public bool Whatever_the_order_of_the_records_the_result_is_the_same((short Joined, short Stayed, byte Kind, bool Second)[] told, int seed)
    {
        var records = (told ?? []).Select((t, i) => new MeetingRecord(
            (MeetingSource)(i % 4), i % 3 == 0 ? "aaaa-1" : null, i % 3 == 1 ? "malee@example.go.th" : null, $"คน {i % 5}", [new Told(t.Joined, t.Stayed, t.Kind, t.Second).Stay])).ToList();
        var shuffled = records.ToArray();
        new Random(seed).Shuffle(shuffled);
        var (one, other) = (Settle(records), Settle([.. shuffled]));
        return one.People.SequenceEqual(other.People) && one.Unmatched.Select(u => (u.Who, u.Seconds)).SequenceEqual(other.Unmatched.Select(u => (u.Who, u.Seconds)));
    }

    [Fact]
    public void Of_one_platform_the_interface_outranks_the_file_and_two_platforms_add_up()
    {
        var file = new MeetingRecord(MeetingSource.TeamsCsv, null, "somchai@example.go.th", null, [Minutes(0, 90)]);
        var graph = new MeetingRecord(MeetingSource.Graph, "aaaa-1", null, null, [Minutes(0, 20)]);
        var webex = new MeetingRecord(MeetingSource.WebexCsv, null, "somchai@example.go.th", null, [Minutes(10, 50)]);
        Assert.Equal(90 * 60, Assert.Single(Settle([file]).People).Seconds);
        Assert.Equal(20 * 60, Assert.Single(Settle([file, graph]).People).Seconds);
        Assert.Equal(50 * 60, Assert.Single(Settle([file, graph, webex]).People).Seconds);
    }

    [Fact]
    public void A_meeting_started_again_adds_up_and_nothing_outside_the_session_counts() =>
        Assert.Equal(60 * 60, Assert.Single(Settle([Somchai(Minutes(-30, 20)), Somchai(Minutes(50, 200))]).People).Seconds);

    [Theory]
    [InlineData("สมชาย ใจดี", "somchai")]
    [InlineData("นายสมชาย  ใจดี (พช.เมือง)", "somchai")]
    [InlineData("น.ส.มาลี สวนงาม - เกาะสมุย", "malee")]
    [InlineData("มาลี", "malee")]
    [InlineData("มานะ อดทน", "mana")]
    [InlineData("มานะ", "mana,mana2")]
    [InlineData("iPad", "")]
    [InlineData("", "")]
    public void A_name_is_only_ever_a_question(string name, string perhaps)
    {
        var facts = Settle([new(MeetingSource.WebexCsv, null, null, name, [Minutes(0, 90)])]);
        Assert.Empty(facts.People);
        Assert.Equal(perhaps, string.Join(',', Assert.Single(facts.Unmatched).Perhaps.Select(p => p.Id)));
    }

    [Fact]
    public void An_alias_settles_it_but_not_against_an_account_or_address_of_the_roster()
    {
        var ipad = new MeetingRecord(MeetingSource.WebexCsv, null, null, "iPad ของ  พี่ต้อย", [Minutes(0, 60)]);
        Assert.Equal("mana", Assert.Single(Settle([ipad], null, new Alias(ipad.WhoKey, "mana", "kanda", Starts)).People).Person);
        Assert.Equal("mana", Assert.Single(Settle([ipad with { Name = "ipad ของ พี่ต้อย" }], null, new Alias(ipad.WhoKey, "mana", "kanda", Starts)).People).Person);
        var outside = Settle([ipad], null, new Alias(ipad.WhoKey, "", "kanda", Starts));
        Assert.True(outside is { People: [], Unmatched: [] });
        var mail = ipad with { Email = "MANA@webex.example.com" };
        Assert.Equal("mana", Assert.Single(Settle([mail], null, new Alias(mail.WhoKey, "malee", "kanda", Starts)).People).Person);
    }

    [Theory]
    [InlineData(5400, 3240)]
    [InlineData(5401, 3241)]
    [InlineData(900, 600)]
    [InlineData(300, 300)]
    [InlineData(0, 0)]
    public void Enough_is_sixty_percent_at_least_ten_minutes_and_never_more_than_the_session(int length, int needed) =>
        Assert.Equal(needed, AttendanceRule.Default.Needed(length));

    [Theory]
    [InlineData(0, 54 * 60, AttendanceStatus.Present, "ถึงเกณฑ์ 54 นาที")]
    [InlineData(0, (54 * 60) - 1, AttendanceStatus.Partial, "ไม่ถึงเกณฑ์")]
    [InlineData((15 * 60) - 1, 75 * 60, AttendanceStatus.Present, "ถึงเกณฑ์")]
    [InlineData(15 * 60, 75 * 60, AttendanceStatus.Late, "เข้าหลังเริ่ม 15 นาที")]
    public void The_rule_decides_and_says_why(int from, int seconds, AttendanceStatus status, string says)
    {
        var meeting = Assert.Single(Settle([Somchai(new Stay(Starts.AddSeconds(from), Starts.AddSeconds(from + seconds)))]).People);
        var verdict = Decide([], meeting);
        Assert.Equal((status, seconds), (verdict.Status, verdict.Seconds));
        Assert.Contains(says, verdict.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_its_own_decides_a_session_otherwise()
    {
        var records = new[] { Somchai(Minutes(0, 20)) };
        Assert.False(Settle(records).People[0].Enough);
        Assert.True(Meeting.Settle(records, new(Roster, new Dictionary<string, Alias>()), new(Starts, Starts.AddMinutes(90)), new(Percent: 20)).People[0].Enough);
    }

    public static TheoryData<string, AttendanceStatus, int> Ranks => new()
    {
        { "", AttendanceStatus.Absent, 0 },
        { "no", AttendanceStatus.Excused, 0 },
        { "card", AttendanceStatus.Present, 5400 },
        { "card short", AttendanceStatus.Partial, 600 },
        { "code short", AttendanceStatus.Present, 600 },
        { "group", AttendanceStatus.Present, 5400 },
        { "long no", AttendanceStatus.Present, 5400 },
        { "code long out", AttendanceStatus.Absent, 0 },
        { "code long leave", AttendanceStatus.Excused, 0 },
        { "short in", AttendanceStatus.Present, 5400 },
        { "out in", AttendanceStatus.Present, 5400 },
        { "in out", AttendanceStatus.Absent, 0 },
    };

    [Theory, MemberData(nameof(Ranks))]
    public void Sources_have_ranks_and_the_coordinators_last_word_wins(string known, AttendanceStatus status, int seconds)
    {
        var (evidence, minute, meeting, answer) = (new List<Evidence>(), 0, (Attended?)null, (Answered?)null);
        foreach (var one in known.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = Starts.AddMinutes(minute++);
            if (one is "code" or "card" or "group") evidence.Add(new("somchai", Enum.Parse<EvidenceSource>(one, ignoreCase: true), at));
            if (one is "in" or "out" or "leave") evidence.Add(new("somchai", EvidenceSource.Coordinator, at, one is "in", "kanda", "เหตุผล", one is "leave"));
            if (one is "short" or "long") meeting = Settle([Somchai(Minutes(0, one is "long" ? 90 : 10))]).People[0];
            if (one is "no") answer = new("somchai", Answer.No, 1, at);
        }
        var verdict = Decide(evidence, meeting, answer);
        Assert.Equal((status, seconds), (verdict.Status, verdict.Seconds));
        Assert.Equal(verdict.Came, Presence.Came(evidence, meeting));
        Assert.NotEmpty(verdict.Because);
        evidence.Reverse();
        Assert.Equal(verdict, Decide(evidence, meeting, answer));
    }

    static MeetingFacts Settle(IReadOnlyList<MeetingRecord> records, DateTimeOffset? ends = null, params Alias[] aliases) =>
        Meeting.Settle(records, new(Roster, aliases.ToDictionary(a => a.Who)), new(Starts, ends ?? Starts.AddMinutes(90)), AttendanceRule.Default);

    static Verdict Decide(IReadOnlyCollection<Evidence> evidence, Attended? meeting, Answered? answer = null) =>
        Presence.Decide(Given.Session(SessionState.Ended), "somchai", evidence, meeting, answer);

    static MeetingRecord Somchai(params Stay[] stays) => new(MeetingSource.Graph, "aaaa-1", null, "สมชาย", stays);

    static Stay Minutes(int from, int to) => new(Starts.AddMinutes(from), Starts.AddMinutes(to));
}
