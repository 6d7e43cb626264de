using System.Net;
using System.Net.Sockets;
using ChuanKhuy.Bench;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Storage;

/// <summary>What only a service over the network has: real columns, lost answers, refusals.</summary>
public sealed class AzureFaultTests
{
    static readonly CancellationToken now = CancellationToken.None;

    [Fact]
    public async Task Properties_are_columns_that_other_tools_can_read()
    {
        var emulator = await Azurite.Shared;
        await using var opened = await Stores.Open(new("Azure", "", emulator.Connection, "columns"), TimeProvider.System, now);
        await opened.Store.Tables.Done("p", Given.Insert("a", """{"title":"ชวนคุย","seats":30,"big":5000000000,"share":0.5,"open":true,"zones":["Z1","Z2"],"none":null}"""));
        TableEntity entity = await new TableClient(emulator.Connection, "columnsthings").GetEntityAsync<TableEntity>("p", "a");
        Assert.Equal(("ชวนคุย", 30, 5000000000L, 0.5, true), (entity["title"], entity["seats"], entity["big"], entity["share"], entity["open"]));
        Assert.Equal(("""["Z1","Z2"]""", "null"), (entity["zones__json"], entity["none__json"]));
    }

    [Fact]
    public async Task A_message_is_plain_text_that_never_expires()
    {
        var emulator = await Azurite.Shared;
        await using var opened = await Stores.Open(new("Azure", "", emulator.Connection, "Plain"), TimeProvider.System, now);
        await opened.Store.Queues.Send("outbox", "due|S-1", TimeSpan.Zero, now);
        var peeked = await new QueueClient(emulator.Connection, "plainoutbox").PeekMessageAsync();
        Assert.Equal("due|S-1", peeked.Value.Body.ToString());
        Assert.True(peeked.Value.ExpiresOn > TimeProvider.System.GetUtcNow().AddYears(100));
    }

    [Fact]
    public async Task A_message_whose_lease_was_ended_comes_again_and_its_first_holder_cannot_delete_it()
    {
        var emulator = await Azurite.Shared;
        await using var opened = await Stores.Open(new("Azure", "", emulator.Connection, "lease"), TimeProvider.System, now);
        await opened.Store.Queues.Send("outbox", "again", TimeSpan.Zero, now);
        var first = Assert.Single(await opened.Store.Queues.Receive("outbox", 1, TimeSpan.FromMinutes(1), now));
        // The emulator's clock is not ours: the lease is ended by hand instead of by waiting.
        await new QueueClient(emulator.Connection, "leaseoutbox").UpdateMessageAsync(first.Id, first.Receipt, first.Text, TimeSpan.Zero);
        var second = Assert.Single(await opened.Store.Queues.Receive("outbox", 1, TimeSpan.FromMinutes(1), now));
        Assert.Equal((first.Id, "again", 2), (second.Id, second.Text, second.Deliveries));
        Assert.False(await opened.Store.Queues.Delete("outbox", first, now));
        Assert.True(await opened.Store.Queues.Delete("outbox", second, now));
    }

    [Fact]
    public async Task A_service_that_nobody_runs_is_unavailable_and_nothing_was_written()
    {
        await using var opened = await Open(FreePort());
        Assert.False(await opened.Ping(now));
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await opened.Store.Tables.Commit("things", "p", [Given.Insert("a")], now));
        Assert.False(e.MayHaveCommitted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_commit_whose_answer_is_lost_is_sent_once_and_may_have_happened(int changes)
    {
        using var service = new FakeService("");
        await using var opened = await Open(service.Port);
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await opened.Store.Tables.Commit("things", "p", [.. Enumerable.Range(0, changes).Select(i => Given.Insert($"k{i}"))], now));
        Assert.True(e.MayHaveCommitted);
        Assert.Equal(1, service.Requests);
    }

