using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Storage;

/// <summary>A store for one test. <paramref name="Advance"/> moves its clock; null where the clock is not ours.</summary>
public sealed record OpenedStore(Store Store, Action<TimeSpan>? Advance, Func<ValueTask> Close) : IAsyncDisposable
{
    public ITables Tables => Store.Tables;

    public IQueues Queues => Store.Queues;

    public IBlobs Blobs => Store.Blobs;

    public ValueTask DisposeAsync() => Close();
}

/// <summary>What the contract tests share: bodies by their JSON, and short forms of the calls.</summary>
internal static class Given
{
    public static readonly CancellationToken Now = CancellationToken.None;

    public static ReadOnlyMemory<byte> Body(string json) => System.Text.Encoding.UTF8.GetBytes(json);

    public static Change Insert(string key, string json = "{}") => new Change.Insert(key, Body(json));

    public static Change Put(string key, string json = "{}") => new Change.Put(key, Body(json));

    public static Change Replace(string key, string etag, string json = "{}") => new Change.Replace(key, Body(json), etag);

    public static Change Delete(string key, string etag) => new Change.Delete(key, etag);

    public static string Json(this Row row) => System.Text.Encoding.UTF8.GetString(row.Body.Span);

    public static async Task<IReadOnlyList<string>> Done(this ITables tables, string partition, params Change[] changes) =>
        Assert.IsType<Committed.Done>(await tables.Commit("things", partition, changes, Now)).ETags;

    public static async Task<string> Conflict(this ITables tables, string partition, params Change[] changes) =>
        Assert.IsType<Committed.Conflict>(await tables.Commit("things", partition, changes, Now)).Key;

    public static ValueTask<Row?> Find(this ITables tables, string partition, string key) => tables.Find("things", partition, key, Now);

    public static async Task<string[]> Keys(this ITables tables, string partition, string prefix = "", string? after = null, int max = 1000) =>
        [.. (await tables.Query("things", partition, prefix, after, max, Now)).Select(row => row.Key)];
}
