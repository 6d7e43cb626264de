using System.Text.Json.Serialization;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// Table "sessions": one partition a session, holding everything that must change together with it.
/// Table "joins": partition = the unguessable id of a join link, naming its session.
/// Table "mine": names the sessions in which a person has rows. People share a few partitions, so that the pointers of many clicks are one write.
/// </summary>
public sealed class SessionStore(ITables tables)
{
    internal const string Table = "sessions";
    const string Mine = "mine";
    const string Joins = "joins";
    const string JoinKey = "session";

    public ValueTask<Stored<Session>?> Find(string session, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Session, SessionJson.Default.Session, ct);

    public ValueTask<Stored<Answered>?> FindAnswer(string session, string person, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Answer(person), SessionJson.Default.Answered, ct);

    public IAsyncEnumerable<Stored<Answered>> Answers(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.Answers, SessionJson.Default.Answered, ct);

    public ValueTask<Stored<SeatTally>?> FindTally(string session, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Seats, SessionJson.Default.SeatTally, ct);

    public ValueTask<Stored<SpeakerReply>?> FindReply(string session, string speaker, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Reply(speaker), SessionJson.Default.SpeakerReply, ct);

    /// <summary>What the speakers answered, by their key.</summary>
    public async ValueTask<IReadOnlyDictionary<string, SpeakerReply>> Replies(string session, CancellationToken ct)
    {
        var replies = new Dictionary<string, SpeakerReply>(StringComparer.Ordinal);
        await foreach (var row in tables.All(Table, session, SessionKeys.Replies, SessionJson.Default.SpeakerReply, ct)) replies[row.Value.Key] = row.Value;
        return replies;
    }

    /// <summary>Who named this person as being in the same room; null when nobody did.</summary>
    public ValueTask<Stored<Named>?> FindNamed(string session, string person, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Named(person), SessionJson.Default.Named, ct);

