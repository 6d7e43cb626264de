using System.Security.Cryptography;
using System.Text;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Bot;

/// <summary>
/// Table "inbox", partition = channel: what waits ("open|"), what was given up ("parked|"), and what was accepted in the last eight days ("seen|").
/// The keys are hashes of the platform's ids, which may hold any characters.
/// </summary>
public sealed class InboxStore(ITables tables)
{
    const string Table = "inbox";
    const string OpenKeys = "open|";
    const string ParkedKeys = "parked|";
    const string SeenKeys = "seen|";
    const string SweptKey = "swept";

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32];

    /// <summary>False when the same was accepted before.</summary>
    public async ValueTask<bool> Accept(string hash, Received received, CancellationToken ct) =>
        await tables.Commit(Table, received.Channel,
            [Rows.Insert(SeenKeys + hash, new Seen(received.At), InboxJson.Default.Seen), Rows.Insert(OpenKeys + hash, received, InboxJson.Default.Received)], ct) is Committed.Done;

    public ValueTask<Stored<Received>?> Find(string channel, string hash, CancellationToken ct) =>
        tables.Find(Table, channel, OpenKeys + hash, InboxJson.Default.Received, ct);

    /// <summary>Null when another worker was there first.</summary>
    public async ValueTask<Stored<Received>?> Replace(Stored<Received> was, Received becomes, CancellationToken ct) =>
        await tables.Commit(Table, was.Value.Channel, [Rows.Replace(was, becomes, InboxJson.Default.Received)], ct) is Committed.Done done
            ? new(was.Key, becomes, done.ETags[0])
            : null;

    public async ValueTask Finish(Stored<Received> done, CancellationToken ct) =>
        await tables.Commit(Table, done.Value.Channel, [new Change.Delete(done.Key, done.ETag)], ct);

    public async ValueTask Park(Stored<Received> was, string reason, CancellationToken ct) =>
        await tables.Commit(Table, was.Value.Channel,
            [new Change.Delete(was.Key, was.ETag), Rows.Put(ParkedKeys + was.Key[OpenKeys.Length..], was.Value with { Parked = reason, Taken = null }, InboxJson.Default.Received)], ct);

    /// <summary>Everything that waits, as (hash, row).</summary>
    public async IAsyncEnumerable<(string Hash, Received Received)> Open(string channel, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in tables.All(Table, channel, OpenKeys, InboxJson.Default.Received, ct)) yield return (row.Key[OpenKeys.Length..], row.Value);
    }

    /// <summary>Everything that was given up.</summary>
    public IAsyncEnumerable<Stored<Received>> Parked(string channel, CancellationToken ct) =>
        tables.All(Table, channel, ParkedKeys, InboxJson.Default.Received, ct);

    /// <summary>Another try for what was given up; its hash.</summary>
    public async ValueTask<string> Reopen(Stored<Received> parked, DateTimeOffset now, CancellationToken ct)
    {
        var hash = parked.Key[ParkedKeys.Length..];
        var again = parked.Value with { At = now, NotBefore = now, Attempts = 0, Replying = false, Parked = null };
        await tables.Commit(Table, parked.Value.Channel, [new Change.Delete(parked.Key, parked.ETag), Rows.Put(OpenKeys + hash, again, InboxJson.Default.Received)], ct);
        return hash;
    }

    /// <summary>Forgets what was accepted before this moment, once a day at most.</summary>
    public async Task Forget(string channel, DateTimeOffset before, DateTimeOffset now, CancellationToken ct)
    {
        var swept = await tables.Find(Table, channel, SweptKey, InboxJson.Default.Seen, ct);
        if (swept is not null && now < swept.Value.At.AddDays(1)) return;
        var old = new List<Change>();
        await foreach (var row in tables.All(Table, channel, SeenKeys, InboxJson.Default.Seen, ct))
            if (row.Value.At < before) old.Add(new Change.Delete(row.Key, row.ETag));
        foreach (var page in old.Chunk(Limits.Transaction)) await tables.Commit(Table, channel, page, ct);
        await tables.Commit(Table, channel, [Rows.Put(SweptKey, new Seen(now), InboxJson.Default.Seen)], ct);
    }
}
