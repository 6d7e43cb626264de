using ChuanKhuy.Core.People;

namespace ChuanKhuy.Core.Outbox;

/// <summary>The channel on which a person gets messages; null when there is none that reaches them.</summary>
public delegate string? Route(Person person);

/// <summary>Gives the routes as they are now.</summary>
public interface IRoutes
{
    ValueTask<Route> Load(CancellationToken ct);
}

/// <summary>A channel of this installation, in the order in which channels are preferred.</summary>
/// <param name="Meets">Whether it can write to a person whom it never met.</param>
public sealed record Reach(string Channel, Func<Person, bool> Meets);

/// <summary>One person on several channels gets one message: where they asked for it, else where they wrote last, else where we met them, else where we can reach them.</summary>
public sealed class Router(ContactStore contacts, IReadOnlyList<Reach> channels) : IRoutes
{
    public async ValueTask<Route> Load(CancellationToken ct)
    {
        var known = await contacts.Load(ct);
        return person => Pick(person, known, channels);
    }

    public static string? Pick(Person person, Contacts contacts, IReadOnlyList<Reach> channels)
    {
        var wish = contacts.Of(person.Id);
        return channels.Where(channel => Reaches(channel, person, contacts, wish)).OrderBy(channel => Rank(channel.Channel, person, contacts, wish)).FirstOrDefault()?.Channel;
    }

    static bool Reaches(Reach channel, Person person, Contacts contacts, Preference wish) =>
        contacts.Find(channel.Channel, person.Id) is { } contact
            ? contact.Lost is null
            : channel.Meets(person) || wish.Used == channel.Channel || wish.Chosen == channel.Channel;

    // OrderBy is stable: of equal rank, the channel named first.
    static int Rank(string channel, Person person, Contacts contacts, Preference wish) =>
        channel == wish.Chosen ? 0 : channel == wish.Used ? 1 : contacts.Find(channel, person.Id) is not null ? 2 : 3;
}
