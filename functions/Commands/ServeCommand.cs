using System.Net.Sockets;
using ChuanKhuy.Core;
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
        if (desk.Possible) await Console.Out.WriteLineAsync($"โต๊ะทดลอง (browser desk): {settings.BaseUrl}/desk");
        else if (installation.Get<Channels>().All.Count == 0) await Console.Out.WriteLineAsync("ยังไม่มีช่องทางแชตที่ตั้งไว้ (no chat channel is configured)");
        await installation.App.WaitForShutdownAsync(ct);
        return 0;
    }
}
