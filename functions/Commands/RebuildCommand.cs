using System.CommandLine;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`rebuild`: all figures from the rows again; the figures must be the same.</summary>
static class RebuildCommand
{
    public static Command Make()
    {
        var command = new Command("rebuild", "คำนวณตัวเลขสรุปใหม่จากข้อมูลทุกแถว (make all figures from the rows again)");
        command.SetAction(async (parsed, ct) => await Run(Where.Read(parsed), ct));
        return command;
    }

    static async Task<int> Run(Where where, CancellationToken ct)
    {
        await using var installation = await Installation.Open(where, ct);
        var (sessions, changed) = await installation.Get<SummaryStore>().Rebuild(ct);
        await Console.Out.WriteLineAsync($"คำนวณใหม่ {sessions} กิจกรรม ตัวเลขเปลี่ยน {changed} (counted again: {sessions} sessions, {changed} changed)");
        return 0;
    }
}
