using ChuanKhuy.Core.People;

namespace ChuanKhuy.Core.Attendance;

/// <summary>A person's time in the meeting of one session, made from the stored records; the rule's bound stands beside it.</summary>
/// <param name="Seconds">In the meeting, whatever the number of accounts and devices, inside the session's actual time.</param>
/// <param name="Length">Of the session.</param>
/// <param name="Needed">To count as present.</param>
/// <param name="After">Seconds from the start to the first stay.</param>
/// <param name="Late">Joined so long after the start that the rule calls it late.</param>
public sealed record Attended(string Person, int Seconds, int Length, int Needed, int After, bool Late)
{
    [System.Text.Json.Serialization.JsonIgnore] public bool Enough => Seconds > 0 && Seconds >= Needed;
}

/// <summary>A participant nobody knows yet.</summary>
/// <param name="Who">The key of the alias that would settle it.</param>
public sealed record Unmatched(string Who, string Name, string? Email, int Seconds, IReadOnlyList<Person> Perhaps);

/// <summary>What the records of a meeting say.</summary>
public sealed record MeetingFacts(IReadOnlyList<Attended> People, IReadOnlyList<Unmatched> Unmatched);

/// <summary>The attendance engine: records in, time per person out. The same records, aliases, roster and times always give the same.</summary>
public static class Meeting
{
    public static MeetingFacts Settle(IReadOnlyList<MeetingRecord> records, Matcher matcher, Timeline time, AttendanceRule rule)
    {
        var people = new SortedDictionary<string, List<MeetingRecord>>(StringComparer.Ordinal);
        var unknown = new SortedDictionary<string, (List<MeetingRecord> Records, IReadOnlyList<Person> Perhaps)>(StringComparer.Ordinal);
        foreach (var record in records)
            switch (matcher.Find(record))
            {
                case Recognised.Found { Person: var person }:
                    if (!people.TryGetValue(person, out var own)) people[person] = own = [];
                    own.Add(record);
                    break;
                case Recognised.Ask { Perhaps: var perhaps }:
                    if (!unknown.TryGetValue(record.WhoKey, out var asked)) unknown[record.WhoKey] = asked = ([], perhaps);
                    asked.Records.Add(record);
                    break;
            }

        var needed = rule.Needed(time.Length);
        return new(
            [.. people.Select(p => (p.Key, Spans: Spans(p.Value, time))).Where(p => p.Spans.Count > 0).Select(p => Of(p.Key, p.Spans))],
            [.. unknown.Select(u => new Unmatched(u.Key, u.Value.Records[0].Name ?? "", u.Value.Records[0].Email, Timeline.Union(Spans(u.Value.Records, time)), u.Value.Perhaps))
                .OrderByDescending(u => u.Seconds).ThenBy(u => u.Who, StringComparer.Ordinal)]);

        Attended Of(string person, List<(int From, int To)> spans)
        {
            var seconds = Timeline.Union(spans);
            return new(person, seconds, time.Length, needed, spans[0].From, spans[0].From >= rule.LateMinutes * 60);
        }
    }

    /// <summary>Of one platform only the most exact source counts: a downloaded file adds nothing where the platform itself has spoken of this person.</summary>
    static List<(int From, int To)> Spans(List<MeetingRecord> records, Timeline time)
    {
        var spans = new List<(int, int)>(records.Count);
        foreach (var platform in records.GroupBy(r => r.Source is MeetingSource.Graph or MeetingSource.TeamsCsv))
        {
            var best = platform.Min(r => r.Source);
            foreach (var record in platform)
                if (record.Source == best)
                    foreach (var stay in record.Stays)
                        if (time.Clip(stay) is { } span) spans.Add(span);
        }
        return spans;
    }
}
