using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace ChuanKhuy.Bench.Simulation;

/// <param name="Violation">What went wrong; null when nothing did.</param>
/// <param name="Fingerprint">How many pieces of work ran.</param>
/// <param name="Kinds">The kinds of messages that arrived at people.</param>
/// <param name="Faults">How many faults were injected.</param>
sealed record History(string? Violation, long Fingerprint, string Kinds, int Faults)
{
    /// <summary>The faults, in their order; not part of the comparison of two histories.</summary>
    public IReadOnlyList<Injected> Trace { get; init; } = [];

    public bool Equals(History? other) => other is not null && (Violation, Fingerprint, Kinds, Faults) == (other.Violation, other.Fingerprint, other.Kinds, other.Faults);

    public override int GetHashCode() => HashCode.Combine(Violation, Fingerprint);
}

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
    readonly MemoryTables memory = new();
    readonly WatchedTables watched;
    readonly Dictionary<string, Answer> acknowledged = new(StringComparer.Ordinal);
    readonly HashSet<string> tried = new(StringComparer.Ordinal);
    Odds odds = Odds.Rough;
    bool resting;
    readonly bool toTheEnd;
    DateTimeOffset starts;

    Simulated(ulong seed, Mutant mutant, Func<int, bool>? harmless)
    {
        (world, this.mutant) = (new World(seed, harmless), mutant);
        // Every fifth one goes on to the talk itself and to what people thought of it.
        toTheEnd = seed % 5 == 2;
        // Most histories are small and quick; some need more than one page of the expander.
        people = seed % 25 == 0 ? 105 : 2 + world.Pick(6);
        // Every third one is about few seats, on site or online, and people who want them.
        if (seed % 3 == 0) (people, seats) = (people + 3, 1 + world.Pick(2));
        watched = new(memory, () => world.Now);
        store = new(watched, new MemoryTables(), new MemoryQueues(world.Time), new MemoryBlobs());
    }

    /// <summary>Plays the history of this seed.</summary>
    /// <param name="harmless">Faults, by their number, that do not happen.</param>
    public static History Play(ulong seed, Mutant mutant = Mutant.None, Func<int, bool>? harmless = null)
    {
        var simulated = new Simulated(seed, mutant, harmless);
        string? violation = null;
        try
        {
            simulated.world.Run(async () => violation = await simulated.Live());
        }
        catch (Exception fault) when (mutant is not Mutant.None || harmless is not null)
        {
            // Rows that contradict each other may also make the code stumble; without a mutant nothing may.
            violation = $"stumbled: {fault.GetType().Name} {fault.Message}";
        }
        var kinds = string.Join(' ', simulated.chat.Arrived.Keys.Select(key => key.Split('|')[1]).Distinct().Order(StringComparer.Ordinal));
        return new(violation, simulated.world.Steps, kinds, simulated.world.Trace.Count) { Trace = simulated.world.Trace };
    }

    /// <summary>A digest of everything that these histories stored and showed.</summary>
    public static string Digest(IEnumerable<ulong> seeds)
    {
        using var all = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var seed in seeds)
        {
            var simulated = new Simulated(seed, Mutant.None, null);
            simulated.world.Run(async () => await simulated.Live());
            foreach (var (table, row) in simulated.memory.Everything())
            {
                all.AppendData(System.Text.Encoding.UTF8.GetBytes($"{table}|{row.Partition}|{row.Key}|"));
                all.AppendData(row.Body.Span);
            }
            foreach (var card in simulated.chat.Cards) all.AppendData(System.Text.Encoding.UTF8.GetBytes(card));
        }
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    async Task<string?> Live()
    {
        await using (var calm = Start(new(world, 0), Odds.Calm, Mutant.None))
        {
            await calm.GetRequiredService<UnitStore>().Save(units, default);
            await calm.GetRequiredService<RosterStore>().Save([.. Enumerable.Range(0, people).Select(Person)], null, default);
            starts = world.Now.AddDays(10);
            var plan = new Plan(Talk, SessionKind.Talk, "ชวนคุย", [new(null, "วิทยากร")], "1", starts, starts.AddHours(1), seats, Audience.All, world.Chance(0.5) ? MeetingKind.None : MeetingKind.Webex, "ห้อง 1", true);
            await calm.GetRequiredService<Planner>().Apply(plan, null, default);
        }
        await Task.WhenAll(Run(), Run(), Everybody());
        odds = Odds.Calm;
        await using var last = Start(new(world, 0), Odds.Calm, AtRest);
        // Where seats are few, days pass too: offers lapse, and the next in line is asked.
        for (var round = 0; round < (seats is null ? 6 : 12); round++)
        {
            await Work(last, ticks: true);
            await Task.Delay(round < 6 ? TimeSpan.FromMinutes(6) : TimeSpan.FromHours(9), world.Time);
        }
        await Work(last, ticks: true);
        return await Judge(last) ?? (toTheEnd ? await Afterwards(last) : null);
    }

    /// <summary>Guards that are needed when the office is calm again stay switched off.</summary>
    Mutant AtRest => mutant is Mutant.OfferNeverLapses or Mutant.PromotionSkipped or Mutant.UntilIgnored or Mutant.FeedbackTwice or Mutant.FeedbackUnguarded or Mutant.NoPointer ? mutant : Mutant.None;

    /// <summary>The reminders, a platform that is away around the beginning, signing in, and feedback through processes that die.</summary>
    async Task<string?> Afterwards(SmallContainer last)
    {
        foreach (var before in new[] { TimeSpan.FromDays(3), TimeSpan.FromDays(1), TimeSpan.FromMinutes(30) })
        {
            await Until(starts - before);
            await Settle(last);
        }
        chat.Away = true;
        await Until(starts - TimeSpan.FromMinutes(12));
        await Settle(last);
        await Until(starts + TimeSpan.FromMinutes(1));
        chat.Away = false;
        await Settle(last);
        var session = (await last.GetRequiredService<SessionStore>().Find(Talk, default))!.Value;
        var present = Enumerable.Range(0, Math.Min(people, 4)).Select(i => Person(i).Id).ToList();
        foreach (var person in present) await last.GetRequiredService<Conversation>().Handle(new Incoming.Said(person, $"ลงชื่อ {session.Code}"), default);
        await Until(session.Ends - TimeSpan.FromMinutes(4));
        await Settle(last);
        session = (await last.GetRequiredService<SessionStore>().Find(Talk, default))!.Value;

        odds = Odds.Rough;
        var form = new Dictionary<string, CardButton>(StringComparer.Ordinal);
        foreach (var person in present)
            form[person] = CardButton.Form(await last.GetRequiredService<Sealer>().Seal(last.GetRequiredService<FeedbackForm>().Show(session), person, default), "feedback", ("overall", "4"));
        var gave = new HashSet<string>(StringComparer.Ordinal);
        await Task.WhenAll(present.SelectMany(person => Enumerable.Range(0, 1 + world.Pick(3)).Select(async _ =>
        {
            if (world.Chance(0.3)) await Task.Delay(TimeSpan.FromSeconds(world.Pick(20)), world.Time);
            while (!await Click(person, form[person], keepsCard: false)) await Task.Delay(TimeSpan.FromSeconds(5), world.Time);
            gave.Add(person);
        })));
        odds = Odds.Calm;
        await Until(session.Ends.AddHours(1));
        await Settle(last);
        var ratings = await last.GetRequiredService<FeedbackStore>().Ratings(Talk, default);
        if (ratings.Count != gave.Count) return $"{gave.Count} people gave feedback, {ratings.Count} answers are kept";
        if (chat.At.FirstOrDefault(m => m.Value >= starts && m.Key.Split('|')[1] is "Invite" or "Nudge" or "DayBefore" or "Soon") is { Key: { } late }) return $"{late} arrived after the beginning";
        return await Judge(last);
    }

    async Task Until(DateTimeOffset at)
    {
        if (at > world.Now) await Task.Delay(at - world.Now, world.Time);
    }

    async Task Settle(SmallContainer services)
    {
        for (var round = 0; round < 4; round++)
        {
            await Work(services, ticks: true);
            await Task.Delay(TimeSpan.FromMinutes(3), world.Time);
        }
    }

    static readonly IReadOnlyList<Unit> units = [.. Enumerable.Range(1, 3).Select(i => new Unit($"840{i}", $"อำเภอที่{i}", "84", "1"))];

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
            // Where seats are few, others come in between, and who has one may give it back.
            if (seats is not null) await Task.Delay(TimeSpan.FromSeconds(world.Pick(90)), world.Time);
        }
        await Task.WhenAll(late);
    }

    async Task Later(string person, CardButton button)
    {
        // Side by side with the first delivery, or long after it.
        if (world.Chance(0.5)) await Task.Delay(TimeSpan.FromSeconds(world.Pick(120)), world.Time);
        if (mutant is Mutant.AnswerNumberIgnored) button = CardButton.On(chat.CardOf(person)!).FirstOrDefault(now => now.Means == button.Means) ?? button;
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

        var sessions = services.GetRequiredService<SessionStore>();
        if (await sessions.FindFanout(Talk, MessageKind.Invite, 1, default) is not { } invited || invited.Value.Expected != people)
            return $"the invitation's report speaks of {(await sessions.FindFanout(Talk, MessageKind.Invite, 1, default))?.Value.Expected} of {people} people";
        await foreach (var fanout in sessions.Fanouts(Talk, default))
        {
            var rows = await Rows(services, new(Talk, fanout.Value.Kind, fanout.Value.Version));
            if (fanout.Value.Open) return $"the fanout of {fanout.Value.Kind} is still open";
            if (rows.Count != fanout.Value.Expected) return $"the report of {fanout.Value.Kind} speaks of {fanout.Value.Expected} people, {rows.Count} have a row";
            if (rows.Select(Final).FirstOrDefault(wrong => wrong is not null) is { } wrong) return wrong;
        }
        if ((await Rows(services, new(Talk))).Select(Final).FirstOrDefault(wrong => wrong is not null) is { } personal) return personal;
        return world.Now < starts ? await Seats() : null;
    }

    /// <summary>What is wrong with the seats at rest, read past the processes and their mutants; null when nothing is.</summary>
    async Task<string?> Seats()
    {
        var truth = new SessionStore(memory);
        if (await truth.FindTally(Talk, default) is not { Value: var tally }) return null;
        if (tally.Waiting > 0 && tally.Taken < seats) return $"{tally.Waiting} wait beside an empty seat, and nobody moves";
        return await truth.Offers(Talk, 1, default) is [var first] && SessionKeys.OfferEnds(first.Key) < world.Now.AddHours(-1) ? "an offer outlived its end" : null;
    }

    static async Task<List<Stored<Delivery>>> Rows(IServiceProvider services, Waiting waiting)
    {
        var rows = new List<Stored<Delivery>>();
        await foreach (var row in services.GetRequiredService<DeliveryStore>().All(waiting, default)) rows.Add(row);
        return rows;
    }

    /// <summary>What is wrong between a row at rest and what arrived; null when nothing is.</summary>
    string? Final(Stored<Delivery> row)
    {
        var arrived = chat.Arrived.GetValueOrDefault($"{Talk}|{row.Value.Kind}|{row.Value.Version}|{row.Key}");
        var what = $"{row.Value.Kind} to {row.Value.Person}";
        return (row.Value.State, arrived) switch
        {
            (_, > 1) => $"{what} arrived {arrived} times",
            (DeliveryState.Pending, _) => $"{what} still waits",
            (DeliveryState.Sent, not 1) => $"{what} counts as sent, {arrived} arrived",
            (DeliveryState.Cancelled, 1) => $"{what} counts as cancelled, but it arrived",
            _ => null,
        };
    }

    SmallContainer Start(Process process, Odds odds, Mutant mutant)
    {
        var seen = new Store(
            new FaultyTables(store.Tables, world, process, odds, mutant), new FaultyTables(store.Feedback, world, process, odds, mutant),
            new FaultyQueues(store.Queues, world, process, odds), store.Blobs);
        var services = new SmallContainer(seen, world.Time, world.Dice).With(settings).With(production).With<IRoutes>(new OneRoute(FaultyChannel.ChannelName));
        return services.With<IReadOnlyList<IChannel>>([new FaultyChannel(chat, services.GetRequiredService<Sealer>(), world, process, odds, mutant)]);
    }

    static readonly IConfiguration settings = new ConfigurationBuilder().Build();
    static readonly IHostEnvironment production = new HostingEnvironment { EnvironmentName = Environments.Production };
}
