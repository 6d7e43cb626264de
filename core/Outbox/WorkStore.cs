using System.Text.Json.Serialization;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>A session that has something due in the future. <paramref name="Wakes"/> may be too early, never too late.</summary>
public sealed record OpenSession(string Session, DateTimeOffset Starts, DateTimeOffset Wakes);

/// <summary>Rows that wait to be sent: the outbox of a session, or (with a kind) one of its messages to many.</summary>
public sealed record Waiting(string Session, MessageKind? Kind = null, int Version = 0)
{
    /// <summary>Personal messages sort before messages to many.</summary>
    [JsonIgnore]
    public string Key => Kind is { } kind
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1|{Session}|{kind}|{Version:D4}")
        : $"0|{Session}";

    [JsonIgnore] public bool Personal => Kind is null;
}

/// <summary>
/// Table "work", the index of what is unfinished. A row is written before the transaction that makes the work and removed after its last piece,
/// so a crash leaves at most a pointer to nothing, and no sweep ever scans all sessions.
/// </summary>
public sealed class WorkStore(ITables tables)
{
    const string Table = "work";
    const string OpenPart = "open";
    const string WaitingPart = "waiting";

    public async ValueTask PutOpen(OpenSession open, CancellationToken ct) =>
        await tables.Commit(Table, OpenPart, [Rows.Put(open.Session, open, WorkJson.Default.OpenSession)], ct);

    public IAsyncEnumerable<Stored<OpenSession>> Open(CancellationToken ct) =>
        tables.All(Table, OpenPart, "", WorkJson.Default.OpenSession, ct);

    /// <summary>Removes the pointer unless somebody wrote it again meanwhile.</summary>
    public async ValueTask RemoveOpen(Stored<OpenSession> open, CancellationToken ct) =>
        await tables.Commit(Table, OpenPart, [new Change.Delete(open.Key, open.ETag)], ct);

    public async ValueTask PutWaiting(Waiting waiting, CancellationToken ct) =>
        await tables.Commit(Table, WaitingPart, [Rows.Put(waiting.Key, waiting, WorkJson.Default.Waiting)], ct);

    public IAsyncEnumerable<Stored<Waiting>> Waiting(bool personalOnly, CancellationToken ct) =>
        tables.All(Table, WaitingPart, personalOnly ? "0|" : "", WorkJson.Default.Waiting, ct);

    /// <summary>Removes the pointer unless somebody wrote it again meanwhile.</summary>
    public async ValueTask RemoveWaiting(Stored<Waiting> waiting, CancellationToken ct) =>
        await tables.Commit(Table, WaitingPart, [new Change.Delete(waiting.Key, waiting.ETag)], ct);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(OpenSession))]
[JsonSerializable(typeof(Waiting))]
internal sealed partial class WorkJson : JsonSerializerContext;
