using ChuanKhuy.Bot.Channels.Teams;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChuanKhuy.Functions;

/// <summary>Whether the app that makes rooms in Teams gets its token for Microsoft Graph.</summary>
public sealed class GraphCheck : IDoctorCheck
{
    public string Subject => "ห้องประชุม Teams";

    public async Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct)
    {
        if (patient.Graph is not { } settings) return [];
        using var token = new BotToken(settings.App, patient.Outside, patient.Time, NullLogger<BotToken>.Instance, settings.Scope);
        return
        [
            await token.Get(ct) is { Token: not null }
                ? Finding.Good(Subject, "แอปได้โทเคนของ Graph", "The token endpoint gives a token for Graph.")
                : Finding.Missing(
                    Subject, token.Refused ? "Microsoft ไม่ให้โทเคนของ Graph" : $"{settings.App.TokenEndpoint.Host} ไม่ตอบ",
                    token.Refused ? "The token endpoint refuses a token for Graph." : $"The token endpoint at {settings.App.TokenEndpoint.Host} does not answer.", "สร้างห้องและอ่านว่าใครมาไม่ได้",
                    "ตรวจรหัสแอปและ secret ให้ผู้ดูแลอนุมัติสิทธิ์ OnlineMeetings.ReadWrite.All และออก application access policy", "Graph: (ว่างคือใช้ของ Teams:)"),
        ];
    }
}