    [Theory]
    [InlineData("503 Service Unavailable", "ServerBusy", false)]
    [InlineData("503 Service Unavailable", "", true)]
    [InlineData("500 Internal Server Error", "OperationTimedOut", true)]
    [InlineData("500 Internal Server Error", "InternalError", true)]
    [InlineData("502 Bad Gateway", "", true)]
    [InlineData("429 Too Many Requests", "", false)]
    public async Task A_commit_that_is_refused_for_now_is_unavailable(string status, string code, bool mayHaveCommitted)
    {
        using var service = new FakeService(Answer(status, code));
        await using var opened = await Open(service.Port);
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await opened.Store.Tables.Commit("things", "p", [Given.Insert("a")], now));
        Assert.Equal(mayHaveCommitted, e.MayHaveCommitted);
        Assert.Equal(1, service.Requests);
    }

    [Fact]
    public async Task A_refused_identity_is_a_fault_with_a_sentence()
    {
        using var service = new FakeService(Answer("403 Forbidden", "AuthenticationFailed"));
        await using var opened = await Open(service.Port);
        var e = await Assert.ThrowsAsync<StoreFaultException>(async () => await opened.Store.Tables.Find("things", "p", "a", now));
        Assert.Contains("สิทธิ์", e.Thai, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_is_tried_again()
    {
        using var service = new FakeService(Answer("503 Service Unavailable", "ServerBusy"));
        await using var opened = await Open(service.Port);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await opened.Store.Tables.Find("things", "p", "a", now));
        Assert.Equal(3, service.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AccountName=a;AccountKey=b")]
    [InlineData("http://office.table.core.windows.net")]
    [InlineData("https://office.queue.core.windows.net")]
    [InlineData("https://localhost")]
    public async Task A_connection_that_is_none_is_a_fault_with_a_sentence(string connection)
    {
        var e = await Assert.ThrowsAsync<StoreFaultException>(async () => await Stores.Open(new("Azure", "", connection), TimeProvider.System, now));
        Assert.Contains("Storage:Connection", e.Thai, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("1a")]
    [InlineData("ก")]
    public async Task A_prefix_that_no_table_can_have_is_refused(string prefix) =>
        await Assert.ThrowsAsync<StoreFaultException>(async () => await Stores.Open(new("Azure", "", "UseDevelopmentStorage=true", prefix), TimeProvider.System, now));

    [Fact]
    public void Queues_and_blobs_stand_beside_the_table_service()
    {
        Assert.Equal("https://office.queue.core.windows.net/", AzureClients.Beside(new("https://office.table.core.windows.net"), "queue").ToString());
        Assert.Equal("https://office.blob.core.windows.net/", AzureClients.Beside(new("https://office.table.core.windows.net/"), "blob").ToString());
    }

    static string Answer(string status, string code)
    {
        var body = """{"odata.error":{"code":"CODE","message":{"lang":"en-US","value":"No."}}}""".Replace("CODE", code, StringComparison.Ordinal);
        return $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
    }

    static ValueTask<OpenStore> Open(int port)
    {
        var key = Convert.ToBase64String(new byte[64]);
        var address = $"http://127.0.0.1:{port}/office";
        return Stores.Open(new("Azure", "", $"AccountName=office;AccountKey={key};TableEndpoint={address};QueueEndpoint={address};BlobEndpoint={address}"), TimeProvider.System, now);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Reads a request and gives always the same answer; an empty answer is a connection that breaks.</summary>
    sealed class FakeService : IDisposable
    {
        readonly TcpListener listener = new(IPAddress.Loopback, 0);
        readonly byte[] answer;
        int requests;

        public FakeService(string answer)
        {
            this.answer = System.Text.Encoding.ASCII.GetBytes(answer);
            listener.Start();
            _ = Serve();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public int Requests => Volatile.Read(ref requests);

        public void Dispose() => listener.Dispose();

        async Task Serve()
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    if (await stream.ReadAsync(new byte[65536]) == 0) continue;
                    Interlocked.Increment(ref requests);
                    await stream.WriteAsync(answer);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
