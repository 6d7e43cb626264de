using System.CommandLine;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Functions.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`demo`: the life of one session against a moved clock, in a temporary folder unless `--data` is given.</summary>
static class DemoCommand
{
    public static Command Make()
    {
        var command = new Command("demo", "เล่นชีวิตของกิจกรรมหนึ่งครั้งด้วยนาฬิกาที่เลื่อนได้ (play the life of one session)");
        command.SetAction(async (parsed, ct) => await Run(Where.Read(parsed), ct));
        return command;
    }

    static async Task<int> Run(Where where, CancellationToken ct)
    {
        var own = where.Data is null;
        var folder = where.Data ?? Directory.CreateTempSubdirectory("chuankhuy-demo-").FullName;
        try
        {
            await Play(where with { Data = folder }, ct);
            return 0;
        }
        finally
        {
            if (own) Directory.Delete(folder, recursive: true);
        }
    }

    static async Task Play(Where where, CancellationToken ct)
    {
        // A working Monday morning in the sample plan's year.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.FromHours(7)).ToUniversalTime());
        await using var office = await Installation.Open(where, ct, clock, environment: Environments.Development, configure: Settings);
        await SampleOffice.ClaimForDemo(office, ct);
        var table = await new Story(office, clock, Console.Out.WriteLine).Play(ct);
        await Console.Out.WriteLineAsync();
        using var report = new MemoryStream();
        ReportFiles.Csv(table, report);
        await Console.Out.WriteLineAsync(table.Title);
        await Console.Out.WriteLineAsync(System.Text.Encoding.UTF8.GetString(report.ToArray()).TrimStart('\uFEFF').TrimEnd());
        await Console.Out.WriteLineAsync("ครบทุกขั้น (every step held)");
    }

    /// <summary>The demo plays in the browser channel, whatever this machine is set up for, and says nothing beside its steps.</summary>
    static void Settings(WebApplicationBuilder builder)
    {
        foreach (var key in new[] { "Teams:AppId", "Webex:BotToken", "Web:Authority", "Web:BaseUrl" }) builder.Configuration[key] = "";
        builder.Configuration["Storage:Kind"] = "Sqlite";
        builder.Logging.SetMinimumLevel(LogLevel.Error);
    }
}
