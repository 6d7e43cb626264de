using System.Text;

namespace ChuanKhuy.Core.Text;

/// <summary>
/// Forgiving spelling for the words of the chat. Tone marks, doubled letters and letters of the same sound (ไ/ใ, ศ/ษ/ส, น/ณ …) never matter;
/// beyond that a word of four to six letters may have two neighbours swapped, or one letter too many or too few (four at least must be there),
/// one of seven to nine any one slip, a longer one two. The first consonant must be right: เดือน is not เลื่อน.
/// </summary>
public static class ThaiNear
{
    /// <param name="a">A word, as <see cref="ThaiText.Normalise"/> gives it.</param>
    /// <param name="b">What somebody typed, normalised too.</param>
    public static bool Near(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > Math.Max(a.Length, 8)) return false;
        var (x, y) = (Skeleton(a), Skeleton(b));
        if (x == y) return x.Length > 0;
        if (Math.Min(x.Length, y.Length) < 4 || Initial(x) != Initial(y)) return false;
        return Math.Max(x.Length, y.Length) switch
        {
            <= 6 => Distance(x, y, substitution: 2) <= 1,
            <= 9 => Distance(x, y, substitution: 1) <= 1,
            _ => Distance(x, y, substitution: 1) <= 2,
        };
    }

    static string Skeleton(string text)
    {
        var made = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is (>= '\u0E47' and <= '\u0E4C') or ' ' or '.' or '-') continue; // ็ ่ ้ ๊ ๋ ์
            var same = ThaiSound.Of(c);
            if (made.Length == 0 || made[^1] != same) made.Append(same);
        }
        return made.ToString();
    }

    static char Initial(string text) => text.FirstOrDefault(c => c is not (>= 'เ' and <= 'ไ'));

    /// <summary>Optimal string alignment: insertion, deletion and swapping two neighbours cost 1.</summary>
    static int Distance(string a, string b, int substitution)
    {
        if (Math.Abs(a.Length - b.Length) > 2) return int.MaxValue;
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var least = Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1;
                least = Math.Min(least, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : substitution));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) least = Math.Min(least, cost[i - 2, j - 2] + 1);
                cost[i, j] = least;
            }
        return cost[a.Length, b.Length];
    }
}
