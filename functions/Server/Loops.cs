using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions.Server;

/// <summary>Runs the timer and queue functions beside the web server, and lets what is under way finish when the host stops.</summary>
sealed class Loops(IReadOnlyList<Function> functions, Store store, IServiceProvider services, TimeProvider time, ILogger<Loops> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(functions.Select(function => function.Trigger switch
    {
        TimerTriggerAttribute timer => Quietly(new TimerLoop(function, timer, services, time, log).Run(stoppingToken)),
        QueueTriggerAttribute queue => Quietly(new QueueLoop(function, queue.QueueName, store.Queues, services, time, log).Run(stoppingToken)),
        _ => Task.CompletedTask,
    }));

    static async Task Quietly(Task loop)
    {
        try
        {
            await loop;
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
