using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions;
using ChuanKhuy.Tests.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace ChuanKhuy.Tests.Simulation;

/// <param name="Violation">What went wrong; null when nothing did.</param>
/// <param name="Fingerprint">How many pieces of work ran.</param>
/// <param name="Kinds">The kinds of messages that arrived at people.</param>
sealed record History(string? Violation, long Fingerprint, string Kinds);

/// <summary>
/// One history of an office: a talk is planned, two processes tick, expand and send, people answer, change their minds and press twice, processes die
/// and are started again. At the end the faults stop, everything comes to rest, and the state is compared with what was acknowledged.
/// </summary>
sealed class Simulated
{
    const string Talk = "talk";
    readonly World world;
    readonly Store store;
    readonly Mutant mutant;
    readonly Chat chat = new();
    readonly int people;
    readonly int? seats;
    readonly WatchedTables watched;
    readonly Dictionary<string, Answer> acknowledged = new(StringComparer.Ordinal);
    readonly HashSet<string> tried = new(StringComparer.Ordinal);
    Odds odds = Odds.Rough;
    bool resting;

    Simulated(ulong seed, Mutant mutant)
    {
        (world, this.mutant) = (new World(seed), mutant);
        // Most histories are small and quick; some need more than one page of the expander.
        people = seed % 25 == 0 ? 105 : 2 + world.Pick(6);
        // Every third one is about few seats, on site or online, and people who want them.
        if (seed % 3 == 0) (people, seats) = (people + 3, 1 + world.Pick(2));
        watched = new(new MemoryTables(), () => world.Now);
        store = new(watched, new MemoryTables(), new MemoryQueues(world.Time), new MemoryBlobs());
    }

    /// <summary>Plays the history of this seed.</summary>
    public static History Play(ulong seed, Mutant mutant = Mutant.None)
    {
        var simulated = new Simulated(seed, mutant);
        string? violation = null;
        simulated.world.Run(async () => violation = await simulated.Live());
        return new(violation, simulated.world.Steps, string.Join(' ', simulated.chat.Arrived.Keys.Select(key => key.Split('|')[1]).Distinct().Order(StringComparer.Ordinal)));
    }

    async Task<string?> Live()
    {
        await using (var calm = Start(new(world, 0), Odds.Calm, Mutant.None))
        {
            var units = Enumerable.Range(1, 3).Select(i => new Unit($"840{i}", $"อำเภอที่{i}", "84", "1")).ToList();
            await calm.GetRequiredService<UnitStore>().Save(units, default);
            await calm.GetRequiredService<RosterStore>().Save([.. Enumerable.Range(0, people).Select(Person)], null, default);
            var starts = world.Now.AddDays(10);
            var plan = new Plan(Talk, SessionKind.Talk, "ชวนคุย", [new(null, "วิทยากร")], "1", starts, starts.AddHours(1), seats, Audience.All, world.Chance(0.5) ? MeetingKind.None : MeetingKind.Webex, "ห้อง 1", true);
            await calm.GetRequiredService<Planner>().Apply(plan, null, default);
        }
        await Task.WhenAll(Run(), Run(), Everybody());
        odds = Odds.Calm;
        await using var last = Start(new(world, 0), Odds.Calm, Mutant.None);
        // Where seats are few, days pass too: offers lapse, and the next in line is asked.
        for (var round = 0; round < (seats is null ? 6 : 12); round++)
        {
            await Work(last, ticks: true);
            await Task.Delay(round < 6 ? TimeSpan.FromMinutes(6) : TimeSpan.FromHours(9), world.Time);
        }
        return await Judge(last);
    }

    static Person Person(int i) => new($"p{i:D3}", $"นายคนที่{i} ทดสอบ", $"840{1 + i % 3}", "1", "พัฒนากร", Roles.Staff);

    /// <summary>A process that is started again whenever it dies, until the office rests.</summary>
    async Task Run()
    {
        while (!resting)
        {
            var process = new Process(world, odds.Crash);
            await using var services = Start(process, odds, mutant);
            while (process.Alive && !resting)
            {
                try
                {
                    await Work(services, ticks: world.Chance(0.3));
                }
                catch (Exception fault) when (fault is StoreUnavailableException or DiedException)
                {
                    // A host logs it and comes back.
                }
                await Task.Delay(TimeSpan.FromSeconds(1 + world.Pick(30)), world.Time);
            }
        }
    }

    async Task Work(IServiceProvider services, bool ticks)
    {
        if (ticks) await services.GetRequiredService<Ticker>().Tick(default);
        var (queues, courier) = (services.GetRequiredService<IQueues>(), services.GetRequiredService<Courier>());
        while (await queues.Receive(Hint.Queue, 4, TimeSpan.FromMinutes(5), default) is { Count: > 0 } items)
            await Task.WhenAll(items.Select(async item =>
            {
                await courier.Take(item.Text, default);
                await queues.Delete(Hint.Queue, item, default);
            }));
    }

