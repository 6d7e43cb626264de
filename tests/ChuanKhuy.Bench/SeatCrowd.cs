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
/// Real processes on one store, each with many clients who want a session of few seats, change their minds, take and give back. Afterwards the rows are
/// compared with each other and with what the clients were told.
/// </summary>
public static class SeatCrowd
{
    /// <summary>The first argument of a child process.</summary>
    public const string Child = "seats-child";

    const string Talk = "s1";
    const int Seats = 20;
    const int People = 80;

    /// <param name="Clicks">How many clicks were answered.</param>
    /// <param name="Wrong">The first thing that does not hold; null when everything does.</param>
    public sealed record Result(int Clicks, TimeSpan Took, string? Wrong);

    /// <param name="guarded">False: the children write without looking at ETags, as a naive program would.</param>
    /// <param name="online">Whether a free seat goes to the next at once, or is offered.</param>
    public static async Task<Result> Run(StoreSettings settings, int processes, int clients, int clicks, bool guarded, bool online)
    {
        await using var opened = await Stores.Open(settings, TimeProvider.System, default);
        await using var parts = Parts(opened.Store);
        await parts.GetRequiredService<UnitStore>().Save(ShippedUnits.All, default);
        await parts.GetRequiredService<RosterStore>().Save([.. Enumerable.Range(0, People).Select(i => new Person(Id(i), $"นางสาวทดสอบ{i} ใจดี", "8401", "1", "พัฒนากร", Roles.Staff))], null, default);
        var starts = TimeProvider.System.GetUtcNow().AddDays(20);
        var plan = new Plan(
            Talk, SessionKind.Workshop, "เวิร์กช็อป", [new(null, "วิทยากรภายนอก", "guest@example.org")], "1", starts, starts.AddHours(2), Seats, Audience.All,
            online ? MeetingKind.Webex : MeetingKind.None, "ห้อง 1", true);
        await parts.GetRequiredService<Planner>().Apply(plan, null, default);

        var children = Enumerable.Range(0, processes).Select(n => Start(settings, n, clients, clicks, guarded)).ToList();
        foreach (var child in children) if (await child.StandardOutput.ReadLineAsync() != "ready") throw new InvalidOperationException(await child.StandardError.ReadToEndAsync());
        var watch = Stopwatch.StartNew();
        foreach (var child in children) await child.StandardInput.WriteLineAsync("go");
        var said = children.Select(child => child.StandardOutput.ReadToEndAsync()).ToList();
        string? seen = null;
        while (!children.TrueForAll(child => child.HasExited))
        {
            // The counter is one row: what it says at any moment was committed.
            if (seen is null && (await parts.GetRequiredService<SessionStore>().FindTally(Talk, default))?.Value is { } now && now.Taken > Seats) seen = $"{now.Taken} of {Seats} seats taken while clients were at work";
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        var took = watch.Elapsed;
        var last = new Dictionary<string, (int N, string Answer)>(StringComparer.Ordinal);
        var count = 0;
        foreach (var child in children)
        {
            foreach (var line in (await said[children.IndexOf(child)]).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                count++;
                if (line.Split(' ') is [var person, var n, var answer] && int.Parse(n, CultureInfo.InvariantCulture) is var number && number >= last.GetValueOrDefault(person).N)
                    last[person] = (number, answer);
            }
            // A crowd that fell over says nothing about seats, in either variant.
            if (child.ExitCode != 0) throw new InvalidOperationException($"A process ended with {child.ExitCode}: {await child.StandardError.ReadToEndAsync()}");
            child.Dispose();
        }
        return new(count, took, seen ?? await Audit(parts, last));
    }

    static async Task<string?> Audit(ServiceProvider parts, Dictionary<string, (int N, string Answer)> told)
    {
        var sessions = parts.GetRequiredService<SessionStore>();
        await parts.GetRequiredService<SeatGroup>().Finish(Talk, default);
        var tally = (await sessions.FindTally(Talk, default))!.Value;
        var answers = new Dictionary<string, Answered>(StringComparer.Ordinal);
        await foreach (var row in sessions.Answers(Talk, default)) answers[row.Value.Person] = row.Value;
        int Count(SeatState state) => answers.Values.Count(a => a.Seat == state);
        if (Count(SeatState.Accepted) + Count(SeatState.Offered) is var taken && taken > Seats) return $"{taken} people hold {Seats} seats";
        if ((tally.Accepted, tally.Offered, tally.Waiting) != (Count(SeatState.Accepted), Count(SeatState.Offered), Count(SeatState.Waiting))) return $"the counter {tally} is not what the answers say";
        if (tally.Waiting > 0 && taken < Seats) return $"{tally.Waiting} wait beside {Seats - taken} empty seats";
        var line = (await sessions.Line(Talk, 1000, default)).Select(m => m.Value.Person);
        if (!line.SequenceEqual(answers.Values.Where(a => a.Seat is SeatState.Waiting).OrderBy(a => a.Ticket).Select(a => a.Person), StringComparer.Ordinal)) return "the line is not the people who wait, in their order";
        foreach (var (person, (n, answer)) in told)
            if (!answers.TryGetValue(person, out var kept) || kept.N < n || (kept.N == n && kept.Answer.ToString() != answer)) return $"{person} was told {answer} as number {n}, stored is {kept?.Answer} as {kept?.N}";
        return null;
    }

    static Process Start(StoreSettings settings, int number, int clients, int clicks, bool guarded)
    {
        string[] arguments = [typeof(SeatCrowd).Assembly.Location, Child, settings.Kind, settings.Path, settings.Prefix, .. new[] { number, clients, clicks }.Select(n => n.ToString(CultureInfo.InvariantCulture)), guarded ? "guarded" : "naive"];
        return Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["CHUANKHUY_BENCH_CONNECTION"] = settings.Connection ?? "" },
        })!;
    }

    /// <summary>A child process: prints each answer that was kept as "person number answer".</summary>
    public static async Task<int> Play(string[] args)
    {
        var settings = new StoreSettings(args[1], args[2], Environment.GetEnvironmentVariable("CHUANKHUY_BENCH_CONNECTION"), args[3]);
        var numbers = args[4..7].Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        await using var opened = await Stores.Open(settings, TimeProvider.System, default);
        var store = args[7] == "naive" ? opened.Store with { Tables = new UnguardedTables(opened.Store.Tables) } : opened.Store;
        await using var parts = Parts(store);
        await parts.GetRequiredService<RosterStore>().Load(default);
        Console.WriteLine("ready");
        if (await Console.In.ReadLineAsync() != "go") return 1;
        await Task.WhenAll(Enumerable.Range(0, numbers[1]).Select(client => Task.Run(() => Client(parts, new Random(numbers[0] * 1000 + client), numbers[2], args[7] == "naive"))));
        return 0;
    }

    /// <summary>Looks at the own answer, presses some button, and again; now and then with a card that has become old meanwhile.</summary>
    static async Task Client(ServiceProvider parts, Random dice, int clicks, bool naive)
    {
        var (desk, roster) = (parts.GetRequiredService<SeatDesk>(), await parts.GetRequiredService<RosterStore>().Load(default));
        for (var i = 0; i < clicks; i++)
        {
            var person = roster.Find(Id(dice.Next(People)))!;
            var held = (await desk.Look(Talk, person.Id, default))?.Answered;
            var wish = held?.Seat is SeatState.Offered or SeatState.Accepted or SeatState.Waiting && dice.Next(2) == 0
                ? new Wish.Seat(person, Take: dice.Next(3) > 0, held.N)
                : (Wish)new Wish.Reply(person, (Answer)dice.Next(3), null, held?.N ?? 0);
            try
            {
                if ((await desk.Decide(Talk, wish, default)).Outcome is RsvpOutcome.Kept { Answer: var kept })
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{person.Id} {kept.N} {kept.Answer}"));
            }
            catch (Exception fault) when (naive && fault is (ArgumentException or InvalidOperationException))
            {
                // Rows that contradict each other make some clicks of the naive variant fail; the person goes on.
            }
        }
    }

    static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D3}");

    static ServiceProvider Parts(Store store) => new ServiceCollection().AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production })
        .AddChuanKhuy(store, TimeProvider.System, new SecureDice()).BuildServiceProvider();
}
