using System.Net;

namespace ChuanKhuy.Functions;

/// <summary>
/// The desk lets anybody be anybody, so it opens only when all of this holds: Development; a loopback peer; a loopback Host;
/// no sign of a proxy; no chat channel and no sign-in configured; no public base address. Requests of other pages are refused too.
/// </summary>
public sealed class DeskGuard(IHostEnvironment environment, IConfiguration configuration)
{
    static readonly string[] ClosedBy = ["Teams:AppId", "Webex:BotToken", "Web:Authority"];

    /// <summary>Whether this installation may have a desk at all.</summary>
    public bool Possible { get; } =
        environment.IsDevelopment()
        && ClosedBy.All(key => string.IsNullOrEmpty(configuration[key]))
        && (configuration["Web:BaseUrl"] is not { Length: > 0 } address || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback));

    public bool Opens(HttpRequest request) =>
        Possible
        && request.HttpContext.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && IsLocal(request.Host)
        && !request.Headers.Keys.Any(IsProxy)
        && IsOwnPage(request);

    static bool IsLocal(HostString host) => host.Host is "localhost" or "127.0.0.1" or "[::1]";

    static bool IsProxy(string header) =>
        header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Via", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);

    // A page of another origin could send a form here from the developer's own browser.
    static bool IsOwnPage(HttpRequest request) =>
        (request.Headers.Origin.ToString() is "" or null || request.Headers.Origin == $"{request.Scheme}://{request.Host}")
        && (HttpMethods.IsGet(request.Method) || request.HasJsonContentType());
}
