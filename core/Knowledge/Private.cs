using System.Text.RegularExpressions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>Finds what may point at a villager: telephone and identity card numbers, e-mail addresses, names behind a title.</summary>
public static partial class Private
{
    [GeneratedRegex(@"(?<!\d)\d[\d\- ]{7,16}\d(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}", RegexOptions.CultureInvariant)]
    private static partial Regex Email { get; }

    /// <summary>A title and two words; or what villagers call each other, where a word begins (ป้าย and ตาม are no people).</summary>
    [GeneratedRegex(@"(?:นางสาว|นาย|นาง|น\.ส\.|ด\.ช\.|ด\.ญ\.)(?!อำเภอ|จ้าง|ก|ทะเบียน|หน้า|ทุน|ราม|ร้อย|แบบ|สัก)[ก-๙]{2,20} [ก-๙]{2,20}|(?<![ก-๙])(?:ลุง|ป้า(?!ย)|ยาย)[ก-๙]{2,8}(?![ก-๙])", RegexOptions.CultureInvariant)]
    private static partial Regex Name { get; }

    public static IReadOnlyList<string> Find(ItemText text)
    {
        var all = ThaiText.Normalise($"{text.Title} {text.Body}");
        var numbers = Number.Matches(all).Select(match => match.Value).Where(number => number.Count(char.IsAsciiDigit) is 9 or 10 or 13);
        return [.. numbers.Concat(Email.Matches(all).Select(m => m.Value)).Concat(Name.Matches(all).Select(m => m.Value)).Distinct(StringComparer.Ordinal)];
    }
}
