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
        // They reach what they are about: seats are given, offered, and lapse.
        foreach (var kind in new[] { "SeatGiven", "SeatOffered", "SeatExpired" })
            Assert.InRange(histories.Count(h => h.History.Kinds.Contains(kind, StringComparison.Ordinal)), 10, Seeds);
    }

    /// <summary>The negative control: a guard that is missing must be noticed, or the histories prove nothing.</summary>
    [Theory]
    [InlineData(Mutant.NoETagCheck)]
    [InlineData(Mutant.SplitTransaction)]
    [InlineData(Mutant.AckBeforeCommit)]
    internal void A_missing_guard_is_noticed(Mutant mutant) =>
        Assert.Contains(Enumerable.Range(1, Seeds), seed => Simulated.Play((ulong)seed, mutant).Violation is not null);

    [Fact]
    public void A_seed_plays_the_same_history_again() =>
        Assert.All(Enumerable.Range(1, 20), seed => Assert.Equal(Simulated.Play((ulong)seed), Simulated.Play((ulong)seed)));
}
