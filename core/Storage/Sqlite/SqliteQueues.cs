namespace ChuanKhuy.Core.Storage;

/// <summary>Queues in a SQLite file. Looking at an empty queue writes nothing, so that polling costs no disk.</summary>
public sealed class SqliteQueues(SqliteFile file, TimeProvider time, Dice dice) : IQueues
{
    const string Insert = "INSERT INTO messages (id, queue, visible, receipt, deliveries, text) VALUES ($1, $2, $3, '', 0, $4)";
    const string Any = "SELECT 1 FROM messages WHERE queue=$1 AND visible<=$2 LIMIT 1";
    const string Visible = "SELECT id, text, deliveries FROM messages WHERE queue=$1 AND visible<=$2 ORDER BY visible LIMIT $3";
    const string Lease = "UPDATE messages SET visible=$2, receipt=$3, deliveries=deliveries+1 WHERE id=$1";
    const string Remove = "DELETE FROM messages WHERE id=$1 AND queue=$2 AND receipt=$3";

    public async ValueTask Send(string queue, string text, TimeSpan delay, CancellationToken ct)
    {
        Guard.Message(queue, text, delay);
        var (id, visible) = (dice.Id(), Milliseconds(delay));
        await file.Write(session => session.Run(Insert, id, queue, visible, text), ct);
    }

    public ValueTask<IReadOnlyList<QueueItem>> Receive(string queue, int max, TimeSpan lease, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Receive(queue, max, lease);
        if (file.Read(session => session.Value(Any, queue, Milliseconds(TimeSpan.Zero))) is null) return new([]);
        return file.Write<IReadOnlyList<QueueItem>>(session => Take(session, queue, max, lease), ct);
    }

    public async ValueTask<bool> Delete(string queue, QueueItem item, CancellationToken ct)
    {
        Guard.Queue(queue);
        return await file.Write(session => session.Run(Remove, item.Id, queue, item.Receipt), ct) > 0;
    }

    List<QueueItem> Take(SqliteSession session, string queue, int max, TimeSpan lease)
    {
        var items = session.Rows(
            row => new QueueItem(row.GetString(0), dice.Id(), row.GetString(1), row.GetInt32(2) + 1), Visible, queue, Milliseconds(TimeSpan.Zero), max);
        foreach (var item in items) session.Run(Lease, item.Id, Milliseconds(lease), item.Receipt);
        return items;
    }

    long Milliseconds(TimeSpan later) => (time.GetUtcNow() + later).ToUnixTimeMilliseconds();
}
