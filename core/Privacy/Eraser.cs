using System.Text.Json.Nodes;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Privacy;

/// <summary>What became of an erasure.</summary>
public abstract record ErasureOutcome
{
    /// <param name="Rows">How many rows were changed or deleted.</param>
    /// <param name="Files">How many stored files were rewritten.</param>
    /// <param name="Look">Stored files in which the person is, but which are no text: a coordinator has to replace them.</param>
    public sealed record Done(int Rows, int Files, IReadOnlyList<string> Look) : ErasureOutcome;

    /// <summary>Nobody has or had this id.</summary>
    public sealed record Unknown : ErasureOutcome;
}

/// <summary>
/// Takes a person out of everything that is stored. The row in the roster becomes a tombstone (id and unit), what they typed goes, their name is replaced wherever
/// it stands, what was deleted is scrubbed out of our files; attendance and answers stay under the tombstone, and a feedback box keeps its secret.
/// Stopped on the way it can be run again: the names stay in the roster's row until everything else is done, but nobody can act as this person from its first step on.
/// </summary>
public sealed class Eraser(OpenStore store, RosterStore rosters, KnowledgeStore library, CalendarLinks calendars, ErasureList list, AuditLog audit, TimeProvider time)
{
    /// <param name="by">Who does it; the person, a coordinator, or <see cref="Act.Machine"/>.</param>
    /// <param name="step">Told in how many of how many steps it is.</param>
    public async Task<ErasureOutcome> Run(string id, string by, Action<int, int>? step, CancellationToken ct)
    {
        const int Steps = 6;
        var whole = store.Whole;
        if (await rosters.Find(id, ct) is not { } person) return new ErasureOutcome.Unknown();
        await list.Begin(id, ct);
        await audit.Write(by, ActKind.PersonErased, id, null, null, ct);
        var now = time.GetUtcNow();
        if (person.Erased is null) await rosters.Save([person with { Erased = now }], null, ct);
        step?.Invoke(1, Steps);

        var found = await PersonFinder.Find(whole, person, await rosters.LoadNow(ct), ct);
        step?.Invoke(2, Steps);
        var (edits, files, look) = await Sweep(whole, found, ct);
        step?.Invoke(3, Steps);
        var rows = 0;
        foreach (var (session, meeting) in found.Meetings)
            foreach (var page in MeetingTraces.Without(id, meeting.Records, meeting.Aliases, now).Chunk(Limits.Transaction))
                if (await store.Store.Tables.Commit(SessionStore.Table, session, page, ct) is Committed.Done) rows += page.Length;
        foreach (var edit in edits) rows += await Apply(edit, found, ct) ? 1 : 0;
        foreach (var (name, bytes) in files)
        {
            using var content = new MemoryStream(bytes, writable: false);
            await store.Store.Blobs.Put(name, content, ct);
        }
        await calendars.Renew(id, ct); // the old address of the feed leads nowhere
        await library.Renew(ct);
        await store.Store.Tables.Commit(ContactStore.Table, ContactStore.Partition, [Rows.Put(ContactStore.StampKey, new Stamp(now), PeopleJson.Default.Stamp)], ct);
        step?.Invoke(4, Steps);
        await rosters.Save([Person.Tombstone(person, person.Erased ?? now)], null, ct);
        step?.Invoke(5, Steps);
        await whole.Scrub(ct);
        await list.Finish(id, ct);
        step?.Invoke(Steps, Steps);
        return new ErasureOutcome.Done(rows, files.Count, look);
    }

    /// <summary>Everybody of the list whom the store still knows, as after a restore. The ids of those who were erased again.</summary>
    public async Task<IReadOnlyList<string>> Replay(IEnumerable<string> ids, CancellationToken ct)
    {
        var again = new List<string>();
        foreach (var id in ids.Union((await list.All(ct)).Select(erasure => erasure.Person), StringComparer.Ordinal).Order(StringComparer.Ordinal))
            if (await rosters.Find(id, ct) is { Name.Length: > 0 })
            {
                await Run(id, Act.Machine, null, ct);
                again.Add(id);
            }
        return again;
    }

    sealed record Edit(string Table, string Partition, string Key);

