namespace ChuanKhuy.Core.Storage;

/// <summary>How a file keeps its journal.</summary>
public enum SqliteJournal
{
    /// <summary>Fast, readers and the writer do not wait for each other; the log keeps the order of commits until it is written over.</summary>
    Wal,

    /// <summary>The journal is emptied after each commit: nothing on disk tells what was written before what.</summary>
    Truncate,
}

/// <summary>How a file is opened. <paramref name="SecureDelete"/> overwrites what is deleted with zeros.</summary>
public sealed record SqliteOptions(SqliteJournal Journal = SqliteJournal.Wal, bool SecureDelete = false)
{
    /// <summary>The file of the feedback boxes: no order of commits, no remains.</summary>
    public static SqliteOptions Unordered { get; } = new(SqliteJournal.Truncate, true);

    /// <summary>How long another process may hold the file before a call fails.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
