using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>
/// Table "library": one partition, row = item, and a stamp that every change rewrites, so that other processes notice.
/// Blobs "transcripts/…": the sources as they came; "attachments/…": the files of items, never changed.
/// </summary>
public sealed class KnowledgeStore(ITables tables, IBlobs blobs, TimeProvider time)
{
    internal const string Table = "library";
    internal const string Partition = "items";
    const string ItemKeys = "i|";
    const string StampKey = "stamp";

    int written;

    /// <summary>How often this object wrote; tells a reader in the same process at once that there is something new.</summary>
    public int Written => Volatile.Read(ref written);

    public ValueTask<Stored<Item>?> Find(string id, CancellationToken ct) => tables.Find(Table, Partition, ItemKeys + id, KnowledgeJson.Default.Item, ct);

    public IAsyncEnumerable<Stored<Item>> All(CancellationToken ct) => tables.All(Table, Partition, ItemKeys, KnowledgeJson.Default.Item, ct);

    /// <summary>Changes whenever an item does; empty before the first.</summary>
    public async ValueTask<string> Stamp(CancellationToken ct) => (await tables.Find(Table, Partition, StampKey, ct))?.ETag ?? "";

    /// <summary>False when another write came first: read and decide again.</summary>
    /// <param name="was">What was read; null for a new item.</param>
    /// <param name="also">A row that is written with it.</param>
    public async ValueTask<bool> Keep(Stored<Item>? was, Item item, CancellationToken ct, Change? also = null)
    {
        var kept = await tables.Commit(
            Table, Partition, [Rows.Write(ItemKeys + item.Id, was, item, KnowledgeJson.Default.Item), Stamped(), .. also is null ? Array.Empty<Change>() : [also]], ct) is Committed.Done;
        Interlocked.Increment(ref written);
        return kept;
    }

    /// <summary>Adds or replaces these items, page by page.</summary>
    /// <param name="saved">Told how many are stored.</param>
    public async Task Save(IReadOnlyList<Item> items, Action<int>? saved, CancellationToken ct)
    {
        // An item may be 60 KB, a transaction 4 MB.
        const int Page = 50;
        var done = 0;
        foreach (var page in items.Chunk(Page))
        {
            await tables.Commit(Table, Partition, [.. page.Select(item => Rows.Put(ItemKeys + item.Id, item, KnowledgeJson.Default.Item)), Stamped()], ct);
            Interlocked.Increment(ref written);
            saved?.Invoke(done += page.Length);
        }
    }

    /// <summary>Tells every reader that items were changed past this store: the next search of this process builds its index anew.</summary>
    public async ValueTask Renew(CancellationToken ct)
    {
        await tables.Commit(Table, Partition, [Stamped()], ct);
        Interlocked.Increment(ref written);
    }

    /// <summary>Takes a draft away that nobody ever read. False when another write came first.</summary>
    public async ValueTask<bool> Drop(Stored<Item> was, CancellationToken ct, Change? also = null)
    {
        var dropped = await tables.Commit(Table, Partition, [new Change.Delete(was.Key, was.ETag), Stamped(), .. also is null ? Array.Empty<Change>() : [also]], ct) is Committed.Done;
        Interlocked.Increment(ref written);
        return dropped;
    }

    public ValueTask KeepFile(string id, Stream content, CancellationToken ct) => blobs.Put($"attachments/{id}", content, ct);

    public ValueTask<Stream?> OpenFile(string id, CancellationToken ct) => blobs.Open($"attachments/{id}", ct);

    public ValueTask KeepSource(string name, Stream content, CancellationToken ct) => blobs.Put($"transcripts/{name}", content, ct);

    public ValueTask<Stream?> OpenSource(string name, CancellationToken ct) => blobs.Open($"transcripts/{name}", ct);

    Change Stamped() => Rows.Put(StampKey, new LibraryStamp(time.GetUtcNow()), KnowledgeJson.Default.LibraryStamp);
}

internal sealed record LibraryStamp(DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(LibraryStamp))]
internal sealed partial class KnowledgeJson : JsonSerializerContext;
