using Cronos;

namespace ChuanKhuy.Functions.Server;

/// <summary>
/// Runs one timer function by its cron expression in UTC. It runs once at the start, because a host that was down has something to catch up;
/// a run that takes longer than the period makes the next one late, never twice at once.
/// </summary>
sealed partial class TimerLoop(Function function, TimerTriggerAttribute trigger, IServiceProvider services, TimeProvider time, ILogger log)
{
    public async Task Run(CancellationToken stop)
    {
        var cron = CronExpression.Parse(trigger.Schedule, CronFormat.IncludeSeconds);
        var due = time.GetUtcNow();
        await Once(pastDue: true, stop);
        // From the last due time, not from now: else a tick that ended a moment early would come twice.
        while (cron.GetNextOccurrence(due, TimeZoneInfo.Utc) is { } next)
        {
            var now = time.GetUtcNow();
            if (next > now) await Task.Delay(next - now, time, stop);
            var late = time.GetUtcNow() - next > TimeSpan.FromSeconds(30);
            await Once(late, stop);
            due = late ? time.GetUtcNow() : next;
        }
    }

    async Task Once(bool pastDue, CancellationToken stop)
    {
        try
        {
            await function.Run(services, new TimerInfo { IsPastDue = pastDue }, stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.Failed(log, function.Name, fault.GetType().Name, fault.StackTrace);
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Timer {Function} failed and runs again at its next time: {Fault}\n{Stack}")]
        public static partial void Failed(ILogger log, string function, string fault, string? stack);
    }
}
