using System.Text.Json.Serialization;

namespace ChuanKhuy.Core.Storage;

/// <summary>What kind of store this is; an office's own store has no mark.</summary>
public enum StoreMark { None, Sample, Demo }

/// <summary>Table "marks": one row that says that a store holds invented people only, so that nobody mixes them with real ones.</summary>
public sealed class MarkStore(ITables tables)
{
    const string Table = "marks";
    const string Partition = "store";
    const string Key = "mark";

    public async ValueTask<StoreMark> Find(CancellationToken ct) =>
        (await tables.Find(Table, Partition, Key, MarkJson.Default.Mark, ct))?.Value.Is ?? StoreMark.None;

    public async ValueTask Save(StoreMark mark, CancellationToken ct) =>
        await tables.Commit(Table, Partition, [Rows.Put(Key, new Mark(mark), MarkJson.Default.Mark)], ct);
}

internal sealed record Mark(StoreMark Is);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Mark))]
internal sealed partial class MarkJson : JsonSerializerContext;
