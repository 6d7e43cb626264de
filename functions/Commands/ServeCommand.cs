using System.Net.Sockets;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Functions.Server;
using Microsoft.AspNetCore.Connections;

namespace ChuanKhuy.Functions.Commands;

/// <summary>Starts everything on this machine: the web server, the timer and the queue.</summary>
static class ServeCommand
{
    public static async Task<int> Run(Where where, CancellationToken ct)
    {
        await using var installation = await Installation.Open(where, ct, background: true);
        var settings = installation.Get<OfficeSettings>();
        var desk = installation.Get<DeskGuard>();
        if (desk.Possible && await SampleOffice.LoadInto(installation, ct) is { } loaded)
            await Console.Out.WriteLineAsync($"ใส่สำนักงานตัวอย่างแล้ว {loaded.People} คน {loaded.Sessions} กิจกรรม (sample office loaded)");
        try
        {
            await installation.App.StartAsync(ct);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException or SocketException)
        {
            var urls = installation.App.Configuration["urls"];
            throw new TroubleException(
                $"ที่อยู่ {urls} มีโปรแกรมอื่นใช้อยู่ ปิดโปรแกรมนั้น หรือเลือกช่องอื่นด้วย --urls http://localhost:7072",
                $"The address {urls} is in use: stop the other program, or choose another port with --urls http://localhost:7072.", taken);
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException or SocketException)
        {
            var urls = installation.App.Configuration["urls"];
            throw new TroubleException($"เปิดรับที่ {urls} ไม่ได้ ตรวจค่า --urls", $"Cannot serve {urls}: check --urls.", fault);
        }
        await Console.Out.WriteLineAsync($"ชวนคุยพร้อมแล้วที่ {settings.BaseUrl} (ready; Ctrl+C stops)");
        if (installation.Get<TeamsSettings>().Missing is { } missing)
            await Console.Error.WriteLineAsync($"Teams ยังใช้ไม่ได้ ขาดค่า {missing} (Teams does not work yet, this setting is missing)");
        if (desk.Possible) await Console.Out.WriteLineAsync($"โต๊ะทดลอง (browser desk): {settings.BaseUrl}/desk");
        else if (installation.Get<Channels>().All is [BrowserChannel]) await Console.Out.WriteLineAsync("ยังไม่มีช่องทางแชตที่ตั้งไว้ คำเชิญรออยู่ที่ /me ของแต่ละคน (no chat channel is configured)");
        if (await SampleLink(installation, ct) is { } link) await Console.Out.WriteLineAsync($"ลิงก์เข้าใช้ครั้งเดียวของผู้ประสานงานตัวอย่าง (one-time sign-in link): {link}");
        await installation.App.WaitForShutdownAsync(ct);
        return 0;
    }

    /// <summary>For the developer at this machine, into an invented office alone.</summary>
    static async Task<string?> SampleLink(Installation installation, CancellationToken ct)
    {
        const Roles Both = Roles.Admin | Roles.Coordinator;
        if (!installation.Get<DeskGuard>().Possible || await installation.Get<MarkStore>().Find(ct) is not StoreMark.Sample) return null;
        var person = (await installation.Get<RosterStore>().Load(ct)).People.FirstOrDefault(p => (p.Roles & Both) == Both);
        return person is null ? null : await installation.Get<SignInLinks>().Make(person, SignIn.Link, ct);
    }
}
