using System.Collections.Concurrent;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChuanKhuy.Tests.Outbox;

/// <summary>The sender against a platform that misbehaves by script: nobody twice, nobody forgotten, and everybody's row says what is known.</summary>
public sealed class SenderTests : IAsyncLifetime
{
    static readonly SendOutcome Perhaps = new SendOutcome.PerhapsSent("ไม่มีคำตอบ");
    static readonly DateTimeOffset Sends = Office.Starts.AddDays(-13);
    readonly ScriptedChannel channel = new();
    Office office = null!;
    Sender sender = null!;

    public async Task InitializeAsync()
    {
        office = await Office.Open();
        sender = Make(office, channel);
        await office.Plan();
        office.Clock.SetUtcNow(Sends.ToUniversalTime());
        await Expand(MessageKind.Invite, 1);
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task Each_person_gets_it_once_however_often_the_sender_is_rung()
    {
        for (var i = 0; i < 3; i++) await Drain();
        Assert.Equal(5, channel.Sent.Count);
        Assert.Equal(5, channel.Sent.Select(sent => sent.Key).Distinct().Count());
        Assert.All(await office.Rows(MessageKind.Invite), row => Assert.Equal((DeliveryState.Sent, 1), (row.State, row.Attempts)));
    }

    [Fact]
    public async Task What_did_not_leave_is_tried_again_later_and_later_and_then_arrives()
    {
        channel.Script("somchai", new SendOutcome.NotSent(), new SendOutcome.NotSent(), new SendOutcome.NotSent());
        await Drain();
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            var row = await Row("somchai");
            Assert.Equal((DeliveryState.Pending, null, i + 1), (row.State, row.Intent, row.Attempts));
            waits.Add(row.NotBefore - office.Now);
            office.Clock.SetUtcNow(row.NotBefore.AddMilliseconds(-1));
            await Drain();
            Assert.Equal(i + 1, channel.To("somchai"));
            office.Clock.SetUtcNow(row.NotBefore);
            await Drain();
        }
        Assert.Equal((DeliveryState.Sent, 4), ((await Row("somchai")).State, channel.To("somchai")));
        Assert.All(waits.Zip([2.0, 4.0, 8.0]), wait => Assert.InRange(wait.First.TotalSeconds, wait.Second / 2, wait.Second));
        Assert.Equal(1, channel.To("malee"));
    }

    [Fact]
    public async Task What_the_platform_puts_off_is_not_tried_earlier_than_told()
    {
        channel.Script("somchai", new SendOutcome.NotSent(TimeSpan.FromHours(1)));
        await Drain();
        office.Clock.Advance(TimeSpan.FromMinutes(59));
        await Drain();
        Assert.Equal(1, channel.To("somchai"));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        await Drain();
        Assert.Equal((DeliveryState.Sent, 2), ((await Row("somchai")).State, channel.To("somchai")));
    }

    [Fact]
    public async Task Who_cannot_be_reached_is_left_alone_with_the_reason()
    {
        channel.Script("somchai", new SendOutcome.Dead("ปิดกั้นบอต"));
        await Drain();
        office.Clock.Advance(TimeSpan.FromDays(1));
        await Drain();
        Assert.Equal((DeliveryState.Unreachable, "ปิดกั้นบอต", 1), ((await Row("somchai")).State, (await Row("somchai")).Reason, channel.To("somchai")));
        Assert.Equal(4, (await office.Got(MessageKind.Invite)).Length);
    }

    [Fact]
    public async Task Content_that_is_refused_is_parked_and_the_others_go_on()
    {
        channel.Script("somchai", new SendOutcome.Rejected("400"));
        await Drain();
        office.Clock.Advance(TimeSpan.FromDays(1));
        await Drain();
        Assert.Equal((DeliveryState.Parked, 1), ((await Row("somchai")).State, channel.To("somchai")));
        Assert.Equal(4, (await office.Got(MessageKind.Invite)).Length);
    }

    [Fact]
    public async Task What_perhaps_arrived_stays_unknown_and_is_never_sent_again()
    {
        channel.Script("somchai", Perhaps);
        await Drain();
        for (var day = 0; day < 3; day++)
        {
            office.Clock.Advance(TimeSpan.FromDays(1));
            await Drain();
        }
        Assert.Equal((DeliveryState.Unknown, 1), ((await Row("somchai")).State, channel.To("somchai")));
    }

