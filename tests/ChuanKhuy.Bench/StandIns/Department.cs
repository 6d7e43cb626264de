using System.Globalization;
using System.Text.Json;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace ChuanKhuy.Bench.StandIns;

/// <summary>
/// A whole department in a deterministic world: real senders in several processes, the strict connector, a virtual clock on which each request takes 120 ms.
/// </summary>
sealed class Department
{
    static readonly TimeSpan Takes = TimeSpan.FromMilliseconds(120);
    readonly IConfiguration settings;

    public Department(int people, double perSecond, ulong seed = 1)
    {
        World = new(seed);
        Teams = new(World.Time);
        Store = new(new MemoryTables(), new MemoryTables(), new MemoryQueues(World.Time), new MemoryBlobs());
        People = [.. Enumerable.Range(0, people).Select(i => new Person($"p{i:D4}", $"นายคนที่{i} ทดสอบ", "8401", "1", "พัฒนากร", Roles.Staff, TeamsId: FakeTeams.Aad($"p{i:D4}")))];
        Teams.Knows(People);
        settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Teams:AppId"] = FakeTeams.App, ["Teams:TenantId"] = FakeTeams.Tenant, ["Teams:Secret"] = FakeTeams.Secret,
            ["Teams:TokenEndpoint"] = "https://login.example.org/token", ["Teams:PerSecond"] = perSecond.ToString(CultureInfo.InvariantCulture),
        }).Build();
    }

    public World World { get; }
    public FakeTeams Teams { get; }
    public Store Store { get; }
    public IReadOnlyList<Person> People { get; }

    /// <summary>One process of the installation.</summary>
    public ServiceProvider Start(Process? process = null)
    {
        var mine = process is null ? Store : new Store(new FaultyTables(Store.Tables, World, process, Odds.Calm, Mutant.None), Store.Feedback, Store.Queues, Store.Blobs);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(settings).AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production });
        services.AddChuanKhuy(mine, World.Time, World.Dice);
        services.AddSingleton(new TeamsHttp(Teams.InProcess(Takes)));
        return services.BuildServiceProvider();
    }

    /// <summary>A talk for everybody whose invitations may leave now.</summary>
    /// <param name="met">Whether everybody's chat with the bot is known.</param>
    public async Task Plan(ServiceProvider services, bool met)
    {
        await services.GetRequiredService<UnitStore>().Save([new("8401", "เมือง", "84", "1")], default);
        await services.GetRequiredService<RosterStore>().Save(People, null, default);
        foreach (var person in met ? People : [])
        {
            Teams.Opens(FakeTeams.Chat(person.Id));
            var address = new TeamsAddress(Teams.ServiceUrl, FakeTeams.Mri(person.Id), FakeTeams.Tenant, FakeTeams.Chat(person.Id));
            await services.GetRequiredService<ContactStore>().Keep(
                TeamsChannel.ChannelName, new(person.Id, person.TeamsId, JsonSerializer.Serialize(address, TeamsJson.Default.TeamsAddress), World.Now), default);
        }
        var starts = World.Now.AddDays(10);
        var plan = new Plan("talk", SessionKind.Talk, "ตลาดนัดคนไทยยิ้มได้", [new(null, "วิทยากร")], "1", starts, starts.AddHours(1), null, Audience.All, MeetingKind.None, "ห้อง 1", true);
        await services.GetRequiredService<Planner>().Apply(plan, null, default);
    }

    /// <summary>Ticks once and takes what is on the queue until it is empty for a while.</summary>
    public async Task Work(ServiceProvider services, TimeSpan until)
    {
        var end = World.Now + until;
        var (queues, courier) = (services.GetRequiredService<IQueues>(), services.GetRequiredService<Courier>());
        await services.GetRequiredService<Ticker>().Tick(default);
        for (var ticked = World.Now; World.Now < end; await Task.Delay(TimeSpan.FromMilliseconds(500), World.Time))
        {
            if (World.Now > ticked + Ticker.Period)
            {
                await services.GetRequiredService<Ticker>().Tick(default);
                ticked = World.Now;
            }
            foreach (var item in await queues.Receive(Hint.Queue, 4, TimeSpan.FromMinutes(5), default))
            {
                await courier.Take(item.Text, default);
                await queues.Delete(Hint.Queue, item, default);
            }
        }
    }

    public async Task<IReadOnlyList<Delivery>> Rows(ServiceProvider services)
    {
        var rows = new List<Delivery>();
        await foreach (var row in services.GetRequiredService<DeliveryStore>().All(new("talk", MessageKind.Invite, 1), default)) rows.Add(row.Value);
        return rows;
    }

    /// <summary>How many cards each person got, those who got none left out.</summary>
    public Dictionary<string, int> Cards() => Teams.Messages.GroupBy(m => m.Conversation, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
}
