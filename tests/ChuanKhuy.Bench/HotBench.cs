using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace ChuanKhuy.Bench;

/// <summary>
/// Clicks on sessions with few seats while every storage call takes 20 ms longer: all within a second on one session, and spread over fifty.
/// The control is the same crowd without the lane: each click decides for itself, and the ETag sends it round again.
/// </summary>
static class HotBench
{
    static readonly TimeSpan slower = TimeSpan.FromMilliseconds(20);

    public static async Task<bool> Run()
    {
        var (hot, alone) = (await Crowd(1, 200, TimeSpan.FromSeconds(1), lane: true), await Crowd(1, 200, TimeSpan.FromSeconds(1), lane: false));
        Figure.Print("C2 hot session, 200 clicks in 1 s, p99", hot.P99, "ms", alone.P99);
        Figure.Print("C2 hot session, transactions a click", hot.Transactions, "transactions", alone.Transactions);
        Figure.Print("C2 hot session, storage calls a click", hot.Calls, "calls", alone.Calls);
        var (spread, apart) = (await Crowd(50, 400, TimeSpan.FromSeconds(20), lane: true), await Crowd(50, 40, TimeSpan.FromSeconds(2), lane: false));
        Figure.Print("C2 20,000 clicks over 50 sessions in 20 s, p99 (control: 2,000 in 2 s)", spread.P99, "ms", apart.P99);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"C2 overbooked: {hot.Over + spread.Over + alone.Over + apart.Over}"));
        return Figure.Goal("C2 hot p99 in ms", hot.P99, atMost: 500) & Figure.Goal("C2 transactions a click", hot.Transactions, atMost: 0.3)
            & Figure.Goal("C2 spread p99 in ms", spread.P99, atMost: 500) & Figure.Goal("C1 overbooked", hot.Over + spread.Over, atMost: 0);
    }

    sealed record Result(double P99, double Transactions, double Calls, int Over);

    static async Task<Result> Crowd(int sessions, int clicks, TimeSpan within, bool lane)
    {
        const int Seats = 100;
        var (memory, counting, calls, transactions) = (new MemoryTables(), false, 0, 0);
        var store = new Store(memory, new MemoryTables(), new MemoryQueues(TimeProvider.System), new MemoryBlobs()).Through(async (call, ct) =>
        {
            if (!counting || call.Done) return;
            Interlocked.Increment(ref calls);
            if (call is { Operation: StorageOperation.Commit, Where: "sessions" }) Interlocked.Increment(ref transactions);
            await Task.Delay(slower, TimeProvider.System, ct);
        });
        await using var parts = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production }).AddChuanKhuy(store, TimeProvider.System, new SecureDice()).BuildServiceProvider();
        var people = Enumerable.Range(0, clicks).Select(i => new Person(string.Create(CultureInfo.InvariantCulture, $"p{i:D4}"), $"นายคนที่{i} ทดสอบ", "8401", "1", "", Roles.Staff)).ToList();
        await parts.GetRequiredService<UnitStore>().Save([new("8401", "เมือง", "84", "1")], default);
        await parts.GetRequiredService<RosterStore>().Save(people, null, default);
        var starts = TimeProvider.System.GetUtcNow().AddDays(10);
        var ids = Enumerable.Range(0, sessions).Select(i => string.Create(CultureInfo.InvariantCulture, $"s{i}")).ToList();
        foreach (var id in ids)
            await parts.GetRequiredService<Planner>().Apply(
                new(id, SessionKind.Talk, "ชวนคุย", [new(null, "วิทยากร")], "1", starts, starts.AddHours(1), Seats, Audience.All, MeetingKind.None, "ห้อง 1", true), null, default);
        var (desk, group, waits) = (parts.GetRequiredService<SeatDesk>(), parts.GetRequiredService<SeatGroup>(), new ConcurrentBag<double>());
        await parts.GetRequiredService<RosterStore>().Load(default);

        counting = true;
        await Task.WhenAll(ids.SelectMany(id => people.Select(async (person, i) =>
        {
            await Task.Delay(within * i / clicks, TimeProvider.System);
            var watch = Stopwatch.StartNew();
            var wish = new Wish.Reply(person, Answer.Yes, null, 0);
            if (lane) await desk.Decide(id, wish, default);
            else await group.Decide(id, [wish], default);
            waits.Add(watch.Elapsed.TotalMilliseconds);
        })));
        counting = false;
        var over = 0;
        foreach (var id in ids)
        {
            var tally = (await parts.GetRequiredService<SessionStore>().FindTally(id, default))!.Value;
            over += Math.Max(0, tally.Taken - Seats) + Math.Abs(tally.Taken + tally.Waiting - clicks);
        }
        var total = (double)sessions * clicks;
        return new(waits.Order().ElementAt((int)(total * 0.99)), transactions / total, calls / total, over);
    }
}
