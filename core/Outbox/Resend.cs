using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// Sends a message to many once more to those whom it did not reach, by the way that reaches them now. Who perhaps has it gets it only when that is asked for,
/// and who has it never.
/// </summary>
public sealed class Resend(WorkStore work, DeliveryStore deliveries, RosterStore rosters, IRoutes routes, IQueues queues, TimeProvider time)
{
    /// <summary>The row as it is to be sent again; null when there is nothing to send, no use in it any more, or no way.</summary>
    public static Delivery? Again(Delivery row, string? channel, bool doubtful, DateTimeOffset now) => row.State switch
    {
        _ when row.Until <= now || channel is null => null,
        DeliveryState.Unreachable or DeliveryState.Parked => Fresh(row, channel, now),
        DeliveryState.Unknown when doubtful => Fresh(row, channel, now) with { Again = true },
        _ => null,
    };

    /// <summary>How many are sent again.</summary>
    public async Task<int> Run(Waiting waiting, bool doubtful, CancellationToken ct)
    {
        await work.PutWaiting(waiting, ct);
        var (route, roster, count, after) = (await routes.Load(ct), await rosters.Load(ct), 0, (string?)null);
        while (true)
        {
            var page = await deliveries.Page(waiting, after, Limits.Transaction, ct);
            var again = page.Select(row => (Was: row, Becomes: Again(row.Value, roster.Find(row.Value.Person) is { } person ? route(person) : null, doubtful, time.GetUtcNow())))
                .Where(change => change.Becomes is not null).Select(change => (change.Was, change.Becomes!)).ToList();
            // A sender may be at one of them: then the page is read again.
            if (again.Count > 0 && await deliveries.Replace(waiting, again, ct) is null) continue;
            count += again.Count;
            if (page.Count < Limits.Transaction) break;
            after = page[^1].Key;
        }
        if (count > 0) await queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, ct);
        return count;
    }

    static Delivery Fresh(Delivery row, string channel, DateTimeOffset now) =>
        row with { Channel = channel, State = DeliveryState.Pending, NotBefore = now, Intent = null, Attempts = 0, Reason = null, Tried = null };
}
