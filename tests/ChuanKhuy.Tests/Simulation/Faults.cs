using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Simulation;

/// <summary>A guard of the real system, switched off on purpose: the simulation must notice.</summary>
enum Mutant
{
    None,

    /// <summary>A conditional write overwrites whatever is there.</summary>
    NoETagCheck,

    /// <summary>The changes of a transaction are written one after the other.</summary>
    SplitTransaction,

    /// <summary>A write is acknowledged before it is durable; a crash loses it.</summary>
    AckBeforeCommit,
}

/// <summary>The process that makes a call died, or died while it waited.</summary>
sealed class DiedException : Exception;

/// <summary>One process of the system. When it dies, no call that it has under way comes back with anything but its death.</summary>
sealed class Process(World world, double crash)
{
    public bool Alive { get; private set; } = true;

    /// <summary>What an unsafe store would still write; gone when the process dies.</summary>
    public List<Func<Task>> Unwritten { get; } = [];

    public async Task Step()
    {
        await world.Hop();
        if (Alive && world.Chance(crash)) Die();
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
        await Fail();
        return await inner.Find(table, partition, key, ct);
    }

    public async ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct)
    {
        await Fail();
        return await inner.Query(table, partition, prefix, after, max, ct);
    }

    public async ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        await Fail();
        await process.Step();
        var done = await Write(table, partition, changes, ct);
        if (world.Chance(odds.Ambiguous)) throw new StoreUnavailableException("No answer in time.", mayHaveCommitted: true);
        await process.Step();
        return done;
    }

    async Task Fail()
    {
        await process.Step();
        if (world.Chance(odds.Slow)) await Task.Delay(TimeSpan.FromSeconds(1 + world.Pick(20)), world.Time);
        if (world.Chance(odds.Lost)) throw new StoreUnavailableException("The store does not answer.", mayHaveCommitted: false);
    }

    async Task<Committed> Write(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        switch (mutant)
        {
            case Mutant.NoETagCheck:
                return await inner.Commit(table, partition, [.. changes.Select(c => c is Change.Replace r ? new Change.Put(r.Key, r.Body) : c)], ct);
            case Mutant.SplitTransaction when changes.Count > 1:
                Committed last = new Committed.Done([]);
                var etags = new List<string>();
                foreach (var change in changes)
                {
                    last = await inner.Commit(table, partition, [change], ct);
                    if (last is not Committed.Done one) return last;
                    etags.AddRange(one.ETags);
                    await process.Step();
                }
                return new Committed.Done(etags);
            case Mutant.AckBeforeCommit when table == "sessions":
                process.Unwritten.Add(async () => await inner.Commit(table, partition, changes, CancellationToken.None));
                if (process.Unwritten.Count > 1)
                {
                    var first = process.Unwritten[0];
                    process.Unwritten.RemoveAt(0);
                    await first();
                }
                return new Committed.Done([.. changes.Select(_ => "not-yet")]);
            default:
                return await inner.Commit(table, partition, changes, ct);
        }
    }
}

/// <summary>The queue as one process sees it: messages come twice, late and in any order.</summary>
sealed class FaultyQueues(IQueues inner, World world, Process process, Odds odds) : IQueues
{
    public async ValueTask Send(string queue, string text, TimeSpan delay, CancellationToken ct)
    {
        await process.Step();
        if (world.Chance(odds.Lost)) throw new StoreUnavailableException("The queue does not answer.", mayHaveCommitted: false);
        await inner.Send(queue, text, delay, ct);
        if (world.Chance(odds.Duplicate)) await inner.Send(queue, text, delay, ct);
        await process.Step();
    }

    public async ValueTask<IReadOnlyList<QueueItem>> Receive(string queue, int max, TimeSpan lease, CancellationToken ct)
    {
        await process.Step();
        return await inner.Receive(queue, max, lease, ct);
    }

    public async ValueTask<bool> Delete(string queue, QueueItem item, CancellationToken ct)
    {
        await process.Step();
        return !world.Chance(odds.Lost) && await inner.Delete(queue, item, ct);
    }
}