    async Task Everybody()
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Min(people, 6)).Select(i => Live($"p{i:D3}")));
        }
        finally
        {
            resting = true;
        }
    }

    /// <summary>A person waits for the invitation, answers some times, and each click may be delivered more than once, also later.</summary>
    async Task Live(string person)
    {
        for (var waited = 0; chat.CardOf(person) is null; waited++)
        {
            if (waited > 60) return; // It may be lost on the way; whether that was known is judged at the end.
            await Task.Delay(TimeSpan.FromSeconds(30), world.Time);
        }
        var late = new List<Task>();
        for (var times = (seats is null ? 1 : 2) + world.Pick(3); times > 0; times--)
        {
            var buttons = CardButton.On(chat.CardOf(person)!);
            var button = seats is not null && world.Chance(0.5) ? buttons.First(b => b.Means is Answer.Yes || buttons.All(other => other.Means is not Answer.Yes)) : buttons[world.Pick(buttons.Count)];
            tried.Add(person);
            if (world.Chance(odds.Duplicate)) late.Add(Later(person, button));
            while (!await Click(person, button, keepsCard: true)) await Task.Delay(TimeSpan.FromSeconds(5), world.Time);
            acknowledged[person] = button.Means;
        }
        await Task.WhenAll(late);
    }

    async Task Later(string person, CardButton button)
    {
        // Side by side with the first delivery, or long after it.
        if (world.Chance(0.5)) await Task.Delay(TimeSpan.FromSeconds(world.Pick(120)), world.Time);
        await Click(person, button, keepsCard: false);
    }

    /// <summary>One delivery of a click to some process; true when it was acknowledged.</summary>
    async Task<bool> Click(string person, CardButton button, bool keepsCard)
    {
        var process = new Process(world, odds.Crash);
        await using var services = Start(process, odds, mutant);
        try
        {
            var answer = await services.GetRequiredService<Conversation>()
                .Handle(new Incoming.Clicked(person, button.Verb, button.Data, ""), default);
            if (!process.Alive) return false;
            if (keepsCard) chat.Lay(person, await services.GetRequiredService<Sealer>().Seal(answer, person, default));
            if (process.Unwritten.Count > 0 && world.Chance(0.1)) process.Die();
            foreach (var write in process.Unwritten.ToList()) await write();
            return true;
        }
        catch (Exception fault) when (fault is StoreUnavailableException or DiedException)
        {
            return false;
        }
    }

    async Task<string?> Judge(IServiceProvider services)
    {
        if (watched.Violation is not null) return watched.Violation;
        var stored = new Dictionary<string, Answered>(StringComparer.Ordinal);
        await foreach (var row in services.GetRequiredService<SessionStore>().Answers(Talk, default)) stored[row.Value.Person] = row.Value;
        foreach (var (person, answer) in acknowledged)
            if (!stored.TryGetValue(person, out var kept) || kept.Answer != answer) return $"{person} was told {answer}, stored is {kept?.Answer.ToString() ?? "nothing"}";
        if (stored.Keys.FirstOrDefault(person => !tried.Contains(person)) is { } ghost) return $"{ghost} never answered, but an answer is stored";

        var rows = new List<Stored<Delivery>>();
        await foreach (var row in services.GetRequiredService<DeliveryStore>().All(new(Talk, MessageKind.Invite, 1), default)) rows.Add(row);
        if (rows.Count != people) return $"{people} people, {rows.Count} delivery rows";
        var fanout = await services.GetRequiredService<SessionStore>().FindFanout(Talk, MessageKind.Invite, 1, default);
        if (fanout?.Value is not { Open: false } closed || closed.Expected != people) return $"the fanout says {fanout?.Value.Expected?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"} of {people}";
        foreach (var row in rows)
        {
            var arrived = chat.Arrived.GetValueOrDefault($"{Talk}|Invite|1|{row.Key}");
            if (arrived > 1) return $"{row.Value.Person} got {arrived} invitations";
            if (row.Value.State is DeliveryState.Sent && arrived != 1) return $"{row.Value.Person} counts as sent, {arrived} arrived";
            if (row.Value.State is DeliveryState.Pending) return $"{row.Value.Person} still waits";
            if (row.Value.State is DeliveryState.Cancelled && arrived == 1) return $"{row.Value.Person} counts as cancelled, but it arrived";
        }
        return null;
    }

    ServiceProvider Start(Process process, Odds odds, Mutant mutant)
    {
        var seen = new Store(
            new FaultyTables(store.Tables, world, process, odds, mutant), new FaultyTables(store.Feedback, world, process, odds, mutant),
            new FaultyQueues(store.Queues, world, process, odds), store.Blobs);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production });
        services.AddChuanKhuy(seen, world.Time, world.Dice);
        services.AddSingleton<IRoutes>(new OneRoute(FaultyChannel.ChannelName));
        services.AddSingleton<IReadOnlyList<IChannel>>(provider => [new FaultyChannel(chat, provider.GetRequiredService<Sealer>(), world, process, odds)]);
        return services.BuildServiceProvider();
    }
}
