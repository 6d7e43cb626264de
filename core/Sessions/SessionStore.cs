using System.Text.Json.Serialization;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// Table "sessions": one partition a session, holding everything that must change together with it.
/// Table "mine": one partition a person, naming the sessions in which that person has rows.
/// </summary>
public sealed class SessionStore(ITables tables)
{
    internal const string Table = "sessions";
    const string Mine = "mine";

    public ValueTask<Stored<Session>?> Find(string session, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Session, SessionJson.Default.Session, ct);

    public ValueTask<Stored<Answered>?> FindAnswer(string session, string person, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Answer(person), SessionJson.Default.Answered, ct);

    public IAsyncEnumerable<Stored<Answered>> Answers(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.Answers, SessionJson.Default.Answered, ct);

    public IAsyncEnumerable<Stored<Evidence>> Evidence(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.AllEvidence, SessionJson.Default.Evidence, ct);

    public IAsyncEnumerable<Stored<Evidence>> EvidenceOf(string session, string person, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.EvidenceOf(person), SessionJson.Default.Evidence, ct);

    public ValueTask<Stored<Fanout>?> FindFanout(string session, MessageKind kind, int version, CancellationToken ct) =>
        tables.Find(Table, session, SessionKeys.Fanout(kind, version), SessionJson.Default.Fanout, ct);

    public IAsyncEnumerable<Stored<Fanout>> Fanouts(string session, CancellationToken ct) =>
        tables.All(Table, session, SessionKeys.Fanouts, SessionJson.Default.Fanout, ct);

    /// <summary>Who was there, by the evidence so far.</summary>
    public async ValueTask<IReadOnlySet<string>> Present(string session, CancellationToken ct)
    {
        var evidence = new List<Evidence>();
        await foreach (var row in Evidence(session, ct)) evidence.Add(row.Value);
        return evidence.GroupBy(e => e.Person, StringComparer.Ordinal).Where(CheckIn.Present).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether there is evidence that this person was there.</summary>
    public async ValueTask<bool> Present(string session, string person, CancellationToken ct)
    {
        var evidence = new List<Evidence>();
        await foreach (var row in EvidenceOf(session, person, ct)) evidence.Add(row.Value);
        return CheckIn.Present(evidence);
    }

    /// <summary>False when another write came first: read and decide again.</summary>
    public async ValueTask<bool> Keep(string session, IReadOnlyList<Change> changes, CancellationToken ct) =>
        await tables.Commit(Table, session, changes, ct) is Committed.Done;

    /// <summary>Notes that this person has rows in the session. Called before those rows are written: a crash in between leaves a harmless pointer.</summary>
    public async ValueTask Remember(string person, string session, CancellationToken ct) =>
        await tables.Commit(Mine, person, [Rows.Put(session, new SessionPointer(session), SessionJson.Default.SessionPointer)], ct);

    /// <summary>The sessions in which a person answered or signed in (perhaps one too many, after a crash).</summary>
    public async ValueTask<IReadOnlyList<string>> Of(string person, CancellationToken ct)
    {
        var ids = new List<string>();
        await foreach (var row in tables.All(Mine, person, "", ct)) ids.Add(row.Key);
        return ids;
    }
}

internal sealed record SessionPointer(string Session);

/// <summary>The row keys of a session's partition.</summary>
internal static class SessionKeys
{
    public const string Session = "session";
    public const string Summary = "summary";
    public const string Answers = "answer|";
    public const string AllEvidence = "evidence|";
    public const string Fanouts = "fanout|";
    public const string Outs = "out|";

    public static string Answer(string person) => $"{Answers}{person}";

    public static string EvidenceOf(string person) => $"{AllEvidence}{person}|";

    /// <summary>One row for each way of signing in, one for each correction.</summary>
    public static string Evidence(Evidence e) => e.Source is EvidenceSource.Coordinator
        ? string.Create(Invariant, $"{EvidenceOf(e.Person)}{e.Source}|{e.At.UtcTicks:D19}")
        : $"{EvidenceOf(e.Person)}{e.Source}";

    public static string Fanout(MessageKind kind, int version) => string.Create(Invariant, $"{Fanouts}{kind}|{version:D4}");

    /// <param name="place">Tells apart several messages of one kind to one person (outside experts of one session).</param>
    public static string Out(Delivery d, int place) => string.Create(Invariant, $"{Outs}{d.Kind}|{d.Version:D4}|{d.Person}|{place:D2}");

    static readonly IFormatProvider Invariant = System.Globalization.CultureInfo.InvariantCulture;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(Answered))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(Fanout))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(Cursor))]
[JsonSerializable(typeof(SessionSummary))]
[JsonSerializable(typeof(SessionPointer))]
internal sealed partial class SessionJson : JsonSerializerContext;
