namespace ChuanKhuy.Core.People;

/// <summary>
/// Whom a session is for: the parts `all`, `zone:1`, `district:8406`, `role:staff` joined by ';'. A person who fits one of the parts belongs to it.
/// </summary>
public sealed record Audience(string Rule)
{
    public static Audience All { get; } = new("all");

    /// <summary>Its parts as (what, value); the value of `all` is empty.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<(string What, string Value)> Parts =>
        Rule.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.IndexOf(':', StringComparison.Ordinal) is var at and >= 0 ? (part[..at].Trim(), part[(at + 1)..].Trim()) : (part, ""));

    public bool Includes(Person person) => Parts.Any(part => part switch
    {
        ("all", _) => true,
        ("zone", var zone) => string.Equals(person.Zone, zone, StringComparison.Ordinal),
        ("district", var district) => string.Equals(person.District, district, StringComparison.Ordinal),
        ("role", var role) => RoleNames.Parse(role) is { } wanted && person.Roles.HasFlag(wanted),
        _ => false,
    });
}
