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

/// <summary>All contacts and preferences of an office at one moment.</summary>
public sealed class Contacts
{
    readonly Dictionary<(string Channel, string Person), Contact> byPerson = [];
    readonly Dictionary<(string Channel, string Who), string> byWho = [];
    readonly Dictionary<string, Preference> preferences = new(StringComparer.Ordinal);

    public static Contacts None { get; } = new([], []);

    public Contacts(IEnumerable<(string Channel, Contact Contact)> contacts, IEnumerable<(string Person, Preference Preference)> preferences)
    {
        foreach (var (channel, contact) in contacts)
        {
            byPerson[(channel, contact.Person)] = contact;
            if (contact.Who is { } who) byWho[(channel, who)] = contact.Person;
        }
        foreach (var (person, preference) in preferences) this.preferences[person] = preference;
    }

    /// <summary>Null when the channel never met this person.</summary>
    public Contact? Find(string channel, string person) => byPerson.GetValueOrDefault((channel, person));

    /// <summary>The roster id of the person whom the platform calls so; null when nobody is known by it.</summary>
    public string? Whose(string channel, string who) => byWho.GetValueOrDefault((channel, who));

    public Preference Of(string person) => preferences.GetValueOrDefault(person) ?? new();
}
