using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Backup;

/// <summary>
/// Copies a whole store into one file and back, through the storage port: what one kind of store wrote another can take. Memory is bounded by a few pages of rows.
/// </summary>
public static class Backups
{
    const string Marks = "marks";
    const string Mark = "store";
    const string Restoring = "restoring";
    const string Leases = "leases";
    const int Writers = 16;
    const int BatchBytes = 2 * 1024 * 1024;

    /// <summary>On SQLite everything as it is at one moment, beside a running server; on Azure each row as it is when its turn comes (<see cref="IWhole.Read"/>).</summary>
    public static Task<BackupFile.Summary> Make(IWhole whole, Stream file, Action<int>? written, CancellationToken ct) => BackupFile.Write(Kept(whole, ct), file, written, ct);

    /// <summary>
    /// Fills an empty store and compares what is in it then with what the file says. Stopped on the way, the same file can be restored into the same store again.
    /// Who was erased since the backup was made is not looked at here.
    /// </summary>
    /// <exception cref="TroubleException">The file is not whole or not ours, or there is something in the store: nothing was written.</exception>
    public static async Task<BackupFile.Summary> Restore(OpenStore target, Stream file, Action<int>? read, CancellationToken ct)
    {
        await BackupFile.Check(file, ct);
        var mark = new RestoreMark(await Id(file, ct));
        if (await target.Store.Tables.Find(Marks, Mark, Restoring, RestoreJson.Default.RestoreMark, ct) is var begun && begun?.Value != mark && !await IsEmpty(target.Whole, ct))
            throw new TroubleException(
                "ที่เก็บข้อมูลนี้มีข้อมูลอยู่แล้ว กู้คืนได้เฉพาะลงที่ว่าง เลือกที่ใหม่ด้วย --data", "This store holds data already; a backup is restored into an empty one only. Choose another with --data.");
        await target.Store.Tables.Commit(Marks, Mark, [Storage.Rows.Put(Restoring, mark, RestoreJson.Default.RestoreMark)], ct);

        BackupFile.Summary? told = null;
        await Fill(target.Store, BackupFile.Read(file, summary => told = summary), read, ct);
        using var state = await StateHash.Of(target.Whole, ct);
        if (!state.Value().AsSpan().SequenceEqual(told!.State))
            throw new TroubleException("ข้อมูลหลังกู้คืนไม่ตรงกับไฟล์สำรอง อย่าใช้ข้อมูลชุดนี้ ลองกู้คืนลงที่ว่างอีกครั้ง", "What is stored differs from the backup: do not use it, restore into an empty store again.");
        if (await target.Store.Tables.Find(Marks, Mark, Restoring, ct) is { } row) await target.Store.Tables.Commit(Marks, Mark, [new Change.Delete(row.Key, row.ETag)], ct);
        return told;
    }

    /// <summary>Whether nothing is in it but what a restore leaves alone: the list of erased people, and who does what at the moment.</summary>
    public static async Task<bool> IsEmpty(IWhole whole, CancellationToken ct)
    {
        await foreach (var piece in Kept(whole, ct))
            if (piece is not Piece.Entity { Table: Privacy.ErasureList.Table }) return false;
        return true;
    }

    internal static bool Belongs(Piece piece) =>
        piece is not (Piece.Entity { Table: Leases } or Piece.Entity { Table: Marks, Row: { Partition: Mark, Key: Restoring } });

    static async IAsyncEnumerable<Piece> Kept(IWhole whole, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var piece in whole.Read(ct))
            if (Belongs(piece)) yield return piece;
    }

    static async Task Fill(Store store, IEnumerable<Piece> pieces, Action<int>? read, CancellationToken ct)
    {
        var rows = 0;
        await Parallel.ForEachAsync(Work(pieces), new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = ct }, async (work, stop) =>
        {
            switch (work)
            {
                case Batch(var table, var partition, var changes):
                    // Feedback boxes stand in a place of their own.
                    await (table == Boxes ? store.Feedback : store.Tables).Commit(table, partition, changes, stop);
                    if (Interlocked.Add(ref rows, changes.Count) is var now) read?.Invoke(now);
                    break;
                case Content(var name, var bytes):
                    await using (bytes) await store.Blobs.Put(name, bytes, stop);
                    break;
            }
        });
    }

    const string Boxes = "feedback";

    /// <summary>Rows of one partition in transactions of the port's size; blobs whole, as the stores take them.</summary>
    static IEnumerable<object> Work(IEnumerable<Piece> pieces)
    {
        Batch? batch = null;
        var size = 0;
        Content? blob = null;
        foreach (var piece in pieces)
        {
            if (piece is not Piece.Bytes && blob is not null)
            {
                blob.Bytes.Position = 0;
                yield return blob;
                blob = null;
            }
            switch (piece)
            {
                case Piece.Entity(var table, var row):
                    if (batch is not null && (batch.Table != table || batch.Partition != row.Partition || batch.Changes.Count == Limits.Transaction || size + row.Body.Length > BatchBytes))
                    {
                        yield return batch;
                        batch = null;
                    }
                    if (batch is null) (batch, size) = (new(table, row.Partition, []), 0);
                    batch.Changes.Add(new Change.Put(row.Key, row.Body));
                    size += row.Body.Length;
                    break;
                case Piece.Blob(var name):
                    blob = new(name, new());
                    break;
                case Piece.Bytes(var content):
                    blob!.Bytes.Write(content.Span);
                    break;
            }
        }
        if (batch is not null) yield return batch;
        if (blob is null) yield break;
        blob.Bytes.Position = 0;
        yield return blob;
    }

    /// <summary>The checksum at the file's end.</summary>
    static async Task<string> Id(Stream file, CancellationToken ct)
    {
        var end = new byte[System.Security.Cryptography.SHA256.HashSizeInBytes];
        file.Position = file.Length - end.Length;
        await file.ReadExactlyAsync(end, ct);
        return Convert.ToHexStringLower(end);
    }

    sealed record Batch(string Table, string Partition, List<Change> Changes);

    sealed record Content(string Name, MemoryStream Bytes);
}

internal sealed record RestoreMark(string Backup);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RestoreMark))]
internal sealed partial class RestoreJson : JsonSerializerContext;
