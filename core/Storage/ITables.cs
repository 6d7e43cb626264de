namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Tables with the semantics of Azure Table Storage, the least of the three stores: entities by (table, partition, key),
/// ETags, and transactions of at most 100 entities in one partition of one table.
/// Source: Microsoft Learn, "Understanding the Table service data model" and "Performing entity group transactions".
/// </summary>
/// <remarks>
/// Every implementation refuses with <see cref="ArgumentException"/> what Azure refuses and the emulator forgives:
/// more than <see cref="Limits.Transaction"/> changes, the same key twice in one transaction, a forbidden character in a key,
/// a property or an entity over its size (<see cref="Guard"/>). A key that no row can have is simply not found when it is asked for.
/// A store that does not answer throws <see cref="StoreUnavailableException"/>; a damaged one <see cref="StoreFaultException"/>.
/// Ordinal order is that of UTF-16 code units (<see cref="string.CompareOrdinal(string?, string?)"/>), on every store.
/// An ETag never comes back for the same key, not even after the row was deleted and inserted again.
/// </remarks>
public interface ITables
{
    /// <summary>The row, or null when there is none.</summary>
    ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct);

    /// <summary>
    /// Rows of one partition whose key begins with <paramref name="prefix"/> and comes after <paramref name="after"/> (all when null),
    /// in ordinal order of the key, at most <paramref name="max"/>. Fewer rows than <paramref name="max"/> means the end was reached.
    /// To go on, pass the last key as <paramref name="after"/>: it also works in another process and after a restart.
    /// </summary>
    ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct);

    /// <summary>
    /// All changes or none. A condition that does not hold (a row to insert is there, a row to replace or delete has another ETag or is gone)
    /// is an expected answer, <see cref="Committed.Conflict"/>, and nothing was written.
    /// A call given up by its token may still be carried out.
    /// </summary>
    ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct);

    /// <summary>
    /// Pointers, then what they point to: the pointers are durable before the last transaction is, or together with it. They may stay when it meets a conflict
    /// or fails. Saves a wait where a store can do all of it at once.
    /// </summary>
    /// <param name="pointers">Each a transaction of its own, of <see cref="Change.Put"/> alone.</param>
    /// <returns>The outcome of the last transaction.</returns>
    async ValueTask<Committed> Commit(IReadOnlyList<Transaction> pointers, Transaction last, CancellationToken ct)
    {
        Guard.Pointers(pointers);
        await Task.WhenAll(pointers.Select(pointer => Commit(pointer.Table, pointer.Partition, pointer.Changes, ct).AsTask()));
        return await Commit(last.Table, last.Partition, last.Changes, ct);
    }
}

/// <summary>Changes of one partition, all or none.</summary>
public sealed record Transaction(string Table, string Partition, IReadOnlyList<Change> Changes);

/// <summary>A stored entity. <paramref name="Body"/> is one UTF-8 JSON object; its top-level properties are the entity's columns.</summary>
public sealed record Row(string Partition, string Key, string ETag, ReadOnlyMemory<byte> Body);

/// <summary>One write of a transaction.</summary>
public abstract record Change(string Key)
{
    /// <summary>Only if there is no such row.</summary>
    public sealed record Insert(string Key, ReadOnlyMemory<byte> Body) : Change(Key);

    /// <summary>Only if the stored row still has this ETag.</summary>
    public sealed record Replace(string Key, ReadOnlyMemory<byte> Body, string ETag) : Change(Key);

    /// <summary>Insert or replace, whatever is there.</summary>
    public sealed record Put(string Key, ReadOnlyMemory<byte> Body) : Change(Key);

    /// <summary>Only if the stored row still has this ETag.</summary>
    public sealed record Delete(string Key, string ETag) : Change(Key);
}

/// <summary>The outcome of a transaction.</summary>
public abstract record Committed
{
    /// <summary>Everything was written. <paramref name="ETags"/>: one for each change in its order, empty for a deletion.</summary>
    public sealed record Done(IReadOnlyList<string> ETags) : Committed;

    /// <summary>Nothing was written, because of the row with this key.</summary>
    public sealed record Conflict(string Key) : Committed;
}

/// <summary>The store did not answer, or not in time. The work may be tried again from its beginning.</summary>
public sealed class StoreUnavailableException(string message, bool mayHaveCommitted, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>False when it is certain that nothing was written.</summary>
    public bool MayHaveCommitted => mayHaveCommitted;
}

/// <summary>
/// What Azure Table and Queue Storage allow. Source: Microsoft Learn, "Understanding the Table service data model",
/// "Performing entity group transactions" and "Get Messages".
/// </summary>
public static class Limits
{
    public const int Transaction = 100;
    public const int KeyChars = 512;
    public const int PropertyChars = 32 * 1024;
    public const int EntityBytes = 1024 * 1024;
    public const int Properties = 252;
    public const int PropertyNameChars = 255;
    public const int TransactionBytes = 4 * 1024 * 1024;
    public const int MessageBytes = 48 * 1024;
    public const int Messages = 32;
    public static readonly TimeSpan LongestLease = TimeSpan.FromDays(7);
    public static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);
}
