using ChuanKhuy.Bot;

namespace ChuanKhuy.Functions;

/// <summary>The one queue: hints that something is due, waits to be expanded, or waits to be sent.</summary>
public sealed class Outbox(Courier courier)
{
    [OpenTo(Door.Host)]
    [Function(nameof(Outbox))]
    public Task Run([QueueTrigger("outbox", Connection = "Storage")] string message, CancellationToken ct) => courier.Take(message, ct);
}
