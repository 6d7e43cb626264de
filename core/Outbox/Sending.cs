namespace ChuanKhuy.Core.Outbox;

/// <summary>What a channel says about one attempt to send.</summary>
public abstract record SendOutcome
{
    /// <summary>It arrived. <paramref name="Message"/> is the channel's name of it.</summary>
    public sealed record Posted(string Message) : SendOutcome;

    /// <summary>It certainly did not leave: try again, no earlier than told.</summary>
    public sealed record NotSent(TimeSpan? RetryAfter = null) : SendOutcome;

    /// <summary>This person cannot be reached (bot blocked or removed, chat deleted).</summary>
    public sealed record Dead(string Reason) : SendOutcome;

    /// <summary>The channel refused the content.</summary>
    public sealed record Rejected(string Reason) : SendOutcome;

    /// <summary>It left, and no answer came.</summary>
    public sealed record PerhapsSent(string Reason) : SendOutcome;
}

/// <summary>The life of a delivery as pure rules: claim, send, mark.</summary>
public static class Sending
{
    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>What a sender should do with a row it reads.</summary>
    public enum Next { Nothing, Send, GiveUp, Doubt }

    /// <summary>Send what is pending and due; doubt what another sender left in the middle; give up what has no more use.</summary>
    public static Next Look(Delivery row, DateTimeOffset now) => row switch
    {
        { State: DeliveryState.Unknown } => SecondTime(row) is { } at && now >= at ? (row.Until <= now ? Next.GiveUp : Next.Send) : Next.Nothing,
        { State: not DeliveryState.Pending } => Next.Nothing,
        { Intent: { } at } => now >= at + Delivery.IntentStale ? Next.Doubt : Next.Nothing,
        _ when row.Until <= now => Next.GiveUp,
        _ => row.NotBefore <= now ? Next.Send : Next.Nothing,
    };

    /// <summary>When a row needs a look again; null when it is settled.</summary>
    public static DateTimeOffset? LookAgain(Delivery row) => row switch
    {
        { State: DeliveryState.Pending, Intent: { } at } => at + Delivery.IntentStale,
        { State: DeliveryState.Pending } => row.NotBefore < row.Until ? row.NotBefore : row.Until,
        _ => SecondTime(row),
    };

    /// <summary>When a notice that may not have arrived is sent once more; null for all others.</summary>
    static DateTimeOffset? SecondTime(Delivery row) =>
        row is { State: DeliveryState.Unknown, IsNotice: true, Again: false, Intent: { } at } && at + Delivery.AgainAfter < row.Until ? at + Delivery.AgainAfter : null;

    /// <summary>Written before the message leaves, so that a crash in between is seen.</summary>
    public static Delivery Claim(Delivery row, DateTimeOffset now) =>
        row with { State = DeliveryState.Pending, Again = row.Again || row.State is DeliveryState.Unknown, Attempts = row.Attempts + 1, Intent = now };

    /// <summary>Nobody knows whether it arrived.</summary>
    public static Delivery Doubtful(Delivery row, string reason) => row with { State = DeliveryState.Unknown, Reason = reason };

    public static Delivery Cancel(Delivery row, string reason) => row with { State = DeliveryState.Cancelled, Intent = null, Reason = reason };

    /// <summary>What the channel's answer makes of the claimed row. <paramref name="jitter"/> from 0 to 1 spreads the retries.</summary>
    /// <param name="instead">Another channel that reaches the person: what certainly did not arrive goes there, once.</param>
    public static Delivery Mark(Delivery row, SendOutcome outcome, DateTimeOffset now, double jitter, string? instead = null) => outcome switch
    {
        SendOutcome.Dead when instead is not null && instead != row.Channel && row.Tried is null =>
            row with { Channel = instead, Tried = row.Channel, Intent = null, Attempts = 0, NotBefore = now },
        SendOutcome.Posted posted => row with { State = DeliveryState.Sent, SentAt = now, Posted = posted.Message, Reason = null },
        SendOutcome.NotSent wait => row with { Intent = null, NotBefore = now + (wait.RetryAfter ?? Wait(row.Attempts, jitter)) },
        SendOutcome.Dead dead => row with { State = DeliveryState.Unreachable, Intent = null, Reason = dead.Reason },
        SendOutcome.Rejected rejected => row with { State = DeliveryState.Parked, Intent = null, Reason = rejected.Reason },
        SendOutcome.PerhapsSent perhaps => Doubtful(row, perhaps.Reason),
        _ => throw new InvalidOperationException($"A channel answered {outcome.GetType().Name}, which no rule knows."),
    };

    /// <summary>Doubling from two seconds to ten minutes, spread over half of it.</summary>
    static TimeSpan Wait(int attempts, double jitter)
    {
        var full = Math.Min(FirstWait.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 20)), LongestWait.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + jitter / 2));
    }
}
