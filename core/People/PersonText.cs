using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.People;

/// <summary>Reads one line of people.csv.</summary>
static class PersonText
{
    const int NameChars = 120;
    const int PositionChars = 120;

    /// <param name="problems">Everything that is wrong; then there is no person.</param>
    /// <param name="notes">What is kept as written and should be looked at.</param>
    public static Person? Read(SheetRow row, Units units, List<Problem> problems, List<Problem> notes)
    {
        var id = row["id"];
        if (!Ids.Valid(id)) problems.Add(new($"รหัส: {Ids.Thai}", $"id: {Ids.English}."));
        var name = ThaiText.Clean(row["name"], NameChars + 1);
        if (!name.Any(char.IsLetter)) problems.Add(new("ชื่อ-สกุล: ยังว่างอยู่", "name: is empty."));
        else if (name.Length > NameChars) problems.Add(new($"ชื่อ-สกุล: ยาวเกิน {NameChars} ตัวอักษร", $"name: longer than {NameChars} characters."));
        var unit = units.Read(row["district"]);
        if (unit is null) problems.Add(row["district"].Length == 0
            ? new("อำเภอ: ยังว่างอยู่", "district: is empty.")
            : new($"อำเภอ: ไม่รู้จัก {Quote(row["district"])}", $"district: {Quote(row["district"])} is not in the table of units."));
        var roles = ReadRoles(row["roles"], problems);
        var email = Email(row["email"], "อีเมล", "email", problems);
        var webex = Email(row["webex_email"], "อีเมล Webex", "webex_email", problems);
        var teams = TeamsId(row["teams_id"], problems);
        if (problems.Count > 0 || unit is null) return null;
        return new(id, name, unit.Code, Zone(row["zone"], unit, units, notes), ThaiText.Clean(row["position"], PositionChars), roles, email, teams, webex);
    }

    static string Zone(string written, Unit unit, Units units, List<Problem> notes)
    {
        var zone = ZoneText.Read(written);
        if (zone.Length == 0) return unit.Zone;
        if (!units.Zones.Contains(zone, StringComparer.Ordinal))
            notes.Add(new($"โซน {zone} ไม่มีในตารางอำเภอ ใช้ตามไฟล์", $"Zone {zone} is not in the table of units; kept as written."));
        else if (zone != unit.Zone)
            notes.Add(new(
                $"โซน {zone} ต่างจากตารางอำเภอ ({unit.Title}: {Shown(unit.Zone)}) ใช้ตามไฟล์",
                $"Zone {zone} differs from the table of units ({unit.Code}: {(unit.Zone.Length == 0 ? "none" : unit.Zone)}); kept as written."));
        return zone;
    }

    static Roles ReadRoles(string text, List<Problem> problems)
    {
        var roles = Roles.None;
        foreach (var name in text.Split([';', ',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (RoleNames.Parse(ThaiText.Normalise(name)) is { } role) roles |= role;
            else problems.Add(new($"บทบาท: ไม่รู้จัก {Quote(name)}", $"roles: {Quote(name)} is not a role."));
        }
        return roles is Roles.None ? Roles.Staff : roles;
    }

    static string? Email(string text, string thai, string english, List<Problem> problems)
    {
        if (text.Length == 0) return null;
        if (!Emails.Valid(text)) problems.Add(new($"{thai}: {Quote(text)} ไม่ใช่ที่อยู่อีเมล", $"{english}: {Quote(text)} is not an address."));
        return text;
    }

    /// <summary>Microsoft Entra names people by a GUID; stored in the form in which Teams sends it.</summary>
    static string? TeamsId(string text, List<Problem> problems)
    {
        if (text.Length == 0) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id.ToString("D");
        problems.Add(new("รหัส Teams: ต้องเป็นรหัสผู้ใช้ (Object ID) จาก Entra เช่น 00000000-1111-2222-3333-444444444444", "teams_id: must be an Entra object id (a GUID)."));
        return null;
    }

    static string Shown(string zone) => zone.Length == 0 ? "ไม่มีโซน" : $"โซน {zone}";

    static string Quote(string text) => $"\"{ThaiText.Clean(text, 60)}\"";
}
