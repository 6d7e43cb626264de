using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChuanKhuy.Bot.Channels.Teams;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChuanKhuy.Functions;

/// <summary>Whether Microsoft's keys can be had, the bot gets its token, and its certificate is good.</summary>
public sealed class TeamsCheck : IDoctorCheck
{
    const string Entra = "Entra admin center > App registrations > Certificates & secrets";

    public string Subject => "Teams";

    public async Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct)
    {
        if (patient.Teams is not { On: true, Playground: false, Missing: null } settings) return [];
        var keys = Keys(patient, settings, ct);
        var certificate = settings.Secret is null && settings.Certificate is { } file ? Certificate(patient, file, settings.CertificatePassword) : null;
        var token = certificate is { Health: Health.Missing } ? null : await Token(patient, settings, ct);
        return [.. ((Finding?[])[await keys, certificate, token]).OfType<Finding>()];
    }

    async Task<Finding> Keys(Patient patient, TeamsSettings settings, CancellationToken ct)
    {
        using var keys = new OpenIdKeys(settings, patient.Outside, patient.Time, NullLogger<OpenIdKeys>.Instance);
        return await keys.Load("", ct) is { ById.Count: > 0 }
            ? Finding.Good(Subject, "อ่านกุญแจของ Microsoft ได้", "The OpenID metadata and its keys can be read.")
            : Finding.Missing(
                Subject, $"อ่านกุญแจจาก {settings.OpenIdMetadata.Host} ไม่ได้", $"The OpenID metadata at {settings.OpenIdMetadata.Host} cannot be read.", "พิสูจน์ไม่ได้ว่าข้อความมาจาก Teams จึงไม่รับเลย",
                "เปิดไฟร์วอลล์ขาออกไปยังที่อยู่นี้", "Teams:OpenIdMetadata");
    }

    async Task<Finding> Token(Patient patient, TeamsSettings settings, CancellationToken ct)
    {
        using var bot = new BotToken(settings, patient.Outside, patient.Time, NullLogger<BotToken>.Instance);
        if (await bot.Get(ct) is { Token: not null }) return Finding.Good(Subject, "บอตได้โทเคน", "The token endpoint gives the bot a token.");
        return bot.Refused
            ? Finding.Missing(
                Subject, "Microsoft ไม่ให้โทเคนกับบอต", "The token endpoint refuses: Teams:AppId, Teams:TenantId and the secret do not belong together, or the secret has ended.", "บอตตอบและส่งการ์ดไม่ได้",
                "สร้าง secret ใหม่แล้วใส่ Teams:Secret ตรวจ Teams:AppId และ Teams:TenantId", Entra)
            : Finding.Missing(
                Subject, $"{settings.TokenEndpoint.Host} ไม่ตอบ", $"The token endpoint at {settings.TokenEndpoint.Host} does not answer.", "บอตตอบและส่งการ์ดไม่ได้", "เปิดไฟร์วอลล์ขาออกไปยังที่อยู่นี้", "Teams:TokenEndpoint");
    }

    Finding? Certificate(Patient patient, string file, string? password)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return Certificates.Expires(Subject, "ใบรับรองของบอต", certificate.NotAfter, patient.Time.GetUtcNow(), Entra);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Finding.Missing(
                Subject, "เปิดใบรับรองของบอตไม่ได้", "Teams:Certificate cannot be opened: no such file, no right to read it, or a wrong password.", "บอตพิสูจน์ตัวไม่ได้ จึงไม่ได้โทเคน", "ตรวจชื่อไฟล์ สิทธิ์อ่าน และ Teams:CertificatePassword", "Teams:Certificate");
        }
    }
}
