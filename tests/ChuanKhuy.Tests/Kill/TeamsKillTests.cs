using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Commands;
using ChuanKhuy.Tests.Storage;
using ChuanKhuy.Tests.Teams;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Kill;

/// <summary>
/// An invitation to many over the connector by two real servers on one store; the one that sends is killed without warning, twice.
/// Real time, the published limits; only what a dead process leaves for two minutes (its lease, its intents) is passed with a moved clock.
/// </summary>
public sealed class TeamsKillTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    const int People = 900;
    const int InFlight = 16;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    readonly Folder folder = new();
    readonly FakeTeams teams = new(TimeProvider.System);
    readonly List<Process> servers = [];

    public void Dispose()
    {
        foreach (var server in servers) Kill(server);
        folder.Dispose();
    }

    [Fact]
    public async Task Everybody_gets_one_card_from_two_servers_of_which_the_sending_one_is_killed_twice()
    {
        await teams.Listen();
        await Prepare();
        await using (var store = await Stores.Open(new("Sqlite", folder.File("chuankhuy.db"), null), TimeProvider.System, default))
        {
            var (sending, killed) = (Serve(), DateTimeOffset.MinValue);
            foreach (var goal in new[] { 200, 500 })
            {
                var before = teams.Arrived;
                await Until(() => new(teams.Arrived > before + InFlight));
                var other = Serve();
                await Until(() => new(teams.Arrived >= goal));
                Kill(sending);
                killed = TimeProvider.System.GetUtcNow();
                Assert.InRange(teams.Arrived, goal, People - 100);
                await TwoMinutesPass(store.Store);
                sending = other;
            }
            // What is left then are the claims of the dead.
            await Until(async () => !(await Rows(store.Store)).Any(row => row.State is DeliveryState.Pending && !(row.Intent <= killed)));
        }
        foreach (var server in servers) Kill(server);
        await Finish();
        await teams.DisposeAsync();
    }

    async Task Prepare()
    {
        var people = Enumerable.Range(0, People).Select(i => new Person(Id(i), $"นางสาวทดสอบ{i} ใจดี", "8401", "1", "พัฒนากร", Roles.Staff, TeamsId: FakeTeams.Aad(Id(i)))).ToList();
        teams.Knows(people);
        await using var office = await Office.Open(data: folder.Path, clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()), people: people);
        foreach (var person in people)
        {
            teams.Opens(FakeTeams.Chat(person.Id));
            var address = new TeamsAddress(teams.ServiceUrl, FakeTeams.Mri(person.Id), FakeTeams.Tenant, FakeTeams.Chat(person.Id));
            await office.Get<ContactStore>().Keep(
                TeamsChannel.ChannelName, new(person.Id, person.TeamsId, JsonSerializer.Serialize(address, TeamsJson.Default.TeamsAddress), office.Now), Office.Ct);
        }
        var starts = office.Now.AddDays(10);
        var plan = new Plan("t1", SessionKind.Talk, "ชวนคุยทั้งกรม", [new(null, "วิทยากรภายนอก")], "1", starts, starts.AddHours(1), null, Audience.All, MeetingKind.None, "ห้อง 1", true);
        Assert.IsType<Planned.Added>(await office.Get<Planner>().Apply(plan, null, Office.Ct));
    }

    /// <summary>Another server of the same installation.</summary>
    Process Serve()
    {
        var server = Built.Start(
            ["--data", folder.Path, "--urls", "http://127.0.0.1:0"],
            ("Teams__AppId", FakeTeams.App), ("Teams__TenantId", FakeTeams.Tenant), ("Teams__Secret", FakeTeams.Secret),
            ("Teams__TokenEndpoint", $"{teams.Address}token"), ("Teams__ServiceUrl", $"{teams.Address}teams/"), ("Teams__PerSecond", "45"));
        _ = server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = server.StandardError.BaseStream.CopyToAsync(Stream.Null);
        servers.Add(server);
        return server;
    }

    /// <summary>SIGKILL.</summary>
    static void Kill(Process server)
    {
        if (!server.HasExited) server.Kill();
        server.WaitForExit();
    }

    static async Task TwoMinutesPass(Store store)
    {
        var later = new LeaseStore(store.Tables, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(3)));
        Assert.True(await later.TryTake("sender|teams", "test", TimeSpan.FromMinutes(2), default));
        await later.Release("sender|teams", "test", default);
        await store.Queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, default);
    }

    /// <summary>The claims of the dead have become stale: who looks now knows that nobody knows.</summary>
    async Task Finish()
    {
        await using var office = await TeamsOffice.Open([], data: folder.Path, clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(6)), teams: teams);
        await office.Tick();
        var rows = await Rows(office.Office.Installation.Store.Store);
        Assert.Equal(Enumerable.Range(0, People).Select(Id), rows.Select(row => row.Person).Order(StringComparer.Ordinal));
        var got = teams.Messages.GroupBy(message => message.Conversation, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        Assert.All(got.Values, count => Assert.Equal(1, count));
        Assert.All(rows, row => Assert.True(
            row.State is DeliveryState.Unknown || (row.State is DeliveryState.Sent && got.ContainsKey(FakeTeams.Chat(row.Person))), $"{row.Person}: {row.State}, got it: {got.ContainsKey(FakeTeams.Chat(row.Person))}"));
        var unknown = rows.Where(row => row.State is DeliveryState.Unknown).ToList();
        Assert.InRange(unknown.Count, 0, 2 * InFlight);
        Assert.Empty(teams.Wrong);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rows.Count - unknown.Count} sent, {unknown.Count} unknown, of which {unknown.Count(row => got.ContainsKey(FakeTeams.Chat(row.Person)))} had arrived; {teams.Throttled} throttled"));
    }

    static async Task<IReadOnlyList<Delivery>> Rows(Store store)
    {
        var rows = new List<Delivery>();
        await foreach (var row in new DeliveryStore(store.Tables).All(new("t1", MessageKind.Invite, 1), default)) rows.Add(row.Value);
        return rows;
    }

    static async Task Until(Func<ValueTask<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds()) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
    }

    static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D5}");
}
