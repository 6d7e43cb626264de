using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Bench.Simulation;

/// <summary>
/// Looks at the rows of a session after every single commit and remembers the first thing that is wrong with its seats.
/// Commits follow one another here, reads do not wait: conflicts happen as they do in any store.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to give back.")]
sealed class WatchedTables(ITables inner, Func<DateTimeOffset>? now = null) : ITables
{
    readonly SemaphoreSlim gate = new(1);
    readonly Dictionary<string, Seen> seen = [];

    /// <summary>What was wrong, after which commit; null while nothing was.</summary>
    public string? Violation { get; private set; }

    /// <summary>Transactions on the partition of the session, those that met a conflict included.</summary>
    public int Commits { get; private set; }

    public int MostChanges { get; private set; }

    public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct) => inner.Find(table, partition, key, ct);

    public ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct) =>
        inner.Query(table, partition, prefix, after, max, ct);

    public async ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        if (table != SessionStore.Table) return await inner.Commit(table, partition, changes, ct);
        await gate.WaitAsync(ct);
        try
        {
            Commits++;
            MostChanges = Math.Max(MostChanges, changes.Count);
            var committed = await inner.Commit(table, partition, changes, ct);
            if (committed is Committed.Done && Violation is null) await Look(partition, changes);
            return committed;
        }
        finally
        {
            gate.Release();
        }
    }

    async Task Look(string partition, IReadOnlyList<Change> changes)
    {
        var store = new SessionStore(inner);
        var session = (await store.Find(partition, default))?.Value;
        if (session is null || (await store.FindTally(partition, default))?.Value is not { } tally) return;
        var answers = new Dictionary<string, Answered>();
        await foreach (var row in store.Answers(partition, default)) answers[row.Value.Person] = row.Value;
        var next = new Seen(tally, answers);
        Violation = Wrong(session, seen.GetValueOrDefault(partition), next, changes, await Keys(partition, SessionKeys.Waits), await Keys(partition, SessionKeys.Offers));
        if (Violation is not null) Violation += $" (commit {Commits})";
        seen[partition] = next;
    }

    string? Wrong(Session session, Seen? was, Seen becomes, IReadOnlyList<Change> changes, IReadOnlyList<string> waits, IReadOnlyList<string> offers)
    {
        var (tally, answers) = becomes;
        int Count(SeatState state) => answers.Values.Count(a => a.Seat == state);
        if (tally.Accepted != Count(SeatState.Accepted)) return $"the counter says {tally.Accepted} accepted, the answers say {Count(SeatState.Accepted)}";
        if (tally.Offered != Count(SeatState.Offered)) return $"the counter says {tally.Offered} offered, the answers say {Count(SeatState.Offered)}";
        if (tally.Waiting != Count(SeatState.Waiting)) return $"the counter says {tally.Waiting} waiting, the answers say {Count(SeatState.Waiting)}";
        if (!Marks(answers, SeatState.Waiting).SequenceEqual(waits)) return "the line is not the people who wait";
        if (!Marks(answers, SeatState.Offered).SequenceEqual(offers)) return "the offers are not the people to whom a seat is offered";
        if (answers.Values.Any(a => a.Holds && a.Answer is not Answer.Yes)) return "somebody who did not say yes holds a seat";
        if (tally.Counting) return null;

        var seats = session.Plan.Seats ?? int.MaxValue;
        if (tally.Taken > seats && tally.Taken > (was?.Tally.Taken ?? 0) && was?.Tally.Counting != true) return $"{tally.Taken} of {seats} seats are taken, and more than before";
        var open = session.State is SessionState.Published && (now is null || now() < session.Starts);
        if (open && tally.Waiting > 0 && tally.Taken < (tally.Limit ?? int.MaxValue)) return $"{tally.Waiting} wait beside an empty seat";
        if (tally.Limit > seats) return $"the limit {tally.Limit} is above the {seats} seats of the plan";
        return was is null ? null : Promotions(was, becomes, changes);
    }

    /// <summary>First in, first out; and who is promoted, or loses an offer, is told in the same commit.</summary>
    static string? Promotions(Seen was, Seen becomes, IReadOnlyList<Change> changes)
    {
        // Whose number rose clicked in this very commit (left the line and came back, perhaps) and is answered, not promoted.
        var promoted = becomes.Answers.Values.Where(a => a.Holds && was.Answers.GetValueOrDefault(a.Person) is { Seat: SeatState.Waiting } w && w.N == a.N).ToList();
        var stays = becomes.Answers.Values.Where(a => a.Seat is SeatState.Waiting).Select(a => a.Ticket).Min();
        if (promoted.Find(p => p.Ticket > stays) is { } jumped) return $"{jumped.Person} with ticket {jumped.Ticket} went before ticket {stays}";
        var expired = becomes.Answers.Values.Where(a => a.Seat is SeatState.Expired && was.Answers.GetValueOrDefault(a.Person)?.Seat is SeatState.Offered);
        return promoted.Concat(expired).FirstOrDefault(p => !changes.Any(c => c.Key.StartsWith("out|Seat", StringComparison.Ordinal) && c.Key.Contains($"|{p.Person}|", StringComparison.Ordinal))) is { } silent
            ? $"{silent.Person} was not told" : null;
    }

    static IEnumerable<string> Marks(Dictionary<string, Answered> answers, SeatState state) =>
        answers.Values.Where(a => a.Seat == state).Select(a => SessionKeys.Mark(a)!).Order(StringComparer.Ordinal);

    async Task<IReadOnlyList<string>> Keys(string partition, string prefix) =>
        [.. (await inner.Query(SessionStore.Table, partition, prefix, null, 1000, default)).Select(row => row.Key)];

    sealed record Seen(SeatTally Tally, Dictionary<string, Answered> Answers);
}

/// <summary>A store that others can get in between: every call lets ready work go first.</summary>
sealed class YieldingTables(ITables inner) : ITables
{
    public async ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        await Task.Yield();
        return await inner.Find(table, partition, key, ct);
    }

    public async ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct)
    {
        await Task.Yield();
        return await inner.Query(table, partition, prefix, after, max, ct);
    }

    public async ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        await Task.Yield();
        return await inner.Commit(table, partition, changes, ct);
    }
}
