using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Storage;

/// <summary>What <see cref="IQueues"/> promises. Where the clock is not ours (Azurite), what needs time to pass is asked of the other stores only.</summary>
public abstract class QueuesContract : IAsyncLifetime
{
    static readonly TimeSpan minute = TimeSpan.FromMinutes(1);
    protected OpenedStore Opened { get; private set; } = null!;

    protected abstract Task<OpenedStore> Open();

    protected IQueues Queues => Opened.Queues;

    public async Task InitializeAsync() => Opened = await Open();

    public async Task DisposeAsync() => await Opened.DisposeAsync();

    [Fact]
    public async Task A_message_is_received_once_and_deleted()
    {
        await Send("due|S-1");
        var item = Assert.Single(await Receive());
        Assert.Equal(("due|S-1", 1), (item.Text, item.Deliveries));
        Assert.Empty(await Receive());
        Assert.True(await Queues.Delete("outbox", item, Given.Now));
        Assert.False(await Queues.Delete("outbox", item, Given.Now));
    }

    [Fact]
    public async Task An_empty_queue_and_one_that_never_was_give_nothing()
    {
        Assert.Empty(await Receive());
        Assert.False(await Queues.Delete("outbox", new("0d2a5a0c-3b0e-4e7e-8f67-6d1d4b0a1c11", "AgAAAAMAAAAAAAAA", "x", 1), Given.Now));
    }

    [Fact]
    public async Task A_message_that_is_delayed_is_not_seen_before()
    {
        await Queues.Send("outbox", "later", minute, Given.Now);
        await Send("now");
        Assert.Equal("now", Assert.Single(await Receive()).Text);
        Assert.Empty(await Receive());
    }

    [Fact]
    public async Task As_many_as_asked_for_are_received()
    {
        for (var i = 0; i < 40; i++) await Send($"m{i}");
        Assert.Equal(3, (await Queues.Receive("outbox", 3, minute, Given.Now)).Count);
        Assert.Equal(32, (await Queues.Receive("outbox", 32, minute, Given.Now)).Count);
        Assert.Equal(5, (await Queues.Receive("outbox", 32, minute, Given.Now)).Count);
    }

    [Fact]
    public async Task Queues_are_apart()
    {
        await Send("a");
        await Queues.Send("outbox-poison", "b", TimeSpan.Zero, Given.Now);
        Assert.Equal("b", Assert.Single(await Queues.Receive("outbox-poison", 32, minute, Given.Now)).Text);
        Assert.Equal("a", Assert.Single(await Receive()).Text);
    }

    [Theory]
    [InlineData("ทดสอบ 🌊 <a href=\"x\">&amp;</a>")]
    [InlineData(" spaces around ")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("aGVsbG8=")]
    [InlineData("{\"json\":[1,2]}")]
    [InlineData("]]>")]
    public async Task A_text_comes_back_as_it_was(string text)
    {
        await Send(text);
        Assert.Equal(text, Assert.Single(await Receive()).Text);
    }

    [Fact]
    public async Task A_text_holds_48_KiB_and_no_more()
    {
        var text = new string('a', Limits.MessageBytes); // not Thai: the emulator breaks letters of several bytes where it cuts its input
        await Send(text);
        Assert.Equal(text, Assert.Single(await Receive()).Text);
        await Refused(text + "a");
        await Refused(new string('ก', (Limits.MessageBytes / 3) + 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\u0000b")]
    [InlineData("a\rb")]
    [InlineData("half a pair")]
    [InlineData("\uffff")]
    public async Task A_text_that_Azure_could_not_carry_is_refused(string text) =>
        await Refused(text == "half a pair" ? "\ud83d" : text); // an attribute cannot hold one

    [Fact]
    public async Task A_delay_over_seven_days_or_below_nothing_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Send("outbox", "x", TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1), Given.Now));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Send("outbox", "x", -minute, Given.Now));
    }

    [Fact]
    public async Task A_lease_Azure_would_not_give_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Receive("outbox", 0, minute, Given.Now));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Receive("outbox", 33, minute, Given.Now));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Receive("outbox", 1, TimeSpan.Zero, Given.Now));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Receive("outbox", 1, TimeSpan.FromDays(8), Given.Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Outbox")]
    [InlineData("a")]
    [InlineData("-outbox")]
    [InlineData("out--box")]
    [InlineData("out_box")]
    public async Task A_name_that_is_no_queue_is_refused(string queue)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Send(queue, "x", TimeSpan.Zero, Given.Now));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Receive(queue, 1, minute, Given.Now));
    }

    [Fact]
    public async Task Receivers_at_the_same_time_get_each_message_once()
    {
        for (var i = 0; i < 50; i++) await Send($"m{i}");
        var received = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            await Task.Yield();
            var mine = new List<QueueItem>();
            while (await Queues.Receive("outbox", 4, minute, Given.Now) is { Count: > 0 } items) mine.AddRange(items);
            return mine;
        }));
        Assert.Equal(50, received.Sum(mine => mine.Count));
        Assert.Equal(50, received.SelectMany(mine => mine).Select(item => item.Text).Distinct(StringComparer.Ordinal).Count());
    }

    protected ValueTask Send(string text) => Queues.Send("outbox", text, TimeSpan.Zero, Given.Now);

    protected ValueTask<IReadOnlyList<QueueItem>> Receive() => Queues.Receive("outbox", 32, minute, Given.Now);

    async Task Refused(string text)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Send(text));
        Assert.Empty(await Receive());
    }
}

/// <summary>What needs time to pass, where the clock is ours.</summary>
public abstract class TimedQueuesContract : QueuesContract
{
    void Pass(TimeSpan time) => Opened.Advance!(time);

    [Fact]
    public async Task A_delayed_message_is_seen_when_its_time_has_come()
    {
        await Queues.Send("outbox", "later", TimeSpan.FromMinutes(5), Given.Now);
        Pass(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await Receive());
        Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal("later", Assert.Single(await Receive()).Text);
    }

    [Fact]
    public async Task A_message_not_deleted_comes_again_when_its_lease_has_passed()
    {
        await Send("again");
        var first = Assert.Single(await Receive());
        Pass(TimeSpan.FromSeconds(59));
        Assert.Empty(await Receive());
        Pass(TimeSpan.FromSeconds(1));
        var second = Assert.Single(await Receive());
        Assert.Equal((first.Id, first.Text, 2), (second.Id, second.Text, second.Deliveries));
        Assert.False(await Queues.Delete("outbox", first, Given.Now));
        Assert.True(await Queues.Delete("outbox", second, Given.Now));
    }

    [Fact]
    public async Task A_late_deletion_counts_as_long_as_nobody_else_has_the_message()
    {
        await Send("slow");
        var item = Assert.Single(await Receive());
        Pass(TimeSpan.FromMinutes(2));
        Assert.True(await Queues.Delete("outbox", item, Given.Now));
        Assert.Empty(await Receive());
    }

    [Fact]
    public async Task A_message_waits_longer_than_the_seven_days_of_others()
    {
        await Send("patient");
        Pass(TimeSpan.FromDays(30));
        Assert.Single(await Receive());
    }
}
