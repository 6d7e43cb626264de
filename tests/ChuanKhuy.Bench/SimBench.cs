using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Bench.Simulation;

namespace ChuanKhuy.Bench;

/// <summary>Many simulated histories, and the same with each guard switched off.</summary>
static class SimBench
{
    const int Goal = 50_000;
    static readonly TimeSpan inAll = TimeSpan.FromSeconds(90);

    /// <summary>As many histories as fit into the time, on all cores; the control has no faults in it. `--seed N` plays one and prints it.</summary>
    public static Task<bool> Run(IReadOnlyList<string> options)
    {
        if (options is ["--seed", var number]) return Task.FromResult(Tell(ulong.Parse(number, CultureInfo.InvariantCulture)));
        if (options is ["--from", var first]) return Task.FromResult(Many(ulong.Parse(first, CultureInfo.InvariantCulture)));
        return Task.FromResult(Many(0));
    }

    static bool Many(ulong from)
    {
        Rate(harmless: true, 50); // the first ones compile what they meet
        var (bare, played, faults, violations, kinds, gate) = (Rate(harmless: true, 100), 0L, 0L, new List<ulong>(), new Dictionary<string, int>(StringComparer.Ordinal), new Lock());
        var watch = Stopwatch.StartNew();
        Parallel.For(1, Goal + 1, (number, loop) =>
        {
            if (watch.Elapsed >= inAll) { loop.Stop(); return; }
            var history = Simulated.Play(from + (ulong)number);
            Interlocked.Increment(ref played);
            Interlocked.Add(ref faults, history.Faults);
            lock (gate)
            {
                foreach (var kind in history.Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries)) kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                if (history.Violation is null) return;
                violations.Add(from + (ulong)number);
                if (violations.Count >= 10) loop.Stop();
            }
        });
        Figure.Print("R1 histories, with their faults (control: without)", played / watch.Elapsed.TotalSeconds, "seeds/s", bare);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"R1 reached: {played} seeds in {watch.Elapsed.TotalSeconds:0} s (goal: {Goal} in {inAll.TotalSeconds:0} s), {faults} faults injected, {violations.Count} violations"));
        Console.WriteLine($"histories in which it arrived: {string.Join(", ", kinds.OrderByDescending(kind => kind.Value).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value}")))}");
        foreach (var seed in violations.Order().Take(3)) Tell(seed);
        return Figure.Goal("R1 violations", violations.Count, atMost: 0) & Figure.Goal("R1 seeds in 90 s", played, atLeast: Goal);
    }

    static double Rate(bool harmless, int seeds)
    {
        var watch = Stopwatch.StartNew();
        Parallel.For(1, seeds + 1, number => Simulated.Play((ulong)number, Mutant.None, harmless ? _ => true : null));
        return seeds / watch.Elapsed.TotalSeconds;
    }

    /// <summary>One history: what went wrong, and the faults without which it does not.</summary>
    static bool Tell(ulong seed)
    {
        var (history, again) = (Simulated.Play(seed), Simulated.Play(seed));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: {history.Violation ?? "nothing is wrong"}; {history.Fingerprint} steps, {history.Faults} faults, the same again: {history == again && history.Trace.SequenceEqual(again.Trace)}"));
        if (history.Violation is null) return true;
        var shrunk = Shrinking.Shrink(seed, Mutant.None, TimeSpan.FromSeconds(10));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  shrunk to {shrunk.Trace.Count} faults: {shrunk.Violation}"));
        foreach (var fault in shrunk.Trace) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {fault.At:MM-dd HH:mm:ss} {fault.What}: {fault.Where}"));
        return false;
    }

    /// <summary>Every guard off, one at a time, until a history notices.</summary>
    public static Task<bool> Mutants()
    {
        const int Most = 100;
        var guards = Enum.GetValues<Mutant>().Where(mutant => mutant is not Mutant.None).ToList();
        var found = guards.AsParallel().AsOrdered().Select(mutant => (mutant, Caught: Enumerable.Range(1, Most)
            .Select(seed => (seed, Simulated.Play((ulong)seed, mutant).Violation)).FirstOrDefault(played => played.Violation is not null))).ToList();
        foreach (var (mutant, (seed, violation)) in found)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mutant}: {(violation is null ? $"NOT caught within {Most} seeds" : $"caught at seed {seed} by \"{violation}\"")}"));
        var caught = found.Count(f => f.Caught.Violation is not null);
        Figure.Print("R2 guards switched off and caught", caught, "guards", guards.Count);
        return Task.FromResult(Figure.Goal("R2 guards caught", caught, atLeast: guards.Count));
    }
}
