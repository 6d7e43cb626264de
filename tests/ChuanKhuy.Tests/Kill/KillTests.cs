using System.Globalization;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Commands;
using ChuanKhuy.Tests.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Kill;

/// <summary>
/// An invitation to a whole department, by processes that are killed without warning between the pages of the expansion and in the middle of sending.
/// These are real processes in real time; only what a dead one leaves for two minutes (its lease, its intents) is passed with a moved clock.
/// </summary>
public sealed class KillTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    const int InFlight = 16;
    readonly Folder folder = new();
    readonly SeededDice dice = new(2570);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nobody_is_missing_and_nobody_is_served_twice()
    {
        const int people = 3_000, expandingKills = 6, sendingKills = 4;
        await Prepare(people);
        var (expanding, sending) = (0, 0);
        while (expanding + sending < expandingKills + sendingKills)
        {
            // Somewhere in the next stretch; what is left is shared out among the kills to come.
            var rows = Rows();
            var open = rows < people && expanding < expandingKills;
            var done = open ? rows : Sent();
            var kills = open ? expandingKills - expanding : expandingKills + sendingKills - expanding - sending;
            var goal = Math.Min(people - 1, done + (int)(dice.Unit() * (people - done) / (kills + 1)));
            using var process = Built.Start(["tick", "--data", folder.Path]);
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
            if (!await Killed(process, () => open ? HasRow(goal) : HasChat(goal))) break;
            if (Rows() < people) expanding++;
            else sending++;
            await TwoMinutesPass();
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{people} people: killed {expanding} times between pages, {sending} times while sending"));
        Assert.True(expanding + sending == expandingKills + sendingKills, $"only {expanding} + {sending} kills before everything was done");
        Assert.True(expanding > 0 && sending > 0, $"{expanding} kills between pages, {sending} while sending");
        await Finish(people, expanding + sending);
    }

    /// <summary>SIGKILL as soon as the condition holds; false when the process came to its end first. On a thread of its own: others keep the pool busy.</summary>
    static Task<bool> Killed(System.Diagnostics.Process process, Func<bool> when) => Task.Factory.StartNew(
        () =>
        {
            while (!process.WaitForExit(1))
            {
                if (!when()) continue;
                process.Kill();
                process.WaitForExit();
                return true;
            }
            Assert.Equal(0, process.ExitCode);
            return false;
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    async Task Prepare(int people)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var office = await Office.Open(
            data: folder.Path, clock: clock, people: [.. Enumerable.Range(0, people).Select(i => new Person(Id(i), $"นางสาวทดสอบ{i} ใจดี", "8401", "1", "พัฒนากร", Roles.Staff))]);
        var starts = office.Now.AddDays(10);
        var plan = new Plan(
            "t1", SessionKind.Talk, "ชวนคุยทั้งกรม", [new(null, "วิทยากรภายนอก", "guest@example.org")], "1", starts, starts.AddHours(1), null, Audience.All, MeetingKind.None, "ห้อง 1", true);
        Assert.IsType<Planned.Added>(await office.Get<Planner>().Apply(plan, null, Office.Ct));
    }

    /// <summary>The last process runs to its end, when nothing of the dead ones holds any more.</summary>
    async Task Finish(int people, int kills)
    {
        await using var office = await Office.Open(data: folder.Path, clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(5)), people: []);
        await office.Tick();
        var rows = await office.Rows(MessageKind.Invite);
        Assert.Equal(Enumerable.Range(0, people).Select(Id), rows.Select(row => row.Person).Order(StringComparer.Ordinal));
        var fanout = (await office.Get<SessionStore>().FindFanout("t1", MessageKind.Invite, 1, Office.Ct))!.Value;
        Assert.Equal((false, people), (fanout.Open, fanout.Expected));
        Assert.All(rows, row => Assert.True(row.State is DeliveryState.Sent or DeliveryState.Unknown, $"{row.Person}: {row.State}"));
        // The browser's chat would take the same message only once: so that nobody was served twice is read from the attempts.
        Assert.All(rows, row => Assert.Equal(1, row.Attempts));
        var unknown = rows.Where(row => row.State is DeliveryState.Unknown).Select(row => row.Person).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(unknown.Count, 0, kills * InFlight);
        var chats = Chats();
        Assert.All(chats, chat => Assert.Equal(1, chat.Value));
        Assert.All(rows.Where(row => row.State is DeliveryState.Sent), row => Assert.True(chats.ContainsKey(row.Person), $"{row.Person} counts as sent"));
        Assert.All(chats.Keys, person => Assert.Contains(person, rows.Select(row => row.Person).ToHashSet(StringComparer.Ordinal)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count - unknown.Count} sent, {unknown.Count} unknown, of which {unknown.Count(chats.ContainsKey)} had arrived"));
    }

    async Task TwoMinutesPass()
    {
        await using var store = await Stores.Open(new("Sqlite", folder.File("chuankhuy.db"), null), TimeProvider.System, default);
        var later = new LeaseStore(store.Store.Tables, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(3)));
        Assert.True(await later.TryTake("sender|browser", "test", TimeSpan.FromMinutes(2), default));
        await later.Release("sender|browser", "test", default);
    }

    /// <summary>How many delivery rows there are.</summary>
    int Rows() => Ask("SELECT count(*) FROM entities WHERE tbl='deliveries' AND part=CAST('t1|Invite|0001' AS BLOB) AND key>=CAST('to|' AS BLOB)", row => row.GetInt32(0))[0];

    /// <summary>How far down the roster something has been sent.</summary>
    int Sent() => Ask("SELECT CAST(max(part) AS TEXT) FROM entities WHERE tbl='chat'", row => row.IsDBNull(0) ? 0 : int.Parse(row.GetString(0).AsSpan(1), CultureInfo.InvariantCulture) + 1)[0];

    // Both walk the roster in the order of its ids, so one row tells how far they are.
    bool HasRow(int number) => Ask("SELECT 1 FROM entities WHERE tbl='deliveries' AND part=CAST('t1|Invite|0001' AS BLOB) AND key=CAST($1 AS BLOB)", row => row.GetInt32(0), $"to|{Id(number)}").Count > 0;

    bool HasChat(int number) => Ask("SELECT 1 FROM entities WHERE tbl='chat' AND part=CAST($1 AS BLOB)", row => row.GetInt32(0), Id(number)).Count > 0;

    static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D5}");

    Dictionary<string, int> Chats() =>
        Ask("SELECT CAST(part AS TEXT), count(*) FROM entities WHERE tbl='chat' GROUP BY part", row => (row.GetString(0), row.GetInt32(1))).ToDictionary(chat => chat.Item1, chat => chat.Item2);

    List<T> Ask<T>(string sql, Func<SqliteDataReader, T> read, string? value = null)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File("chuankhuy.db")};Mode=ReadOnly;Pooling=True");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants only
        command.CommandText = sql;
#pragma warning restore CA2100
        if (value is not null) command.Parameters.AddWithValue("$1", value);
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read()) all.Add(read(rows));
        return all;
    }
}
