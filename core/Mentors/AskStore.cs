using System.Globalization;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Mentors;

/// <summary>Names a question, in an index.</summary>
internal sealed record AskPointer(string Ask, DateTimeOffset At);

/// <summary>
/// A question is a partition of table "sessions" of its own, a standing session that nobody sees: the row `ask`, its texts `said|…`, a request for
/// an emergency `glass` with its readings `read|…`, and its outbox rows, so that a decision and its messages are one transaction.
/// Table "asks" points to it: partition "open" (it has work), "keep" (when its texts go), "all" (by day) and "mine|person".
/// Pointers are written before the transaction, so that a crash leaves a pointer to nothing and never a question without one.
/// </summary>
public sealed class AskStore(SessionStore sessions, ITables tables, TimeProvider time)
{
    const string Index = "asks";
    const string OpenPart = "open", KeepPart = "keep", AllPart = "all";
    const string Key = "ask", Said = "said|", GlassKey = "glass", Reads = "read|";

    /// <summary>How long a pointer to nothing stays: its transaction may be under way.</summary>
    public static readonly TimeSpan Grace = WorkStore.Grace;

    /// <summary>The question's partition; no session of the plan can have such a name.</summary>
    public static string Place(string ask) => $"~ask-{ask}";

    /// <summary>The question of a delivery row's session.</summary>
    public static string Of(string session) => session["~ask-".Length..];

    public ValueTask<Stored<Ask>?> Find(string ask, CancellationToken ct) => tables.Find(SessionStore.Table, Place(ask), Key, MentorJson.Default.Ask, ct);

    /// <summary>All texts, oldest first. Whoever shows them asks <see cref="AskRights"/> first.</summary>
    public async ValueTask<IReadOnlyList<AskLine>> Lines(string ask, CancellationToken ct)
    {
        var lines = new List<AskLine>();
        await foreach (var row in tables.All(SessionStore.Table, Place(ask), Said, MentorJson.Default.AskLine, ct)) lines.Add(row.Value);
        return lines;
    }

    public ValueTask<Stored<Glass>?> FindGlass(string ask, CancellationToken ct) => tables.Find(SessionStore.Table, Place(ask), GlassKey, MentorJson.Default.Glass, ct);

    /// <summary>Who read it in an emergency, and when.</summary>
    public async ValueTask<IReadOnlyList<Glass>> Readings(string ask, CancellationToken ct)
    {
        var all = new List<Glass>();
        await foreach (var row in tables.All(SessionStore.Table, Place(ask), Reads, MentorJson.Default.Glass, ct)) all.Add(row.Value);
        return all;
    }

    /// <summary>Before the decision: where the question and its people will be found.</summary>
    public async Task Point(Ask ask, bool begun, int keepDays, DateOnly today, CancellationToken ct)
    {
        var pointer = new AskPointer(ask.Id, time.GetUtcNow());
        if (!ask.Settled) await Put(OpenPart, ask.Id, pointer, ct);
        if (begun) await Put(AllPart, $"{Day(today)}|{ask.Id}", pointer, ct);
        if (ask.State is AskState.Closed) await Put(KeepPart, $"{Day(today.AddDays(keepDays))}|{ask.Id}", pointer, ct);
        foreach (var person in new[] { ask.Asker, ask.Mentor })
            if (person is not null) await Put(Mine(person), ask.Id, pointer, ct);
    }

    /// <summary>False when another write came first: read and decide again.</summary>
    public async ValueTask<bool> Keep(Stored<Ask>? was, Ask ask, AskLine? line, IEnumerable<Delivery> tells, IEnumerable<Change> also, CancellationToken ct)
    {
        var n = (was?.Value.N ?? 0) + 1;
        IReadOnlyList<Change> changes =
        [
            .. was is null ? [Rows.Insert(SessionKeys.Session, Standing(ask), SessionJson.Default.Session)] : Array.Empty<Change>(),
            Rows.Write(Key, was, ask with { N = n }, MentorJson.Default.Ask),
            .. line is null ? [] : new[] { Rows.Insert(LineKey(line.N), line, MentorJson.Default.AskLine) },
            // The question's own ETag lets a step happen once; each of its messages has a place of its own.
            .. tells.Select(tell => SessionRows.Out(tell, string.Create(CultureInfo.InvariantCulture, $"{n:D4}"))),
            .. also,
        ];
        return await sessions.Keep(Place(ask.Id), changes, ct);
    }

    public static Change Request(Stored<Glass>? was, Glass glass) => Rows.Write(GlassKey, was, glass, MentorJson.Default.Glass);

