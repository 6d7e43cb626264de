using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChuanKhuy.Tests.Received;

/// <summary>What a platform said is answered once: whatever is repeated, late, or dies in the middle.</summary>
public sealed class InboxTests : IAsyncLifetime
{
    readonly Platform platform = new();
    Office office = null!;
    Inbox inbox = null!;

    public async Task InitializeAsync()
    {
        office = await Office.Open();
        inbox = Worker();
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task What_was_accepted_is_answered_where_it_was_said()
    {
        await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
        await Work();
        Assert.Equal(["m1 somchai"], platform.Replies);
        Assert.Equal("platform", (await office.Get<ContactStore>().Load(Office.Ct)).Of("somchai").Used);
    }

    [Fact]
    public async Task A_repetition_has_no_effect_for_eight_days()
    {
        await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
        await Work();
        for (var i = 0; i < 3; i++)
        {
            await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
            await Work();
        }
        office.Clock.Advance(TimeSpan.FromDays(7));
        await inbox.Sweep(Office.Ct);
        await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
        await Work();
        Assert.Single(platform.Replies);

        office.Clock.Advance(TimeSpan.FromDays(2));
        await inbox.Sweep(Office.Ct);
        await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
        await Work();
        Assert.Equal(2, platform.Replies.Count);
    }

    [Fact]
    public async Task Ten_workers_at_once_answer_once()
    {
        await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
        var hash = InboxStore.Hash("m1");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Worker().Take("platform", hash, Office.Ct)));
        Assert.Single(platform.Replies);
    }

    [Fact]
    public async Task The_platform_may_say_not_yet_for_ten_minutes()
    {
        platform.NotYet = 2;
        await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
        await Work();
        Assert.Empty(platform.Replies);
        for (var i = 0; i < 2; i++)
        {
            office.Clock.Advance(TimeSpan.FromSeconds(30));
            await Work();
        }
        Assert.Single(platform.Replies);

        platform.NotYet = int.MaxValue;
        await inbox.Accept("platform", "m2", "somchai:ตาราง", Office.Ct);
        await Work();
        office.Clock.Advance(TimeSpan.FromMinutes(11));
        await inbox.Sweep(Office.Ct);
        await Work();
        platform.NotYet = 0;
        office.Clock.Advance(TimeSpan.FromMinutes(11));
        await inbox.Sweep(Office.Ct);
        await Work();
        Assert.Single(platform.Replies);
    }

    [Fact]
    public async Task An_answer_that_did_not_leave_is_tried_again_and_a_doubtful_one_is_not()
    {
        platform.Outcomes.Enqueue(new SendOutcome.NotSent(TimeSpan.FromSeconds(5)));
        platform.Outcomes.Enqueue(new SendOutcome.PerhapsSent("timeout"));
        await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
        await Work();
        office.Clock.Advance(TimeSpan.FromSeconds(4));
        await Work();
        Assert.Single(platform.Replies);
        office.Clock.Advance(TimeSpan.FromSeconds(2));
        await Work();
        office.Clock.Advance(TimeSpan.FromMinutes(5));
        await inbox.Sweep(Office.Ct);
        await Work();
        Assert.Equal(2, platform.Replies.Count);
    }

    [Fact]
    public async Task Who_dies_before_the_answer_left_is_followed_by_another_and_who_dies_after_is_not()
    {
        await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
        platform.Dies = true;
        await Assert.ThrowsAsync<OperationCanceledException>(() => inbox.Take("platform", InboxStore.Hash("m1"), Office.Ct));
        platform.Dies = false;
        await inbox.Sweep(Office.Ct);
        await Work();
        Assert.Empty(platform.Replies);
        office.Clock.Advance(Inbox.Term);
        await inbox.Sweep(Office.Ct);
        platform.DiesReplying = true;
        await Assert.ThrowsAsync<OperationCanceledException>(() => inbox.Take("platform", InboxStore.Hash("m1"), Office.Ct));
        platform.DiesReplying = false;
        Assert.Single(platform.Replies);
        office.Clock.Advance(Inbox.Term);
        await inbox.Sweep(Office.Ct);
        await Work();
        Assert.Single(platform.Replies);
    }

    [Fact]
    public async Task What_fails_five_times_is_parked_disturbs_nobody_and_can_be_tried_again()
    {
        platform.Broken = "somchai";
        await inbox.Accept("platform", "m1", "somchai:ตาราง", Office.Ct);
        await inbox.Accept("platform", "m2", "malee:ตาราง", Office.Ct);
        for (var i = 0; i < 6; i++)
        {
            await Work();
            office.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(["m2 malee"], platform.Replies);
        platform.Broken = null;
        await inbox.Sweep(Office.Ct);
        await Work();
        Assert.Single(platform.Replies);
        Assert.Equal(1, await inbox.Replay(Office.Ct));
        await Work();
        Assert.Equal(["m2 malee", "m1 somchai"], platform.Replies);
    }

    Inbox Worker() => new(
        office.Get<InboxStore>(), [platform], office.Get<Conversation>(), office.Get<ContactStore>(), office.Installation.Store.Store.Queues, office.Clock, NullLogger<Inbox>.Instance);

    /// <summary>What waits on the queue now.</summary>
    async Task Work()
    {
        while (await office.Installation.Store.Store.Queues.Receive(Hint.Queue, 32, TimeSpan.FromMinutes(5), Office.Ct) is { Count: > 0 } items)
            foreach (var item in items)
            {
                if (Hint.Parse(item.Text) is Hint.Receive receive) await inbox.Take(receive.Channel, receive.Hash, Office.Ct);
                await office.Installation.Store.Store.Queues.Delete(Hint.Queue, item, Office.Ct);
            }
    }

    /// <summary>A platform whose bodies are "person:text" and whose misbehaviour is written down beforehand.</summary>
    sealed class Platform : IChannel
    {
        public int NotYet { get; set; }
        public bool Dies { get; set; }
        public bool DiesReplying { get; set; }
        public string? Broken { get; set; }
        public Queue<SendOutcome> Outcomes { get; } = new();
        public List<string> Replies { get; } = [];

        public string Name => "platform";
        public Capabilities Can { get; } = new(Update: false, Answer: false);

        public bool Meets(Person person) => true;

        public ValueTask<Opened> Open(string body, CancellationToken ct)
        {
            if (Dies) throw new OperationCanceledException();
            if (NotYet > 0)
            {
                NotYet--;
                return new(new Opened.NotYet(TimeSpan.FromSeconds(20)));
            }
            var (person, text) = (body.Split(':')[0], body.Split(':')[1]);
            if (person == Broken) throw new InvalidOperationException("A defect.");
            return new(new Opened.Heard(new Incoming.Said(person, text)));
        }

        public ValueTask<SendOutcome> Reply(Incoming incoming, Message answer, string key, CancellationToken ct)
        {
            Assert.IsType<SessionList>(answer.Card);
            Replies.Add($"{(key == InboxStore.Hash("m1") ? "m1" : "m2")} {incoming.Person}");
            if (DiesReplying) throw new OperationCanceledException();
            return new(Outcomes.TryDequeue(out var outcome) ? outcome : new SendOutcome.Posted("p"));
        }

        public ValueTask<Reading> Read(HttpRequest request, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<IResult> Answer(Incoming incoming, Message answer, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<SendOutcome> Send(Person to, Message message, string key, CancellationToken ct) => throw new NotSupportedException();
    }
}
