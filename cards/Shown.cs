using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Makes texts safe to show: whatever a person typed appears letter for letter, never as a link, a mention, an image or a list.</summary>
static class Shown
{
    // The marks of Markdown and of mentions; '&' because entities are decoded, '!' because of images.
    const string Marks = "\\`*_[]()#~<>&!|";

    /// <summary>
    /// The text for a TextBlock or a fact, with its marks escaped as CommonMark says (section "Backslash escapes").
    /// Each line is a paragraph of its own, else Markdown would join the lines.
    /// </summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var shown = new StringBuilder(text.Length + 8);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (shown.Length > 0) shown.Append("\n\n");
            Line(line, shown);
        }
        return shown.ToString();
    }

    public static JsonArray Lines(IEnumerable<string> texts, int most) => [.. texts.Take(most).Select(text => new JsonObject { ["text"] = Text(text) })];

    /// <summary>"และอีก 3 คำถาม" when a list was cut; empty when it was not.</summary>
    public static string More(int count, int most, string what) =>
        count > most ? string.Create(CultureInfo.InvariantCulture, $"และอีก {count - most:#,0} {what}") : "";

    /// <summary>At most so many letters, with a mark when it was cut; no vowel or tone mark loses its letter.</summary>
    public static string Cut(string text, int letters)
    {
        if (text.Length <= letters) return text;
        var kept = 0;
        for (int next; kept + (next = StringInfo.GetNextTextElementLength(text, kept)) <= letters;) kept += next;
        return $"{text[..kept].TrimEnd()}…";
    }

    static void Line(string line, StringBuilder shown)
    {
        // A number with a dot, a dash or a plus at a line's beginning would begin a list; equal signs would make a heading of the line above.
        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        var at = 0;
        if (digits > 0 && digits < line.Length && line[digits] is '.' or ')')
        {
            shown.Append(line, 0, digits).Append('\\').Append(line[digits]);
            at = digits + 1;
        }
        else if (line is ['-' or '+' or '=', ..]) shown.Append('\\');
        for (; at < line.Length; at++)
        {
            // "{{DATE(…)}}" would be read as a function of the card.
            if (Marks.Contains(line[at], StringComparison.Ordinal) || (line[at] == '{' && at > 0 && line[at - 1] == '{')) shown.Append('\\');
            shown.Append(line[at]);
        }
    }
}
