using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core;
using Microsoft.Extensions.Configuration;

namespace ChuanKhuy.Bot.Meetings;

/// <summary>The settings under `Graph:`, for rooms in Teams.</summary>
/// <param name="Organiser">The object id of the account whose meetings these are; an application access policy must let our app act for it.</param>
/// <param name="App">The app that asks: that of the Teams channel unless `Graph:AppId` names another.</param>
public sealed record GraphSettings(Uri Api, string Organiser, TeamsSettings App)
{
    const string DefaultApi = "https://graph.microsoft.com/v1.0";

    /// <summary>What a token for Graph is asked for. Source: learn.microsoft.com, "Get access without a user".</summary>
    public string Scope => Api.IsLoopback ? "https://graph.microsoft.com/.default" : $"https://{Api.Host}/.default";

    /// <summary>Null when no organiser is named: then no rooms are made in Teams.</summary>
    /// <exception cref="TroubleException">Half of it is set, or something cannot be used.</exception>
    public static GraphSettings? From(IConfiguration all, TeamsSettings teams, bool development)
    {
        var settings = all.GetSection("Graph");
        if (Text(settings, "Organiser") is not { } organiser)
            return Text(settings, "AppId") is null && Text(settings, "Secret") is null ? null
                : throw Half("Graph:Organiser");
        if (!Guid.TryParse(organiser, out _))
            throw new TroubleException("Graph:Organiser ต้องเป็นรหัสบัญชี (object id) ใน Entra", "Graph:Organiser must be the object id of an account in Entra.");
        var app = teams with { On = true };
        if (Text(settings, "AppId") is { } other)
        {
            if (Text(settings, "TenantId") is not { } tenant) throw Half("Graph:TenantId");
            app = app with
            {
                AppId = other, TenantId = tenant, Tenants = new HashSet<string>([tenant], StringComparer.OrdinalIgnoreCase), Secret = Text(settings, "Secret"), Certificate = null, ManagedIdentity = false,
                TokenEndpoint = new($"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"),
            };
            if (app.Secret is null) throw Half("Graph:Secret");
        }
        if (app.AppId.Length == 0) throw Half("Teams:AppId (Graph:AppId)");
        if (app.Missing is { } missing) throw Half(missing);
        return new(
            Address(Text(settings, "Api") ?? DefaultApi, "Api", development), organiser,
            Text(settings, "TokenEndpoint") is { } endpoint ? app with { TokenEndpoint = Address(endpoint, "TokenEndpoint", development) } : app);
    }

    static Uri Address(string text, string name, bool development) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (development && uri.IsLoopback && uri.Scheme == Uri.UriSchemeHttp))
            ? uri
            : throw new TroubleException($"Graph:{name} ต้องเป็นที่อยู่ https", $"Graph:{name} must be an https address.");

    static TroubleException Half(string missing) => new(
        $"ตั้งค่าการประชุม Teams ยังไม่ครบ ขาด {missing} ใส่ให้ครบ หรือเอาออกทั้งหมดถ้าไม่ใช้", $"Meetings in Teams are set up in halves: {missing} is missing.");

    static string? Text(IConfigurationSection settings, string name) => settings[name]?.Trim() is { Length: > 0 } text ? text : null;
}
