using ChuanKhuy.Core;
using Microsoft.Extensions.Configuration;

namespace ChuanKhuy.Bot.Channels;

/// <summary>The settings under `Webex:`.</summary>
/// <param name="Api">The base address, with a slash at its end.</param>
/// <param name="Orgs">Whose people are answered; nobody's is foreign when it is empty. Who stands in the roster is always answered.</param>
/// <param name="Site">The public address of our own pages.</param>
/// <param name="Target">Where Webex shall deliver; null when it could not reach us there.</param>
/// <param name="PerSecond">
/// Our own pace for one token. Webex publishes no number and answers 429 when it is too much
/// (developer.webex.com, "REST API Basics", section "Rate limiting").
/// </param>
public sealed record WebexSettings(Uri Api, string Token, string Secret, IReadOnlyList<string> Orgs, string Site, Uri? Target, double? PerSecond)
{
    const string DefaultApi = "https://webexapis.com/v1/";
    const double DefaultPerSecond = 5;

    /// <summary>How long one request may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Null when no bot token is set: then there is no Webex.</summary>
    /// <param name="baseUrl">The public address of this installation.</param>
    /// <exception cref="TroubleException">A setting is missing or cannot be used.</exception>
    public static WebexSettings? From(IConfiguration settings, string baseUrl)
    {
        if (settings["Webex:BotToken"]?.Trim() is not { Length: > 0 } token) return null;
        if (settings["Webex:WebhookSecret"]?.Trim() is not { Length: > 0 } secret)
            throw new TroubleException(
                "ตั้ง Webex:BotToken แล้ว แต่ยังไม่ได้ตั้ง Webex:WebhookSecret จึงพิสูจน์ไม่ได้ว่าข้อความมาจาก Webex ใส่ข้อความสุ่มยาว 32 ตัวขึ้นไป",
                "Webex:BotToken is set, but Webex:WebhookSecret is not: nothing could prove that a message comes from Webex. Set a random text of 32 characters or more.");
        var url = Address(settings);
        return new(url, token, secret, ReadOrgs(settings), baseUrl, Hook(baseUrl, url), Pace(settings));
    }

    /// <summary>`Webex:Api`, with a slash at its end.</summary>
    /// <exception cref="TroubleException">It is no address that a token may be sent to.</exception>
    internal static Uri Address(IConfiguration settings)
    {
        var api = settings["Webex:Api"] is { Length: > 0 } address ? address : DefaultApi;
        return Uri.TryCreate(api.TrimEnd('/') + "/", UriKind.Absolute, out var url) && IsSafe(url)
            ? url
            : throw new TroubleException($"Webex:Api เป็น {api} ไม่ได้ ต้องขึ้นต้นด้วย https://", $"Webex:Api cannot be {api}: it must be an https address.");
    }

    static List<string> ReadOrgs(IConfiguration settings) =>
    [
        .. (settings["Webex:OrgId"] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. settings.GetSection("Webex:OrgId").GetChildren().Select(org => org.Value).OfType<string>(),
    ];

    /// <summary>A public https address; one of this machine only where Webex is on this machine too, in a test.</summary>
    static Uri? Hook(string baseUrl, Uri api) =>
        Uri.TryCreate($"{baseUrl}/api/webex", UriKind.Absolute, out var target)
            && (target.IsLoopback ? api.IsLoopback && target.Port > 0 : target.Scheme == Uri.UriSchemeHttps) ? target : null;

    static double? Pace(IConfiguration settings)
    {
        if (settings["Webex:PerSecond"] is not { Length: > 0 } text) return DefaultPerSecond;
        if (!double.TryParse(text, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var rate))
            throw new TroubleException($"Webex:PerSecond เป็น {text} ไม่ได้ ต้องเป็นตัวเลข", $"Webex:PerSecond cannot be {text}: it must be a number.");
        return rate > 0 ? rate : null;
    }

    /// <summary>The token leaves this machine encrypted or not at all.</summary>
    static bool IsSafe(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.IsLoopback && url.Scheme == Uri.UriSchemeHttp);
}
