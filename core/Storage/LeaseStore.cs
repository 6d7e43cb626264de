using System.Text.Json.Serialization;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Table "leases": who may do, for a while, what only one process should do at a time. A help against double work, not a proof:
/// a process that sleeps past its term finds out at its next renewal, so what it does must be safe twice.
/// </summary>
public sealed class LeaseStore(ITables tables, TimeProvider time)
{
    const string Table = "leases";
    const string Partition = "leases";

    /// <summary>True when <paramref name="owner"/> holds the lease now and for <paramref name="term"/>: it was free, had passed, or was its own.</summary>
    public async ValueTask<bool> TryTake(string name, string owner, TimeSpan term, CancellationToken ct)
    {
        var held = await tables.Find(Table, Partition, name, LeaseJson.Default.Lease, ct);
        var now = time.GetUtcNow();
        if (held is { Value: var lease } && lease.Owner != owner && lease.Until > now) return false;
        var row = Rows.Write(name, held, new Lease(owner, now + term), LeaseJson.Default.Lease);
        return await tables.Commit(Table, Partition, [row], ct) is Committed.Done;
    }

    /// <summary>Frees the lease at once, if it is still this owner's.</summary>
    public async ValueTask Release(string name, string owner, CancellationToken ct)
    {
        var held = await tables.Find(Table, Partition, name, LeaseJson.Default.Lease, ct);
        if (held?.Value.Owner == owner) await tables.Commit(Table, Partition, [new Change.Delete(name, held.ETag)], ct);
    }
}

internal sealed record Lease(string Owner, DateTimeOffset Until);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Lease))]
internal sealed partial class LeaseJson : JsonSerializerContext;
