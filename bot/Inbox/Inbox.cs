using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot;

/// <summary>
/// What a platform said and does not wait for: kept before it is acknowledged, worked on from the queue, answered once. A repetition within eight days
/// has no effect. Whoever dies between the answer's leaving and its mark leaves an answer that is not sent a second time.
/// </summary>
public sealed partial class Inbox(
    InboxStore store, IReadOnlyList<IChannel> channels, Conversation conversation, ContactStore contacts, IQueues queues, TimeProvider time, ILogger<Inbox> log)
{
    /// <summary>The longest body of a channel, in characters.</summary>
    public const int LongestBody = 16_000;

    /// <summary>How long one worker has for it.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMinutes(2);

    /// <summary>How long the platform may say "not yet", and how long it may be down.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10), Outage = TimeSpan.FromDays(1);

    /// <summary>How long an answer is worth sending.</summary>
    static readonly TimeSpan Useful = TimeSpan.FromHours(1);

    static readonly TimeSpan Remembered = TimeSpan.FromDays(8);
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    const int MostFaults = 5;

    /// <summary>Durable when this returns; whether it is new or was accepted before makes no difference to the platform.</summary>
    public async Task Accept(string channel, string key, string body, CancellationToken ct)
    {
        var (hash, now) = (InboxStore.Hash(key), time.GetUtcNow());
        if (await store.Accept(hash, new(channel, body, now, now), ct)) await Ring(channel, hash, TimeSpan.Zero, ct);
    }

    /// <summary>Works on one of them, when it is due and nobody else does.</summary>
    public async Task Take(string channelName, string hash, CancellationToken ct)
    {
        if (channels.FirstOrDefault(c => c.Name == channelName) is not { } channel || await store.Find(channelName, hash, ct) is not { } found) return;
        var now = time.GetUtcNow();
        if (found.Value.NotBefore > now || (found.Value.Taken is { } at && now < at + Term)) return;
        if (found.Value.Replying)
        {
            Log.Doubtful(log, channelName);
            await store.Finish(found, ct);
            return;
        }
        if (await store.Replace(found, found.Value with { Taken = now, Attempts = found.Value.Attempts + 1 }, ct) is not { } mine) return;
        try
        {
            await Answer(channel, hash, mine, ct);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or StoreUnavailableException))
        {
            Log.Fault(log, channelName, mine.Value.Attempts, fault.GetType().Name, fault.StackTrace);
            if (mine.Value.Attempts >= MostFaults) await store.Park(mine, fault.GetType().Name, ct);
            else await Wait(channel, hash, mine, null, ct);
        }
    }

    async Task Answer(IChannel channel, string hash, Stored<Received> mine, CancellationToken ct)
    {
        switch (await channel.Open(mine.Value.Body, ct))
        {
            case Opened.NotYet later when time.GetUtcNow() < mine.Value.At + (later.Down ? Outage : Patience):
                await Wait(channel, hash, mine, later.RetryAfter, ct);
                return;
            case Opened.Heard { Incoming: var incoming }:
                ct.ThrowIfCancellationRequested();
                // To the end, also when the host stops: an answer that was about to leave is not sent a second time.
                ct = CancellationToken.None;
                var answer = await conversation.Handle(incoming, ct);
                if (incoming.Person is { } person) await contacts.Use(channel.Name, person, ct);
                if (await store.Replace(mine, mine.Value with { Replying = true }, ct) is not { } replying) return;
                var outcome = await channel.Reply(incoming, incoming is Incoming.Clicked { Shared: true } ? Message.InPrivate : answer, hash, ct);
                if (outcome is SendOutcome.NotSent wait && time.GetUtcNow() < mine.Value.At + Useful)
                {
                    await Wait(channel, hash, replying, wait.RetryAfter, ct);
                    return;
                }
                if (outcome is not SendOutcome.Posted) Log.NotAnswered(log, channel.Name, outcome.GetType().Name);
                await store.Finish(replying, ct);
                return;
            case var nothing:
                Log.Nothing(log, channel.Name, (nothing as Opened.Nothing)?.Why ?? "the platform did not tell in time");
                await store.Finish(mine, ct);
                return;
        }
    }

    async Task Wait(IChannel channel, string hash, Stored<Received> mine, TimeSpan? told, CancellationToken ct)
    {
        var wait = told ?? TimeSpan.FromSeconds(Math.Min(Math.Pow(2, mine.Value.Attempts), LongestWait.TotalSeconds));
        if (await store.Replace(mine, mine.Value with { Taken = null, Replying = false, NotBefore = time.GetUtcNow() + wait }, ct) is not null)
            await Ring(channel.Name, hash, wait, ct);
    }

    /// <summary>The timer's look: rings again for whatever waits, and forgets what was accepted long ago.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var channel in channels)
        {
            await foreach (var (hash, received) in store.Open(channel.Name, ct))
                await Ring(channel.Name, hash, received.NotBefore > now ? received.NotBefore - now : TimeSpan.Zero, ct);
            await store.Forget(channel.Name, now - Remembered, now, ct);
        }
    }

    /// <summary>Another try for everything that was given up; how much that is.</summary>
    public async Task<int> Replay(CancellationToken ct)
    {
        var count = 0;
        foreach (var channel in channels)
            await foreach (var parked in store.Parked(channel.Name, ct))
            {
                await Ring(channel.Name, await store.Reopen(parked, time.GetUtcNow(), ct), TimeSpan.Zero, ct);
                count++;
            }
        return count;
    }

    ValueTask Ring(string channel, string hash, TimeSpan delay, CancellationToken ct) => queues.Send(Hint.Queue, new Hint.Receive(channel, hash).Text, delay, ct);

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Channel}: nothing to answer, {Why}")]
        public static partial void Nothing(ILogger log, string channel, string why);

        [LoggerMessage(2, LogLevel.Warning, "{Channel}: the answer was not posted: {Outcome}")]
        public static partial void NotAnswered(ILogger log, string channel, string outcome);

        [LoggerMessage(3, LogLevel.Warning, "{Channel}: a worker died while it answered; nobody knows whether the answer arrived")]
        public static partial void Doubtful(ILogger log, string channel);

        [LoggerMessage(4, LogLevel.Error, "{Channel}: attempt {Attempt} failed: {Fault}\n{Stack}")]
        public static partial void Fault(ILogger log, string channel, int attempt, string fault, string? stack);
    }
}