    /// <summary>One look at everything. What has to change is only noted: on the feedback file nobody can write while it is read.</summary>
    static async Task<(List<Edit> Edits, List<(string Name, byte[] Bytes)> Files, List<string> Look)> Sweep(IWhole whole, PersonFound found, CancellationToken ct)
    {
        var (edits, files, look) = (new List<Edit>(), new List<(string, byte[])>(), new List<string>());
        using var blob = new MemoryStream();
        string? name = null;
        await foreach (var piece in whole.Read(ct))
            switch (piece)
            {
                case Piece.Entity(var table, var row) when !PersonalRows.IsClosed(table):
                    if (Becomes(table, row, found) is not null) edits.Add(new(table, row.Partition, row.Key));
                    break;
                case Piece.Blob(var next):
                    Close();
                    name = next;
                    break;
                case Piece.Bytes(var content):
                    blob.Write(content.Span);
                    break;
            }
        Close();
        return (edits, files, look);

        void Close()
        {
            switch (name is null ? new FileTrace.None() : SourceText.Look(blob.ToArray(), found.Traces))
            {
                case FileTrace.Replaced(var bytes): files.Add((name!, bytes)); break;
                case FileTrace.Fixed: look.Add(name!); break;
            }
            blob.SetLength(0);
        }
    }

    /// <summary>Reads the row once more and decides again, until nobody else wrote in between.</summary>
    async Task<bool> Apply(Edit edit, PersonFound found, CancellationToken ct)
    {
        var tables = edit.Table == FeedbackStore.Table ? store.Store.Feedback : store.Store.Tables;
        while (await tables.Find(edit.Table, edit.Partition, edit.Key, ct) is { } row && Becomes(edit.Table, row, found) is { } change)
            if (await tables.Commit(edit.Table, edit.Partition, [change], ct) is Committed.Done) return true;
        return false;
    }

    /// <summary>What has to become of a row; null when it may stay as it is.</summary>
    static Change? Becomes(string table, Row row, PersonFound found)
    {
        if (table == FeedbackStore.Table) return Box(row, found.Traces);
        var (id, traces) = (found.Person.Id, found.Traces);
        var shown = table == "chat"; // cards in the chats of others show what the person typed
        if (!shown && !PersonalRows.MayConcern(id, row, traces)) return null;
        var body = PersonalRows.Read(row);
        if (PersonalRows.IsAbout(id, table, row, body))
        {
            if (table == SessionStore.Table && row.Key.StartsWith(SessionKeys.Aliases, StringComparison.Ordinal)) return null; // made anew with the records
            var rule = PersonalRows.Of(table, row.Key);
            if (rule is null or { Fate: Fate.Delete }) return new Change.Delete(row.Key, row.ETag);
            var cleared = rule.Fate switch { Fate.Clear => Clear(body, rule.Columns), Fate.Unsend => Unsend(body), _ => false };
            return PersonalRows.Replace(body, traces) | cleared ? new Change.Replace(row.Key, PersonalRows.Bytes(body), row.ETag) : null;
        }
        var slides = table == SessionStore.Table && row.Key == SessionKeys.Session && body["slides"] is JsonObject links && links.Remove(id);
        if (!(PersonalRows.Replace(body, traces) | (shown && PersonalRows.Replace(body, found.Typed)) | slides)) return null;
        // A platform's message and a search in vain are worth nothing without what was taken out of them; the key of the latter is a digest of the text.
        return table is "inbox" or "misses" ? new Change.Delete(row.Key, row.ETag) : new Change.Replace(row.Key, PersonalRows.Bytes(body), row.ETag);
    }

    /// <summary>Comments stay in the order of their letters, so that their places tell nothing of what stood there.</summary>
    static Change? Box(Row row, Traces traces)
    {
        var stored = BoxRow.Read(row);
        return stored.Value.Comments.Any(traces.In)
            ? BoxRow.Write(row.Key, stored, stored.Value with { Comments = [.. stored.Value.Comments.Select(traces.Replace).Order(StringComparer.Ordinal)] })
            : null;
    }

    static bool Clear(JsonObject body, IReadOnlyList<string> columns)
    {
        var changed = false;
        foreach (var column in columns)
            if (!column.EndsWith('=')) changed |= body.Remove(column);
            else if (column[..^1] is var needed && body[needed]?.ToString() is { Length: > 0 })
            {
                body[needed] = "";
                changed = true;
            }
        return changed;
    }

    static bool Unsend(JsonObject body)
    {
        var changed = body.Remove("posted") | body.Remove("reason") | body.Remove("tried");
        if (body["state"]?.ToString() != "Pending") return changed;
        body["state"] = "Cancelled";
        return true;
    }
}
