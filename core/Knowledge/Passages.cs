namespace ChuanKhuy.Core.Knowledge;

/// <summary>Finds the part of a text to show under a hit, and what to mark in it.</summary>
static class Passages
{
    /// <summary>About three lines on a phone.</summary>
    const int Chars = 160;
    const int Least = 4;

    public static (string Passage, IReadOnlyList<Mark> Marks) Of(string body, Question asked)
    {
        var marks = Marks(body, asked);
        var start = Start(body, marks);
        var end = Math.Min(body.Length, start + Chars);
        // A letter keeps its marks: the end moves on to the next letter that begins a syllable's cell.
        while (end < body.Length && IsMark(body[end])) end++;
        var shown = marks.Where(mark => mark.Start >= start && mark.Start + mark.Length <= end).Select(mark => mark with { Start = mark.Start - start });
        return (body[start..end], [.. shown]);
    }

    /// <summary>The longest pieces of the question that stand in the text, wherever they do.</summary>
    static List<Mark> Marks(string body, Question asked)
    {
        var folded = Folded.Of(body);
        var marked = new bool[body.Length];
        foreach (var (text, _) in asked.Ways)
            for (var i = 0; i + Least <= text.Length;)
            {
                var length = Longest(text, i, folded.Text);
                if (length < Least)
                {
                    i++;
                    continue;
                }
                for (var at = folded.Text.IndexOf(text.Substring(i, length), StringComparison.Ordinal); at >= 0; at = folded.Text.IndexOf(text.Substring(i, length), at + 1, StringComparison.Ordinal))
                    for (var k = folded.At[at]; k <= folded.At[at + length - 1]; k++) marked[k] = true;
                i += length;
            }
        var marks = new List<Mark>();
        for (var i = 0; i < body.Length; i++)
        {
            if (!marked[i]) continue;
            var end = i;
            while (end < body.Length && (marked[end] || IsMark(body[end]))) end++;
            marks.Add(new(i, end - i));
            i = end;
        }
        return marks;
    }

    static int Longest(string text, int from, string other)
    {
        var length = 0;
        while (from + length < text.Length && other.AsSpan().IndexOf(text.AsSpan(from, length + 1), StringComparison.Ordinal) >= 0) length++;
        return length;
    }

    /// <summary>Where the window with the most marked letters begins: at a space before its first mark, or at that mark.</summary>
    static int Start(string body, List<Mark> marks)
    {
        if (body.Length <= Chars || marks.Count == 0) return 0;
        var best = marks.OrderByDescending(first => marks.Where(mark => mark.Start >= first.Start && mark.Start + mark.Length <= first.Start + Chars).Sum(mark => mark.Length))
            .ThenBy(first => first.Start).First().Start;
        const int Before = 40;
        var space = best > 0 ? body.LastIndexOf(' ', best - 1, Math.Min(Before, best)) : -1;
        return Math.Min(space >= 0 ? space + 1 : best, body.Length);
    }

    static bool IsMark(char c) => c is '\u0E31' or (>= '\u0E33' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E');
}
