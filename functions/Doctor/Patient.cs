using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Bot.Meetings;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions;

/// <summary>The installation that the doctor looks at, which may be too broken to start.</summary>
/// <param name="Store">Null when it cannot be opened (<paramref name="Trouble"/>), or was never made.</param>
/// <param name="Outside">The way to everything that is not this machine; no redirects, no cookies.</param>
public sealed record Patient(IConfiguration Settings, bool Development, OpenStore? Store, TroubleException? Trouble, TimeProvider Time, TeamsHttp Outside)
{
    /// <summary>When the certificates of the hosts end that were spoken to over https.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Ends { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="way">Another way to the outside, for tests.</param>
    public static Patient Of(IConfiguration settings, bool development, OpenStore? store, TroubleException? trouble, TimeProvider time, HttpMessageHandler? way = null)
    {
        var ends = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
        return new(settings, development, store, trouble, time, new(way ?? Way(ends))) { Ends = ends };
    }

    /// <summary>Null when a setting cannot be used: that is said by <see cref="SettingsCheck"/>.</summary>
    public OfficeSettings? Office => Try(() => OfficeSettings.From(Settings));

    /// <inheritdoc cref="Office"/>
    public TeamsSettings? Teams => Try(() => TeamsSettings.From(Settings, Development));

    /// <summary>Null also when there is no Webex.</summary>
    public WebexSettings? Webex => Try(() => WebexSettings.From(Settings, OfficeSettings.From(Settings).BaseUrl));

    /// <inheritdoc cref="Webex"/>
    public GraphSettings? Graph => Try(() => GraphSettings.From(Settings, TeamsSettings.From(Settings, Development), Development));

    /// <summary>Whether people are reached by a chat platform at all.</summary>
    public bool HasChat => Text("Teams:AppId") is not null || Text("Webex:BotToken") is not null;

    public string? Text(string key) => Settings[key] is { Length: > 0 } text ? text : null;

    static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (TroubleException)
        {
            return null;
        }
    }

    static SocketsHttpHandler Way(ConcurrentDictionary<string, DateTimeOffset> ends) => new()
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5),
        SslOptions = new()
        {
            RemoteCertificateValidationCallback = (sender, certificate, _, errors) =>
            {
                if (sender is SslStream { TargetHostName: { } host } && certificate is X509Certificate2 { NotAfter: var end }) ends[host] = end;
                return errors is SslPolicyErrors.None;
            },
        },
    };
}
