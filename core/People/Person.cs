namespace ChuanKhuy.Core.People;

/// <summary>What a person may do and is asked for; one person may have several.</summary>
[Flags]
public enum Roles
{
    None = 0,
    Staff = 1,
    /// <summary>พัฒนาการอำเภอ, the head of a district office; line of command for the district.</summary>
    Head = 2,
    Speaker = 4,
    Mentor = 8,
    Coordinator = 16,
    Executive = 32,
    Admin = 64,
}

/// <summary>
/// One person of the roster. <paramref name="District"/> is the code of a unit (8401-8419 by the interior ministry's list, 8400 the provincial office),
/// <paramref name="Zone"/> is empty where the unit has none, <paramref name="TeamsId"/> is the Entra object id.
/// </summary>
/// <param name="Erased">Since when the person's data is erased; null for everybody else. A tombstone keeps the id and the unit, for the figures.</param>
public sealed record Person(
    string Id,
    string Name,
    string District,
    string Zone,
    string Position,
    Roles Roles,
    string? Email = null,
    string? TeamsId = null,
    string? WebexEmail = null,
    DateTimeOffset? Erased = null)
{
    /// <summary>What is left of a person who was erased.</summary>
    public static Person Tombstone(Person person, DateTimeOffset at) => new(person.Id, "", person.District, person.Zone, "", Roles.None, Erased: at);
}

/// <summary>A district office or the provincial office. <paramref name="Zone"/> is the coordinator's setting.</summary>
public sealed record Unit(string Code, string Name, string Province, string Zone)
{
    /// <summary>Its name with "อำเภอ" before a district's; an office is called by its own name.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Title => Name.StartsWith("สำนักงาน", StringComparison.Ordinal) ? Name : $"อำเภอ{Name}";
}
