using System.Runtime.CompilerServices;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Blobs in a SQLite file, in chunks. A blob passes through memory as a whole, so that it is replaced in one transaction
/// and read as it was at one moment: meant for texts and sheets of some tens of megabytes.
/// </summary>
public sealed class SqliteBlobs(SqliteFile file) : IBlobs
{
    const int Chunk = 256 * 1024;
    const int Page = 1000;
    const string RemoveChunks = "DELETE FROM chunks WHERE name=$1";
    const string InsertChunk = "INSERT INTO chunks (name, number, bytes) VALUES ($1, $2, $3)";
    const string Upsert = "INSERT INTO blobs (name, length) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET length=excluded.length";
    const string Remove = "DELETE FROM blobs WHERE name=$1";
    // One statement is one moment: a replacement meanwhile does not mix the old with the new.
    const string Content = "SELECT bytes FROM chunks WHERE name=$1 ORDER BY number";
    const string Exists = "SELECT length FROM blobs WHERE name=$1";
    const string Names = "SELECT name FROM blobs WHERE name>$1 AND name>=$2 ORDER BY name LIMIT $3";

    public async ValueTask Put(string name, Stream content, CancellationToken ct)
    {
        Guard.Blob(name);
        var chunks = new List<byte[]>();
        var buffer = new byte[Chunk];
        while (await content.ReadAtLeastAsync(buffer, Chunk, throwOnEndOfStream: false, ct) is > 0 and var read) chunks.Add(buffer[..read]);
        var (key, length) = (Keys.Bytes(name), chunks.Sum(chunk => (long)chunk.Length));
        await file.Write(session =>
        {
            session.Run(RemoveChunks, key);
            for (var i = 0; i < chunks.Count; i++) session.Run(InsertChunk, key, i, chunks[i]);
            return session.Run(Upsert, key, length);
        }, ct);
    }

    public ValueTask<Stream?> Open(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Blob(name);
        var key = Keys.Bytes(name);
        return new(file.Read(session =>
        {
            var chunks = session.Rows(row => row.GetFieldValue<byte[]>(0), Content, key);
            if (chunks.Count == 0 && session.Value(Exists, key) is null) return default(Stream);
            var all = new MemoryStream(chunks.Sum(chunk => chunk.Length));
            foreach (var chunk in chunks) all.Write(chunk);
            all.Position = 0;
            return all;
        }));
    }

    public async ValueTask<bool> Delete(string name, CancellationToken ct)
    {
        Guard.Blob(name);
        var key = Keys.Bytes(name);
        return await file.Write(session =>
        {
            session.Run(RemoveChunks, key);
            return session.Run(Remove, key);
        }, ct) > 0;
    }

    public async IAsyncEnumerable<string> List(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var (begin, after) = (Keys.Bytes(prefix), Array.Empty<byte>());
        await ValueTask.CompletedTask; // reads are at once
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var from = after;
            var names = file.Read(session => session.Rows(row => row.GetFieldValue<byte[]>(0), Names, from, begin, Page));
            foreach (var name in names)
            {
                if (!name.AsSpan().StartsWith(begin)) yield break;
                yield return Keys.Text(name);
            }
            if (names.Count < Page) yield break;
            after = names[^1];
        }
    }
}
