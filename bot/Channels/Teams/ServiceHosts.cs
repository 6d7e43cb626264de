namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>
/// Where the bot's token may go: exact host names, https on its usual port. A suffix would let anybody with a domain of that ending in.
/// In Development this machine itself is allowed too, for a connector on loopback.
/// </summary>
public sealed class ServiceHosts(IEnumerable<string> names, bool development)
{
    /// <summary>Microsoft's connectors: the public cloud, GCC, GCC High and DoD. Source: microsoft/Agents-for-net, TeamsProactiveServiceEndpoints.</summary>
    public static IReadOnlyList<string> Microsoft { get; } =
    [
        "smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us",
    ];

    readonly HashSet<string> exact = new(names, StringComparer.OrdinalIgnoreCase);

    /// <summary>The base address, ending in a slash; null when it is not one that we may call.</summary>
    public Uri? Allowed(string? serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0) return null;
        var local = development && uri.IsLoopback && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
        if (!local && !(uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && exact.Contains(uri.Host))) return null;
        return uri.AbsolutePath.EndsWith('/') ? uri : new(uri.AbsoluteUri + "/");
    }
}
