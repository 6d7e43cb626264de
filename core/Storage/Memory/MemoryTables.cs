using System.Globalization;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Tables in memory, for the simulation: what outlives a simulated process. Every call completes at once, on the caller's thread;
/// delays and faults come from a <see cref="StorageHook"/> around it.
/// </summary>
public sealed class MemoryTables : ITables, IScannedTables
{
    readonly Dictionary<(string Table, string Partition), List<Row>> partitions = [];
    readonly Lock gate = new();
    long writes;

    public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Table(table);
        lock (gate)
        {
            return new(partitions.TryGetValue((table, partition), out var rows) && Place(rows, key) is >= 0 and var at ? rows[at] : null);
        }
    }

    public ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Table(table);
        Guard.Page(max);
        lock (gate)
        {
            if (!partitions.TryGetValue((table, partition), out var rows)) return new([]);
            var first = Place(rows, prefix) is < 0 and var gap ? ~gap : Place(rows, prefix);
            if (after is not null) first = Math.Max(first, Place(rows, after) is >= 0 and var at ? at + 1 : ~Place(rows, after));
            var last = first;
            while (last < rows.Count && last - first < max && rows[last].Key.StartsWith(prefix, StringComparison.Ordinal)) last++;
            return new(rows.GetRange(first, last - first));
        }
    }

    public ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Commit(table, partition, changes);
        lock (gate)
        {
            if (!partitions.TryGetValue((table, partition), out var rows)) partitions[(table, partition)] = rows = [];
            foreach (var change in changes)
            {
                var stored = Place(rows, change.Key) is >= 0 and var at ? rows[at].ETag : null;
                if (!Conditions.Hold(change, stored)) return new(new Committed.Conflict(change.Key));
            }
            return new(new Committed.Done([.. changes.Select(change => Apply(rows, partition, change))]));
        }
    }

    /// <summary>Everything stored, in order, for an oracle to look at.</summary>
    public IReadOnlyList<(string Table, Row Row)> Everything()
    {
        lock (gate)
        {
            return [.. partitions.OrderBy(p => p.Key.Table, StringComparer.Ordinal).ThenBy(p => p.Key.Partition, StringComparer.Ordinal)
                .SelectMany(p => p.Value, (p, row) => (p.Key.Table, row))];
        }
    }

    public async IAsyncEnumerable<(string Table, Row Row)> Scan(string? table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await ValueTask.CompletedTask;
        foreach (var entity in Everything())
        {
            ct.ThrowIfCancellationRequested();
            if (table is null || entity.Table == table) yield return entity;
        }
    }

    string Apply(List<Row> rows, string partition, Change change)
    {
        var at = Place(rows, change.Key);
        if (Conditions.Body(change) is not { } body)
        {
            rows.RemoveAt(at);
            return "";
        }
        var row = new Row(partition, change.Key, (++writes).ToString(CultureInfo.InvariantCulture), body.ToArray());
        if (at >= 0) rows[at] = row;
        else rows.Insert(~at, row);
        return row.ETag;
    }

    // The row's index, or the complement of the index it would have.
    static int Place(List<Row> rows, string key)
    {
        var (low, high) = (0, rows.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            switch (string.CompareOrdinal(rows[middle].Key, key))
            {
                case 0: return middle;
                case < 0: low = middle + 1; break;
                default: high = middle - 1; break;
            }
        }
        return ~low;
    }
}
