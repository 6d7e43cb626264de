using System.Text.Json.Serialization;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>A session that has something due in the future. <paramref name="Wakes"/> may be too early, never too late.</summary>
public sealed record OpenSession(string Session, DateTimeOffset Starts, DateTimeOffset Wakes)
{
    /// <summary>When the pointer was written.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>Rows that wait to be sent: the outbox of a session, or (with a kind) one of its messages to many.</summary>
public sealed record Waiting(string Session, MessageKind? Kind = null, int Version = 0)
{
    /// <summary>Personal messages sort before messages to many.</summary>
    [JsonIgnore]
    public string Key => Kind is { } kind
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1|{Session}|{kind}|{Version:D4}")
        : $"0|{Session}";

    [JsonIgnore] public bool Personal => Kind is null;

    /// <summary>When the pointer was written.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>A session whose meeting room needs a look. <paramref name="Wakes"/> may be too early, never too late.</summary>
public sealed record OpenRoom(string Session, DateTimeOffset Wakes)
{
    /// <summary>When the pointer was written.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>
/// Table "work", the index of what is unfinished. A row is written before the transaction that makes the work and removed after its last piece,
/// so a crash leaves at most a pointer to nothing, and no sweep ever scans all sessions.
/// </summary>
public sealed class WorkStore(ITables tables, TimeProvider time)
{
    /// <summary>
    /// How long a pointer stays even when it points to nothing: the transaction that makes its work may still be under way.
    /// Who takes longer from pointer to transaction writes the pointer again behind it.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);


    const string Table = "work";
    const string OpenPart = "open";
    const string WaitingPart = "waiting";
    const string RoomPart = "rooms";

    public async ValueTask PutOpen(OpenSession open, CancellationToken ct) =>
        await tables.Commit(Table, OpenPart, [Rows.Put(open.Session, open with { At = time.GetUtcNow() }, WorkJson.Default.OpenSession)], ct);

    public IAsyncEnumerable<Stored<OpenSession>> Open(CancellationToken ct) =>
        tables.All(Table, OpenPart, "", WorkJson.Default.OpenSession, ct);

    /// <summary>Removes the pointer, unless it is young or somebody wrote it again meanwhile.</summary>
    public ValueTask RemoveOpen(Stored<OpenSession> open, CancellationToken ct) => Remove(OpenPart, open.Key, open.ETag, open.Value.At, ct);

    public async ValueTask PutWaiting(Waiting waiting, CancellationToken ct) =>
        await tables.Commit(Table, WaitingPart, [Rows.Put(waiting.Key, waiting with { At = time.GetUtcNow() }, WorkJson.Default.Waiting)], ct);

    public IAsyncEnumerable<Stored<Waiting>> Waiting(bool personalOnly, CancellationToken ct) =>
        tables.All(Table, WaitingPart, personalOnly ? "0|" : "", WorkJson.Default.Waiting, ct);

    /// <summary>Removes the pointer, unless it is young or somebody wrote it again meanwhile.</summary>
    public ValueTask RemoveWaiting(Stored<Waiting> waiting, CancellationToken ct) => Remove(WaitingPart, waiting.Key, waiting.ETag, waiting.Value.At, ct);

    /// <summary>The room of this session is looked at by the next tick.</summary>
    public async ValueTask PutRoom(string session, CancellationToken ct) =>
        await tables.Commit(Table, RoomPart, [Rows.Put(session, new OpenRoom(session, DateTimeOffset.MinValue) { At = time.GetUtcNow() }, WorkJson.Default.OpenRoom)], ct);

    public ValueTask<Stored<OpenRoom>?> FindRoom(string session, CancellationToken ct) => tables.Find(Table, RoomPart, session, WorkJson.Default.OpenRoom, ct);

    public IAsyncEnumerable<Stored<OpenRoom>> Rooms(CancellationToken ct) => tables.All(Table, RoomPart, "", WorkJson.Default.OpenRoom, ct);

    /// <summary>
    /// Lets the pointer sleep until <paramref name="wakes"/>; null: for good. Not a young one, because the decision behind it may still be under way,
    /// and not one that somebody wrote again meanwhile.
    /// </summary>
    public async ValueTask Rest(Stored<OpenRoom> open, DateTimeOffset? wakes, CancellationToken ct)
    {
        if (wakes is null) await Remove(RoomPart, open.Key, open.ETag, open.Value.At, ct);
        else if (wakes != open.Value.Wakes && time.GetUtcNow() >= open.Value.At + Grace)
            await tables.Commit(Table, RoomPart, [Rows.Replace(open, open.Value with { Wakes = wakes.Value }, WorkJson.Default.OpenRoom)], ct);
    }

    async ValueTask Remove(string part, string key, string etag, DateTimeOffset at, CancellationToken ct)
    {
        if (time.GetUtcNow() >= at + Grace) await tables.Commit(Table, part, [new Change.Delete(key, etag)], ct);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(OpenSession))]
[JsonSerializable(typeof(Waiting))]
[JsonSerializable(typeof(OpenRoom))]
internal sealed partial class WorkJson : JsonSerializerContext;
