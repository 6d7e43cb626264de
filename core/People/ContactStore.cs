using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.People;

/// <summary>
/// Table "contacts": one partition with a row for each channel and person, one for each preference, and a stamp that every change of a contact rewrites.
/// All of it is kept in memory and read again when the stamp has changed, which is looked at no more often than every two seconds; what this instance
/// writes it shows at once. The channel that was used last does not touch the stamp: it is written with people's clicks, and another process
/// may learn it later.
/// </summary>
public sealed class ContactStore(ITables tables, TimeProvider time)
{
    internal const string Table = "contacts";
    internal const string Partition = "contacts";
    const string ContactKeys = "c|";
    const string PreferenceKeys = "p|";
    internal const string StampKey = "stamp";
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    volatile Cached? cached;
    int writes;

    /// <summary>Everything, at most two seconds old; changes made through this instance are seen at once.</summary>
    public ValueTask<Contacts> Load(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return cached is { } fresh && now < fresh.LookedAt + LookEvery && now >= fresh.LookedAt ? new(fresh.Contacts) : LoadNow(ct);
    }

    async ValueTask<Contacts> LoadNow(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var stamp = (await tables.Find(Table, Partition, StampKey, ct))?.ETag ?? "";
        if (cached is { } same && same.Stamp == stamp) return (cached = same with { LookedAt = now }).Contacts;
        var before = Volatile.Read(ref writes);
        var contacts = new List<(string, Contact)>();
        await foreach (var row in tables.All(Table, Partition, ContactKeys, ContactJson.Default.Contact, ct))
            contacts.Add((row.Key.Split('|')[1], row.Value));
        var preferences = new List<(string, Preference)>();
        await foreach (var row in tables.All(Table, Partition, PreferenceKeys, ContactJson.Default.Preference, ct))
            preferences.Add((row.Key[PreferenceKeys.Length..], row.Value));
        // What was written here while it was read may be missing in it: look again the next time.
        return (cached = new(new(contacts, preferences), stamp, before == Volatile.Read(ref writes) ? now : DateTimeOffset.MinValue)).Contacts;
    }

    /// <summary>The stored contact at this moment; null when the channel never met this person.</summary>
    public async ValueTask<Contact?> Find(string channel, string person, CancellationToken ct) =>
        (await tables.Find(Table, Partition, Key(channel, person), ContactJson.Default.Contact, ct))?.Value;

    /// <summary>The channel reaches this person so, from now on.</summary>
    public Task Keep(string channel, Contact contact, CancellationToken ct) =>
        Write([Rows.Put(Key(channel, contact.Person), contact, ContactJson.Default.Contact), Stamped], known => known.Set(channel, contact), ct);

    /// <summary>The channel does not reach this person any more (or never did); what is known of them stays, for the day they come back.</summary>
    public async Task Lose(string channel, string person, string reason, CancellationToken ct)
    {
        var was = await Find(channel, person, ct) ?? new(person, null, "", time.GetUtcNow());
        if (was.Lost != reason) await Keep(channel, was with { Lost = reason }, ct);
    }

    /// <summary>Forgets where these people could not be reached: the next message tries anew.</summary>
    public async Task Hope(IReadOnlyCollection<string> people, CancellationToken ct)
    {
        if (people.Count == 0) return;
        var lost = new List<Stored<Contact>>();
        await foreach (var row in tables.All(Table, Partition, ContactKeys, ContactJson.Default.Contact, ct))
            if (row.Value.Lost is not null && people.Contains(row.Value.Person)) lost.Add(row);
        foreach (var row in lost)
            await Write([new Change.Delete(row.Key, row.ETag), Stamped], known => known.Remove(row.Key.Split('|')[1], row.Value.Person), ct);
    }

    /// <summary>
    /// The person wrote or pressed something there. Written only when it changes where their messages go: who was met on this channel alone gets them there anyway.
    /// </summary>
    public async Task Use(string channel, string person, CancellationToken ct)
    {
        var known = await Load(ct);
        var was = known.Of(person);
        if (was == new Preference() && known.MetOnly(channel, person)) return;
        if (was.Used != channel) await Prefer(person, was with { Used = channel }, [], ct);
    }

    /// <summary>The person asks for this channel; null: no wish any more.</summary>
    public async Task Choose(string person, string? channel, CancellationToken ct) =>
        await Prefer(person, (await Load(ct)).Of(person) with { Chosen = channel }, [Stamped], ct);

    Task Prefer(string person, Preference preference, IEnumerable<Change> stamp, CancellationToken ct) =>
        Write([Rows.Put(PreferenceKeys + person, preference, ContactJson.Default.Preference), .. stamp], known => known.Set(person, preference), ct);

    Change Stamped => Rows.Put(StampKey, new Stamp(time.GetUtcNow()), PeopleJson.Default.Stamp);

    async Task Write(IReadOnlyList<Change> changes, Action<Contacts> apply, CancellationToken ct)
    {
        await tables.Commit(Table, Partition, changes, ct);
        Interlocked.Increment(ref writes);
        if (cached is { } known) apply(known.Contacts);
    }

    static string Key(string channel, string person) => $"{ContactKeys}{channel}|{person}";

    sealed record Cached(Contacts Contacts, string Stamp, DateTimeOffset LookedAt);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(Preference))]
internal sealed partial class ContactJson : JsonSerializerContext;
