namespace ChuanKhuy.Core.Storage;

/// <summary>A piece of a store, as <see cref="IWhole.Read"/> gives them out.</summary>
public abstract record Piece
{
    /// <summary>A row of a table. The feedback boxes are the rows of table "feedback".</summary>
    public sealed record Entity(string Table, Row Row) : Piece;

    /// <summary>A blob begins; the <see cref="Bytes"/> that follow are its content.</summary>
    public sealed record Blob(string Name) : Piece;

    public sealed record Bytes(ReadOnlyMemory<byte> Content) : Piece;
}

/// <summary>
/// A store seen as a whole instead of by its keys: for copies, for exports and for erasing, which must not depend on somebody having thought of an access path.
/// Queues are left out: a message is a hint, and the timer finds again what it pointed at.
/// </summary>
public interface IWhole
{
    /// <summary>
    /// Everything, table after table, then the blobs; within a partition in ordinal order of the key. SQLite and memory show one moment, beside running writers
    /// (the feedback file another moment, a little later); Azure has no such view and shows each row as it is when its turn comes.
    /// </summary>
    IAsyncEnumerable<Piece> Read(CancellationToken ct);

    /// <summary>The rows of one table over all its partitions.</summary>
    IAsyncEnumerable<Row> Rows(string table, CancellationToken ct);

    /// <summary>Takes out of the files what was deleted or replaced, as far as the files are ours.</summary>
    /// <exception cref="StoreUnavailableException">Somebody kept the file busy: some of it may still be there.</exception>
    ValueTask Scrub(CancellationToken ct);
}

/// <summary>Tables that can be walked through without knowing a key.</summary>
public interface IScannedTables
{
    /// <param name="table">Null: all tables, in order of their names.</param>
    IAsyncEnumerable<(string Table, Row Row)> Scan(string? table, CancellationToken ct);
}

/// <summary>A whole that is put together from what its parts show.</summary>
public sealed class ScannedWhole(IScannedTables tables, IScannedTables? feedback, IBlobs blobs) : IWhole
{
    const int Chunk = 256 * 1024;

    public async IAsyncEnumerable<Piece> Read([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (table, row) in tables.Scan(null, ct)) yield return new Piece.Entity(table, row);
        if (feedback is not null)
            await foreach (var (table, row) in feedback.Scan(null, ct)) yield return new Piece.Entity(table, row);
        var buffer = new byte[Chunk];
        await foreach (var name in blobs.List("", ct))
        {
            if (await blobs.Open(name, ct) is not { } content) continue; // deleted meanwhile
            await using (content)
            {
                yield return new Piece.Blob(name);
                while (await content.ReadAtLeastAsync(buffer, Chunk, throwOnEndOfStream: false, ct) is > 0 and var read) yield return new Piece.Bytes(buffer.AsMemory(0, read));
            }
        }
    }

    public async IAsyncEnumerable<Row> Rows(string table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (_, row) in tables.Scan(table, ct)) yield return row;
        if (feedback is not null)
            await foreach (var (_, row) in feedback.Scan(table, ct)) yield return row;
    }

    /// <summary>Nothing to do: memory forgets by itself, and Azure's disks are not ours.</summary>
    public ValueTask Scrub(CancellationToken ct) => default;
}
