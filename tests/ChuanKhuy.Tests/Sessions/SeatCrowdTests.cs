using ChuanKhuy.Bench;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Sessions;

/// <summary>Many at once for few seats, through four processes that know nothing of each other.</summary>
public sealed class SeatCrowdTests : IAsyncDisposable
{
    const int Seats = 20;
    static readonly DateTimeOffset Before = Given.At(2026, 11, 30, 9);

    readonly string folder = Directory.CreateTempSubdirectory("seats").FullName;
    OpenStore? sqlite;

    [Fact]
    public async Task Two_hundred_at_once_for_the_last_seat_in_a_file() =>
        Assert.Null(await LastSeat(new WatchedTables(await Sqlite())));

    [Fact]
    public async Task Two_hundred_at_once_for_the_last_seat_in_memory() =>
        Assert.Null(await LastSeat(new WatchedTables(new YieldingTables(new MemoryTables()))));

    /// <summary>The negative control: without the ETag check the same crowd must be seen to go wrong, or the test proves nothing.</summary>
    [Fact]
    public async Task Without_the_guard_the_same_crowd_overbooks()
    {
        var seen = 0;
        for (var times = 0; times < 5 && seen == 0; times++)
            if (await LastSeat(new WatchedTables(new UnguardedTables(new YieldingTables(new MemoryTables())))) is not null) seen++;
        Assert.True(seen > 0);
    }

    /// <summary>The same with real processes, on a file and on the emulator; without the guard it must be seen to go wrong.</summary>
    [Theory]
    [InlineData(Keeps.Sqlite, true)]
    [InlineData(Keeps.Sqlite, false)]
    [InlineData(Keeps.Azurite, true)]
    [InlineData(Keeps.Azurite, false)]
    public async Task Four_processes_with_fifty_clients_each(Keeps keeps, bool guarded)
    {
        StoreSettings store = keeps is Keeps.Sqlite
            ? new("Sqlite", Path.Combine(folder, "crowd", "chuankhuy.db"), null)
            : new("Azure", "", (await Azurite.Shared).Connection, guarded ? "crowd" : "crowdnaive");
        var result = await SeatCrowd.Run(store, processes: 4, clients: 50, clicks: 2, guarded, online: guarded);
        Assert.Equal(guarded, result.Wrong is null);
        Assert.True(result.Clicks >= 100, $"only {result.Clicks} answers were kept: {result.Wrong}");
    }

    [Fact]
    public async Task People_who_come_and_go_at_once_leave_no_seat_empty_beside_a_waiting_person()
    {
        var watched = new WatchedTables(await Sqlite());
        var office = new SeatOffice(watched, Before, online: true);
        await office.Open(Seats);
        var processes = Enumerable.Range(0, 4).Select(_ => office.Process()).ToList();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(client => Task.Run(async () =>
        {
            var (dice, process) = (new SeededDice((ulong)client), processes[client % 4]);
            for (var clicks = 0; clicks < 5; clicks++)
                await process.Says(client % 60, (Answer)(int)(dice.Unit() * 3));
        })));
        Assert.Null(watched.Violation);
        var tally = await office.Tally();
        Assert.True(tally.Taken <= Seats && (tally.Waiting == 0 || tally.Taken == Seats), tally.ToString());
    }

    /// <summary>
    /// A hot session: 200 clicks within one second, 20 ms for every storage call, on a virtual clock. Each is answered soon, and few transactions carry them all.
    /// </summary>
    [Theory]
    [InlineData(100)]
    [InlineData(null)]
    public void Two_hundred_clicks_in_a_second_are_kept_in_few_transactions(int? seats)
    {
        var world = new World(1);
        var counted = 0;
        var slow = new HookedTables(new MemoryTables(), async (call, ct) =>
        {
            if (call.Done) return;
            if (call.Operation is StorageOperation.Commit) counted++;
            await Task.Delay(TimeSpan.FromMilliseconds(20), world.Time, ct);
        });
        var office = new SeatOffice(slow, Before);
        var waits = new List<TimeSpan>();
        world.Run(async () =>
        {
            await office.Open(seats);
            counted = 0;
            await Task.WhenAll(Enumerable.Range(0, 200).Select(async person =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5 * person), world.Time);
                var began = world.Now;
                await office.First.Says(person, Answer.Yes, 0);
                waits.Add(world.Now - began);
            }));
        });
        var p99 = waits.Order().ElementAt(197);
        Assert.True(p99 <= TimeSpan.FromMilliseconds(500), $"p99 {p99}");
        Assert.True(counted <= 0.3 * 200, $"{counted} transactions for 200 clicks");
    }

    /// <summary>What is wrong afterwards, or was on the way; null when nothing is.</summary>
    static async Task<string?> LastSeat(WatchedTables watched)
    {
        var office = new SeatOffice(watched, Before);
        await office.Open(Seats);
        for (var person = 0; person < Seats - 1; person++) await office.First.Says(person, Answer.Yes, 0);
        var processes = Enumerable.Range(0, 4).Select(_ => office.Process()).ToList();
        var replies = await Task.WhenAll(Enumerable.Range(100, 200).Select(person => Task.Run(() => processes[person % 4].Says(person, Answer.Yes, 0))));
        if (watched.Violation is not null) return watched.Violation;
        if (replies.Count(r => r.Answered!.Seat is SeatState.Accepted) is not 1 and var seated) return $"{seated} people were told that they have the last seat";
        var places = replies.Select(r => r.Position).OfType<int>().Order();
        return places.SequenceEqual(Enumerable.Range(1, 199)) ? null : "the places in line are not 1 to 199";
    }

    async Task<ITables> Sqlite()
    {
        sqlite = await Stores.Open(new("Sqlite", Path.Combine(folder, "chuankhuy.db"), null), TimeProvider.System, default);
        return sqlite.Store.Tables;
    }

    public async ValueTask DisposeAsync()
    {
        if (sqlite is not null) await sqlite.DisposeAsync();
        Directory.Delete(folder, true);
    }
}
