using System.Text.Json;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace ChuanKhuy.Tests.Teams;

/// <summary>Seven thousand invitations within the published limits, whatever happens on the way: nobody twice, nobody forgotten.</summary>
public sealed class BulkTests
{
    static readonly Message Hello = new(new Notice("สวัสดี", "ยินดีที่ได้รู้จัก", Tone.Good));

    [Fact]
    public void Seven_thousand_cards_leave_within_150_seconds_from_two_processes_and_answers_do_not_wait_behind_them()
    {
        var department = new Department(7000, perSecond: 48);
        var waits = new List<(TimeSpan Wait, string What)>();
        department.World.Run(async () =>
        {
            await using var first = department.Start();
            await using var second = department.Start();
            await department.Plan(first, met: true);
            await Task.WhenAll(
                department.Work(first, TimeSpan.FromMinutes(3)), department.Work(second, TimeSpan.FromMinutes(3)),
                Replies(department, second, waits), Personal(department, first, waits));
            var rows = await department.Rows(first);
            Assert.Equal(7000, rows.Count);
            Assert.DoesNotContain(rows, row => row is not { State: DeliveryState.Sent, Attempts: 1 });
        });
        var cards = department.Teams.Messages.Where(m => ((string)m.Activity["summary"]!).StartsWith("ชวนร่วม", StringComparison.Ordinal)).ToList();
        Assert.Equal(7000, cards.Select(card => card.Conversation).Distinct().Count());
        Assert.Equal(7000, cards.Count);
        Assert.InRange((cards[^1].At - cards[0].At).TotalSeconds, 140, 150);
        Assert.Equal((0, 0), (department.Teams.Violations, department.Teams.Throttled));
        Assert.Empty(department.Teams.Wrong);
        Assert.True(waits.Count >= 30, $"{waits.Count} waits");
        Assert.All(waits, wait => Assert.True(wait.Wait <= TimeSpan.FromSeconds(2), $"{wait.What} waited {wait.Wait}"));
    }

