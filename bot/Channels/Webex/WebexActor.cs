using System.Collections.Concurrent;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Bot.Channels;

/// <summary>Who wrote or pressed something, as Webex tells.</summary>
abstract record WebexActor
{
    /// <summary>Answered; <paramref name="Person"/> is null when the roster does not know a person of our organisation.</summary>
    public sealed record Known(Person? Person) : WebexActor;

    /// <summary>Not answered.</summary>
    public sealed record Foreign(string Why) : WebexActor;

    /// <summary>Webex does not tell now.</summary>
    public sealed record NotYet(Opened Opened) : WebexActor;
}

/// <summary>
/// Finds the person of the roster by the addresses that Webex knows of an account. Who has no address of ours is answered only
/// when they belong to our organisation.
/// </summary>
sealed class WebexActors(WebexClient client, WebexSettings settings, RosterStore rosters, TimeProvider time)
{
    static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    const int Most = 20_000;
    readonly ConcurrentDictionary<string, (WebexPerson Person, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    public async Task<WebexActor> Find(string id, CancellationToken ct)
    {
        switch (await client.Me(ct))
        {
            case WebexReply<WebexPerson>.Got { Value: var me } when me.Id == id: return new WebexActor.Foreign("our own");
            case WebexReply<WebexPerson>.Got: break;
            case var other: return new WebexActor.NotYet(Opens.NotYet(other));
        }
        if (!known.TryGetValue(id, out var entry) || entry.Until <= time.GetUtcNow())
            switch (await client.Person(id, ct))
            {
                case WebexReply<WebexPerson>.Got { Value: var person }:
                    if (known.Count >= Most) known.Clear();
                    known[id] = entry = (person, time.GetUtcNow() + Remembered);
                    break;
                case var other: return new WebexActor.NotYet(Opens.NotYet(other));
            }
        return entry.Person.Id == id ? Judge(entry.Person, await rosters.Load(ct)) : new WebexActor.Foreign("Webex told of somebody else");
    }

    WebexActor Judge(WebexPerson actor, Roster roster)
    {
        if (actor.Type == "bot") return new WebexActor.Foreign("another bot");
        var person = (actor.Emails ?? []).Select(roster.FindEmail).FirstOrDefault(found => found is not null);
        return person is null && settings.Orgs.Count > 0 && !settings.Orgs.Contains(actor.OrgId ?? "", StringComparer.Ordinal)
            ? new WebexActor.Foreign("another organisation")
            : new WebexActor.Known(person);
    }
}

/// <summary>What a failed request means for something in the inbox.</summary>
static class Opens
{
    /// <summary>Webex may know an object only minutes after it told of it: "not found" is tried again for a while.</summary>
    public static Opened NotYet<T>(WebexReply<T> reply) => reply switch
    {
        WebexReply<T>.NotNow wait => new Opened.NotYet(wait.After, Down: true),
        WebexReply<T>.Lost => new Opened.NotYet(null, Down: true),
        WebexReply<T>.No { Status: 404 } => new Opened.NotYet(),
        _ => new Opened.Nothing("Webex does not let us see it"),
    };
}
