using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot;

/// <summary>
/// The one sender of a channel: whichever process holds the channel's lease sends what waits, personal messages before messages to many.
/// Each row is claimed with an intent, sent, and marked; a row that a sender left in the middle becomes unknown after two minutes.
/// </summary>
public sealed partial class Sender(
    IChannel channel, WorkStore work, DeliveryStore deliveries, SessionStore sessions, RosterStore rosters, Messages messages, LeaseStore leases,
    ContactStore contacts, IRoutes routes, IQueues queues, Dice dice, TimeProvider time, ILogger<Sender> log)
{
    static readonly TimeSpan Term = TimeSpan.FromMinutes(2);
    static readonly TimeSpan PersonalEvery = TimeSpan.FromSeconds(1);
    const int PageRows = 200;

    readonly string owner = dice.Id();
    readonly Breaker breaker = new();
    readonly Pace pace = new(channel.Can.PerSecond, time);
    DateTimeOffset renewed, lookedForPersonal;
    int asked;

    string LeaseName => $"sender|{channel.Name}";

    /// <summary>
    /// Sends until nothing is due. Returns at once when somebody sends for this channel already, here or in another process:
    /// they look once more after they have let go of the lease.
    /// </summary>
    public async Task Drain(CancellationToken ct)
    {
        if (Interlocked.Increment(ref asked) > 1) return;
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref asked);
                await DrainAsOwner(ct);
            }
            while (Interlocked.CompareExchange(ref asked, 0, seen) != seen);
        }
        catch
        {
            Volatile.Write(ref asked, 0);
            throw;
        }
    }

    async Task DrainAsOwner(CancellationToken ct)
    {
        while (await leases.TryTake(LeaseName, owner, Term, ct))
        {
            renewed = lookedForPersonal = time.GetUtcNow();
            Swept swept;
            try
            {
                do swept = await Sweep(personalOnly: false, ct);
                while (swept.Sent);
            }
            finally
            {
                await leases.Release(LeaseName, owner, CancellationToken.None);
            }
            var left = await Look(ct);
            if (left is null) return;
            if (left > time.GetUtcNow())
            {
                await queues.Send(Hint.Queue, new Hint.Send().Text, left.Value - time.GetUtcNow(), ct);
                return;
            }
        }
    }

    /// <summary>One pass over everything that waits.</summary>
    async Task<Swept> Sweep(bool personalOnly, CancellationToken ct)
    {
        var all = Swept.Nothing;
        await foreach (var pointer in work.Waiting(personalOnly, ct)) all = all.And(await Sweep(pointer, ct));
        return all;
    }

    async Task<Swept> Sweep(Stored<Waiting> pointer, CancellationToken ct)
    {
        var waiting = pointer.Value;
        var open = waiting.Kind is { } kind && await sessions.FindFanout(waiting.Session, kind, waiting.Version, ct) is { Value.Open: true };
        var (all, batch, after, underWay) = (Swept.Nothing, new List<Stored<Delivery>>(), (string?)null, Task.FromResult(Swept.Nothing));
        try
        {
            while (true)
            {
                var page = await deliveries.Page(waiting, after, PageRows, ct);
                foreach (var row in page)
                {
                    var next = Sending.Look(row.Value, time.GetUtcNow());
                    if (row.Value.Channel != channel.Name) all = all.Left(Sending.LookAgain(row.Value) is not null);
                    else if (next is Sending.Next.Nothing) all = all.Left(Sending.LookAgain(row.Value) is not null);
                    else batch.Add(row);
                    if (batch.Count < Room) continue;
                    // Messages to many go in two halves: one is claimed while the other is on its way, so that the platform's answer time costs no turns.
                    // As soon as an answer is doubtful, no more is claimed than what is known.
                    var before = underWay;
                    if (breaker.Doubts) all = all.And(await before);
                    underWay = await Settle(waiting, batch, ct);
                    all = all.And(await before);
                    if (waiting.Personal || channel.Can.InFlight < 2) all = all.And(await underWay);
                    batch = [];
                    if (!waiting.Personal) all = all.And(await PersonalFirst(ct));
                }
                if (page.Count < PageRows) break;
                after = page[^1].Key;
            }
            all = all.And(await underWay);
            if (batch.Count > 0) underWay = await Settle(waiting, batch, ct);
        }
        finally
        {
            all = all.And(await underWay);
        }
        if (!all.Unsettled && !open) await work.RemoveWaiting(pointer, ct);
        return all;
    }

    int Room => breaker.Open ? 1 : Math.Max(1, channel.Can.InFlight / 2);

    async Task<Swept> PersonalFirst(CancellationToken ct)
    {
        if (time.GetUtcNow() < lookedForPersonal + PersonalEvery) return Swept.Nothing;
        lookedForPersonal = time.GetUtcNow();
        return (await Sweep(personalOnly: true, ct)) with { Unsettled = false };
    }

    /// <summary>Claims these rows together; what it returns sends them side by side and marks them together.</summary>
    async Task<Task<Swept>> Settle(Waiting waiting, List<Stored<Delivery>> rows, CancellationToken ct)
    {
        await Renew(ct);
        if (breaker.ProbeAt > time.GetUtcNow()) return Task.FromResult(Swept.Waits);
        var (now, roster) = (time.GetUtcNow(), await rosters.Load(ct));
        var claims = await Task.WhenAll(rows.Select(async row => (row, await Claim(row, roster, now, ct))));
        ct.ThrowIfCancellationRequested();
        // What is claimed goes its way to the end, also when the host stops: half a send would show as unknown for ever.
        return await deliveries.Replace(waiting, claims, CancellationToken.None) is { } claimed ? SendAll(waiting, claimed, roster, now, CancellationToken.None) : Task.FromResult(Swept.Again);
    }

    async Task<Swept> SendAll(Waiting waiting, IReadOnlyList<Stored<Delivery>> claimed, Roster roster, DateTimeOffset now, CancellationToken ct)
    {
        var session = (await sessions.Find(waiting.Session, ct))?.Value;
        var marks = await Task.WhenAll(claimed.Where(row => row.Value.Intent == now).Select(row => Send(row, session, roster, ct)));
        if (marks.Length == 0) return new(Sent: true, Unsettled: false);
        if (await deliveries.Replace(waiting, marks, CancellationToken.None) is null) Log.LostMarks(log, marks.Length);
        // What goes another way now is another sender's.
        else if (marks.Any(mark => mark.Becomes.Channel != channel.Name)) await queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, CancellationToken.None);
        return new(Sent: true, marks.Any(mark => Sending.LookAgain(mark.Becomes) is not null));
    }

    async Task<Delivery> Claim(Stored<Delivery> row, Roster roster, DateTimeOffset now, CancellationToken ct) => Sending.Look(row.Value, now) switch
    {
        Sending.Next.Doubt when await Find(row, roster, ct) is { } posted => Sending.Mark(row.Value, posted, now, 0),
        Sending.Next.Doubt => Sending.Doubtful(row.Value, "ส่งค้างไว้ ไม่ทราบว่าถึงหรือไม่"),
        Sending.Next.GiveUp => Sending.Cancel(row.Value, "หมดเวลาที่เป็นประโยชน์"),
        _ => Sending.Claim(row.Value, now),
    };

    /// <summary>What an earlier attempt posted, where the platform can tell.</summary>
    async Task<SendOutcome.Posted?> Find(Stored<Delivery> row, Roster roster, CancellationToken ct) =>
        roster.Find(row.Value.Person) is { } person && await channel.Find(person, Key(row), ct) is { } posted ? new(posted) : null;

    static string Key(Stored<Delivery> row) => $"{row.Value.Session}|{row.Value.Kind}|{row.Value.Version}|{row.Key}";

    async Task<(Stored<Delivery> Was, Delivery Becomes)> Send(Stored<Delivery> row, Session? session, Roster roster, CancellationToken ct)
    {
        var person = roster.Find(row.Value.Person);
        var message = session is null || person is null ? null : await messages.Make(row.Value, session, person, ct);
        if (message is null) return (row, Sending.Cancel(row.Value, "ไม่จำเป็นแล้ว"));
        await pace.Turn(ct);
        var outcome = (row.Value.Again ? await Find(row, roster, ct) : null) ?? await TakeBack(row.Value, ct) ?? await channel.Send(person!, message, Key(row), ct);
        breaker.Saw(outcome, time.GetUtcNow());
        var instead = outcome is SendOutcome.Dead dead ? await Instead(person!, dead.Reason, ct) : null;
        if (outcome is not SendOutcome.Posted) Log.NotPosted(log, channel.Name, row.Value.Kind, outcome.GetType().Name);
        return (row, Sending.Mark(row.Value, outcome, time.GetUtcNow(), dice.Unit(), instead));
    }

    /// <summary>This channel does not reach the person any more: the one that does, if there is one.</summary>
    async Task<string?> Instead(Person person, string reason, CancellationToken ct)
    {
        await contacts.Lose(channel.Name, person.Id, reason, ct);
        return (await routes.Load(ct))(person);
    }

    /// <summary>
    /// What said otherwise goes before the notice that a session was moved or cancelled comes, where a sent card cannot be replaced.
    /// Null when the notice may go.
    /// </summary>
    async Task<SendOutcome?> TakeBack(Delivery notice, CancellationToken ct)
    {
        if (!notice.IsNotice || channel.Can.Update) return null;
        await foreach (var posted in deliveries.Outdated(notice, ct))
            if (await channel.Withdraw(posted, ct) is { } wait) return new SendOutcome.NotSent(wait);
        return null;
    }

    async Task Renew(CancellationToken ct)
    {
        if (time.GetUtcNow() < renewed + Term / 2) return;
        if (!await leases.TryTake(LeaseName, owner, Term, ct)) throw new StoreUnavailableException("Another process took over the sending.", false);
        renewed = time.GetUtcNow();
    }

    /// <summary>The earliest moment at which a row of this channel needs a look; null when there is none.</summary>
    async Task<DateTimeOffset?> Look(CancellationToken ct)
    {
        DateTimeOffset? first = null;
        await foreach (var pointer in work.Waiting(personalOnly: false, ct))
            await foreach (var row in deliveries.All(pointer.Value, ct))
                if (row.Value.Channel == channel.Name && Sending.LookAgain(row.Value) is { } at && (first is null || at < first)) first = at;
        return first is { } due && breaker.ProbeAt is { } probe && probe > due ? probe : first;
    }

    /// <param name="Sent">Something was written, so another pass may find more.</param>
    /// <param name="Unsettled">Some row needs a look later.</param>
    readonly record struct Swept(bool Sent, bool Unsettled)
    {
        public static Swept Nothing => default;
        public static Swept Waits => new(false, true);
        public static Swept Again => new(true, true);

        public Swept And(Swept other) => new(Sent || other.Sent, Unsettled || other.Unsettled);

        public Swept Left(bool unsettled) => new(Sent, Unsettled || unsettled);
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A {Kind} message on {Channel} was not posted: {Outcome}")]
        public static partial void NotPosted(ILogger log, string channel, MessageKind kind, string outcome);

        [LoggerMessage(2, LogLevel.Warning, "The marks of {Count} deliveries met another write; they will show as unknown")]
        public static partial void LostMarks(ILogger log, int count);
    }
}
