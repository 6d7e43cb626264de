using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Bench;

/// <summary>7,000 participants with 20,000 stays in one meeting. The control only sorts the same stays.</summary>
static class AttendanceBench
{
    const int People = 7_000, Stays = 20_000, Rounds = 5;

    public static Task<bool> Run()
    {
        var starts = new DateTimeOffset(2026, 12, 2, 6, 30, 0, TimeSpan.Zero);
        var random = new Random(20261202);
        var roster = new Roster([.. Enumerable.Range(0, People).Select(Person)], new([]));
        var stays = Enumerable.Range(0, People).Select(_ => new List<Stay>()).ToList();
        for (var i = 0; i < Stays; i++)
        {
            var joined = starts.AddSeconds(random.Next(-600, 5_000));
            stays[i < People ? i : random.Next(People)].Add(new(joined, i % 50 == 0 ? null : joined.AddSeconds(random.Next(1, 5_400))));
        }
        var records = stays.Select((own, i) => new MeetingRecord(
            MeetingSource.Graph, i % 10 < 6 ? Id(i) : null, i % 10 is 6 or 7 or 8 ? Mail(i) : null, Name(i), own)).ToList();

        var (engine, control, facts) = (new List<double>(), new List<double>(), new MeetingFacts([], []));
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            facts = Meeting.Settle(records, new(roster, new Dictionary<string, Alias>()), new(starts, starts.AddMinutes(90)), AttendanceRule.Default);
            var seconds = watch.Elapsed.TotalSeconds;
            watch.Restart();
            var sorted = records.SelectMany(r => r.Stays).OrderBy(s => s.Joined).ThenBy(s => s.Left).ToList();
            if (round > 0 && sorted.Count == Stays) (engine, control) = ([.. engine, seconds], [.. control, watch.Elapsed.TotalSeconds]);
        }
        Figure.Print("attendance 7,000 participants, 20,000 stays", Figure.Median(engine), "s", Figure.Median(control));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"attendance: {facts.People.Count} people, {facts.Unmatched.Count} to ask about"));
        return Task.FromResult(Figure.Median(engine) < 1 && facts.People.Count + facts.Unmatched.Count > People * 9 / 10);
    }

    static Person Person(int i) => new(string.Create(CultureInfo.InvariantCulture, $"p{i:D4}"), Name(i), "8401", "1", "พัฒนากร", Roles.Staff, Mail(i), Id(i));

    static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"bbbbbbbb-0000-0000-0000-{i:D12}");

    static string Mail(int i) => string.Create(CultureInfo.InvariantCulture, $"p{i:D4}@example.go.th");

    static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"นางสาวสมหญิง{i % 300} ใจดี{i}");
}
