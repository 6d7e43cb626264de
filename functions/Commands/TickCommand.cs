using System.CommandLine;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`tick`: does at once what the timer would do, delivers what is due, and ends. Also beside a running server.</summary>
static class TickCommand
{
    public static Command Make()
    {
        var command = new Command("tick", "ทำสิ่งที่ถึงกำหนดเดี๋ยวนี้ (do now what the timer would do)");
        command.SetAction(async (parsed, ct) =>
        {
            await using var installation = await Installation.Open(Where.Read(parsed), ct);
            await new Pump(installation).Tick(ct);
            return 0;
        });
        return command;
    }
}
