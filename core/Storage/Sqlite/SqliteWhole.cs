using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace ChuanKhuy.Core.Storage;

/// <summary>The two files of an installation as a whole. Each is read on a connection of its own, in one read transaction.</summary>
internal sealed class SqliteWhole(SqliteFile main, SqliteFile feedback) : IWhole
{
    const string All = "SELECT tbl, part, key, etag, body FROM entities ORDER BY tbl, part, key";
    const string Some = "SELECT tbl, part, key, etag, body FROM entities WHERE tbl=$1 ORDER BY part, key";
    const string Blobs = "SELECT blobs.name, chunks.bytes FROM blobs LEFT JOIN chunks ON chunks.name=blobs.name ORDER BY blobs.name, chunks.number";

    public async IAsyncEnumerable<Piece> Read([EnumeratorCancellation] CancellationToken ct)
    {
        await ValueTask.CompletedTask; // reads are at once
        using var opened = main.Snapshot();
        // First, because its journal lets nobody write meanwhile: it is small.
        using (var boxes = feedback.Snapshot())
            foreach (var (table, row) in Entities(boxes, All, null, ct)) yield return new Piece.Entity(table, row);
        foreach (var (table, row) in Entities(opened, All, null, ct)) yield return new Piece.Entity(table, row);
        byte[]? current = null;
        foreach (var (name, bytes) in Contents(opened, ct))
        {
            if (current is null || !name.AsSpan().SequenceEqual(current)) yield return new Piece.Blob(Keys.Text(current = name));
            if (bytes is not null) yield return new Piece.Bytes(bytes);
        }
    }

    public async IAsyncEnumerable<Row> Rows(string table, [EnumeratorCancellation] CancellationToken ct)
    {
        await ValueTask.CompletedTask;
        foreach (var file in (SqliteFile[])[main, feedback])
        {
            using var opened = file.Snapshot();
            foreach (var (_, row) in Entities(opened, Some, table, ct)) yield return row;
        }
    }

    public async ValueTask Scrub(CancellationToken ct)
    {
        await main.Scrub(ct);
        await feedback.Scrub(ct);
    }

    static IEnumerable<(string Table, Row Row)> Entities(SqliteSnapshot snapshot, string sql, string? table, CancellationToken ct)
    {
        using var reader = snapshot.Read(sql, table);
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            yield return (reader.GetString(0), new(
                Keys.Text(reader.GetFieldValue<byte[]>(1)), Keys.Text(reader.GetFieldValue<byte[]>(2)), reader.GetString(3), reader.GetFieldValue<byte[]>(4)));
        }
    }

    static IEnumerable<(byte[] Name, byte[]? Bytes)> Contents(SqliteSnapshot snapshot, CancellationToken ct)
    {
        using var reader = snapshot.Read(Blobs, null);
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            yield return (reader.GetFieldValue<byte[]>(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1));
        }
    }
}

/// <summary>One moment of a file.</summary>
internal sealed class SqliteSnapshot : IDisposable
{
    readonly SqliteConnection connection;

    public SqliteSnapshot(SqliteConnection connection)
    {
        this.connection = connection;
        SqliteSchema.Execute(connection, "BEGIN");
        SqliteSchema.Value(connection, "SELECT 1 FROM entities LIMIT 1"); // the moment is that of the first read
    }

    public SqliteDataReader Read(string sql, string? value)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants only
        command.CommandText = sql;
#pragma warning restore CA2100
        if (value is not null) command.Parameters.AddWithValue("$1", value);
        return command.ExecuteReader();
    }

    public void Dispose() => connection.Dispose();
}
