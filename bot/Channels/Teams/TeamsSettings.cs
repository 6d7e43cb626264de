using System.Globalization;
using ChuanKhuy.Core;
using Microsoft.Extensions.Configuration;

namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>The settings under `Teams:`.</summary>
/// <param name="On">Whether this installation has the channel.</param>
/// <param name="AppId">The bot's app id; empty in the Agents Playground, which knows no tokens.</param>
/// <param name="Tenants">The organisations we serve; messages of others are dropped.</param>
/// <param name="FirstContact">The connector for people of whom no message has come yet.</param>
/// <param name="PerSecond">Requests a second to the connector. Published limit: 50 for an app in a tenant; the rest is left to the answers of other processes.</param>
public sealed record TeamsSettings(
    bool On, string AppId, string TenantId, IReadOnlySet<string> Tenants, string? Secret, string? Certificate, string? CertificatePassword, bool ManagedIdentity,
    Uri OpenIdMetadata, string Issuer, Uri TokenEndpoint, ServiceHosts Hosts, Uri FirstContact, double PerSecond)
{
    /// <summary>What a token for the connector is asked for. Source: learn.microsoft.com, "Authenticate requests with the Bot Connector API".</summary>
    public const string Scope = "https://api.botframework.com/.default";

    public bool Playground => On && AppId.Length == 0;

    /// <summary>The settings that are still needed beside the app id: without them nothing is let in or sent. Null: none.</summary>
    public string? Missing => (On, Playground) is not (true, false) ? null
        : Tenants.Count == 0 ? "Teams:TenantId"
        : Secret is null && Certificate is null && !ManagedIdentity ? "Teams:Secret (Teams:Certificate, Teams:ManagedIdentity)"
        : null;

    /// <summary>Whether this is one of our organisations.</summary>
    public bool Serves(string? tenant) => tenant is not null && Tenants.Contains(tenant);

    /// <exception cref="TroubleException">A setting is missing or cannot be used.</exception>
    public static TeamsSettings From(IConfiguration all, bool development)
    {
        var settings = all.GetSection("Teams");
        var (app, playground) = (settings["AppId"] ?? "", Flag(settings, "Playground"));
        if (playground && !(development && app.Length == 0))
            throw new TroubleException(
                "Teams:Playground ใช้ได้เฉพาะในเครื่องนักพัฒนา (Development) และเมื่อไม่ได้ใส่ Teams:AppId",
                "Teams:Playground works only in Development and without Teams:AppId.");
        var tenant = settings["TenantId"] ?? "";
        var hosts = List(settings["ServiceHosts"]);
        return new(
            app.Length > 0 || playground, app, tenant, List(settings["Tenants"]) is { Count: > 0 } several ? several : List(tenant),
            Text(settings, "Secret"), Text(settings, "Certificate"), Text(settings, "CertificatePassword"), Flag(settings, "ManagedIdentity"),
            Address(settings, "OpenIdMetadata", "https://login.botframework.com/v1/.well-known/openidconfiguration", development),
            Text(settings, "Issuer") ?? "https://api.botframework.com",
            Address(settings, "TokenEndpoint", $"https://login.microsoftonline.com/{(tenant.Length > 0 ? tenant : "organizations")}/oauth2/v2.0/token", development),
            new(hosts.Count > 0 ? hosts : ServiceHosts.Microsoft, development),
            Address(settings, "ServiceUrl", "https://smba.trafficmanager.net/teams/", development),
            Rate(settings));
    }

    static double Rate(IConfigurationSection settings)
    {
        if (Text(settings, "PerSecond") is not { } text) return 30;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 50
            ? rate
            : throw new TroubleException("Teams:PerSecond ต้องเป็นตัวเลขมากกว่า 0 ถึง 50", "Teams:PerSecond must be a number above 0 and at most 50.");
    }

    static Uri Address(IConfigurationSection settings, string name, string usual, bool development)
    {
        var text = Text(settings, name) ?? usual;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (development && uri.IsLoopback && uri.Scheme == Uri.UriSchemeHttp))
            ? uri
            : throw new TroubleException($"Teams:{name} ต้องเป็นที่อยู่ https", $"Teams:{name} must be an https address.");
    }

    static string? Text(IConfigurationSection settings, string name) => settings[name] is { Length: > 0 } text ? text : null;

    static bool Flag(IConfigurationSection settings, string name) => bool.TryParse(settings[name], out var on) && on;

    static HashSet<string> List(string? text) =>
        (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
