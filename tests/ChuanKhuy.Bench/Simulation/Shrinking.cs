using System.Diagnostics;

namespace ChuanKhuy.Bench.Simulation;

/// <summary>Leaves out faults of a failing history as long as it still fails, so that those that matter stand alone.</summary>
static class Shrinking
{
    /// <summary>The failing history with the fewest faults that was found in this time.</summary>
    public static History Shrink(ulong seed, Mutant mutant, TimeSpan atMost)
    {
        var (watch, best, without) = (Stopwatch.StartNew(), Simulated.Play(seed, mutant), new HashSet<int>());
        for (var size = Math.Max(1, best.Trace.Count / 2); watch.Elapsed < atMost; size /= 2)
        {
            // From the last fault to the first, because what comes later depends on what came before.
            for (var at = best.Trace.Count; at > 0 && watch.Elapsed < atMost; at -= size)
            {
                if (at > best.Trace.Count) continue;
                var tried = without.Concat(best.Trace.Skip(Math.Max(0, at - size)).Take(Math.Min(size, at)).Select(fault => fault.Number)).ToHashSet();
                var history = Simulated.Play(seed, mutant, tried.Contains);
                if (history.Violation is not null && history.Trace.Count < best.Trace.Count) (best, without) = (history, tried);
            }
            if (size == 1) break;
        }
        return best;
    }
}
