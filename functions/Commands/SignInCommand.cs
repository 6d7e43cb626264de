using System.CommandLine;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Functions.Server;
using QRCoder;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`signin ID [--slip]`: a one-time link for one person, on standard output alone.</summary>
static class SignInCommand
{
    static readonly Argument<string> Id = new("id") { Description = "รหัสคน (id of the person) เช่น p001" };
    static readonly Option<bool> Slip = new("--slip") { Description = "สลิปพร้อม QR ใช้ได้ 7 วัน (a slip with a QR code, 7 days)" };

    public static Command Make()
    {
        var command = new Command("signin", "ลิงก์เข้าใช้ครั้งเดียวของคนหนึ่ง (a one-time sign-in link for a person)") { Id, Slip };
        command.SetAction(async (parsed, ct) => await Run(Where.Read(parsed), parsed.GetValue(Id)!, parsed.GetValue(Slip), ct));
        return command;
    }

    static async Task<int> Run(Where where, string id, bool slip, CancellationToken ct)
    {
        await using var installation = await Installation.Open(where, ct);
        if ((await installation.Get<RosterStore>().Load(ct)).Find(id) is not { } person)
            throw new TroubleException($"ไม่พบรหัส {ThaiText.Clean(id, 64)} ในทะเบียน", $"Nobody in the roster has the id {ThaiText.Clean(id, 64)}.");
        await installation.Get<AuditLog>().Write(Act.Machine, ActKind.SignInGiven, person.Id, null, slip ? "slip" : "link", ct);
        var link = await installation.Get<SignInLinks>().Make(person, slip ? SignIn.Slip : SignIn.Link, ct);
        if (!slip)
        {
            await Console.Out.WriteLineAsync(link);
            return 0;
        }
        var until = installation.Get<SessionFacts>().At(installation.Get<TimeProvider>().GetUtcNow() + SignIn.Slip);
        await Console.Out.WriteLineAsync($"สลิปเข้าใช้ชวนคุยของ {person.Name}\nใช้ได้ครั้งเดียว ถึง {until}\n{link}\n\n{Code(link)}");
        return 0;
    }

    /// <summary>The QR code in half blocks, light on dark as terminals are, with the quiet margin that readers need.</summary>
    internal static string Code(string link)
    {
        using var maker = new QRCodeGenerator();
        using var data = maker.CreateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var code = new AsciiQRCode(data);
        return code.GetGraphicSmall(drawQuietZones: true, endOfLine: "\n");
    }
}