    [Fact]
    public async Task Three_unknown_in_a_row_stop_the_sending_and_one_probe_each_half_minute_looks()
    {
        channel.InFlight = 1;
        channel.Always = Perhaps;
        await Drain();
        Assert.Equal(3, channel.Sent.Count);
        Assert.Equal(2, (await office.Rows(MessageKind.Invite)).Count(row => row is { State: DeliveryState.Pending, Intent: null, Attempts: 0 }));
        office.Clock.Advance(TimeSpan.FromSeconds(29));
        await Drain();
        Assert.Equal(3, channel.Sent.Count);
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        await Drain();
        await Drain();
        Assert.Equal(4, channel.Sent.Count);
        channel.Always = null;
        office.Clock.Advance(TimeSpan.FromSeconds(30));
        await Drain();
        Assert.Equal(5, channel.Sent.Count);
        Assert.Equal(5, channel.Sent.Select(sent => sent.Person).Distinct().Count());
        Assert.Equal((4, 1), (await Count(DeliveryState.Unknown), await Count(DeliveryState.Sent)));
    }

    [Fact]
    public async Task Ten_minutes_of_a_swallowing_platform_cost_one_probe_each_half_minute_not_the_whole_office()
    {
        await using var large = await Office.Open(people: [.. Enumerable.Range(0, 120).Select(i => new Person($"p{i:D3}", $"นายคนที่ {i}", "8401", "1", "", Roles.Staff))]);
        var swallowing = new ScriptedChannel { InFlight = 4, Always = Perhaps };
        var its = Make(large, swallowing);
        await large.Plan();
        large.Clock.SetUtcNow(Sends.ToUniversalTime());
        await Expand(large, MessageKind.Invite, 1);
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(10); passed += TimeSpan.FromSeconds(10))
        {
            await its.Drain(Office.Ct);
            large.Clock.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.InRange(swallowing.Sent.Count, 20, 4 + 20);
        swallowing.Always = null;
        large.Clock.Advance(TimeSpan.FromSeconds(30));
        await its.Drain(Office.Ct);
        Assert.Equal(120, swallowing.Sent.Count);
        Assert.Equal(120, swallowing.Sent.Select(sent => sent.Person).Distinct().Count());
    }

