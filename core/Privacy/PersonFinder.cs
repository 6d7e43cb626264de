using System.Text.Json.Nodes;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Privacy;

/// <summary>What one session's meeting reports hold of a person.</summary>
sealed record MeetingRows(List<Stored<MeetingRecord>> Records, List<Stored<Alias>> Aliases);

/// <summary>A person in a store: how they are called in it, what they typed that others were shown, and their lines in reports of meetings.</summary>
sealed record PersonFound(Person Person, Traces Traces, Traces Typed, IReadOnlyDictionary<string, MeetingRows> Meetings);

/// <summary>Finds out how a person appears in the store, before their texts are looked for in all of it.</summary>
static class PersonFinder
{
    public static async Task<PersonFound> Find(IWhole whole, Person person, Roster others, CancellationToken ct)
    {
        var (names, ids, meetings) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, MeetingRows>(StringComparer.Ordinal));
        var (own, typed) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var session = "";
        await foreach (var row in whole.Rows(SessionStore.Table, ct))
        {
            if (row.Partition != session) own.Clear();
            session = row.Partition;
            if (PersonalRows.Of(SessionStore.Table, row.Key) is { Fate: Fate.Clear } rule && PersonalRows.Read(row) is var said && PersonalRows.IsAbout(person.Id, SessionStore.Table, row, said))
                typed.UnionWith(rule.Columns.Select(column => said[column.TrimEnd('=')]?.ToString()).OfType<string>());
            // In ordinal order of the keys, aliases come before what they are for.
            if (row.Key.StartsWith(SessionKeys.Aliases, StringComparison.Ordinal) && row.ReadStored(SessionJson.Default.Alias) is { Value: var alias } named && alias.Person == person.Id)
            {
                own.Add(alias.Who);
                At(session).Aliases.Add(named);
            }
            if (row.Key.StartsWith(SessionKeys.Meetings, StringComparison.Ordinal) && row.ReadStored(SessionJson.Default.MeetingRecord) is { Value: var record } met && MeetingTraces.IsOf(person, record, own))
            {
                At(session).Records.Add(met);
                if (record.Name is { } name) names.Add(name);
                foreach (var id in new[] { record.Email, record.Account }.OfType<string>()) ids.Add(id.Trim());
            }
        }
        await foreach (var row in whole.Rows(ContactStore.Table, ct))
            if (PersonalRows.Read(row) is var body && PersonalRows.IsAbout(person.Id, ContactStore.Table, row, body) && body["who"] is JsonValue who && who.TryGetValue(out string? text)) ids.Add(text);
        names.RemoveWhere(name => name.StartsWith(Traces.Gone, StringComparison.Ordinal));
        return new(person, new(person, others, names, ids), new(typed), meetings);

        MeetingRows At(string id) => meetings.TryGetValue(id, out var rows) ? rows : meetings[id] = new([], []);
    }
}
