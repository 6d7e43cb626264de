using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Privacy;

/// <summary>
/// A person in the reports of meetings. The records stay, because attendance is counted from them; name, address and account go, and an alias says whose they are.
/// </summary>
static class MeetingTraces
{
    /// <summary>Whether this record is of the person: by account or address, or by a coordinator's word in the same session.</summary>
    public static bool IsOf(Person person, MeetingRecord record, IReadOnlySet<string> aliases) =>
        Same(record.Account, person.TeamsId) || Same(record.Account, person.Email) || Same(record.Account, person.WebexEmail)
        || Same(record.Email, person.Email) || Same(record.Email, person.WebexEmail) || aliases.Contains(record.WhoKey);

    /// <summary>The changes in one session: records without the person, and one alias instead of those that were digests of name or address.</summary>
    public static IEnumerable<Change> Without(string person, IReadOnlyList<Stored<MeetingRecord>> records, IReadOnlyList<Stored<Alias>> aliases, DateTimeOffset now)
    {
        var bare = records.Select(row => row.Value with { Account = null, Email = null, Name = $"{Traces.Gone} {person}", Device = null }).ToList();
        var rows = bare.Select(SessionRows.Meeting).DistinctBy(change => change.Key).ToList();
        if (bare.Count > 0) rows.Add(SessionRows.Alias(new(bare[0].WhoKey, person, Audit.Act.Machine, now)));
        var stay = rows.Select(change => change.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var change in rows) yield return change;
        foreach (var row in records.Where(row => !stay.Contains(row.Key))) yield return new Change.Delete(row.Key, row.ETag);
        foreach (var row in aliases.Where(row => !stay.Contains(row.Key))) yield return new Change.Delete(row.Key, row.ETag);
    }

    static bool Same(string? told, string? known) => told is { Length: > 0 } && known is { Length: > 0 } && string.Equals(told.Trim(), known, StringComparison.OrdinalIgnoreCase);
}
