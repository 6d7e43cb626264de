namespace ChuanKhuy.Core.People;

/// <summary>The names of roles in files, settings and audiences.</summary>
public static class RoleNames
{
    static readonly (string Name, Roles Role, string Thai)[] All =
    [
        ("staff", Roles.Staff, "เจ้าหน้าที่"),
        ("head", Roles.Head, "พัฒนาการอำเภอ"),
        ("speaker", Roles.Speaker, "วิทยากร"),
        ("mentor", Roles.Mentor, "พี่เลี้ยง"),
        ("coordinator", Roles.Coordinator, "ผู้ประสานงาน"),
        ("executive", Roles.Executive, "ผู้บริหาร"),
        ("admin", Roles.Admin, "ผู้ดูแลระบบ"),
    ];

    /// <summary>Null when there is no such role. The Thai names are understood too.</summary>
    public static Roles? Parse(string name)
    {
        foreach (var (english, role, thai) in All)
            if (string.Equals(english, name, StringComparison.OrdinalIgnoreCase) || string.Equals(thai, name, StringComparison.Ordinal)) return role;
        return null;
    }

    /// <summary>How a role is shown, or the name as it came when it is not one.</summary>
    public static string Thai(string name) => Parse(name) is { } found ? All.First(r => r.Role == found).Thai : name;

    /// <summary>"staff;speaker", the form of people.csv.</summary>
    public static string Join(Roles roles) => string.Join(';', All.Where(r => roles.HasFlag(r.Role)).Select(r => r.Name));

    /// <summary>The Thai names of a person's roles, joined by a comma.</summary>
    public static string Thai(Roles roles) => string.Join(", ", All.Where(r => roles.HasFlag(r.Role)).Select(r => r.Thai));
}
