using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Functions;

/// <summary>
/// On a host that falls asleep (Azure's consumption plans, setting `Web:KeepWarm`) the timer calls our own front door, so that the first tap of the morning does not
/// meet a cold start. Only in office hours, and only while a session is near enough to be answered. It never fails a tick.
/// </summary>
public sealed class KeepWarm(IConfiguration settings, OfficeSettings office, OfficeCalendar calendar, WorkStore work, TeamsHttp http, TimeProvider time)
{
    // Invitations go out 14 days before, and answers come until the end.
    static readonly TimeSpan Before = TimeSpan.FromDays(14), After = TimeSpan.FromDays(1), Patience = TimeSpan.FromSeconds(20);

    readonly bool on = bool.TryParse(settings["Web:KeepWarm"], out var set) && set;

    public async Task Call(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!on || !calendar.MayNudge(now) || !await IsNear(now, ct)) return;
        try
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
            enough.CancelAfter(Patience);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{office.BaseUrl}/healthz");
            using var response = await http.Client.SendAsync(request, enough.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The doctor tells whether the address can be reached.
        }
    }

    async Task<bool> IsNear(DateTimeOffset now, CancellationToken ct)
    {
        await foreach (var open in work.Open(ct))
            if (open.Value.Starts >= now - After && open.Value.Starts <= now + Before) return true;
        return false;
    }
}
