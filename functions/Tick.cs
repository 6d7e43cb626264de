using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions;

/// <summary>The one timer: rings for everything that falls due before the next tick.</summary>
public sealed class Tick(Ticker ticker, WeeklyTip tips, HolidayStore holidays, Inbox inbox, IReadOnlyList<IChannel> channels, NoticeBoard board, KeepWarm warm, PulseStore pulse)
{
    [OpenTo(Door.Host)]
    [Function(nameof(Tick))]
    public async Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken ct)
    {
        await holidays.Load(ct);
        await ticker.Tick(ct);
        await tips.Tick(ct);
        await inbox.Sweep(ct);
        await board.Refresh(null, ct);
        foreach (var channel in channels) await channel.Tend(ct);
        await warm.Call(ct);
        await pulse.Beat(ct);
    }
}
