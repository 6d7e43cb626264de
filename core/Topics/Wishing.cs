using System.Text.RegularExpressions;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Topics;

/// <summary>Finds the wish for a topic in a comment, and keeps out what names somebody.</summary>
public static partial class Wishing
{
    public const int TextChars = 80;

    static readonly string[] Tails = ["มากกว่านี้", "เพิ่มเติม", "ด้วย", "บ้าง", "ครับ", "ค่ะ", "คะ", "นะ", "อีก", "หน่อย"];

    /// <summary>Who is addressed: a given name behind one of these is a person, alone it may be any word.</summary>
    static readonly string[] Calls = ["คุณ", "พี่", "น้อง", "หัวหน้า", "ท่าน", "นาย", "นาง", "นางสาว", "อาจารย์", "ผอ."];

    /// <summary>What somebody wants to learn, by verbs of learning, or of asking with the word for a topic. Most comments are no such wish: null.</summary>
    [GeneratedRegex(
        @"(?:อยาก|ต้องการ|ขอ)(?:จะ)?(?:เรียนรู้|เรียน|รู้|ทราบ|ฟัง|ฝึก)\s*(?:เรื่อง|เกี่ยวกับ|วิธีการ|วิธี|การ|ว่า)*\s*(?<what>[^.!?\n]+)|(?:อยากให้|ขอให้|ควร|น่าจะ|เสนอให้|ต้องการให้|ครั้งหน้า)[^.!?\n]*?(?:เรื่อง|หัวข้อ|เกี่ยวกับ|สอน|อบรม)\s*(?:เรื่อง|การ|วิธี)*\s*(?<what>[^.!?\n]+)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }

    public static string? Read(string comment)
    {
        if (Form.Match(ThaiText.Normalise(comment)) is not { Success: true } found) return null;
        var what = found.Groups["what"].Value.Trim();
        while (Tails.FirstOrDefault(tail => what.EndsWith(tail, StringComparison.Ordinal)) is { } tail) what = what[..^tail.Length].TrimEnd();
        what = ThaiText.Clean(what, TextChars);
        return what.Count(char.IsLetter) >= 3 ? what : null;
    }

    /// <summary>Whether a text may be shown: no number, address or name of a villager, and nobody of the office.</summary>
    /// <param name="names">The names of the roster, with or without titles.</param>
    public static bool NamesNobody(string text, IEnumerable<string> names)
    {
        if (Private.Find(text).Count > 0) return false;
        var said = ThaiText.Normalise(text);
        return !names.Any(name => Names(said, ThaiText.Normalise(ThaiName.WithoutTitle(name))));
    }

    static bool Names(string said, string bare)
    {
        if (bare.Length == 0) return false;
        if (said.Contains(bare, StringComparison.Ordinal)) return true;
        var given = ThaiName.Given(bare);
        return said.Contains(given, StringComparison.Ordinal)
            && Calls.Any(call => said.Contains(call + given, StringComparison.Ordinal) || said.Contains($"{call} {given}", StringComparison.Ordinal));
    }
}
