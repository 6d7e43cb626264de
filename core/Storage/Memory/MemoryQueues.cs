using System.Globalization;

namespace ChuanKhuy.Core.Storage;

/// <summary>Queues in memory, for the simulation. The order is that of becoming visible, or any order when there are dice to shuffle with.</summary>
public sealed class MemoryQueues(TimeProvider time, Dice? shuffle = null) : IQueues
{
    readonly Dictionary<string, List<Message>> queues = [];
    readonly Lock gate = new();
    long number;

    public ValueTask Send(string queue, string text, TimeSpan delay, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Message(queue, text, delay);
        lock (gate)
        {
            if (!queues.TryGetValue(queue, out var messages)) queues[queue] = messages = [];
            messages.Add(new(Next(), "", text, 0, time.GetUtcNow() + delay));
        }
        return default;
    }

    public ValueTask<IReadOnlyList<QueueItem>> Receive(string queue, int max, TimeSpan lease, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Receive(queue, max, lease);
        lock (gate)
        {
            if (!queues.TryGetValue(queue, out var messages)) return new([]);
            var now = time.GetUtcNow();
            var visible = messages.Where(message => message.Visible <= now).OrderBy(message => message.Visible).ToList();
            var items = new List<QueueItem>(Math.Min(max, visible.Count));
            while (visible.Count > 0 && items.Count < max)
            {
                var pick = shuffle is null ? 0 : (int)(shuffle.Unit() * visible.Count);
                var message = visible[pick] with { Receipt = Next(), Deliveries = visible[pick].Deliveries + 1, Visible = now + lease };
                messages[messages.IndexOf(visible[pick])] = message;
                visible.RemoveAt(pick);
                items.Add(new(message.Id, message.Receipt, message.Text, message.Deliveries));
            }
            return new(items);
        }
    }

    public ValueTask<bool> Delete(string queue, QueueItem item, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Queue(queue);
        lock (gate)
        {
            return new(queues.TryGetValue(queue, out var messages) && messages.RemoveAll(m => m.Id == item.Id && m.Receipt == item.Receipt) > 0);
        }
    }

    /// <summary>Ends every lease and delay of a queue now, as if its receivers had been too slow: each message is delivered once more.</summary>
    public void Redeliver(string queue)
    {
        lock (gate)
        {
            if (!queues.TryGetValue(queue, out var messages)) return;
            var now = time.GetUtcNow();
            for (var i = 0; i < messages.Count; i++)
            {
                if (messages[i].Visible > now) messages[i] = messages[i] with { Visible = now };
            }
        }
    }

    /// <summary>How many messages a queue holds, leased and delayed ones too.</summary>
    public int Count(string queue)
    {
        lock (gate) return queues.TryGetValue(queue, out var messages) ? messages.Count : 0;
    }

    /// <summary>When the next message of a queue becomes visible; null when it is empty. A virtual clock jumps there.</summary>
    public DateTimeOffset? Next(string queue)
    {
        lock (gate) return queues.TryGetValue(queue, out var messages) && messages.Count > 0 ? messages.Min(message => message.Visible) : null;
    }

    string Next() => (++number).ToString(CultureInfo.InvariantCulture);

    sealed record Message(string Id, string Receipt, string Text, int Deliveries, DateTimeOffset Visible);
}
