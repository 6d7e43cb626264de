using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.People;

/// <summary>
/// Table "units": one partition, row = unit. Few and seldom changed: kept in memory and read again after ten seconds,
/// as the same object when nothing changed.
/// </summary>
public sealed class UnitStore(ITables tables, TimeProvider time)
{
    const string Table = "units";
    const string Partition = "units";
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    volatile Cached? cached;

    public async ValueTask<Units> Load(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (cached is { } fresh && now < fresh.LookedAt + LookEvery && now >= fresh.LookedAt) return fresh.Units;
        var units = new List<Unit>();
        await foreach (var row in tables.All(Table, Partition, "", PeopleJson.Default.Unit, ct)) units.Add(row.Value);
        var same = cached is { } old && old.Units.All.SequenceEqual(units) ? old.Units : new Units(units);
        return (cached = new(same, now)).Units;
    }

    /// <summary>Adds or replaces these units.</summary>
    public async Task Save(IReadOnlyList<Unit> units, CancellationToken ct)
    {
        foreach (var page in units.Chunk(Limits.Transaction))
            await tables.Commit(Table, Partition, [.. page.Select(unit => Rows.Put(unit.Code, unit, PeopleJson.Default.Unit))], ct);
        cached = null;
    }

    sealed record Cached(Units Units, DateTimeOffset LookedAt);
}