    /// <summary>Somebody asks the bot for something every few seconds.</summary>
    static async Task Replies(Department department, IServiceProvider services, List<(TimeSpan, string)> waits)
    {
        var channel = services.GetRequiredService<TeamsChannel>();
        for (var i = 0; i < 25; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), department.World.Time);
            var (person, began) = (department.People[6000 + i].Id, department.World.Now);
            var place = JsonSerializer.Serialize(new TeamsPlace(department.Teams.ServiceUrl, FakeTeams.Chat(person)), TeamsJson.Default.TeamsPlace);
            Assert.IsType<SendOutcome.Posted>(await channel.Reply(new Incoming.Said(person, "ตาราง") { Place = place }, Hello, "k", default));
            waits.Add((department.World.Now - began, "a reply"));
        }
    }

    /// <summary>A colleague's tap causes a message to one person every few seconds; the process that sends the many sends it too.</summary>
    static async Task Personal(Department department, IServiceProvider services, List<(TimeSpan, string)> waits)
    {
        for (var i = 0; i < 12; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(10), department.World.Time);
            var (person, began) = (department.People[5000 + i], department.World.Now);
            var session = (await services.GetRequiredService<SessionStore>().Find("talk", default))!.Value;
            var row = Delivery.To(person.Id, person, MessageKind.Named, session, _ => TeamsChannel.ChannelName, began, began.AddHours(1), "p0001");
            await services.GetRequiredService<WorkStore>().PutWaiting(new("talk"), default);
            Assert.True(await services.GetRequiredService<SessionStore>().Keep("talk", [SessionRows.Out(row, $"{i:D2}")], default));
            while (!department.Teams.To(person.Id).Any(m => ((string)m.Activity["summary"]!).Contains("ลงชื่อ", StringComparison.Ordinal))) await Task.Delay(TimeSpan.FromMilliseconds(20), department.World.Time);
            waits.Add((department.World.Now - began, "a personal message"));
        }
    }

    [Fact]
    public void Chats_that_must_be_made_first_take_a_second_request_each_and_stay_within_the_limits()
    {
        var department = new Department(600, perSecond: 30);
        department.World.Run(async () =>
        {
            await using var process = department.Start();
            await department.Plan(process, met: false);
            await department.Work(process, TimeSpan.FromMinutes(2));
            Assert.All(await department.Rows(process), row => Assert.Equal(DeliveryState.Sent, row.State));
        });
        Assert.Equal((600, 600), (department.Teams.Asked.Count(what => what == "create"), department.Cards().Count));
        Assert.Equal((0, 0), (department.Teams.Violations, department.Teams.Throttled));
        Assert.InRange((department.Teams.Messages[^1].At - department.Teams.Messages[0].At).TotalSeconds, 38, 45);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_process_that_dies_twice_on_the_way_leaves_at_most_what_was_in_flight_unknown(ulong seed)
    {
        var department = new Department(1000, perSecond: 40, seed);
        department.World.Run(async () =>
        {
            await using var calm = department.Start();
            await department.Plan(calm, met: true);
            for (var death = 0; death < 2; death++)
            {
                var process = new Process(department.World, 0);
                await using var services = department.Start(process);
                var work = department.Work(services, TimeSpan.FromMinutes(1));
                await Task.Delay(TimeSpan.FromMilliseconds(4000 + department.World.Pick(3000)), department.World.Time);
                process.Die();
                await Assert.ThrowsAsync<DiedException>(() => work);
                await Task.Delay(TimeSpan.FromMinutes(2), department.World.Time); // until its lease ends
            }
            await department.Work(calm, TimeSpan.FromMinutes(12));
            var rows = await department.Rows(calm);
            Assert.Equal(1000, rows.Count);
            Assert.InRange(rows.Count(row => row.State is DeliveryState.Unknown), 1, 32);
            Assert.All(rows, row => Assert.True(row.State is DeliveryState.Unknown or DeliveryState.Sent, $"{row.Person} {row.State}"));
            var cards = department.Cards();
            Assert.All(rows, row => Assert.True(cards.GetValueOrDefault(FakeTeams.Chat(row.Person)) is var count && (count == 1 || (count == 0 && row.State is DeliveryState.Unknown)), $"{row.Person} got {count}"));
        });
        Assert.Equal(0, department.Teams.Violations);
    }

    [Fact]
    public void Ten_minutes_of_bad_gateway_leave_the_rest_pending_and_then_deliver_them()
    {
        var department = new Department(1200, perSecond: 40);
        department.World.Run(async () =>
        {
            await using var process = department.Start();
            await department.Plan(process, met: true);
            var began = department.World.Now;
            department.Teams.Always = what =>
                what == "send" && department.World.Now - began is var passed && passed > TimeSpan.FromSeconds(10) && passed < TimeSpan.FromSeconds(610) ? new Fault(502) : null;
            await department.Work(process, TimeSpan.FromMinutes(10));
            var pending = (await department.Rows(process)).Count(row => row.State is DeliveryState.Pending);
            Assert.InRange(pending, 700, 850);
            await department.Work(process, TimeSpan.FromMinutes(10));
            var rows = await department.Rows(process);
            Assert.Equal(1200, rows.Count);
            Assert.InRange(rows.Count(row => row.State is DeliveryState.Unknown), 1, 16 + 20);
            Assert.Equal(1200 - rows.Count(row => row.State is DeliveryState.Unknown), rows.Count(row => row.State is DeliveryState.Sent));
        });
        Assert.All(department.Cards().Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public void One_conversation_stays_within_its_windows()
    {
        var department = new Department(1, perSecond: 30);
        department.World.Run(async () =>
        {
            await using var process = department.Start();
            await department.Plan(process, met: true);
            var channel = process.GetRequiredService<TeamsChannel>();
            var sends = await Task.WhenAll(Enumerable.Range(0, 70).Select(_ => channel.Send(department.People[0], Hello, "k", default).AsTask()));
            Assert.Equal(60, sends.Count(sent => sent is SendOutcome.Posted));
            Assert.All(sends.OfType<SendOutcome.NotSent>(), put => Assert.InRange(put.RetryAfter!.Value.TotalSeconds, 5, 30));
        });
        Assert.Equal(0, department.Teams.Violations);
    }

    [Fact]
    public void The_stand_in_counts_what_overruns_its_windows()
    {
        var department = new Department(1, perSecond: 30);
        department.World.Run(async () =>
        {
            await using var process = department.Start();
            await department.Plan(process, met: true);
            var connector = process.GetRequiredService<TeamsHttp>();
            var (token, _) = await process.GetRequiredService<BotToken>().Get(default);
            for (var i = 0; i < 8; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Delete, $"{department.Teams.ServiceUrl}v3/conversations/{FakeTeams.Chat("p0000")}/activities/1:1");
                request.Headers.Authorization = new("Bearer", token);
                using var response = await connector.Client.SendAsync(request, default);
                Assert.Equal(i < 7 ? 200 : 429, (int)response.StatusCode);
            }
        });
        Assert.Equal(1, department.Teams.Violations);
    }
}
