using System.Net;
using System.Net.Sockets;
using System.Text;
using ChuanKhuy.Bot.Channels;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChuanKhuy.Tests.Webex;

/// <summary>Connections that break: whether something of the message left decides whether it may be sent again.</summary>
public sealed class ConnectionTests : IDisposable
{
    static readonly WebexPost Hello = new(null, "somchai@example.go.th", null, "สวัสดี", null);
    readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public ConnectionTests() => listener.Start();

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task Nobody_listens()
    {
        listener.Stop();
        Assert.IsType<WebexReply<WebexMessage>.NotNow>(await Post("http"));
    }

    [Fact]
    public async Task A_name_that_does_not_exist() =>
        Assert.IsType<WebexReply<WebexMessage>.NotNow>(await Post(new Uri("https://nobody.invalid/v1/")));

    [Fact]
    public async Task It_connects_and_there_is_no_TLS_behind_it() =>
        Assert.IsType<WebexReply<WebexMessage>.NotNow>(await Post("https", async stream => await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"))));

    [Fact]
    public async Task It_connects_and_never_says_a_word_of_TLS() => Assert.IsType<WebexReply<WebexMessage>.NotNow>(await Post("https", _ => Task.CompletedTask));

    [Fact]
    public async Task It_takes_the_message_and_never_answers() => Assert.IsType<WebexReply<WebexMessage>.Lost>(await Post("http", Read));

    [Fact]
    public async Task It_takes_the_message_and_breaks_off_in_the_answer() => Assert.IsType<WebexReply<WebexMessage>.Lost>(await Post("http", async stream =>
    {
        await Read(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":"));
        stream.Close();
    }));

    [Fact]
    public async Task It_takes_the_message_and_the_answer_is_no_JSON() => Assert.IsType<WebexReply<WebexMessage>.Lost>(await Post("http", async stream =>
    {
        await Read(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>"));
    }));

    async Task<WebexReply<WebexMessage>> Post(string scheme, Func<NetworkStream, Task>? serve = null)
    {
        var address = new Uri($"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/");
        if (serve is null) return await Post(address);
        var posting = Post(address);
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        await serve(stream);
        return await posting;
    }

    static async Task<WebexReply<WebexMessage>> Post(Uri address)
    {
        using var client = new WebexClient(
            new(address, "t", "s", [], "", null, null) { Patience = TimeSpan.FromMilliseconds(500) }, TimeProvider.System, NullLogger<WebexClient>.Instance);
        return await client.Post(Hello, Office.Ct);
    }

    /// <summary>Until the message is there.</summary>
    static async Task Read(NetworkStream stream)
    {
        var (seen, buffer) = ("", new byte[8192]);
        while (!seen.Contains("markdown", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read) seen += Encoding.UTF8.GetString(buffer, 0, read);
    }
}
