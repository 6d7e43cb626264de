using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.People;

/// <summary>Everybody of the organisation as known at one moment, in ordinal order of their ids. Never changes. Who was erased is not in it, but for the unit.</summary>
public sealed class Roster
{
    readonly Person[] people;
    readonly Dictionary<string, Person> byId;
    readonly Dictionary<string, Person> erased;
    readonly Dictionary<string, Person> byEmail = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Person> byTeams = new(StringComparer.OrdinalIgnoreCase);
    readonly Units units;
    ILookup<string, Person>? byName;
    string[]? said;

    public Roster(IEnumerable<Person> people, Units units)
    {
        var all = people.OrderBy(p => p.Id, StringComparer.Ordinal).ToLookup(p => p.Erased is null);
        this.people = [.. all[true]];
        erased = all[false].ToDictionary(p => p.Id, StringComparer.Ordinal);
        this.units = units;
        byId = this.people.ToDictionary(p => p.Id, StringComparer.Ordinal);
        foreach (var person in this.people)
            if (person.TeamsId is { Length: > 0 } teams) byTeams.TryAdd(teams, person);
        foreach (var person in this.people)
            foreach (var email in new[] { person.Email, person.WebexEmail })
                if (email is { Length: > 0 }) byEmail.TryAdd(email, person);
    }

    public IReadOnlyList<Person> People => people;

    public Person? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Whether there was a person of this id whose data is erased.</summary>
    public bool IsErased(string id) => erased.ContainsKey(id);

    /// <summary>The code of the unit that a person belongs to, or did before they were erased; null when nobody has this id.</summary>
    public string? DistrictOf(string id) => (Find(id) ?? erased.GetValueOrDefault(id))?.District;

    /// <summary>By the e-mail address, upper and lower case alike; null when nobody has it.</summary>
    public Person? FindEmail(string email) => byEmail.GetValueOrDefault(email.Trim());

    /// <summary>By the Entra object id; null when nobody has it.</summary>
    public Person? FindTeams(string id) => byTeams.GetValueOrDefault(id.Trim());

    /// <summary>By name or a part of it, as people type it.</summary>
    public IEnumerable<Person> Search(string text)
    {
        var wanted = ThaiText.Normalise(text);
        var names = said ??= [.. people.Select(p => ThaiText.Normalise(p.Name))];
        return wanted.Length == 0 ? [] : people.Where((_, at) => names[at].Contains(wanted, StringComparison.Ordinal));
    }

    /// <summary>Everybody of exactly this name, with or without a title.</summary>
    public IEnumerable<Person> Named(string name) => (byName ??= people.ToLookup(p => Bare(p.Name), StringComparer.Ordinal))[Bare(name)];

    /// <summary>The people whose id comes after this one; everybody when null.</summary>
    public IEnumerable<Person> After(string? id)
    {
        if (id is null) return people;
        var (low, high) = (0, people.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(people[middle].Id, id) <= 0) low = middle + 1;
            else high = middle;
        }
        return new ArraySegment<Person>(people, low, people.Length - low);
    }

    /// <summary>An audience in Thai, for cards.</summary>
    public string Describe(Audience audience) => string.Join(" และ ", audience.Parts.Select(part => part switch
    {
        ("all", _) => "เจ้าหน้าที่ทุกคน",
        ("zone", var zone) => $"โซน {zone}",
        ("district", var code) => units.Find(code)?.Title ?? code,
        ("role", var role) => RoleNames.Thai(role),
        (_, var other) => other,
    }));

    static string Bare(string name) => ThaiText.Normalise(ThaiName.WithoutTitle(name));
}
