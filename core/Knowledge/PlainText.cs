using System.Globalization;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>
/// Reads a text of lines: minutes and pasted summaries (the title, an empty line, one unit a line), and transcripts in which a line begins
/// with a time, a name, or both. A word before a colon counts as a name only where the text is written so throughout.
/// </summary>
static partial class PlainText
{
    const int TitleChars = 200;

    [GeneratedRegex(@"^\s*[\[(]?((?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]?\s*[-–]?\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Clock { get; }

    [GeneratedRegex(@"^\s*([^:：]{1,40}?)\s*[:：]\s*(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Label { get; }

    public static (string Title, IReadOnlyList<SourceUnit> Units) Read(string[] lines)
    {
        var first = Array.FindIndex(lines, line => line.Trim().Length > 0);
        var titled = first >= 0 && first + 1 < lines.Length && lines[first + 1].Trim().Length == 0 && !Clock.IsMatch(lines[first])
            && lines.Skip(first + 2).Any(line => line.Trim().Length > 0);
        var said = lines.Select((text, at) => (Text: text, Line: at + 1)).Skip(titled ? first + 1 : 0).Where(line => line.Text.Trim().Length > 0)
            .Take(SourceReader.MostUnits + 1).Select(line => Timed(line.Text, line.Line)).ToList();
        var names = Names([.. said.Select(line => line.Text)]);
        var units = said.Select((line, at) =>
        {
            var label = Label.Match(line.Text);
            var spoken = label.Success && names.Contains(label.Groups[1].Value.Trim());
            return new SourceUnit(
                at + 1, ThaiText.Clean(spoken ? line.Text[label.Length..] : line.Text, SourceReader.UnitChars),
                spoken ? ThaiText.Clean(label.Groups[1].Value, 100) : null, line.At, null, line.Line);
        });
        return (titled ? ThaiText.Clean(lines[first], TitleChars) : "", [.. units]);
    }

    static (string Text, TimeSpan? At, int Line) Timed(string text, int line)
    {
        if (Clock.Match(text) is not { Success: true } clock || clock.Length >= text.TrimEnd().Length) return (text, null, line);
        var seconds = clock.Groups[1].Value.Replace(',', '.').Split(':').Aggregate(0.0, (sum, part) => (sum * 60) + double.Parse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
        return (text[clock.Length..], TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)), line);
    }

    /// <summary>The labels that come back, when most lines have one.</summary>
    static HashSet<string> Names(IReadOnlyList<string> lines)
    {
        var labels = lines.Select(line => Label.Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value.Trim())
            .GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).ToList();
        return labels.Sum(group => group.Count()) * 2 >= lines.Count ? [.. labels.Select(group => group.Key)] : [];
    }
}
