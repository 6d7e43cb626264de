namespace ChuanKhuy.Bot;

/// <summary>Evenly spaced turns: at most so many a second, no bursts. Null: no waiting.</summary>
public sealed class Pace(double? perSecond, TimeProvider time)
{
    readonly Lock gate = new();
    DateTimeOffset next = DateTimeOffset.MinValue;

    public Task Turn(CancellationToken ct)
    {
        if (perSecond is not { } rate) return Task.CompletedTask;
        TimeSpan wait;
        lock (gate)
        {
            var now = time.GetUtcNow();
            var mine = next > now ? next : now;
            next = mine + TimeSpan.FromSeconds(1 / rate);
            wait = mine - now;
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, ct) : Task.CompletedTask;
    }
}
