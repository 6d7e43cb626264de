using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions.Server;

/// <summary>
/// Takes messages of one queue, several side by side. A message whose function fails comes again after a while; after
/// <see cref="MostDeliveries"/> failures it is parked in the queue "NAME-poison", as Azure Functions does.
/// </summary>
sealed partial class QueueLoop(Function function, string queue, IQueues queues, IServiceProvider services, TimeProvider time, ILogger log)
{
    public const int MostDeliveries = 5;
    const int SideBySide = 8;
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    public static string Poison(string queue) => $"{queue}-poison";

    public async Task Run(CancellationToken stop)
    {
        var wait = Eager;
        while (!stop.IsCancellationRequested)
        {
            var took = false;
            try
            {
                took = await Once(stop) > 0;
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                Log.NoQueue(log, queue, fault.GetType().Name);
            }
            wait = took ? Eager : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, Idle.Ticks));
            if (!took) await Task.Delay(wait, time, stop);
        }
    }

    /// <summary>Takes what is visible now; how many messages that were.</summary>
    public async Task<int> Once(CancellationToken stop)
    {
        var items = await queues.Receive(queue, SideBySide, Lease, stop);
        await Task.WhenAll(items.Select(item => Take(item, stop)));
        return items.Count;
    }

    async Task Take(QueueItem item, CancellationToken stop)
    {
        try
        {
            await function.Run(services, item.Text, stop);
            await queues.Delete(queue, item, CancellationToken.None);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.Failed(log, function.Name, item.Deliveries, fault.GetType().Name, fault.StackTrace);
            if (item.Deliveries < MostDeliveries) return;
            await queues.Send(Poison(queue), item.Text, TimeSpan.Zero, stop);
            await queues.Delete(queue, item, stop);
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Queue {Queue} does not answer: {Fault}")]
        public static partial void NoQueue(ILogger log, string queue, string fault);

        [LoggerMessage(2, LogLevel.Error, "{Function} failed at delivery {Delivery}: {Fault}\n{Stack}")]
        public static partial void Failed(ILogger log, string function, int delivery, string fault, string? stack);
    }
}