    /// <summary>Written before the texts are shown.</summary>
    public async ValueTask NoteReading(string ask, Glass reading, CancellationToken ct) => await sessions.Keep(
        Place(ask), [Rows.Put(string.Create(CultureInfo.InvariantCulture, $"{Reads}{time.GetUtcNow().UtcTicks:D19}"), reading, MentorJson.Default.Glass)], ct);

    /// <summary>The session that the messages of a question are sent for.</summary>
    public static Session Standing(Ask ask) => new(
        new(Place(ask.Id), SessionKind.Talk, "ถามพี่เลี้ยง", [], "", ask.Asked, ask.Asked.AddYears(1), null, Audience.All, MeetingKind.None, "", true), SessionState.Published, 1, "", Place(ask.Id));

    /// <summary>The questions that have work, each with its pointer.</summary>
    internal IAsyncEnumerable<Stored<AskPointer>> Unfinished(CancellationToken ct) => tables.All(Index, OpenPart, "", MentorJson.Default.AskPointer, ct);

    internal async ValueTask Finish(Stored<AskPointer> pointer, CancellationToken ct)
    {
        if (time.GetUtcNow() >= pointer.Value.At + Grace) await tables.Commit(Index, OpenPart, [new Change.Delete(pointer.Key, pointer.ETag)], ct);
    }

    /// <summary>The questions that are open, and perhaps some that were.</summary>
    public ValueTask<IReadOnlyList<string>> Open(CancellationToken ct) => Ids(OpenPart, "", ct);

    /// <summary>The questions of a person, as asker or mentor, now or before.</summary>
    public ValueTask<IReadOnlyList<string>> Of(string person, CancellationToken ct) => Ids(Mine(person), "", ct);

    /// <summary>The questions asked on these days.</summary>
    public async ValueTask<IReadOnlyList<string>> Between(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var ids = new List<string>();
        await foreach (var row in tables.All(Index, AllPart, "", MentorJson.Default.AskPointer, ct))
            if (string.CompareOrdinal(row.Key, Day(from)) >= 0 && string.CompareOrdinal(row.Key, Day(to.AddDays(1))) < 0) ids.Add(row.Value.Ask);
        return ids;
    }

    /// <summary>Takes the texts and the names out of the questions whose time is over; the figures stay.</summary>
    public async Task Forget(DateOnly today, CancellationToken ct)
    {
        const int AtOnce = 50;
        foreach (var row in await tables.Query(Index, KeepPart, "", null, AtOnce, ct))
        {
            if (string.CompareOrdinal(row.Key, Day(today.AddDays(1))) >= 0) return;
            var pointer = row.ReadStored(MentorJson.Default.AskPointer);
            if (await Find(pointer.Value.Ask, ct) is { Value.State: AskState.Closed } ask && !await Forget(ask, ct)) continue;
            await tables.Commit(Index, KeepPart, [new Change.Delete(pointer.Key, pointer.ETag)], ct);
        }
    }

    async Task<bool> Forget(Stored<Ask> ask, CancellationToken ct)
    {
        var place = Place(ask.Value.Id);
        foreach (var prefix in new[] { Said, GlassKey, SessionKeys.Outs })
            while (await tables.Query(SessionStore.Table, place, prefix, null, Limits.Transaction, ct) is { Count: > 0 } rows)
                if (!await sessions.Keep(place, [.. rows.Select(row => new Change.Delete(row.Key, row.ETag))], ct)) return false;
        foreach (var person in new[] { ask.Value.Asker, ask.Value.Mentor }.Concat(ask.Value.Tried))
            if (person is not null && await tables.Find(Index, Mine(person), ask.Value.Id, ct) is { } mine)
                await tables.Commit(Index, Mine(person), [new Change.Delete(mine.Key, mine.ETag)], ct);
        return await sessions.Keep(place, [Rows.Replace(ask, ask.Value with { Asker = "", Mentor = null, Tried = [], Lines = 0 }, MentorJson.Default.Ask)], ct);
    }

    async ValueTask<IReadOnlyList<string>> Ids(string part, string prefix, CancellationToken ct)
    {
        var ids = new List<string>();
        await foreach (var row in tables.All(Index, part, prefix, MentorJson.Default.AskPointer, ct)) ids.Add(row.Value.Ask);
        return ids;
    }

    async ValueTask Put(string part, string key, AskPointer pointer, CancellationToken ct) =>
        await tables.Commit(Index, part, [Rows.Put(key, pointer, MentorJson.Default.AskPointer)], ct);

    static string Mine(string person) => $"mine|{person}";

    static string LineKey(int n) => string.Create(CultureInfo.InvariantCulture, $"{Said}{n:D4}");

    static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

/// <summary>The settings under `Mentors:`.</summary>
/// <param name="KeepDays">The texts of a question are deleted so many days after it was closed.</param>
public sealed record MentorSettings(int KeepDays)
{
    public const int UsualDays = 365;
}
