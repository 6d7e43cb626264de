using System.Globalization;
using System.Text;

namespace ChuanKhuy.Core.Text;

/// <summary>Thai text as people type it, made comparable and safe to keep.</summary>
public static class ThaiText
{
    const char SaraAa = '\u0E32', SaraAm = '\u0E33', Nikhahit = '\u0E4D', SaraE = '\u0E40', SaraAe = '\u0E41';

    /// <summary>
    /// The form in which texts are compared: FormC, one spelling of SARA AM and SARA AE, tone marks after vowels, Arabic digits,
    /// nothing invisible, lower case, white space collapsed and trimmed. Any string is accepted. Twice is the same as once.
    /// </summary>
    public static string Normalise(string text)
    {
        // What was apart may stand together once the invisible is out, and then be composed: a second round settles it.
        var folded = Fold(text);
        while (Fold(folded) is var again && again != folded) folded = again;
        return folded;
    }

    /// <summary>
    /// A text to keep, on one line: no control or direction characters, white space collapsed, at most <paramref name="max"/> characters,
    /// cut so that no mark loses its letter and no leading vowel stands alone.
    /// </summary>
    public static string Clean(string text, int max)
    {
        var made = new StringBuilder(text.Length);
        foreach (var c in Compose(text))
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (made.Length > 0 && made[^1] != ' ') made.Append(' ');
            }
            else if (c == '\u200D' || !IsInvisible(c)) made.Append(c);
        }
        return Cut(made.ToString().Trim(), max);
    }

    /// <summary>The same for a text of several lines; more than one empty line in a row becomes one.</summary>
    public static string CleanLines(string text, int max)
    {
        var lines = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var clean = Clean(line, int.MaxValue);
            if (clean.Length > 0 || (lines.Count > 0 && lines[^1].Length > 0)) lines.Add(clean);
        }
        return Cut(string.Join('\n', lines).Trim(), max);
    }

    /// <summary>Thai digits for printed reports; everything else stays.</summary>
    public static string ThaiDigits(string text) =>
        string.Create(text.Length, text, (made, from) =>
        {
            for (var i = 0; i < made.Length; i++) made[i] = char.IsAsciiDigit(from[i]) ? (char)('๐' + (from[i] - '0')) : from[i];
        });

    static string Fold(string text)
    {
        var composed = Compose(text);
        var made = new StringBuilder(composed.Length);
        foreach (var c in composed)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (made.Length > 0 && made[^1] != ' ') made.Append(' ');
            }
            else if (!IsInvisible(c)) Add(made, char.ToLowerInvariant(ToArabic(c)));
        }
        if (made.Length > 0 && made[^1] == ' ') made.Length--;
        return made.ToString();
    }

    /// <summary>FormC; half of a surrogate pair, over which the framework would throw, becomes the replacement character.</summary>
    static string Compose(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else text = string.Concat(text.AsSpan(0, i), "\uFFFD", text.AsSpan(i + 1));
        }
        return text.Normalize(NormalizationForm.FormC);
    }

    static void Add(StringBuilder made, char c)
    {
        var before = made.Length > 0 ? made[^1] : '\0';
        if (c == SaraAa && before == Nikhahit) made[^1] = SaraAm;
        else if (c == SaraAa && IsTone(before) && made.Length > 1 && made[^2] == Nikhahit) { made[^2] = before; made[^1] = SaraAm; }
        else if (c == SaraE && before == SaraE) made[^1] = SaraAe;
        else if (IsVowelMark(c) && IsTone(before)) Before(made, IsTone, c);
        else if (IsTone(c) && before == SaraAm) Before(made, mark => mark == SaraAm, c);
        else made.Append(c);
    }

    static void Before(StringBuilder made, Func<char, bool> these, char c)
    {
        var at = made.Length;
        while (at > 0 && these(made[at - 1])) at--;
        made.Insert(at, c);
    }

    /// <summary>
    /// At most so many bytes of UTF-8, cut behind a word where there is a space in the last part of it, with a mark where it was cut;
    /// no mark loses its letter, and no backslash the letter that it makes inert.
    /// </summary>
    public static string CutBytes(string text, int max)
    {
        const string Mark = "…";
        const int Back = 60;
        if (Encoding.UTF8.GetByteCount(text) <= max) return text;
        var (end, left) = (0, max - Encoding.UTF8.GetByteCount(Mark));
        while (StringInfo.GetNextTextElementLength(text, end) is var next && Encoding.UTF8.GetByteCount(text.AsSpan(end, next)) is var bytes && bytes <= left) (end, left) = (end + next, left - bytes);
        var space = end == 0 ? -1 : text.LastIndexOf(' ', end - 1, Math.Min(end, Back));
        if (space > 0 && text[end] != ' ') end = space;
        while (end > 0 && text[end - 1] is >= SaraE and <= '\u0E44') end--;
        var slashes = end - text.AsSpan(0, end).TrimEnd('\\').Length;
        if (slashes % 2 == 1) end--;
        return end > 0 ? text[..end].TrimEnd() + Mark : "";
    }

    static string Cut(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = 0;
        while (end < max && end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= max) end = next;
        while (end > 0 && text[end - 1] is >= SaraE and <= '\u0E44') end--;
        return text[..end].TrimEnd();
    }

    static char ToArabic(char c) => c is >= '๐' and <= '๙' ? (char)('0' + (c - '๐')) : c;

    static bool IsTone(char c) => c is >= '\u0E48' and <= '\u0E4B';

    static bool IsVowelMark(char c) => c is '\u0E31' or (>= '\u0E34' and <= '\u0E39');

    static bool IsInvisible(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Format || c is '\u034F' or '\u115F' or '\u3164';
}
