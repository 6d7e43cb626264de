namespace ChuanKhuy.Core.Text;

/// <summary>
/// What can safely be done with a display name: a title is joined to the given name without a space, the family name comes after one.
/// </summary>
public static class ThaiName
{
    static readonly string[] Ranks =
    [
        "ว่าที่ร้อยตรี", "ว่าที่ร้อยโท", "ว่าที่ร้อยเอก", "ว่าที่พันตรี", "ว่าที่ ร.ต.", "ว่าที่ร.ต.",
        "พันตำรวจเอก", "พันตำรวจโท", "พันตำรวจตรี", "ร้อยตำรวจเอก", "ร้อยตำรวจโท", "ร้อยตำรวจตรี", "จ่าสิบตำรวจ", "สิบตำรวจ",
        "พลเอก", "พลโท", "พลตรี", "พันเอก", "พันโท", "พันตรี", "ร้อยเอก", "ร้อยโท", "ร้อยตรี", "จ่าสิบเอก", "จ่าเอก", "สิบเอก", "สิบโท", "สิบตรี",
        "พล.ต.อ.", "พล.ต.ท.", "พล.ต.ต.", "พ.ต.อ.", "พ.ต.ท.", "พ.ต.ต.", "ร.ต.อ.", "ร.ต.ท.", "ร.ต.ต.", "พล.อ.", "พล.ท.", "พล.ต.", "พ.อ.", "พ.ท.", "พ.ต.",
        "ร.อ.", "ร.ท.", "ร.ต.", "จ.ส.อ.", "จ.ส.ต.", "จ.อ.", "ส.ต.อ.", "ส.อ.", "ส.ท.", "ส.ต.",
    ];

    /// <summary>Longer ones first where one begins another.</summary>
    static readonly string[] Titles =
    [
        .. Ranks.Select(rank => $"{rank}หญิง"), .. Ranks, "ว่าที่",
        "นายแพทย์", "แพทย์หญิง", "ทันตแพทย์หญิง", "ทันตแพทย์", "นางสาว", "นาย", "นาง", "น.ส.",
        "ศาสตราจารย์", "รองศาสตราจารย์", "ผู้ช่วยศาสตราจารย์", "ผศ.", "รศ.", "ศ.", "ดร.", "อาจารย์",
        "นพ.", "พญ.", "ทพ.", "ทพญ.", "ภก.", "ภญ.", "ม.ร.ว.", "ม.ล.", "หม่อมราชวงศ์", "หม่อมหลวง",
        "mr.", "mrs.", "ms.", "miss ", "dr.", "prof.", "คุณ ", "ดร ",
    ];

    /// <summary>"สมหญิง" from "นางสาวสมหญิง ใจดี".</summary>
    public static string Given(string name)
    {
        var bare = WithoutTitle(name);
        return bare.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? bare[..space] : bare;
    }

    /// <summary>How the bot calls a person: "คุณสมหญิง".</summary>
    public static string Address(string name)
    {
        var given = Given(name);
        // คุณวุฒิ is a name as well as คุณ + วุฒิ: once is right for both.
        return given.StartsWith("คุณ", StringComparison.Ordinal) ? given : $"คุณ{given}";
    }

    /// <summary>"สมหญิง ใจดี" from "นางสาวสมหญิง ใจดี". What only begins like a title stays: นายิกา, คุณากร.</summary>
    public static string WithoutTitle(string name)
    {
        var rest = ThaiText.Clean(name, int.MaxValue);
        while (Titles.FirstOrDefault(title => rest.StartsWith(title, StringComparison.OrdinalIgnoreCase) && IsName(rest.AsSpan(title.Length).TrimStart())) is { } found)
            rest = rest[found.Length..].TrimStart();
        return rest;
    }

    /// <summary>A name begins with a letter that can begin a Thai syllable, not with a mark or a following vowel, and has two letters at least.</summary>
    static bool IsName(ReadOnlySpan<char> rest) => rest.Length >= 2 && rest[0] is (>= 'ก' and <= 'ฮ') or (>= 'เ' and <= 'ไ') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');
}
