using System.Text;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>
/// A text without what speech recognition and quick typing get wrong: <see cref="Close"/> has no spaces and repetition marks,
/// <see cref="Bare"/> has no tone marks either. A cue of four letters or more is looked for in the bare form, a shorter one as it is spelt,
/// because without its tone it may be another word (ถ้า would be in every ถาม).
/// </summary>
readonly record struct Spelled(string Close, string Bare)
{
    const int SafeWithoutTone = 4;

    public static Spelled Of(string text)
    {
        var close = new StringBuilder(text.Length);
        foreach (var c in ThaiText.Normalise(text))
            if (c is not (' ' or 'ๆ')) close.Append(c);
        var made = close.ToString();
        return new(made, WithoutTones(made));
    }

    public bool Has(Cue cue) => Find(cue) >= 0;

    public int Find(Cue cue) => cue.Bare.Length >= SafeWithoutTone
        ? Bare.IndexOf(cue.Bare, StringComparison.Ordinal)
        : Close.IndexOf(cue.Close, StringComparison.Ordinal);

    public int Count(Cue[] cues)
    {
        var count = 0;
        foreach (var cue in cues)
            if (Has(cue)) count++;
        return count;
    }

    public bool Any(Cue[] cues)
    {
        foreach (var cue in cues)
            if (Has(cue)) return true;
        return false;
    }

    public static string WithoutTones(string text) => string.Concat(text.Where(c => c is not (>= '\u0E47' and <= '\u0E4C')));
}

/// <summary>A word or phrase that tells something about the sentence it stands in.</summary>
readonly record struct Cue(string Close, string Bare)
{
    public static Cue[] List(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => Spelled.Of(word)).Select(s => new Cue(s.Close, s.Bare))];
}
