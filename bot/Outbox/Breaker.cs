using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Bot;

/// <summary>
/// Stops sending when the platform swallows messages: after three doubtful sends in a row it opens, and lets one probe through every 30 seconds
/// until one is answered. All other rows stay pending meanwhile.
/// </summary>
public sealed class Breaker
{
    const int Threshold = 3;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    readonly Lock gate = new(); // sends end side by side
    int doubtful;

    /// <summary>When the next probe may leave; null while sending is free.</summary>
    public DateTimeOffset? ProbeAt { get; private set; }

    public bool Open => ProbeAt is not null;

    /// <summary>Whether the last answer that came was doubtful.</summary>
    public bool Doubts
    {
        get
        {
            lock (gate) return doubtful > 0;
        }
    }

    public void Saw(SendOutcome outcome, DateTimeOffset now)
    {
        lock (gate)
        {
            if (outcome is not SendOutcome.PerhapsSent) (doubtful, ProbeAt) = (0, null);
            else if (++doubtful >= Threshold) ProbeAt = now + Pause;
        }
    }
}
