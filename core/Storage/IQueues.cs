namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Queues with the semantics of Azure Queue Storage: at least once, no order, a message is invisible while it is leased.
/// A message is a hint; the rows in the tables are the truth.
/// </summary>
public interface IQueues
{
    /// <summary>Stores a message of at most 48 KiB UTF-8 that becomes visible after <paramref name="delay"/> (at most 7 days).</summary>
    ValueTask Send(string queue, string text, TimeSpan delay, CancellationToken ct);

    /// <summary>Up to <paramref name="max"/> (at most 32) visible messages, each leased for <paramref name="lease"/>.</summary>
    ValueTask<IReadOnlyList<QueueItem>> Receive(string queue, int max, TimeSpan lease, CancellationToken ct);

    /// <summary>Removes a leased message. False when the lease has passed and somebody else has it now (or removed it).</summary>
    ValueTask<bool> Delete(string queue, QueueItem item, CancellationToken ct);
}

/// <summary>A leased message. <paramref name="Deliveries"/> counts from 1.</summary>
public sealed record QueueItem(string Id, string Receipt, string Text, int Deliveries);
