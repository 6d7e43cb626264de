using Microsoft.Data.Sqlite;

namespace ChuanKhuy.Core.Storage;

/// <summary>Tables in a SQLite file. An ETag is 128 random bits: it tells neither order nor time.</summary>
public sealed class SqliteTables(SqliteFile file, Dice dice) : ITables
{
    const string SelectRow = "SELECT etag, body FROM entities WHERE tbl=$1 AND part=$2 AND key=$3";
    const string SelectETag = "SELECT etag FROM entities WHERE tbl=$1 AND part=$2 AND key=$3";
    const string SelectFrom = "SELECT key, etag, body FROM entities WHERE tbl=$1 AND part=$2 AND key>=$3 ORDER BY key LIMIT $4";
    const string SelectAfter = "SELECT key, etag, body FROM entities WHERE tbl=$1 AND part=$2 AND key>$3 ORDER BY key LIMIT $4";
    const string SelectFromTo = "SELECT key, etag, body FROM entities WHERE tbl=$1 AND part=$2 AND key>=$3 AND key<$5 ORDER BY key LIMIT $4";
    const string SelectAfterTo = "SELECT key, etag, body FROM entities WHERE tbl=$1 AND part=$2 AND key>$3 AND key<$5 ORDER BY key LIMIT $4";
    const string Upsert = """
        INSERT INTO entities (tbl, part, key, etag, body) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tbl, part, key) DO UPDATE SET etag=excluded.etag, body=excluded.body
        """;
    const string Remove = "DELETE FROM entities WHERE tbl=$1 AND part=$2 AND key=$3";

    public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Table(table);
        if (!Guard.CanBeKey(partition) || !Guard.CanBeKey(key)) return new(default(Row));
        var rows = file.Read(session => session.Rows(
            row => new Row(partition, key, row.GetString(0), row.GetFieldValue<byte[]>(1)), SelectRow, table, Keys.Bytes(partition), Keys.Bytes(key)));
        return new(rows.Count == 0 ? null : rows[0]);
    }

    public ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Table(table);
        Guard.Page(max);
        if (!Guard.CanBeKey(partition) || !Guard.CanBeKey(prefix)) return new([]);
        var begin = Keys.Bytes(prefix);
        var end = Keys.After(begin);
        var onwards = after is not null && string.CompareOrdinal(after, prefix) >= 0;
        var from = onwards ? Keys.Bytes(after!) : begin;
        var part = Keys.Bytes(partition);
        Row Read(SqliteDataReader row) => new(partition, Keys.Text(row.GetFieldValue<byte[]>(0)), row.GetString(1), row.GetFieldValue<byte[]>(2));
        return new(file.Read(session => end is null
            ? session.Rows(Read, onwards ? SelectAfter : SelectFrom, table, part, from, max)
            : session.Rows(Read, onwards ? SelectAfterTo : SelectFromTo, table, part, from, max, end)));
    }

    public ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct) =>
        Commit([], new(table, partition, changes), ct);

    /// <summary>All of it is one write to the file.</summary>
    public ValueTask<Committed> Commit(IReadOnlyList<Transaction> pointers, Transaction last, CancellationToken ct)
    {
        Guard.Pointers(pointers);
        var (before, decide) = (pointers.Select(Prepare).ToArray(), Prepare(last));
        if (last.Changes.Count == 0 && pointers.Count == 0) return new(new Committed.Done([]));
        return file.Write(
            session =>
            {
                foreach (var point in before) point(session);
                return decide(session);
            },
            ct);
    }

    Func<SqliteSession, Committed> Prepare(Transaction transaction)
    {
        Guard.Commit(transaction.Table, transaction.Partition, transaction.Changes);
        var part = Keys.Bytes(transaction.Partition);
        var keys = transaction.Changes.Select(change => Keys.Bytes(change.Key)).ToArray();
        return session => Apply(session, transaction.Table, part, keys, transaction.Changes);
    }

    // Every condition is looked at before the first write: a conflict then leaves nothing to undo in a transaction shared with others.
    Committed Apply(SqliteSession session, string table, byte[] part, byte[][] keys, IReadOnlyList<Change> changes)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (changes[i] is Change.Put) continue;
            var stored = session.Value(SelectETag, table, part, keys[i]) as string;
            if (!Conditions.Hold(changes[i], stored)) return new Committed.Conflict(changes[i].Key);
        }
        var etags = new string[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            etags[i] = Conditions.Body(changes[i]) is null ? "" : dice.Id();
            if (Conditions.Body(changes[i]) is { } body) session.Run(Upsert, table, part, keys[i], etags[i], Conditions.Array(body));
            else session.Run(Remove, table, part, keys[i]);
        }
        return new Committed.Done(etags);
    }
}
