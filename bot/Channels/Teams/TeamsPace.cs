namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>
/// Turns for requests to the connector: a few at once and then evenly spaced for the tenant, answers to people before messages of our own accord, and within
/// the windows of each conversation. Source: learn.microsoft.com, "Optimize your bot with rate limiting in Teams": 50 a second for an app in a tenant; 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour for a conversation.
/// </summary>
public sealed class TeamsPace(TeamsSettings settings, TimeProvider time)
{
    static readonly (int Most, TimeSpan Within)[] Windows =
    [
        (7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1800, TimeSpan.FromHours(1)),
    ];

    // The platform sees our requests with a jitter.
    static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    // A claimed message must leave or be given back well before its claim counts as forgotten.
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    const int SweepAt = 20_000;
    const double Published = 50;

    readonly Lock gate = new();
    readonly Queue<Turn> answers = new();
    readonly Queue<Turn> others = new();
    readonly Dictionary<string, Queue<DateTimeOffset>> conversations = new(StringComparer.Ordinal);
    readonly TimeSpan step = TimeSpan.FromSeconds(1 / settings.PerSecond);

    // A second holds one turn more than its rate. Half of what that leaves free below the published limit may go at once; the other half is for other processes.
    readonly TimeSpan ahead = Math.Max(0, Math.Floor((Published - settings.PerSecond) / 2) - 1) * TimeSpan.FromSeconds(1 / settings.PerSecond);
    DateTimeOffset next = DateTimeOffset.MinValue;
    DateTimeOffset paused = DateTimeOffset.MinValue;
    bool calling;

    sealed class Turn() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for a turn. When that would take more than a few seconds, it takes none and returns how long to stay away.</summary>
    /// <param name="answer">Somebody waits for it.</param>
    public async ValueTask<TimeSpan?> Take(string conversation, bool answer, CancellationToken ct)
    {
        while (true)
        {
            if (Pause() is { } pause) return pause;
            await Slot(answer, ct);
            var wait = Enter(conversation);
            if (wait <= TimeSpan.Zero) return null;
            if (wait > LongestWait) return wait;
            await Task.Delay(wait, time, ct);
        }
    }

    /// <summary>The platform asked us to slow down: nobody sends for so long, at most ten minutes.</summary>
    public void Hold(TimeSpan wait)
    {
        lock (gate)
        {
            var until = time.GetUtcNow() + (wait < LongestPause ? wait : LongestPause);
            if (until > paused) paused = until;
        }
    }

    TimeSpan? Pause()
    {
        lock (gate) return paused - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;
    }

    Task Slot(bool answer, CancellationToken ct)
    {
        var turn = new Turn();
        lock (gate)
        {
            (answer ? answers : others).Enqueue(turn);
            if (!calling)
            {
                calling = true;
                _ = Call();
            }
        }
        return turn.Task.WaitAsync(ct);
    }

    /// <summary>Calls one after the other for as long as somebody waits.</summary>
    async Task Call()
    {
        while (true)
        {
            TimeSpan wait;
            lock (gate) wait = next - time.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, CancellationToken.None);
            Turn? turn;
            lock (gate)
            {
                if (!answers.TryDequeue(out turn) && !others.TryDequeue(out turn))
                {
                    calling = false;
                    return;
                }
                var earliest = time.GetUtcNow() - ahead;
                next = (next > earliest ? next : earliest) + step;
            }
            turn.SetResult();
        }
    }

    /// <summary>Counts a request to this conversation, or says how long it has to wait.</summary>
    TimeSpan Enter(string conversation)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (conversations.Count > SweepAt) Forget(now);
            if (!conversations.TryGetValue(conversation, out var sent)) conversations[conversation] = sent = new();
            while (sent.TryPeek(out var old) && old <= now - Windows[^1].Within - Margin) sent.Dequeue();
            var wait = TimeSpan.Zero;
            foreach (var (most, within) in Windows)
                if (sent.Count >= most && sent.ElementAt(sent.Count - most) + within + Margin - now is var left && left > wait) wait = left;
            if (wait == TimeSpan.Zero) sent.Enqueue(now);
            return wait;
        }
    }

    void Forget(DateTimeOffset now)
    {
        foreach (var (conversation, sent) in conversations)
            if (sent.Count == 0 || sent.Last() <= now - Windows[^1].Within) conversations.Remove(conversation);
    }
}
