using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Bench.Simulation;

/// <summary>One channel reaches everybody.</summary>
sealed class OneRoute(string channel) : IRoutes
{
    public ValueTask<Route> Load(CancellationToken ct) => new(_ => channel);
}
