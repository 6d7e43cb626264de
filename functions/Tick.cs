using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Functions;

/// <summary>The one timer: rings for everything that falls due before the next tick.</summary>
public sealed class Tick(Ticker ticker)
{
    [Function(nameof(Tick))]
    public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken ct) => ticker.Tick(ct);
}
