using System.Text.RegularExpressions;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Privacy;

/// <summary>
/// What leads to one person in a text: the whole name with or without its title and however it is spaced, the given name behind a word of address (only while
/// nobody else's name begins with it), the addresses and the platforms' ids. Upper and lower case are alike; ำ may be typed in one sign or two.
/// </summary>
public sealed class Traces
{
    /// <summary>What stands where a name stood. Plain letters, so that every encoding of a source can hold it.</summary>
    public const string Gone = "[ลบตามคำขอ]";

    const string Before = "นางสาว|นาย|นาง|น\\.ส\\.|คุณ|พี่|น้อง|ท่าน|อาจารย์|ป้า|ลุง";
    const int ShortestName = 6;
    const int ShortestText = 8;
    readonly Regex? pattern;

    /// <param name="names">How the person appears elsewhere, as in reports of meetings. Taken only when they are two words, because "iPad" is nobody.</param>
    /// <param name="ids">The platforms' own ids of the person.</param>
    public Traces(Person person, Roster others, IEnumerable<string> names, IEnumerable<string> ids)
    {
        var parts = new List<string>();
        foreach (var name in names.Prepend(person.Name).Select(ThaiName.WithoutTitle).Where(IsWhole).Distinct(StringComparer.Ordinal))
            parts.Add($@"(?:(?:{Before})\s*)?{Spelled(name)}");
        var given = ThaiName.Given(person.Name);
        if (given.Length >= 3 && !others.People.Any(p => p.Id != person.Id && ThaiName.Given(p.Name).StartsWith(given, StringComparison.Ordinal)))
            parts.Add($@"(?:{Before})\s*{Spelled(given)}");
        foreach (var id in new[] { person.Email, person.WebexEmail, person.TeamsId }.Concat(ids).OfType<string>().Where(id => id.Length >= ShortestName).Distinct(StringComparer.OrdinalIgnoreCase))
            parts.Add($@"(?<![\w.+-]){Regex.Escape(id)}(?![\w-])");
        if (parts.Count > 0) pattern = new(string.Join('|', parts), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>What the person typed, where it was shown to others: the whole text, with or without the marks that keep it from being Markdown. Short ones say nothing of anybody.</summary>
    public Traces(IEnumerable<string> texts)
    {
        var parts = texts.Where(text => text.Trim().Length >= ShortestText).Distinct(StringComparer.Ordinal)
            .Select(text => string.Concat(text.Trim().Select(c => char.IsWhiteSpace(c) ? @"\s+" : $@"\\?{Regex.Escape(c.ToString())}"))).ToList();
        if (parts.Count > 0) pattern = new(string.Join('|', parts), RegexOptions.CultureInvariant);
    }

    public bool In(string text) => pattern?.IsMatch(text) == true;

    public string Replace(string text) => pattern?.Replace(text, Gone) ?? text;

    static bool IsWhole(string name) => name.Length >= ShortestName && name.Contains(' ', StringComparison.Ordinal);

    static string Spelled(string name) => string.Concat(name.Select(c => c switch
    {
        ' ' => @"[\s\u00A0\u200B]*",
        'ำ' => "(?:ำ|ํา)",
        _ => Regex.Escape(c.ToString()),
    }));
}
