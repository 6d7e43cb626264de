using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>
/// Reads the cues of a WebVTT file. Source: W3C, "WebVTT: The Web Video Text Tracks Format", section 4 (Syntax) and 4.2.2 (voice spans);
/// the cue identifier `n "Name" (number)` is the form in which Webex names the speaker.
/// </summary>
static partial class WebVtt
{
    [GeneratedRegex(@"^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Timing { get; }

    [GeneratedRegex(@"^\s*\d*\s*""([^""]{1,200})""\s*\(", RegexOptions.CultureInvariant)]
    private static partial Regex WebexName { get; }

    [GeneratedRegex(@"<v(?:\.[^\s>]*)?\s+([^>]{1,200})>", RegexOptions.CultureInvariant)]
    private static partial Regex Voice { get; }

    [GeneratedRegex(@"</?(?:v|c|i|b|u|ruby|rt|lang|\d+:)[^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag { get; }

    const int NameChars = 100;

    public static bool Is(string text) => text.StartsWith("WEBVTT", StringComparison.Ordinal) || text.Split('\n', 4).Take(3).Any(Timing.IsMatch);

    public static IReadOnlyList<SourceUnit> Read(string[] lines)
    {
        var units = new List<SourceUnit>();
        for (var i = 0; i < lines.Length && units.Count <= SourceReader.MostUnits; i++)
        {
            if (Timing.Match(lines[i]) is not { Success: true } timing) continue;
            var said = new List<string>();
            var id = i > 0 ? lines[i - 1] : "";
            var first = i + 1;
            // A cue ends at an empty line; a timing line means that the empty line was forgotten.
            while (i + 1 < lines.Length && lines[i + 1].Trim().Length > 0 && !Timing.IsMatch(lines[i + 1])) said.Add(lines[++i]);
            var text = string.Join(' ', said);
            var name = Voice.Match(text) is { Success: true } voice ? voice.Groups[1].Value : WebexName.Match(id) is { Success: true } webex ? webex.Groups[1].Value : "";
            units.Add(new(
                units.Count + 1, ThaiText.Clean(Plain(text), SourceReader.UnitChars),
                ThaiText.Clean(Plain(name), NameChars) is { Length: > 0 } speaker ? speaker : null, Time(timing.Groups[1].Value), Time(timing.Groups[2].Value), first));
        }
        return units;
    }

    static string Plain(string text) => WebUtility.HtmlDecode(Tag.Replace(text, ""));

    static TimeSpan Time(string text)
    {
        var parts = text.Replace(',', '.').Split(':');
        var time = 0.0;
        foreach (var part in parts) time = (time * 60) + double.Parse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return time < TimeSpan.FromDays(10).TotalSeconds ? TimeSpan.FromMilliseconds(Math.Round(time * 1000)) : TimeSpan.Zero;
    }
}
