using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core;
using Microsoft.Extensions.Configuration;

namespace ChuanKhuy.Bot.Meetings;

/// <summary>The settings under `Webex:` that belong to meetings: a service app, authorised once by the administrator of the organisation.</summary>
/// <param name="Host">The e-mail of the account whose meetings these are; it needs a licence for meetings.</param>
/// <param name="Site">The Webex site; null: the host's preferred one.</param>
/// <param name="Zone">The office's time zone, for what Webex shows.</param>
/// <param name="Hooks">Where Webex tells that a meeting has ended; null without the chat channel, whose door it is.</param>
public sealed record WebexMeetingSettings(Uri Api, string ClientId, string ClientSecret, string RefreshToken, string Host, string? Site, string Zone, WebexSettings? Hooks)
{
    static readonly string[] Needed = ["ClientId", "ClientSecret", "RefreshToken", "HostEmail"];

    /// <summary>Null when none of it is set: then no rooms are made in Webex.</summary>
    /// <exception cref="TroubleException">Half of it is set, or something cannot be used.</exception>
    public static WebexMeetingSettings? From(IConfiguration settings, string zone, string baseUrl)
    {
        var set = Needed.Select(name => settings[$"Webex:{name}"]?.Trim() ?? "").ToList();
        if (set.TrueForAll(text => text.Length == 0)) return null;
        var missing = string.Join(", ", Needed.Where((_, i) => set[i].Length == 0).Select(name => $"Webex:{name}"));
        if (missing.Length > 0)
            throw new TroubleException(
                $"ตั้งค่าการประชุม Webex ยังไม่ครบ ขาด {missing} ใส่ให้ครบ หรือเอาออกทั้งหมดถ้าไม่ใช้", $"Meetings in Webex are set up in halves: {missing} is missing.");
        var site = settings["Webex:SiteUrl"]?.Trim();
        return new(WebexSettings.Address(settings), set[0], set[1], set[2], set[3], site is { Length: > 0 } ? site : null, zone, WebexSettings.From(settings, baseUrl));
    }
}
