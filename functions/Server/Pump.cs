using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions.Server;

/// <summary>Runs timer and queue functions by hand until nothing is left to do at this moment: for the command `tick`, the demo and the tests.</summary>
public sealed class Pump(Installation installation)
{
    const int MostRounds = 100_000;
    readonly IReadOnlyList<Function> functions = installation.Get<IReadOnlyList<Function>>();

    /// <summary>Every timer function once, then the queues until they are empty of what is visible now.</summary>
    public async Task Tick(CancellationToken ct)
    {
        foreach (var function in functions)
            if (function.Trigger is TimerTriggerAttribute) await function.Run(installation.App.Services, new TimerInfo(), ct);
        await Drain(ct);
    }

    /// <summary>The queues alone. A message whose function fails comes to the caller as its exception.</summary>
    public async Task Drain(CancellationToken ct)
    {
        var queues = installation.Store.Store.Queues;
        for (var round = 0; round < MostRounds; round++)
        {
            var took = false;
            foreach (var function in functions)
                if (function.Trigger is QueueTriggerAttribute queue)
                    foreach (var item in await queues.Receive(queue.QueueName, 32, TimeSpan.FromMinutes(5), ct))
                    {
                        await function.Run(installation.App.Services, item.Text, ct);
                        await queues.Delete(queue.QueueName, item, ct);
                        took = true;
                    }
            if (!took) return;
        }
    }
}
