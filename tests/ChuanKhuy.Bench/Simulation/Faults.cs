using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Bench.Simulation;

/// <summary>The process that makes a call died, or died while it waited.</summary>
sealed class DiedException : Exception;

/// <summary>One process of the system. When it dies, no call that it has under way comes back with anything but its death.</summary>
sealed class Process(World world, double crash)
{
    public bool Alive { get; private set; } = true;

    /// <summary>What an unsafe store would still write; gone when the process dies.</summary>
    public List<Func<Task>> Unwritten { get; } = [];

    /// <param name="where">Named in the trace of a crash.</param>
    /// <param name="atLeast">How likely a crash is here at least, where a mutant has to be caught by one.</param>
    public async Task Step(string where = "a call", double atLeast = 0)
    {
        await world.Hop();
        if (Alive && world.Fault("crash", where, Math.Max(crash, atLeast))) Die();
        if (!Alive) throw new DiedException();
    }

    public void Die()
    {
        Alive = false;
        Unwritten.Clear();
    }
}

/// <summary>How often things go wrong.</summary>
/// <param name="Slow">A call takes some seconds, so that others overtake it.</param>
sealed record Odds(double Crash, double Lost, double Ambiguous, double Duplicate, double Slow)
{
    public static Odds Rough { get; } = new(0.004, 0.02, 0.02, 0.30, 0.06);

    public static Odds Calm { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>The store as one process sees it: calls take time, fail, or succeed without the caller hearing of it.</summary>
sealed class FaultyTables(ITables inner, World world, Process process, Odds odds, Mutant mutant) : ITables
{
    public async ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        await Fail(table);
        return await inner.Find(table, partition, key, ct) is { } row ? mutant.Read(table, row) : null;
    }

    public async ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct)
    {
        await Fail(table);
        // The end of the line can only be seen in the whole of it.
        var all = mutant is Mutant.LineBackwards && prefix == SessionKeys.Waits;
        return mutant.Read(table, prefix, await inner.Query(table, partition, prefix, after, all ? 1000 : max, ct)) is var rows && all ? [.. rows.Take(max)] : rows;
    }

    public async ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        await Fail(table);
        await process.Step(table);
        var done = await Write(table, partition, changes, ct);
        // Where a mutant has to be caught by somebody who comes in between, there is time for that.
        if (mutant is Mutant.YoungPointerRemoved && table == "work" && partition == "waiting") await Task.Delay(TimeSpan.FromMinutes(2), world.Time, ct);
        if (world.Fault("no answer to a write", table, odds.Ambiguous)) throw new StoreUnavailableException("No answer in time.", mayHaveCommitted: true);
        await process.Step(table);
        return done;
    }

    async Task Fail(string table)
    {
        await process.Step(table);
        if (world.Fault("slow", table, odds.Slow)) await Task.Delay(TimeSpan.FromSeconds(1 + world.Pick(20)), world.Time);
        if (world.Fault("store away", table, odds.Lost)) throw new StoreUnavailableException("The store does not answer.", mayHaveCommitted: false);
    }

    async Task<Committed> Write(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        switch (mutant)
        {
            case Mutant.SplitTransaction when changes.Count > 1:
                return await Split(table, partition, changes.Select(IReadOnlyList<Change> (change) => [change]), 0, ct);
            case Mutant.CursorFirst when table == "deliveries" && changes.Count > 1 && changes.Any(c => c.Key == "cursor"):
                return await Split(table, partition, [[.. changes.Where(c => c.Key == "cursor")], [.. changes.Where(c => c.Key != "cursor")]], 0.2, ct);
            case Mutant.MessagesOutside when changes.Count > 1 && changes.Any(IsMessage):
                return await Split(table, partition, [[.. changes.Where(c => !IsMessage(c))], [.. changes.Where(IsMessage)]], 0, ct);
            case Mutant.AckBeforeCommit when table == "sessions":
                process.Unwritten.Add(async () => await inner.Commit(table, partition, changes, CancellationToken.None));
                if (process.Unwritten.Count > 1)
                {
                    var first = process.Unwritten[0];
                    process.Unwritten.RemoveAt(0);
                    await first();
                }
                return new Committed.Done([.. changes.Select(_ => "not-yet")]);
            case Mutant.NoPointer when table == "work" && partition == "waiting":
                return new Committed.Done([.. changes.Select(_ => "none")]);
            case Mutant.SendBeforeIntent when changes.All(Mutated.IsClaim):
                return new Committed.Done([.. changes.Select(c => ((Change.Replace)c).ETag)]);
            default:
                return mutant.Write(table, changes) is { Count: > 0 } written ? await inner.Commit(table, partition, written, ct) : new Committed.Done([.. changes.Select(_ => "none")]);
        }
    }

    /// <summary>One after the other; the answer has the marks in another order, which nobody looks at.</summary>
    async Task<Committed> Split(string table, string partition, IEnumerable<IReadOnlyList<Change>> parts, double crash, CancellationToken ct)
    {
        var etags = new List<string>();
        foreach (var part in parts)
        {
            if (etags.Count > 0) await process.Step("between two halves", crash);
            var last = await inner.Commit(table, partition, part, ct);
            if (last is not Committed.Done one) return last;
            etags.AddRange(one.ETags);
        }
        return new Committed.Done(etags);
    }

    static bool IsMessage(Change change) => change.Key.StartsWith("out|", StringComparison.Ordinal);
}

/// <summary>The queue as one process sees it: messages come twice, late and in any order.</summary>
sealed class FaultyQueues(IQueues inner, World world, Process process, Odds odds) : IQueues
{
    public async ValueTask Send(string queue, string text, TimeSpan delay, CancellationToken ct)
    {
        await process.Step(queue);
        if (world.Fault("queue away", text, odds.Lost)) throw new StoreUnavailableException("The queue does not answer.", mayHaveCommitted: false);
        await inner.Send(queue, text, delay, ct);
        if (world.Fault("message twice", text, odds.Duplicate)) await inner.Send(queue, text, delay, ct);
        await process.Step(queue);
    }

    public async ValueTask<IReadOnlyList<QueueItem>> Receive(string queue, int max, TimeSpan lease, CancellationToken ct)
    {
        await process.Step(queue);
        return await inner.Receive(queue, max, lease, ct);
    }

    public async ValueTask<bool> Delete(string queue, QueueItem item, CancellationToken ct)
    {
        await process.Step(queue);
        return !world.Fault("message stays", queue, odds.Lost) && await inner.Delete(queue, item, ct);
    }
}