    [Fact]
    public async Task A_notice_that_perhaps_arrived_is_sent_once_more_after_ten_minutes_and_never_a_third_time()
    {
        await Drain();
        await Move();
        channel.Script("somchai", Perhaps, new SendOutcome.NotSent(), Perhaps);
        channel.Sent.Clear();
        await Drain();
        office.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await Drain();
        Assert.Equal(1, channel.To("somchai"));
        for (var minute = 0; minute < 120; minute++)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(1));
            await Drain();
        }
        Assert.Equal(3, channel.To("somchai")); // perhaps, certainly not, perhaps
        Assert.Equal(DeliveryState.Unknown, (await Row("somchai", MessageKind.Moved, 2)).State);
        Assert.Equal(1, channel.To("malee"));
    }

    [Fact]
    public async Task A_notice_whose_second_try_arrives_is_sent()
    {
        await Drain();
        await Move();
        channel.Script("somchai", Perhaps);
        await Drain();
        office.Clock.Advance(TimeSpan.FromMinutes(10));
        await Drain();
        Assert.Equal(DeliveryState.Sent, (await Row("somchai", MessageKind.Moved, 2)).State);
    }

    [Fact]
    public async Task What_waits_when_the_session_moves_is_cancelled_and_the_notice_leaves_instead()
    {
        foreach (var person in Office.People) channel.Script(person.Id, new SendOutcome.NotSent(TimeSpan.FromHours(1)));
        await Drain();
        await Move();
        channel.Sent.Clear();
        office.Clock.Advance(TimeSpan.FromHours(1));
        await Drain();
        Assert.Empty(await office.Rows(MessageKind.Invite));
        Assert.Equal(5, (await office.Got(MessageKind.Moved, 2)).Length);
        Assert.Equal(5, channel.Sent.Count(sent => sent.Key.Contains("|Moved|2|", StringComparison.Ordinal)));
        Assert.DoesNotContain(channel.Sent, sent => sent.Key.Contains("|Invite|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_dead_process_left_in_the_middle_is_unknown_after_two_minutes()
    {
        var store = office.Get<DeliveryStore>();
        var waiting = new Waiting("t1", MessageKind.Invite, 1);
        var rows = (await store.Page(waiting, null, 2, Office.Ct)).Select(row => (row, Sending.Claim(row.Value, office.Now))).ToList();
        Assert.NotNull(await store.Replace(waiting, rows, Office.Ct));
        await Drain();
        office.Clock.Advance(TimeSpan.FromSeconds(119));
        await Drain();
        Assert.Equal((3, 2), (channel.Sent.Count, await Count(DeliveryState.Pending)));
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        await Drain();
        Assert.Equal((3, 2), (channel.Sent.Count, await Count(DeliveryState.Unknown)));
    }

    [Fact]
    public async Task The_lease_of_a_dead_sender_ends_after_two_minutes()
    {
        Assert.True(await office.Get<Core.Storage.LeaseStore>().TryTake("sender|browser", "dead", TimeSpan.FromMinutes(2), Office.Ct));
        await Drain();
        Assert.Empty(channel.Sent);
        office.Clock.Advance(TimeSpan.FromMinutes(2));
        await Drain();
        Assert.Equal(5, channel.Sent.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Senders_of_several_installations_on_one_store_send_each_message_once(int round)
    {
        var people = Enumerable.Range(0, 250).Select(i => new Person($"p{i:D3}", $"นายคนที่ {i}", "8401", "1", "", Roles.Staff)).ToList();
        await using var first = await Office.Open(people: people);
        await using var second = await Office.Open(data: first.Data, clock: first.Clock, people: []);
        await using var third = await Office.Open(data: first.Data, clock: first.Clock, people: []);
        var shared = new ScriptedChannel { Yields = true };
        await first.Plan($"t{round}");
        first.Clock.SetUtcNow(Sends.ToUniversalTime());
        await first.Get<Ticker>().Act($"t{round}", Office.Ct);
        var waiting = new Waiting($"t{round}", MessageKind.Invite, 1);
        var senders = new[] { first, second, third }.Select(there => (there, Make(there, shared))).ToList();
        await Task.WhenAll(senders.Select(pair => Task.Run(async () =>
        {
            await pair.there.Get<Expander>().Expand(waiting, Office.Ct);
            for (var i = 0; i < 3; i++) await pair.Item2.Drain(Office.Ct);
        })));
        Assert.Equal(people.Select(p => p.Id), shared.Sent.Select(sent => sent.Person).Order(StringComparer.Ordinal));
        Assert.Equal(250, (await first.Got(MessageKind.Invite, id: $"t{round}")).Length);
    }

    static Sender Make(Office there, IChannel channel) => ActivatorUtilities.CreateInstance<Sender>(there.Installation.App.Services, channel);

    Task Drain() => sender.Drain(Office.Ct);

    async Task Move()
    {
        Assert.IsType<Planned.Moved>(await office.Get<Planner>().Move("t1", Office.Starts.AddDays(1), Office.Starts.AddDays(1).AddHours(1), null, Office.Ct));
        await Expand(MessageKind.Moved, 2);
        // The speaker's own notice is not what these tests are about.
        channel.Script("wichai", new SendOutcome.Dead("-"));
    }

    Task Expand(MessageKind kind, int version) => Expand(office, kind, version);

    static async Task Expand(Office there, MessageKind kind, int version)
    {
        await there.Get<Ticker>().Act("t1", Office.Ct);
        await there.Get<Expander>().Expand(new("t1", kind, version), Office.Ct);
    }

    async Task<Delivery> Row(string person, MessageKind kind = MessageKind.Invite, int version = 1) => (await office.Rows(kind, version)).Single(row => row.Person == person);

    async Task<int> Count(DeliveryState state) => (await office.Rows(MessageKind.Invite)).Count(row => row.State == state);
}

/// <summary>A platform whose answers are written down beforehand. It stands in for the browser, because that is where the office's rows are bound for.</summary>
sealed class ScriptedChannel : IChannel
{
    readonly ConcurrentDictionary<string, ConcurrentQueue<SendOutcome>> script = new(StringComparer.Ordinal);

    public string Name => BrowserChannel.ChannelName;
    public Capabilities Can => new(true, true, InFlight);
    public int InFlight { get; set; } = 16;

    /// <summary>What everybody's sends come to who has no script; posted when null.</summary>
    public SendOutcome? Always { get; set; }

    /// <summary>Whether others get a turn in the middle of a send.</summary>
    public bool Yields { get; init; }

    public ConcurrentQueue<(string Person, string Key)> Sent { get; } = new();

    public int To(string person) => Sent.Count(sent => sent.Person == person);

    public void Script(string person, params IEnumerable<SendOutcome> outcomes) => script[person] = new(outcomes);

    public async ValueTask<SendOutcome> Send(Person to, Message message, string key, CancellationToken ct)
    {
        if (Yields) await Task.Yield();
        Sent.Enqueue((to.Id, key));
        return script.TryGetValue(to.Id, out var queue) && queue.TryDequeue(out var outcome) ? outcome : Always ?? new SendOutcome.Posted(key);
    }

    public bool Meets(Person person) => true;

    public ValueTask<Reading> Read(HttpRequest request, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<Opened> Open(string body, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<SendOutcome> Reply(Incoming incoming, Message answer, string key, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<IResult> Answer(Incoming incoming, Message answer, CancellationToken ct) => throw new NotSupportedException();
}
