using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>Names an item in words of its source, and takes the empty words off the edges of a sentence.</summary>
static class Titles
{
    const int TitleChars = 90, MostKeywords = 6, PartChars = 50;
    const double LongCounts = 0.7, Telling = LongCounts * 0.6;

    /// <summary>Without pauses and polite words at both ends; what is between stays letter for letter.</summary>
    public static string Trim(string text)
    {
        while (true)
        {
            text = text.Trim();
            // At the front only a word of its own is a filler: "คือ" must not be cut out of "คือวันที่".
            if (Cues.Fillers.FirstOrDefault(f => text.StartsWith(f + " ", StringComparison.Ordinal)) is { } front) text = text[front.Length..];
            else if (Cues.Polite.FirstOrDefault(f => text.Length > f.Length && text.EndsWith(f, StringComparison.Ordinal)) is { } end) text = text[..^end.Length];
            else return text;
        }
    }

    /// <summary>The part of the question, or of the first sentences where the question says nothing, that tells most about the rest.</summary>
    public static string Make(int? opener, IReadOnlyList<int> keys, IReadOnlyList<SourceUnit> units, IReadOnlyList<Signs> signs)
    {
        var asked = Parts(opener is { } o ? units[o].Text : "").ToList();
        var said = keys.Take(2).SelectMany(i => Parts(units[i].Text)).ToList();
        var best = Best(asked, 0) is { Text: not null, Score: >= Telling } question ? question : Best(said, 1);
        return ThaiText.Clean(best.Text ?? Trim(units[keys[0]].Text), TitleChars);

        // A sentence of the item shares everything with itself: it is compared with the others.
        (string? Text, double Score) Best(List<string> parts, int own) => parts.Select((text, at) => (Text: (string?)text, Score: Score(Spelled.Of(text), keys, signs, own) - (at * 0.01)))
            .OrderByDescending(part => part.Score).FirstOrDefault();
    }

    /// <summary>Subjects of the office's glossary, as these texts name them, longest first.</summary>
    public static IReadOnlyList<string> Keywords(IEnumerable<string> texts)
    {
        var said = string.Join('\n', texts).ToLowerInvariant();
        var found = new List<string>();
        foreach (var (term, small) in Glossary.Terms)
            if (said.Contains(small, StringComparison.Ordinal) && !found.Any(longer => longer.Contains(term, StringComparison.OrdinalIgnoreCase))) found.Add(term);
        return [.. found.Take(MostKeywords)];
    }

    static double Score(Spelled part, IReadOnlyList<int> keys, IReadOnlyList<Signs> signs, int own)
    {
        const int Piece = 4;
        var (shared, all) = (0, 0);
        for (var i = 0; i + Piece <= part.Bare.Length; i++, all++)
        {
            var piece = part.Bare.AsSpan(i, Piece);
            var known = 0;
            foreach (var key in keys)
                if (signs[key].Spelled.Bare.AsSpan().IndexOf(piece, StringComparison.Ordinal) >= 0 && ++known > own) break;
            if (known > own) shared++;
        }
        return (all > 0 ? (double)shared / all : 0) - (0.5 * part.Count(Cues.Chatter)) + (LongCounts * Math.Min(1, part.Close.Length / (double)PartChars));
    }

    /// <summary>Whatever stands between two spaces of the text, or from one to a later one, and is short enough for a title.</summary>
    static IEnumerable<string> Parts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 1; i < text.Length; i++)
            if (text[i - 1] == ' ' && text[i] != 'ๆ') starts.Add(i);
        starts.Add(text.Length);
        const int Farthest = 6;
        for (var from = 0; from < starts.Count - 1; from++)
            for (var to = from + 1; to < starts.Count && to <= from + Farthest && starts[to] - starts[from] <= TitleChars; to++)
                if (Trim(text[starts[from]..starts[to]]) is { Length: >= 8 } part) yield return part;
    }
}
