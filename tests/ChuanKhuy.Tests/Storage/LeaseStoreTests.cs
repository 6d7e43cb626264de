using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Storage;

public sealed class LeaseStoreTests
{
    static readonly TimeSpan term = TimeSpan.FromMinutes(2);
    readonly FakeTimeProvider clock = new();
    readonly MemoryTables tables = new();

    LeaseStore Leases => new(tables, clock);

    [Fact]
    public async Task One_owner_at_a_time_holds_a_lease()
    {
        Assert.True(await Take("one"));
        Assert.False(await Take("two"));
        Assert.True(await Take("two", "another"));
    }

    [Fact]
    public async Task An_owner_renews_its_lease()
    {
        Assert.True(await Take("one"));
        clock.Advance(term - TimeSpan.FromSeconds(1));
        Assert.True(await Take("one"));
        clock.Advance(term - TimeSpan.FromSeconds(1));
        Assert.False(await Take("two"));
    }

    [Fact]
    public async Task A_lease_that_has_passed_is_taken_over()
    {
        Assert.True(await Take("one"));
        clock.Advance(term - TimeSpan.FromMilliseconds(1));
        Assert.False(await Take("two"));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await Take("two"));
        Assert.False(await Take("one"));
    }

    [Fact]
    public async Task A_released_lease_is_free_at_once()
    {
        Assert.True(await Take("one"));
        await Leases.Release("sender", "two", Given.Now);
        Assert.False(await Take("two"));
        await Leases.Release("sender", "one", Given.Now);
        Assert.True(await Take("two"));
        await Leases.Release("sender", "one", Given.Now);
        Assert.False(await Take("one"));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    [InlineData("azure")]
    public async Task Of_many_who_take_a_passed_lease_at_once_one_gets_it(string kind)
    {
        await using var opened = kind switch { "memory" => await MemoryStore.Open(), "sqlite" => await SqliteStore.Open(), _ => await AzureStore.Open() };
        var leases = new LeaseStore(opened.Tables, clock);
        Assert.True(await leases.TryTake("sender", "old", term, Given.Now));
        clock.Advance(term);
        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            await Task.Yield();
            return await leases.TryTake("sender", $"p{i}", term, Given.Now);
        }));
        Assert.Single(taken, true);
    }

    ValueTask<bool> Take(string owner, string name = "sender") => Leases.TryTake(name, owner, term, Given.Now);
}
