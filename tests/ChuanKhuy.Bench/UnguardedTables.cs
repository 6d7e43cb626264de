using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Bench;

/// <summary>The guard switched off: a conditional write overwrites whatever is there. For negative controls.</summary>
public sealed class UnguardedTables(ITables inner) : ITables
{
    public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct) => inner.Find(table, partition, key, ct);

    public ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct) =>
        inner.Query(table, partition, prefix, after, max, ct);

    public async ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        var blind = new List<Change>();
        foreach (var change in changes)
            switch (change)
            {
                case Change.Insert insert: blind.Add(new Change.Put(insert.Key, insert.Body)); break;
                case Change.Replace replace: blind.Add(new Change.Put(replace.Key, replace.Body)); break;
                case Change.Delete delete when await inner.Find(table, partition, delete.Key, ct) is { } row: blind.Add(delete with { ETag = row.ETag }); break;
                case Change.Delete: break;
                default: blind.Add(change); break;
            }
        return await inner.Commit(table, partition, blind, ct);
    }
}
