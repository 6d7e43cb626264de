using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Meetings;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Privacy;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Topics;

namespace ChuanKhuy.Functions;

/// <summary>The one timer: rings for everything that falls due before the next tick.</summary>
public sealed class Tick(
    Ticker ticker, WeeklyTip tips, HolidayStore holidays, AskDesk asks, SurveyDesk surveys, Inbox inbox, IReadOnlyList<IChannel> channels, NoticeBoard board, Retention retention,
    IReadOnlyList<IMeetings> meetings, KeepWarm warm, PulseStore pulse, TopicDesk topics, EvaluationRhythm evaluations)
{
    [OpenTo(Door.Host)]
    [Function(nameof(Tick))]
    public async Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken ct)
    {
        await holidays.Load(ct);
        await ticker.Tick(ct);
        await tips.Tick(ct);
        await surveys.Tick(ct);
        await asks.Tick(ct);
        await topics.Tick(ct);
        await evaluations.Tick(ct);
        await inbox.Sweep(ct);
        await board.Refresh(null, ct);
        await retention.Tick(ct);
        foreach (var channel in channels) await channel.Tend(ct);
        foreach (var platform in meetings) await platform.Tend(ct);
        await warm.Call(ct);
        await pulse.Beat(ct);
    }
}
