using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Storage;

public sealed class StorageHookTests
{
    readonly Store store = Stores.Memory(new FakeTimeProvider()).Store;

    [Fact]
    public async Task A_throw_before_a_commit_means_that_nothing_was_written()
    {
        var broken = store.Through((call, _) => call is { Operation: StorageOperation.Commit, Done: false } ? throw new StoreUnavailableException("crash", false) : default);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.Tables.Done("p", Given.Insert("a")));
        Assert.Null(await store.Tables.Find("p", "a"));
    }

    [Fact]
    public async Task A_throw_after_a_commit_means_that_it_was_written_and_not_told()
    {
        var broken = store.Through((call, _) => call is { Operation: StorageOperation.Commit, Done: true } ? throw new StoreUnavailableException("timeout", true) : default);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.Tables.Done("p", Given.Insert("a")));
        Assert.NotNull(await store.Tables.Find("p", "a"));
    }

    [Fact]
    public async Task Every_call_is_told_before_and_after_with_its_rows()
    {
        var calls = new List<string>();
        var watched = store.Through((call, _) =>
        {
            calls.Add($"{call.Operation} {call.Where} {call.Rows} {(call.Done ? "done" : "begins")}");
            return default;
        });
        await watched.Tables.Done("p", Given.Insert("a"), Given.Insert("b"));
        await watched.Tables.Keys("p");
        await watched.Tables.Find("p", "c");
        await watched.Queues.Send("outbox", "x", TimeSpan.Zero, Given.Now);
        await watched.Queues.Receive("outbox", 5, TimeSpan.FromMinutes(1), Given.Now);
        Assert.Equal(
            [
                "Commit things 2 begins", "Commit things 2 done", "Query things 0 begins", "Query things 2 done", "Find things 0 begins", "Find things 0 done",
                "Send outbox 1 begins", "Send outbox 1 done", "Receive outbox 0 begins", "Receive outbox 1 done",
            ],
            calls);
    }

    [Fact]
    public void The_memory_store_answers_on_the_callers_thread_before_it_returns()
    {
        Task[] calls =
        [
            store.Tables.Commit("things", "p", [Given.Insert("a")], Given.Now).AsTask(),
            store.Tables.Find("p", "a").AsTask(),
            store.Queues.Send("outbox", "x", TimeSpan.Zero, Given.Now).AsTask(),
            store.Queues.Receive("outbox", 1, TimeSpan.FromMinutes(1), Given.Now).AsTask(),
            store.Blobs.Put("a", Stream.Null, Given.Now).AsTask(),
        ];
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Redelivery_gives_a_leased_message_once_more()
    {
        var queues = new MemoryQueues(new FakeTimeProvider());
        await queues.Send("outbox", "x", TimeSpan.FromHours(1), Given.Now);
        queues.Redeliver("outbox");
        var first = Assert.Single(await queues.Receive("outbox", 5, TimeSpan.FromHours(1), Given.Now));
        queues.Redeliver("outbox");
        Assert.Equal(2, Assert.Single(await queues.Receive("outbox", 5, TimeSpan.FromHours(1), Given.Now)).Deliveries);
        Assert.False(await queues.Delete("outbox", first, Given.Now));
    }
}
