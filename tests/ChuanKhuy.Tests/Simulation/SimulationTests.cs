using ChuanKhuy.Bench.Simulation;

namespace ChuanKhuy.Tests.Simulation;

public sealed class SimulationTests
{
    const int Seeds = 1000;

    [Fact]
    public void A_thousand_histories_with_crashes_and_faults_lose_nothing_and_double_nothing()
    {
        var histories = Enumerable.Range(1, Seeds).Select(seed => (Seed: seed, History: Simulated.Play((ulong)seed))).ToList();
        var violations = histories.Where(h => h.History.Violation is not null).ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations.Take(5).Select(v => $"seed {v.Seed}: {v.History.Violation}")));
        // They reach what they are about: seats are given, offered, and lapse; reminders and forms go out.
        foreach (var kind in new[] { "SeatGiven", "SeatOffered", "SeatExpired", "Nudge", "DayBefore", "CheckIn", "Feedback" })
            Assert.InRange(histories.Count(h => h.History.Kinds.Split(' ').Contains(kind)), 10, Seeds);
    }

    public static TheoryData<string> Guards => [.. Enum.GetNames<Mutant>().Where(name => name != nameof(Mutant.None))];

    /// <summary>The negative control: a guard that is missing must be noticed, or the histories prove nothing.</summary>
    [Theory]
    [MemberData(nameof(Guards))]
    public void A_missing_guard_is_noticed_within_a_hundred_histories(string guard) =>
        Assert.Contains(Enumerable.Range(1, 100), seed => Simulated.Play((ulong)seed, Enum.Parse<Mutant>(guard)).Violation is not null);

    [Fact]
    public void A_seed_plays_the_same_history_again() =>
        Assert.All(Enumerable.Range(1, 20), seed => Assert.Equal(Simulated.Play((ulong)seed), Simulated.Play((ulong)seed)));

    /// <summary>What is printed of a failing seed still fails, with fewer faults, and again.</summary>
    [Fact]
    public void A_failing_history_is_shrunk_to_the_faults_that_matter()
    {
        const Mutant Broken = Mutant.DoubtIsRetried;
        var seed = Enumerable.Range(1, 100).Select(number => (ulong)number).First(number => Simulated.Play(number, Broken).Violation is not null);
        var (whole, shrunk) = (Simulated.Play(seed, Broken), Shrinking.Shrink(seed, Broken, TimeSpan.FromSeconds(5)));
        Assert.NotNull(shrunk.Violation);
        Assert.InRange(shrunk.Trace.Count, 1, whole.Trace.Count - 1);
        Assert.Contains(shrunk.Trace, fault => fault.What == "no answer to a message");
    }
}
