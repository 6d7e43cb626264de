using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Tests.Commands;
using ChuanKhuy.Tests.Storage;
using ChuanKhuy.Tests.Teams;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Ship;

/// <summary>A service manager asks the server to stop (SIGTERM) while it sends: what is on its way arrives and is marked, the rest waits for the next start.</summary>
public sealed class StopTests : IDisposable
{
    const int People = 120;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    readonly Folder folder = new();
    readonly FakeTeams teams = new(TimeProvider.System);
    Process? server;

    public void Dispose()
    {
        if (server is { HasExited: false }) server.Kill();
        server?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Nothing_is_lost_doubled_or_doubtful_when_the_server_is_asked_to_stop()
    {
        await teams.Listen();
        await Prepare();
        var (slow, onTheirWay) = (false, 0);
        teams.Before = async what =>
        {
            if (what != "send" || !Volatile.Read(ref slow)) return;
            Interlocked.Increment(ref onTheirWay);
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        };
        server = Start("--urls", "http://127.0.0.1:0");
        var (said, complained) = (server.StandardOutput.ReadToEndAsync(), server.StandardError.ReadToEndAsync());
        await Until(() => teams.Arrived >= 20);
        Volatile.Write(ref slow, true);
        await Until(() => Volatile.Read(ref onTheirWay) > 0);
        await Ask(server);
        using (var patience = new CancellationTokenSource(Patience)) await server.WaitForExitAsync(patience.Token);
        Assert.True(server.ExitCode == 0, $"exit code {server.ExitCode}: {await said}{await complained}");
        Assert.InRange(teams.Arrived, 20 + onTheirWay, People - 1);
        var rows = await Rows();
        Assert.Equal(teams.Arrived, rows.Count(row => row.State is DeliveryState.Sent));
        Assert.All(rows.Where(row => row.State is not DeliveryState.Sent), row => Assert.True(row is { State: DeliveryState.Pending, Intent: null }, $"{row.Person}: {row.State} {row.Intent}"));

        Volatile.Write(ref slow, false);
        using var again = Start("tick");
        (said, complained) = (again.StandardOutput.ReadToEndAsync(), again.StandardError.ReadToEndAsync());
        using (var patience = new CancellationTokenSource(Patience)) await again.WaitForExitAsync(patience.Token);
        Assert.True(again.ExitCode == 0, $"exit code {again.ExitCode}: {await said}{await complained}");
        Assert.Equal(Enumerable.Range(0, People).Select(Id), (await Rows()).Where(row => row.State is DeliveryState.Sent).Select(row => row.Person).Order(StringComparer.Ordinal));
        Assert.Equal(People, teams.Messages.Select(message => message.Conversation).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(People, teams.Messages.Count);
    }

    Process Start(params string[] arguments) => Built.Start(
        [.. arguments, "--data", folder.Path],
        ("Teams__AppId", FakeTeams.App), ("Teams__TenantId", FakeTeams.Tenant), ("Teams__Secret", FakeTeams.Secret),
        ("Teams__TokenEndpoint", $"{teams.Address}token"), ("Teams__ServiceUrl", $"{teams.Address}teams/"));

    async Task<IReadOnlyList<Delivery>> Rows()
    {
        await using var office = await Office.Open(data: folder.Path, clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()), people: []);
        return await office.Rows(MessageKind.Invite);
    }

    static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
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

    static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D5}");

    /// <summary>By the shell's own word, which every Unix has.</summary>
    static async Task Ask(Process to)
    {
        using var shell = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {to.Id}")]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
