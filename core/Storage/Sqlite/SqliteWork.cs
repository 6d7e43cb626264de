namespace ChuanKhuy.Core.Storage;

/// <summary>One call that waits for the writer of a file.</summary>
internal abstract class SqliteWork
{
    public abstract void Run(SqliteSession session);

    public abstract void Done();

    public abstract void Fail(Exception e);
}

/// <summary>A caller that went away before its turn came leaves nothing behind.</summary>
internal sealed class SqliteWork<T>(Func<SqliteSession, T> work, CancellationToken ct) : SqliteWork
{
    readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool skipped;
    T result = default!;

    public Task<T> Answer => source.Task;

    public override void Run(SqliteSession session)
    {
        skipped = ct.IsCancellationRequested;
        if (!skipped) result = work(session);
    }

    public override void Done()
    {
        if (skipped) source.TrySetCanceled(ct);
        else source.TrySetResult(result);
    }

    public override void Fail(Exception e) => source.TrySetException(e);
}
