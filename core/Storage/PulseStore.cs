using System.Text.Json.Serialization;

namespace ChuanKhuy.Core.Storage;

/// <summary>Table "pulse": one row with the moment at which the timer last came to its end, so that somebody outside can tell whether it is alive.</summary>
public sealed class PulseStore(ITables tables, TimeProvider time)
{
    const string Table = "pulse";
    const string Partition = "timer";
    const string Key = "last";

    public async ValueTask Beat(CancellationToken ct) => await tables.Commit(Table, Partition, [Rows.Put(Key, new Pulse(time.GetUtcNow()), PulseJson.Default.Pulse)], ct);

    /// <summary>Null: it never ran on this store.</summary>
    public async ValueTask<DateTimeOffset?> Last(CancellationToken ct) => (await tables.Find(Table, Partition, Key, PulseJson.Default.Pulse, ct))?.Value.At;
}

internal sealed record Pulse(DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Pulse))]
internal sealed partial class PulseJson : JsonSerializerContext;
