using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.People;

/// <summary>
/// Table "people", the only place where names stand: one partition, row = person, and a stamp that every change rewrites.
/// The roster is kept in memory and read again when the stamp has changed; the stamp is looked at no more often than every two seconds.
/// </summary>
public sealed class RosterStore(ITables tables, UnitStore units, TimeProvider time)
{
    const string Table = "people";
    const string Partition = "people";
    const string Keys = "p|";
    const string StampKey = "stamp";
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    volatile Cached? cached;

    /// <summary>Everybody, at most two seconds old; changes made through this instance are seen at once.</summary>
    public ValueTask<Roster> Load(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return cached is { } fresh && now < fresh.LookedAt + LookEvery && now >= fresh.LookedAt ? new(fresh.Roster) : LoadNow(ct);
    }

    /// <summary>Everybody who is stored at this moment, also by another process: for what must not miss anybody.</summary>
    public async ValueTask<Roster> LoadNow(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var stamp = (await tables.Find(Table, Partition, StampKey, ct))?.ETag ?? "";
        var all = await units.Load(ct);
        if (cached is { } same && same.Stamp == stamp && ReferenceEquals(same.Units, all)) return (cached = same with { LookedAt = now }).Roster;
        var people = new List<Person>();
        await foreach (var row in tables.All(Table, Partition, Keys, PeopleJson.Default.Person, ct)) people.Add(row.Value);
        return (cached = new(new(people, all), all, stamp, now)).Roster;
    }

    /// <summary>The stored row of one person, also of one whose data is erased; null when there never was one.</summary>
    public async ValueTask<Person?> Find(string id, CancellationToken ct) => (await tables.Find(Table, Partition, Keys + id, PeopleJson.Default.Person, ct))?.Value;

    /// <summary>Adds or replaces these people.</summary>
    /// <param name="saved">Told how many are stored, page by page.</param>
    public async Task Save(IReadOnlyList<Person> people, Action<int>? saved, CancellationToken ct)
    {
        var done = 0;
        foreach (var page in people.Chunk(Limits.Transaction - 1))
        {
            await tables.Commit(
                Table, Partition,
                [.. page.Select(person => Rows.Put(Keys + person.Id, person, PeopleJson.Default.Person)), Rows.Put(StampKey, new Stamp(time.GetUtcNow()), PeopleJson.Default.Stamp)],
                ct);
            saved?.Invoke(done += page.Length);
        }
        cached = null;
    }

    sealed record Cached(Roster Roster, Units Units, string Stamp, DateTimeOffset LookedAt);
}

internal sealed record Stamp(DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Unit))]
[JsonSerializable(typeof(Stamp))]
internal sealed partial class PeopleJson : JsonSerializerContext;
