namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>
/// The connections to Microsoft's services. No redirect is followed, because the bot's token would go along.
/// Plainly an invoker: timeouts are the callers', on the office's clock.
/// </summary>
public sealed class TeamsHttp(HttpMessageHandler handler) : IDisposable
{
    public TeamsHttp() : this(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    })
    {
    }

    public HttpMessageInvoker Client { get; } = new(handler);

    public void Dispose() => Client.Dispose();
}
