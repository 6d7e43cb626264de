using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Sessions;

public sealed class LaneTests
{
    readonly World world = new(7);

    [Fact]
    public void What_waits_is_decided_together_and_everybody_gets_their_own_answer()
    {
        var groups = new List<int>();
        var lane = new Lane<int, int>(100, async (_, items) =>
        {
            groups.Add(items.Count);
            await Task.Delay(TimeSpan.FromMilliseconds(20), world.Time);
            return [.. items.Select(i => i * 2)];
        });
        int[] answers = [];
        world.Run(async () => answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => lane.Take("s1", i))));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i * 2), answers);
        Assert.Equal([1, 49], groups);
    }

    [Fact]
    public void Who_does_not_fit_is_decided_in_the_next_turn()
    {
        var lane = new Lane<int, int>(100, async (_, items) =>
        {
            await Task.Yield();
            return [.. items.Take(3)];
        });
        int[] answers = [];
        world.Run(async () => answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => lane.Take("s1", i))));
        Assert.Equal(Enumerable.Range(0, 20), answers);
    }

    [Fact]
    public void Two_keys_do_not_wait_for_each_other()
    {
        var lane = new Lane<int, DateTimeOffset>(100, async (_, items) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
            return [.. items.Select(_ => world.Now)];
        });
        var began = world.Now;
        DateTimeOffset[] ends = [];
        world.Run(async () => ends = await Task.WhenAll(lane.Take("s1", 0), lane.Take("s2", 0)));
        Assert.All(ends, end => Assert.Equal(began.AddSeconds(1), end));
    }

    [Fact]
    public void A_fault_is_told_to_its_group_alone_and_the_line_goes_on()
    {
        var turn = 0;
        var lane = new Lane<int, int>(100, async (_, items) =>
        {
            await Task.Yield();
            return turn++ == 0 ? throw new IOException("full") : [.. items];
        });
        world.Run(async () =>
        {
            var (first, second) = (lane.Take("s1", 1), lane.Take("s1", 2));
            await Assert.ThrowsAsync<IOException>(() => first);
            Assert.Equal(2, await second);
            Assert.Equal(3, await lane.Take("s1", 3));
        });
    }

    [Fact]
    public async Task Threads_that_press_in_at_once_are_all_answered()
    {
        var lane = new Lane<int, int>(10, async (_, items) =>
        {
            await Task.Yield();
            return [.. items.Take(7)];
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Task.Run(() => lane.Take($"s{i % 3}", i))));
        Assert.Equal(Enumerable.Range(0, 2000), answers);
    }
}
