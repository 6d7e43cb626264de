using Microsoft.Data.Sqlite;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// What is in a file. Version and owner stand in its header (user_version, application_id).
/// No row number, time or counter is kept with an entity, so that the file does not tell what came first.
/// </summary>
internal static class SqliteSchema
{
    public const int Version = 1;
    const int Application = 0x434B_6879; // "CKhy"

    const string Create = """
        CREATE TABLE entities (tbl TEXT NOT NULL, part BLOB NOT NULL, key BLOB NOT NULL, etag TEXT NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (tbl, part, key)) WITHOUT ROWID;
        CREATE TABLE messages (id TEXT PRIMARY KEY, queue TEXT NOT NULL, visible INTEGER NOT NULL, receipt TEXT NOT NULL, deliveries INTEGER NOT NULL, text TEXT NOT NULL);
        CREATE INDEX messages_visible ON messages (queue, visible);
        CREATE TABLE blobs (name BLOB PRIMARY KEY, length INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE chunks (name BLOB NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (name, number));
        PRAGMA application_id = 1129015417;
        PRAGMA user_version = 1;
        """;

    /// <summary>Makes the tables in a new file; inside the caller's transaction.</summary>
    /// <exception cref="StoreFaultException">Another program's file, or a newer version's.</exception>
    public static void Ensure(string path, SqliteConnection connection)
    {
        if (Number(connection, "PRAGMA user_version") is var version && version == Version && Number(connection, "PRAGMA application_id") == Application) return;
        var ours = Number(connection, "PRAGMA application_id") == Application;
        if (ours && version > Version) throw SqliteFaults.Newer(path);
        if (ours || version != 0 || Number(connection, "SELECT count(*) FROM sqlite_schema") > 0) throw SqliteFaults.Foreign(path);
        Execute(connection, Create);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants and numbers only
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static object? Value(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants only
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    static long Number(SqliteConnection connection, string sql) => (long)Value(connection, sql)!;
}
