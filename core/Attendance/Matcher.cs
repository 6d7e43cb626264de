using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Attendance;

/// <summary>Who a participant of a meeting is.</summary>
public abstract record Recognised
{
    public sealed record Found(string Person) : Recognised;

    /// <summary>Somebody from outside, by the coordinator's word.</summary>
    public sealed record Outsider : Recognised;

    /// <summary>The coordinator is asked. <paramref name="Perhaps"/>: who has this name, never taken without their word.</summary>
    public sealed record Ask(IReadOnlyList<Person> Perhaps) : Recognised;
}

/// <summary>
/// Finds the person behind a participant: by account, then e-mail, then the coordinator's alias. A name, however fitting, is only a question:
/// anybody may enter a meeting under any name. (Guests of Webex type their e-mail too; it is believed, because an invented one gains nothing but a name on a list.)
/// </summary>
public sealed class Matcher(Roster roster, IReadOnlyDictionary<string, Alias> aliases)
{
    const int Most = 3;
    ILookup<string, Person>? byGiven;

    public Recognised Find(MeetingRecord record)
    {
        if (record.Account is { Length: > 0 } account && (roster.FindTeams(account) ?? roster.FindEmail(account)) is { } known) return new Recognised.Found(known.Id);
        if (record.Email is { Length: > 0 } email && roster.FindEmail(email) is { } mailed) return new Recognised.Found(mailed.Id);
        if (aliases.GetValueOrDefault(record.WhoKey) is { } alias) return alias.Person.Length == 0 ? new Recognised.Outsider() : new Recognised.Found(alias.Person);
        return new Recognised.Ask([.. Named(record.Name ?? "").Take(Most)]);
    }

    /// <summary>Of the whole name without what people put behind it ("(พช.เมือง)", "- เวียงสระ"); else of the given name.</summary>
    IEnumerable<Person> Named(string shown)
    {
        var name = shown.Split(['(', '[', '|', '/', '_'], 2)[0].Split(" - ", 2)[0].Trim();
        if (name.Length == 0) return [];
        var whole = roster.Named(name).ToList();
        return whole.Count > 0 ? whole : (byGiven ??= roster.People.ToLookup(Given, StringComparer.Ordinal))[Given(name)];
    }

    static string Given(Person person) => Given(person.Name);

    static string Given(string name) => ThaiText.Normalise(ThaiName.Given(name));
}
