using System.Globalization;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// The delivery rows: messages to a few stand as outbox rows in the session's partition, messages to many in table "deliveries",
/// one partition for each session, kind and version.
/// </summary>
public sealed class DeliveryStore(ITables tables)
{
    internal const string Table = "deliveries";
    internal const string CursorKey = "cursor";
    const string To = "to|";

    internal static string Partition(Waiting w) => string.Create(CultureInfo.InvariantCulture, $"{w.Session}|{w.Kind}|{w.Version:D4}");

    internal static string Key(string person) => $"{To}{person}";

    static (string Table, string Partition, string Prefix) Place(Waiting w) =>
        w.Personal ? (SessionStore.Table, w.Session, SessionKeys.Outs) : (Table, Partition(w), To);

    /// <summary>A page of rows in key order; fewer than <paramref name="max"/> means the end.</summary>
    public async ValueTask<IReadOnlyList<Stored<Delivery>>> Page(Waiting waiting, string? after, int max, CancellationToken ct)
    {
        var (table, partition, prefix) = Place(waiting);
        return [.. (await tables.Query(table, partition, prefix, after, max, ct)).Select(row => row.ReadStored(SessionJson.Default.Delivery))];
    }

    public IAsyncEnumerable<Stored<Delivery>> All(Waiting waiting, CancellationToken ct)
    {
        var (table, partition, prefix) = Place(waiting);
        return tables.All(table, partition, prefix, SessionJson.Default.Delivery, ct);
    }

    /// <summary>
    /// Replaces rows of one place in one transaction; null when another sender was there first and nothing was written.
    /// </summary>
    public async ValueTask<IReadOnlyList<Stored<Delivery>>?> Replace(
        Waiting waiting, IReadOnlyList<(Stored<Delivery> Was, Delivery Becomes)> rows, CancellationToken ct)
    {
        var (table, partition, _) = Place(waiting);
        var changes = rows.Select(row => Rows.Replace(row.Was, row.Becomes, SessionJson.Default.Delivery)).ToList();
        return await tables.Commit(table, partition, changes, ct) is Committed.Done done
            ? [.. rows.Zip(done.ETags, (row, etag) => new Stored<Delivery>(row.Was.Key, row.Becomes, etag))]
            : null;
    }

    public ValueTask<Stored<Cursor>?> FindCursor(Waiting waiting, CancellationToken ct) =>
        tables.Find(Table, Partition(waiting), CursorKey, SessionJson.Default.Cursor, ct);

    /// <summary>The people who have a row already, from after one person up to and including another.</summary>
    public async ValueTask<IReadOnlySet<string>> Have(Waiting waiting, string? after, string last, CancellationToken ct)
    {
        var have = new HashSet<string>(StringComparer.Ordinal);
        var from = after is null ? null : Key(after);
        while (true)
        {
            var page = await tables.Query(Table, Partition(waiting), To, from, Limits.Transaction, ct);
            foreach (var row in page)
            {
                if (string.CompareOrdinal(row.Key, Key(last)) > 0) return have;
                have.Add(row.Key[To.Length..]);
            }
            if (page.Count < Limits.Transaction) return have;
            from = page[^1].Key;
        }
    }

    /// <summary>New rows and the cursor that says so, together. False when another expander came first.</summary>
    public async ValueTask<bool> Extend(Waiting waiting, Stored<Cursor>? was, Cursor cursor, IEnumerable<Delivery> rows, CancellationToken ct)
    {
        IReadOnlyList<Change> changes =
        [
            Rows.Write(CursorKey, was, cursor, SessionJson.Default.Cursor),
            .. rows.Select(row => Rows.Insert(Key(row.Person), row, SessionJson.Default.Delivery)),
        ];
        return await tables.Commit(Table, Partition(waiting), changes, ct) is Committed.Done;
    }
}
