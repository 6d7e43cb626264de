using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// One SQLite file. Reads run at once, on the caller's thread and on pooled connections. Writes wait in line for one writer thread,
/// which commits all that wait in one transaction: one flush to the disk acknowledges many calls. Several processes may use the file at once.
/// </summary>
public sealed class SqliteFile : IAsyncDisposable
{
    const int GroupMost = 256;
    const long CheckedBytes = 64 * 1024 * 1024; // a whole check of more would delay every start

    readonly SqliteOptions options;
    readonly ConcurrentBag<SqliteSession> readers = [];
    readonly BlockingCollection<SqliteWork> waiting = [];
    readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ManualResetEventSlim never = new();
    SqliteSession? writer;
    volatile bool disposed;

    SqliteFile(string path, SqliteOptions options)
    {
        (Path, this.options) = (path, options);
        writer = new(First());
        new Thread(WriteLoop) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    public string Path { get; }

    /// <summary>Opens or makes the file, and its folder (for the owner only, on Unix).</summary>
    /// <exception cref="StoreFaultException">It cannot be used; with a sentence for people.</exception>
    public static SqliteFile Open(string path, SqliteOptions? options = null)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            MakeFolder(System.IO.Path.GetDirectoryName(full)!);
            return new(full, options ?? new());
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Opening(full, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SqliteFaults.Unusable(full, e);
        }
    }

    /// <summary>Waits until the writes in line are done, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        waiting.CompleteAdding();
        await closed.Task;
        while (readers.TryTake(out var reader)) reader.Dispose();
        waiting.Dispose();
        never.Dispose();
    }

    /// <summary>
    /// Runs inside a transaction shared with others; the answer comes after the durable commit.
    /// The work must look before it writes: it cannot take back what it wrote.
    /// </summary>
    internal ValueTask<T> Write<T>(Func<SqliteSession, T> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(disposed, this);
        var item = new SqliteWork<T>(work, ct);
        try
        {
            waiting.Add(item, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteFile));
        }
        return new(ct.CanBeCanceled ? item.Answer.WaitAsync(ct) : item.Answer);
    }

    /// <summary>Sees everything that was acknowledged before.</summary>
    internal T Read<T>(Func<SqliteSession, T> work)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        SqliteSession? session = null;
        try
        {
            if (!readers.TryTake(out session)) session = new(Connect("PRAGMA query_only=ON;"));
            var answer = work(session);
            readers.Add(session);
            return answer;
        }
        catch (Exception e)
        {
            session?.Dispose();
            if (e is SqliteException sqlite) throw SqliteFaults.Running(Path, sqlite, mayHaveCommitted: false);
            throw;
        }
    }

    /// <summary>What is stored at this moment, whatever is written afterwards. The caller disposes it.</summary>
    internal SqliteSnapshot Snapshot()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        try
        {
            return new(Connect("PRAGMA query_only=ON;"));
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Running(Path, e, mayHaveCommitted: false);
        }
    }

    /// <summary>
    /// Writes the file anew without what was deleted, and empties the log. Source: sqlite.org, "VACUUM" (deleted content is not in the new file)
    /// and "PRAGMA wal_checkpoint" (TRUNCATE; its first column is 1 when somebody was in the way).
    /// </summary>
    internal async ValueTask Scrub(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(disposed, this);
        await Task.Yield();
        try
        {
            using var connection = Connect();
            // One by one: the library tells no fault of a statement that comes after one with an answer.
            SqliteSchema.Execute(connection, "PRAGMA secure_delete=ON");
            SqliteSchema.Execute(connection, "VACUUM");
            if (options.Journal is SqliteJournal.Wal && SqliteSchema.Value(connection, "PRAGMA wal_checkpoint(TRUNCATE)") is not 0L)
                throw new StoreUnavailableException($"The log of {Path} is in use and could not be emptied.", mayHaveCommitted: true);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Running(Path, e, mayHaveCommitted: true);
        }
    }

    /// <summary>
    /// Holds a file that may be there alone, as long as the result is not disposed. Source: sqlite.org, "PRAGMA locking_mode" and "Write-Ahead Logging":
    /// who is in exclusive mode before the first access needs the file's exclusive lock, and every other open connection holds a shared one.
    /// </summary>
    /// <exception cref="StoreFaultException">Another program has it open, or it cannot be used.</exception>
    internal static IDisposable? Alone(string path)
    {
        if (!File.Exists(path)) return null;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, "PRAGMA busy_timeout=0");
            SqliteSchema.Execute(connection, "PRAGMA locking_mode=EXCLUSIVE");
            SqliteSchema.Execute(connection, "BEGIN EXCLUSIVE"); // the library tells no fault of a statement that comes after one with an answer
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteFaults.Opening(path, e);
        }
    }

    void WriteLoop()
    {
        var group = new List<SqliteWork>(GroupMost);
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < GroupMost && waiting.TryTake(out var next)) group.Add(next);
            WriteGroup(group);
            group.Clear();
        }
        writer?.Dispose();
        closed.SetResult();
    }

    void WriteGroup(List<SqliteWork> group)
    {
        var mayHaveCommitted = false;
        try
        {
            writer ??= new(Connect());
            Check(Begin(writer));
            foreach (var work in group) work.Run(writer);
            // A commit that was refused for the lock's sake is certainly not there; after any other fault nobody can tell.
            var code = raw.sqlite3_exec(writer.Handle, "COMMIT");
            mayHaveCommitted = !SqliteFaults.IsBusy(code);
            Check(code);
        }
        catch (Exception e)
        {
            Close();
            foreach (var work in group) work.Fail(e is SqliteException sqlite ? SqliteFaults.Running(Path, sqlite, mayHaveCommitted) : e);
            return;
        }
        foreach (var work in group) work.Done();
    }

    // SQLite's own waiting backs off to 100 ms and would starve beside a busy process; asking each millisecond does not.
    int Begin(SqliteSession session)
    {
        var started = Stopwatch.GetTimestamp();
        raw.sqlite3_busy_timeout(session.Handle, 0);
        int code;
        while (SqliteFaults.IsBusy(code = raw.sqlite3_exec(session.Handle, "BEGIN IMMEDIATE")) && Stopwatch.GetElapsedTime(started) < options.Patience) never.Wait(1);
        raw.sqlite3_busy_timeout(session.Handle, (int)options.Patience.TotalMilliseconds);
        return code;
    }

    // A connection that met a fault is not used again: closing it rolls back what is open.
    void Close()
    {
        try
        {
            writer?.Dispose();
        }
        catch (SqliteException)
        {
            // It is given up anyway.
        }
        writer = null;
    }

    void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, writer!.Handle);
    }

    SqliteConnection First()
    {
        var old = File.Exists(Path) && new FileInfo(Path).Length is > 0 and <= CheckedBytes;
        var connection = Connect();
        try
        {
            using (var transaction = connection.BeginTransaction(deferred: false))
            {
                SqliteSchema.Ensure(Path, connection);
                transaction.Commit();
            }
            if (old && SqliteSchema.Value(connection, "PRAGMA quick_check(1)") is not "ok") throw SqliteFaults.Damaged(Path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    SqliteConnection Connect(string more = "")
    {
        // The library's own retries (150 ms each) end with the first one after SQLite's patience.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            var journal = options.Journal is SqliteJournal.Wal ? "WAL" : "TRUNCATE";
            var erase = options.SecureDelete ? "ON" : "OFF";
            var patience = ((int)options.Patience.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            SqliteSchema.Execute(connection, $"PRAGMA busy_timeout={patience}; PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA secure_delete={erase}; {more}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
