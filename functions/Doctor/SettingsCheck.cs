using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Bot.Meetings;
using ChuanKhuy.Core;

namespace ChuanKhuy.Functions;

/// <summary>Whether every setting can be read, none is misspelt, and no channel is set up in halves.</summary>
public sealed class SettingsCheck : IDoctorCheck
{
    const string File = "appsettings.json หรือตัวแปรแวดล้อม (Teams__AppId)";

    /// <summary>The settings that the program has. Azure Functions keeps its own ones for the queue beside ours in `Storage:`.</summary>
    static readonly Dictionary<string, string[]> known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage"] = ["Kind", "Path", "Connection", "Prefix", "queueServiceUri", "serviceUri", "accountName", "credential", "clientId"],
        ["Office"] = ["Name", "Province", "TimeZone", "SatisfactionScale", "SatisfactionPercent"],
        ["Library"] = ["Form"],
        ["Web"] = ["BaseUrl", "KeepWarm", "Proxies", "PerAddress", "Authority"],
        ["Mentors"] = ["KeepDays"],
        ["Privacy"] = ["ParkedDays", "ChatDays", "SourceDays", "MissDays"],
        ["Teams"] =
        [
            "AppId", "TenantId", "Secret", "Certificate", "CertificatePassword", "ManagedIdentity", "Tenants", "PerSecond", "ServiceUrl", "ServiceHosts", "OpenIdMetadata", "Issuer", "TokenEndpoint", "Playground",
        ],
        ["Webex"] = ["BotToken", "WebhookSecret", "OrgId", "Api", "PerSecond", "ClientId", "ClientSecret", "RefreshToken", "HostEmail", "SiteUrl"],
        ["Graph"] = ["Organiser", "Api", "AppId", "TenantId", "Secret", "TokenEndpoint"],
    };

    /// <summary>Every setting, as "Web:BaseUrl".</summary>
    internal static IEnumerable<string> Names => known.SelectMany(section => section.Value.Select(name => $"{section.Key}:{name}"));

    public string Subject => "ค่าที่ตั้ง";

    public Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct)
    {
        List<Finding> found = [.. Unreadable(patient), .. Misspelt(patient.Settings), .. Halves(patient)];
        return Task.FromResult<IReadOnlyList<Finding>>(found.Count > 0 ? found : [Finding.Good(Subject, "อ่านได้ทุกค่า", "Every setting can be read.")]);
    }

    IEnumerable<Finding> Unreadable(Patient patient)
    {
        Action[] readers =
        [
            () => OfficeSettings.From(patient.Settings),
            () => StoreSettingsReader.From(patient.Settings),
            () => TeamsSettings.From(patient.Settings, patient.Development),
            () => WebexSettings.From(patient.Settings, ""),
            () => WebexMeetingSettings.From(patient.Settings, "", ""),
            () => GraphSettings.From(patient.Settings, TeamsSettings.From(patient.Settings, patient.Development), patient.Development),
        ];
        foreach (var read in readers)
            if (Trouble(read) is { } trouble) yield return Finding.Missing(Subject, trouble.Thai, trouble.Message, "โปรแกรมเริ่มไม่ได้จนกว่าจะแก้", "แก้ค่านี้ แล้วเริ่มใหม่", File);
    }

    static TroubleException? Trouble(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (TroubleException trouble)
        {
            return trouble;
        }
    }

    IEnumerable<Finding> Misspelt(IConfiguration settings)
    {
        foreach (var (section, names) in known)
            foreach (var setting in settings.GetSection(section).GetChildren())
            {
                var name = $"{section}:{setting.Key}";
                if (!names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
                    yield return Finding.Warn(
                        Subject, $"ไม่รู้จักค่า {name}", $"There is no setting {name}.", "ค่าที่สะกดผิดไม่มีผล เหมือนไม่ได้ตั้ง",
                        names.FirstOrDefault(other => Near(other, setting.Key)) is { } near ? $"น่าจะเป็น {section}:{near}" : "ลบออก หรือดูชื่อที่ถูกใน README", File);
                else if (setting.Value is { Length: > 0 } value && (value != value.Trim() || value.Contains('<', StringComparison.Ordinal)))
                    yield return Finding.Missing(
                        Subject, $"{name} มีช่องว่างหัวท้าย หรือยังเป็นข้อความตัวอย่าง", $"{name} has spaces around it, or is still an example's text.", "ค่าที่คัดลอกมาไม่ตรงจะถูกปฏิเสธ", "ใส่ค่าใหม่ให้ตรง ไม่มีช่องว่างและเครื่องหมาย <>", File);
            }
    }

    static IEnumerable<Finding> Halves(Patient patient)
    {
        if (patient.Text("Teams:AppId") is null && (patient.Text("Teams:TenantId") ?? patient.Text("Teams:Secret") ?? patient.Text("Teams:Certificate")) is not null)
            yield return Finding.Missing(
                "Teams", "ตั้ง Teams ไว้ครึ่งเดียว ขาด Teams:AppId", "Teams is set up in halves: Teams:AppId is missing.", "ช่องทาง Teams ยังปิดอยู่ ไม่มีใครได้การ์ด", "ใส่รหัสแอปของบอต", "Teams:AppId");
        if (patient.Teams is { Missing: { } missing })
            yield return Finding.Missing("Teams", $"ตั้ง Teams ไว้ครึ่งเดียว ขาด {missing}", $"Teams is set up in halves: {missing} is missing.", "บอตพิสูจน์ตัวไม่ได้ จึงไม่รับและไม่ส่งอะไร", "ใส่ค่าที่ขาด", missing);
        if (patient.Text("Teams:AppId") is { } app && !Guid.TryParse(app.Trim(), out _))
            yield return Finding.Missing(
                "Teams", "Teams:AppId ไม่ใช่รหัสแอป", "Teams:AppId is no application id.", "Microsoft ไม่รู้จักบอตนี้", "คัดลอก Application (client) ID มาใส่ ไม่ใช่ชื่อหรือ Object ID", "Entra admin center > App registrations");
        if (patient.Text("Webex:BotToken") is null && patient.Text("Webex:WebhookSecret") is not null)
            yield return Finding.Missing(
                "Webex", "ตั้ง Webex ไว้ครึ่งเดียว ขาด Webex:BotToken", "Webex is set up in halves: Webex:BotToken is missing.", "ช่องทาง Webex ยังปิดอยู่ ไม่มีใครได้การ์ด", "ใส่โทเคนของบอต", "developer.webex.com > My Webex Apps");
    }

    /// <summary>One begins with the other's beginning, or they have the same letters but for two.</summary>
    static bool Near(string name, string given) =>
        name.StartsWith(given, StringComparison.OrdinalIgnoreCase) || given.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        || (Math.Abs(name.Length - given.Length) <= 2 && name.ToUpperInvariant().Except(given.ToUpperInvariant()).Count() + given.ToUpperInvariant().Except(name.ToUpperInvariant()).Count() <= 2);
}