    /// <summary>Everybody who was named.</summary>
    public async ValueTask<IReadOnlySet<string>> Named(string session, CancellationToken ct)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in tables.All(Table, session, SessionKeys.AllNamed, SessionJson.Default.Named, ct)) named.Add(row.Value.Person);
        return named;
    }

    /// <summary>The first in line, in their order.</summary>
    public async ValueTask<IReadOnlyList<Stored<SeatMark>>> Line(string session, int max, CancellationToken ct) =>
        [.. (await tables.Query(Table, session, SessionKeys.Waits, null, max, ct)).Select(row => row.ReadStored(SessionJson.Default.SeatMark))];

    /// <summary>The open offers that end first.</summary>
    public async ValueTask<IReadOnlyList<Stored<SeatMark>>> Offers(string session, int max, CancellationToken ct) =>
        [.. (await tables.Query(Table, session, SessionKeys.Offers, null, max, ct)).Select(row => row.ReadStored(SessionJson.Default.SeatMark))];

    /// <summary>Where this person stands in the line or among the offers; null when in neither.</summary>
    public async ValueTask<Stored<SeatMark>?> FindMark(string session, Answered answered, CancellationToken ct) =>
        SessionKeys.Mark(answered) is { } key ? await tables.Find(Table, session, key, SessionJson.Default.SeatMark, ct) : null;

    /// <summary>The place in the line of a person who waits, from 1.</summary>
    public async ValueTask<int> Position(string session, Answered waiting, CancellationToken ct)
    {
        var (own, place) = (SessionKeys.Mark(waiting), 1);
        await foreach (var row in tables.All(Table, session, SessionKeys.Waits, ct))
        {
            if (string.CompareOrdinal(row.Key, own) >= 0) break;
            place++;
        }
        return place;
    }

    public IAsyncEnumerable<Stored<Evidence>> Evidence(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.AllEvidence, SessionJson.Default.Evidence, ct);

    public IAsyncEnumerable<Stored<Evidence>> EvidenceOf(string session, string person, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.EvidenceOf(person), SessionJson.Default.Evidence, ct);

    public ValueTask<Stored<Fanout>?> FindFanout(string session, MessageKind kind, int version, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Fanout(kind, version), SessionJson.Default.Fanout, ct);

    public IAsyncEnumerable<Stored<Fanout>> Fanouts(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.Fanouts, SessionJson.Default.Fanout, ct);

    /// <summary>Everybody's time in the meeting, as far as its records are here.</summary>
    public IAsyncEnumerable<Stored<Attended>> Attended(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.AllAttended, SessionJson.Default.Attended, ct);

    public ValueTask<Stored<Attended>?> FindAttended(string session, string person, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Attended(person), SessionJson.Default.Attended, ct);

    /// <summary>The participants of the meeting's reports, as they came.</summary>
    public IAsyncEnumerable<Stored<MeetingRecord>> Meetings(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.Meetings, SessionJson.Default.MeetingRecord, ct);

    public IAsyncEnumerable<Stored<Alias>> Aliases(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.Aliases, SessionJson.Default.Alias, ct);

    /// <summary>The session's room on its meeting platform, as far as we know.</summary>
    public ValueTask<Stored<Room>?> FindRoom(string session, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Room, SessionJson.Default.Room, ct);

    public ValueTask<Stored<Appeal>?> FindAppeal(string session, string person, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Appeal(person), SessionJson.Default.Appeal, ct);

    public IAsyncEnumerable<Stored<Appeal>> Appeals(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.Appeals, SessionJson.Default.Appeal, ct);

    /// <summary>Who was there, by everything that is known so far.</summary>
    public async ValueTask<IReadOnlySet<string>> Present(string session, CancellationToken ct)
    {
        var evidence = new List<Evidence>();
        await foreach (var row in Evidence(session, ct)) evidence.Add(row.Value);
        var meeting = new Dictionary<string, Attended>(StringComparer.Ordinal);
        await foreach (var row in Attended(session, ct)) meeting[row.Value.Person] = row.Value;
        var byPerson = evidence.ToLookup(e => e.Person, StringComparer.Ordinal);
        return byPerson.Select(g => g.Key).Union(meeting.Keys, StringComparer.Ordinal)
            .Where(person => Presence.Came([.. byPerson[person]], meeting.GetValueOrDefault(person))).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether this person was there, by everything that is known so far.</summary>
    public async ValueTask<bool> Present(string session, string person, CancellationToken ct) =>
        Presence.Came(await EvidenceList(session, person, ct), (await FindAttended(session, person, ct))?.Value);

    /// <summary>What is decided of this person, with its reason.</summary>
    public async ValueTask<Verdict> Verdict(Session session, string person, CancellationToken ct) => Presence.Decide(
        session, person, await EvidenceList(session.Id, person, ct), (await FindAttended(session.Id, person, ct))?.Value, (await FindAnswer(session.Id, person, ct))?.Value);

    /// <summary>What is decided of everybody who left a trace in the session or said yes, read in a few queries.</summary>
    public async ValueTask<IReadOnlyList<Verdict>> Verdicts(Session session, CancellationToken ct)
    {
        var evidence = new List<Evidence>();
        await foreach (var row in Evidence(session.Id, ct)) evidence.Add(row.Value);
        var meeting = new Dictionary<string, Attended>(StringComparer.Ordinal);
        await foreach (var row in Attended(session.Id, ct)) meeting[row.Value.Person] = row.Value;
        var answers = new Dictionary<string, Answered>(StringComparer.Ordinal);
        await foreach (var row in Answers(session.Id, ct)) answers[row.Value.Person] = row.Value;
        var byPerson = evidence.ToLookup(e => e.Person, StringComparer.Ordinal);
        return
        [
            .. byPerson.Select(g => g.Key).Union(meeting.Keys, StringComparer.Ordinal).Union(answers.Values.Where(a => a.Comes).Select(a => a.Person), StringComparer.Ordinal)
                .Order(StringComparer.Ordinal).Select(person => Presence.Decide(session, person, [.. byPerson[person]], meeting.GetValueOrDefault(person), answers.GetValueOrDefault(person))),
        ];
    }

    async ValueTask<List<Evidence>> EvidenceList(string session, string person, CancellationToken ct)
    {
        var evidence = new List<Evidence>();
        await foreach (var row in EvidenceOf(session, person, ct)) evidence.Add(row.Value);
        return evidence;
    }

    /// <summary>What a coordinator let pass of one page of comments; null while nobody has read it.</summary>
    public ValueTask<Stored<Passed>?> FindPassed(string session, int from, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Passed(from), SessionJson.Default.Passed, ct);

    public async ValueTask<IReadOnlyList<Passed>> Passed(string session, CancellationToken ct)
    {
        var pages = new List<Passed>();
        await foreach (var row in tables.All(Table, session, SessionKeys.AllPassed, SessionJson.Default.Passed, ct)) pages.Add(row.Value);
        return pages;
    }

    /// <summary>Every session in which somebody has rows.</summary>
    public async ValueTask<IReadOnlySet<string>> Everyones(CancellationToken ct)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in MineParts)
            await foreach (var row in tables.All(Mine, part, "", SessionJson.Default.SessionPointer, ct)) ids.Add(row.Value.Session);
        return ids;
    }

    /// <summary>False when another write came first: read and decide again.</summary>
    public async ValueTask<bool> Keep(string session, IReadOnlyList<Change> changes, CancellationToken ct) =>
        await Commit(session, changes, ct) is Committed.Done;

    /// <summary>The same, saying which row another write changed.</summary>
    public ValueTask<Committed> Commit(string session, IReadOnlyList<Change> changes, CancellationToken ct) => tables.Commit(Table, session, changes, ct);

    /// <summary>The same, and that these people have rows in the session: known before or with those rows, so that a crash leaves at most a harmless pointer.</summary>
    public ValueTask<Committed> Commit(string session, IReadOnlyList<Change> changes, IEnumerable<string> people, CancellationToken ct) =>
        tables.Commit(Pointers(people, session), new(Table, session, changes), ct);

    /// <summary>Notes that these people have rows in the session, before other rows are written.</summary>
    public async ValueTask Remember(IEnumerable<string> people, string session, CancellationToken ct) =>
        await Task.WhenAll(Pointers(people, session).Select(pointer => tables.Commit(pointer.Table, pointer.Partition, pointer.Changes, ct).AsTask()));

    /// <summary>One for each partition they are in.</summary>
    static List<Transaction> Pointers(IEnumerable<string> people, string session) =>
        [.. people.Distinct(StringComparer.Ordinal).GroupBy(MinePart, StringComparer.Ordinal).SelectMany(part => part.Chunk(Limits.Transaction).Select(page => new Transaction(
            Mine, part.Key, [.. page.Select(person => Rows.Put(MineKey(person) + session, new SessionPointer(session), SessionJson.Default.SessionPointer))])))];

    /// <summary>
    /// Notes whose join link this is. Called before the session's first transaction: a crash in between leaves a pointer to nothing,
    /// never a session whose link leads nowhere.
    /// </summary>
    public async ValueTask PointJoin(Session session, CancellationToken ct) =>
        await tables.Commit(Joins, session.Join, [Rows.Put(JoinKey, new SessionPointer(session.Id), SessionJson.Default.SessionPointer)], ct);

    /// <summary>The session of a join link, or null.</summary>
    public async ValueTask<Session?> FindJoin(string join, CancellationToken ct)
    {
        if (await tables.Find(Joins, join, JoinKey, SessionJson.Default.SessionPointer, ct) is not { } pointer) return null;
        var found = (await Find(pointer.Value.Session, ct))?.Value;
        // Of two that added the same session at once, the loser's pointer stays behind.
        return found?.Join == join ? found : null;
    }

    /// <summary>The sessions in which a person answered or signed in (perhaps one too many, after a crash).</summary>
    public async ValueTask<IReadOnlyList<string>> Of(string person, CancellationToken ct)
    {
        var ids = new List<string>();
        await foreach (var row in tables.All(Mine, MinePart(person), MineKey(person), SessionJson.Default.SessionPointer, ct)) ids.Add(row.Value.Session);
        return ids;
    }

    static readonly string[] MineParts = ["part0", "part1"];

    static string MineKey(string person) => $"{person}|";

    /// <summary>One of two; it must never depend on the machine or the run, as string.GetHashCode does.</summary>
    static string MinePart(string person) => MineParts[person.Aggregate(17u, (sum, c) => unchecked((sum * 31) + c)) % 2];
}

