using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.People;

/// <summary>
/// Reads an audience as people write it ("โซน 1; อำเภอไชยา; พี่เลี้ยง", "zone:1;district:ไชยา;role:mentor") into its stored rule,
/// with codes of units and names of roles. Empty means everybody.
/// </summary>
static class AudienceText
{
    static readonly (string Begins, string What)[] Words =
    [
        ("zone:", "zone"), ("โซน", "zone"), ("zone", "zone"), ("district:", "district"), ("อำเภอ:", "district"), ("อำเภอ", "district"), ("อ.", "district"),
        ("role:", "role"), ("บทบาท:", "role"),
    ];

    public static Audience Read(string text, Units units, Roster roster, List<Problem> problems)
    {
        var rules = new List<string>();
        foreach (var part in text.Split([';', ',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (ThaiText.Normalise(part) is "all" or "ทุกคน" or "ทั้งหมด" or "เจ้าหน้าที่ทุกคน") rules.Add("all");
            else if (One(part, units, roster, problems) is { } rule && !rules.Contains(rule)) rules.Add(rule);
        }
        return rules.Count == 0 || rules.Contains("all") ? Audience.All : new(string.Join(';', rules));
    }

    /// <summary>The zone as units or people have it; null when nobody is in it.</summary>
    public static string? FindZone(string text, Units units, Roster roster)
    {
        var wanted = ThaiText.Normalise(ZoneText.Read(text));
        return wanted.Length == 0 ? null : units.Zones.Concat(roster.People.Select(p => p.Zone)).FirstOrDefault(zone => ThaiText.Normalise(zone) == wanted);
    }

    public static Problem NoZone(string thai, string english, string zone, Units units) => new(
        $"{thai}: ไม่มีโซน \"{ThaiText.Clean(zone, 40)}\" มี {string.Join(", ", units.Zones)}",
        $"{english}: there is no zone \"{ThaiText.Clean(zone, 40)}\"; there are {string.Join(", ", units.Zones)}.");

    static string? One(string part, Units units, Roster roster, List<Problem> problems)
    {
        var said = ThaiText.Normalise(part);
        var (begins, what) = Words.FirstOrDefault(word => said.StartsWith(word.Begins, StringComparison.Ordinal));
        var value = what is null ? said : said[begins.Length..].TrimStart(':', ' ');
        switch (what)
        {
            case "zone" when value.Length > 0:
                if (FindZone(value, units, roster) is { } zone) return $"zone:{zone}";
                problems.Add(NoZone("กลุ่มเป้าหมาย", "audience", value, units));
                return null;
            case "district" when units.Read(value) is { } unit: return $"district:{unit.Code}";
            case "role" or null when RoleNames.Parse(value) is { } role: return $"role:{RoleNames.Join(role)}";
            case null when units.Read(value) is { } unit: return $"district:{unit.Code}";
            default:
                problems.Add(new(
                    $"กลุ่มเป้าหมาย: ไม่รู้จัก \"{ThaiText.Clean(part, 60)}\" ใช้ all, zone:1, district:ไชยา, role:mentor",
                    $"audience: \"{ThaiText.Clean(part, 60)}\" is not known; use all, zone:1, district:8406, role:mentor."));
                return null;
        }
    }
}
