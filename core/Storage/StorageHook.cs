using System.Runtime.CompilerServices;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Called before (<see cref="StorageCall.Done"/> false) and after (true) every call of a store: to count, to delay, or to break it by throwing.
/// A throw before means that nothing happened; after, that it happened and the caller was not told.
/// </summary>
public delegate ValueTask StorageHook(StorageCall call, CancellationToken ct);

/// <summary>One call. <paramref name="Where"/> is its table, queue or blob; <paramref name="Rows"/> what it wrote, or, when done, read.</summary>
public sealed record StorageCall(StorageOperation Operation, string Where, string Partition, int Rows, bool Done);

public enum StorageOperation { Find, Query, Commit, Send, Receive, DeleteMessage, PutBlob, OpenBlob, DeleteBlob, ListBlobs }

public static class StorageHooks
{
    /// <summary>The same store, watched.</summary>
    public static Store Through(this Store store, StorageHook hook) => new(
        new HookedTables(store.Tables, hook), new HookedTables(store.Feedback, hook), new HookedQueues(store.Queues, hook), new HookedBlobs(store.Blobs, hook));
}

/// <summary>Tables with a hook around every call.</summary>
public sealed class HookedTables(ITables inner, StorageHook hook) : ITables
{
    public async ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        await hook(new(StorageOperation.Find, table, partition, 0, false), ct);
        var row = await inner.Find(table, partition, key, ct);
        await hook(new(StorageOperation.Find, table, partition, row is null ? 0 : 1, true), ct);
        return row;
    }

    public async ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct)
    {
        await hook(new(StorageOperation.Query, table, partition, 0, false), ct);
        var rows = await inner.Query(table, partition, prefix, after, max, ct);
        await hook(new(StorageOperation.Query, table, partition, rows.Count, true), ct);
        return rows;
    }

    public async ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        await hook(new(StorageOperation.Commit, table, partition, changes.Count, false), ct);
        var committed = await inner.Commit(table, partition, changes, ct);
        await hook(new(StorageOperation.Commit, table, partition, committed is Committed.Done ? changes.Count : 0, true), ct);
        return committed;
    }
}

/// <summary>Queues with a hook around every call.</summary>
public sealed class HookedQueues(IQueues inner, StorageHook hook) : IQueues
{
    public async ValueTask Send(string queue, string text, TimeSpan delay, CancellationToken ct)
    {
        await hook(new(StorageOperation.Send, queue, "", 1, false), ct);
        await inner.Send(queue, text, delay, ct);
        await hook(new(StorageOperation.Send, queue, "", 1, true), ct);
    }

    public async ValueTask<IReadOnlyList<QueueItem>> Receive(string queue, int max, TimeSpan lease, CancellationToken ct)
    {
        await hook(new(StorageOperation.Receive, queue, "", 0, false), ct);
        var items = await inner.Receive(queue, max, lease, ct);
        await hook(new(StorageOperation.Receive, queue, "", items.Count, true), ct);
        return items;
    }

    public async ValueTask<bool> Delete(string queue, QueueItem item, CancellationToken ct)
    {
        await hook(new(StorageOperation.DeleteMessage, queue, "", 1, false), ct);
        var deleted = await inner.Delete(queue, item, ct);
        await hook(new(StorageOperation.DeleteMessage, queue, "", deleted ? 1 : 0, true), ct);
        return deleted;
    }
}

/// <summary>Blobs with a hook around every call; reading the opened stream and the pages of a list are not calls of their own.</summary>
public sealed class HookedBlobs(IBlobs inner, StorageHook hook) : IBlobs
{
    public async ValueTask Put(string name, Stream content, CancellationToken ct)
    {
        await hook(new(StorageOperation.PutBlob, name, "", 1, false), ct);
        await inner.Put(name, content, ct);
        await hook(new(StorageOperation.PutBlob, name, "", 1, true), ct);
    }

    public async ValueTask<Stream?> Open(string name, CancellationToken ct)
    {
        await hook(new(StorageOperation.OpenBlob, name, "", 0, false), ct);
        var content = await inner.Open(name, ct);
        await hook(new(StorageOperation.OpenBlob, name, "", content is null ? 0 : 1, true), ct);
        return content;
    }

    public async ValueTask<bool> Delete(string name, CancellationToken ct)
    {
        await hook(new(StorageOperation.DeleteBlob, name, "", 1, false), ct);
        var deleted = await inner.Delete(name, ct);
        await hook(new(StorageOperation.DeleteBlob, name, "", deleted ? 1 : 0, true), ct);
        return deleted;
    }

    public async IAsyncEnumerable<string> List(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        await hook(new(StorageOperation.ListBlobs, prefix, "", 0, false), ct);
        var count = 0;
        await foreach (var name in inner.List(prefix, ct))
        {
            count++;
            yield return name;
        }
        await hook(new(StorageOperation.ListBlobs, prefix, "", count, true), ct);
    }
}
