using System.Globalization;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>A day on which a speaker takes no session.</summary>
public sealed record BlockedDay(string Person, DateOnly Day);

/// <summary>Table "blocked": partition = person, row = day. Each speaker's own word.</summary>
public sealed class BlockedDays(ITables tables)
{
    const string Table = "blocked";

    /// <summary>True when the day is blocked now, false when it is free again.</summary>
    public async Task<bool> Turn(BlockedDay day, CancellationToken ct)
    {
        var was = await tables.Find(Table, day.Person, Key(day.Day), BlockedJson.Default.BlockedDay, ct);
        Change change = was is null ? Rows.Put(Key(day.Day), day, BlockedJson.Default.BlockedDay) : new Change.Delete(was.Key, was.ETag);
        await tables.Commit(Table, day.Person, [change], ct);
        return was is null;
    }

    public async Task<IReadOnlyList<DateOnly>> Of(string person, CancellationToken ct)
    {
        var days = new List<DateOnly>();
        await foreach (var row in tables.All(Table, person, "", BlockedJson.Default.BlockedDay, ct)) days.Add(row.Value.Day);
        return days;
    }

    static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BlockedDay))]
internal sealed partial class BlockedJson : JsonSerializerContext;