internal sealed record SessionPointer(string Session);

/// <summary>The row keys of a session's partition.</summary>
internal static class SessionKeys
{
    public const string Session = "session";
    public const string Summary = "summary";
    public const string Seats = "seats";
    public const string Room = "room";
    public const string Answers = "answer|";
    public const string AllEvidence = "evidence|";
    public const string Fanouts = "fanout|";
    public const string Outs = "out|";
    public const string Waits = "wait|";
    public const string Offers = "offer|";
    public const string Replies = "speaker|";
    public const string AllNamed = "named|";
    public const string AllPassed = "passed|";
    public const string AllAttended = "attended|";
    public const string Meetings = "meeting|";
    public const string Aliases = "alias|";
    public const string Appeals = "appeal|";

    public static string Answer(string person) => $"{Answers}{person}";

    public static string Reply(string speaker) => $"{Replies}{speaker}";

    public static string Named(string person) => $"{AllNamed}{person}";

    public static string Passed(int from) => string.Create(Invariant, $"{AllPassed}{from:D4}");
    public static string Attended(string person) => $"{AllAttended}{person}";

    /// <summary>By its content: the same report twice is one.</summary>
    public static string Meeting(MeetingRecord record) =>
        $"{Meetings}{record.Source}|{MeetingRecord.Key(System.Text.Json.JsonSerializer.Serialize(record, SessionJson.Default.MeetingRecord))}";

