using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Queues in Azure Queue Storage, with plain text (host.json sets "messageEncoding": "none") that never expires. A queue is made at its first message.
/// Calls are tried again by the client: a message may be sent twice, as at-least-once allows.
/// </summary>
public sealed class AzureQueues : IQueues
{
    static readonly TimeSpan never = TimeSpan.FromSeconds(-1);
    readonly QueueServiceClient service;
    readonly string prefix;

    internal AzureQueues(AzureClients clients, string prefix) => (service, this.prefix) = (clients.Queues, prefix);

    public async ValueTask Send(string queue, string text, TimeSpan delay, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Message(queue, text, delay);
        var client = Client(queue);
        var seconds = TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds)); // whole seconds only; never too early
        try
        {
            try
            {
                await client.SendMessageAsync(text, seconds, never, ct);
            }
            catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
            {
                await client.CreateIfNotExistsAsync(cancellationToken: ct);
                await client.SendMessageAsync(text, seconds, never, ct);
            }
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: true);
        }
    }

    public async ValueTask<IReadOnlyList<QueueItem>> Receive(string queue, int max, TimeSpan lease, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Receive(queue, max, lease);
        try
        {
            var messages = await Client(queue).ReceiveMessagesAsync(max, TimeSpan.FromSeconds(Math.Ceiling(lease.TotalSeconds)), ct);
            return [.. messages.Value.Select(m => new QueueItem(m.MessageId, m.PopReceipt, m.Body.ToString(), (int)m.DequeueCount))];
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: true);
        }
    }

    public async ValueTask<bool> Delete(string queue, QueueItem item, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Queue(queue);
        try
        {
            await Client(queue).DeleteMessageAsync(item.Id, item.Receipt, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 404 || e.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
            return false;
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: true);
        }
    }

    QueueClient Client(string queue) => service.GetQueueClient(prefix + queue);
}
