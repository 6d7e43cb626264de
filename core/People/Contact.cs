using System.Collections.Concurrent;

namespace ChuanKhuy.Core.People;

/// <summary>How one channel reaches a person.</summary>
/// <param name="Who">The platform's own id of the person; null when only an address is known.</param>
/// <param name="Address">The channel's own text, read by nobody else: a conversation reference, a room.</param>
/// <param name="Lost">Why it reaches them no longer, as a Thai sentence; null while it does.</param>
public sealed record Contact(string Person, string? Who, string Address, DateTimeOffset Seen, string? Lost = null);

/// <summary>Which channel a person wants.</summary>
/// <param name="Used">The channel on which they wrote or pressed last.</param>
/// <param name="Chosen">The channel they asked for in words; null: none.</param>
public sealed record Preference(string? Used = null, string? Chosen = null);

/// <summary>All contacts and preferences of an office. What is written through the same store shows up in it at once.</summary>
public sealed class Contacts
{
    readonly ConcurrentDictionary<(string Channel, string Person), Contact> byPerson = new();
    readonly ConcurrentDictionary<(string Channel, string Who), string> byWho = new();
    readonly ConcurrentDictionary<string, bool> channels = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Preference> preferences = new(StringComparer.Ordinal);

    public Contacts(IEnumerable<(string Channel, Contact Contact)> contacts, IEnumerable<(string Person, Preference Preference)> preferences)
    {
        foreach (var (channel, contact) in contacts) Set(channel, contact);
        foreach (var (person, preference) in preferences) Set(person, preference);
    }

    /// <summary>Null when the channel never met this person.</summary>
    public Contact? Find(string channel, string person) => byPerson.GetValueOrDefault((channel, person));

    /// <summary>The roster id of the person whom the platform calls so; null when nobody is known by it.</summary>
    public string? Whose(string channel, string who) => byWho.GetValueOrDefault((channel, who));

    /// <summary>Whether this channel met the person, and no other one did.</summary>
    public bool MetOnly(string channel, string person) => channels.Keys.All(name => byPerson.ContainsKey((name, person)) == (name == channel)) && channels.ContainsKey(channel);

    public Preference Of(string person) => preferences.GetValueOrDefault(person) ?? new();

    internal void Set(string channel, Contact contact)
    {
        if (Find(channel, contact.Person) is { Who: { } old } && old != contact.Who) byWho.TryRemove(new((channel, old), contact.Person));
        byPerson[(channel, contact.Person)] = contact;
        channels[channel] = true;
        if (contact.Who is { } who) byWho[(channel, who)] = contact.Person;
    }

    internal void Set(string person, Preference preference) => preferences[person] = preference;

    internal void Remove(string channel, string person)
    {
        if (byPerson.TryRemove((channel, person), out var gone) && gone.Who is { } who) byWho.TryRemove(new((channel, who), person));
    }
}