    public static string Alias(string who) => $"{Aliases}{who}";

    public static string Appeal(string person) => $"{Appeals}{person}";

    public static string EvidenceOf(string person) => $"{AllEvidence}{person}|";

    /// <summary>One row for each way of signing in, one for each correction.</summary>
    public static string Evidence(Evidence e) => e.Source is EvidenceSource.Coordinator
        ? string.Create(Invariant, $"{EvidenceOf(e.Person)}{e.Source}|{e.At.UtcTicks:D19}")
        : $"{EvidenceOf(e.Person)}{e.Source}";

    public static string Fanout(MessageKind kind, int version) => string.Create(Invariant, $"{Fanouts}{kind}|{version:D4}");

    /// <summary>Where a person stands in the line (by ticket) or among the open offers (by their end); null for all others.</summary>
    public static string? Mark(Answered a) => a switch
    {
        { Seat: SeatState.Waiting, Ticket: { } ticket } => string.Create(Invariant, $"{Waits}{ticket:D9}|{a.Person}"),
        { Seat: SeatState.Offered, OfferEnds: { } ends } => string.Create(Invariant, $"{Offers}{ends.UtcTicks:D19}|{a.Person}"),
        _ => null,
    };

    /// <summary>When the offer of this row ends.</summary>
    public static DateTimeOffset OfferEnds(string key) => new(long.Parse(key.AsSpan(Offers.Length, 19), Invariant), TimeSpan.Zero);

    /// <param name="place">Tells apart several messages of one kind to one person.</param>
    public static string Out(Delivery d, string place) => string.Create(Invariant, $"{Outs}{d.Kind}|{d.Version:D4}|{d.Person}|{place}");

    static readonly IFormatProvider Invariant = System.Globalization.CultureInfo.InvariantCulture;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(Answered))]
[JsonSerializable(typeof(SeatTally))]
[JsonSerializable(typeof(SeatMark))]
[JsonSerializable(typeof(SpeakerReply))]
[JsonSerializable(typeof(Named))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(Attended))]
[JsonSerializable(typeof(MeetingRecord))]
[JsonSerializable(typeof(Alias))]
[JsonSerializable(typeof(Appeal))]
[JsonSerializable(typeof(Room))]
[JsonSerializable(typeof(Fanout))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(Cursor))]
[JsonSerializable(typeof(SessionSummary))]
[JsonSerializable(typeof(SessionPointer))]
[JsonSerializable(typeof(Passed))]
internal sealed partial class SessionJson : JsonSerializerContext;
