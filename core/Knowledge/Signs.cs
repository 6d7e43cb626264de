using System.Text.RegularExpressions;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>What the words of one unit tell, before anything is known about its neighbours.</summary>
/// <param name="Asks">It is a question.</param>
/// <param name="Opens">It opens a subject: a question, a request, a turn of the host.</param>
/// <param name="Chatter">How many signs of small talk it has.</param>
/// <param name="Weight">How much advice, steps, figures and reasons it has; most sentences lie between 0 and 5.</param>
sealed partial record Signs(Spelled Spelled, bool Asks, bool Opens, int Chatter, int Personal, bool Scene, bool Acknowledges, double Weight)
{
    const int LongEnough = 60, Short = 14;

    /// <summary>A figure: digits, or number words before what they count (tone marks left out, as speech recognition does).</summary>
    [GeneratedRegex(@"\d+|(?:หนึง|สอง|สาม|สี|หา|หก|เจด|แปด|เกา|สิบ|รอย|พัน|หมืน|แสน|ลาน|ครึง)+(?:วัน|บาท|คน|เดือน|ปี|ราย|แผน|ใบ|ชุด|ครัง|ชัวโมง|นาที|กิโล|เมตร|ครัว|หมู|ขอ|ชอง|รูป|เรือง|ราน|กลุม|เปอร|หลัก|ไร|ลูก|รอบ|สัปดาห|แหง|สวน|ดาว|พอดี|ใน|ขัน|ฐาน|แปลง|ตัน|ลิตร|ระดับ|เซน|คิว|คืบ|หลัง|บาน|ชิน|กลอง|ตัว|คะแนน|กระสอบ|ถุง|โล|กม|วา|งาน|หนา|เลม|ฉบับ|ฝาย|ประเภท|อยาง)|(?:สอง|สาม|สี|หา|หก|เจด|แปด|เกา|สิบ)(?:สิบ|รอย|พัน|หมืน|แสน|ลาน)|รอยละ|เปอรเซนต", RegexOptions.CultureInvariant)]
    private static partial Regex Figure { get; }

    /// <summary>An asking word and a polite one: a question, whatever follows.</summary>
    [GeneratedRegex("(?:ไหม|มัย|หรือเปลา|รึเปลา|หรือยัง|ยังไง|อยางไร|ทำไง|อะไร|ใคร|ไหน|เมือไหร|เมือไร|เทาไหร|เทาไร|ทำไม)(?:บาง|ดี|เลย)?(?:ครับ|คับ|คะ)", RegexOptions.CultureInvariant)]
    private static partial Regex Asked { get; }

    public static Signs Of(SourceUnit unit)
    {
        var text = Spelled.Of(unit.Text);
        var asks = IsQuestion(text);
        var weight =
            Some(text.Count(Cues.Advice), 1.0, 0.5, 2.0) + Some(text.Count(Cues.Step), 0.9, 0.4, 1.3) + Some(text.Count(Cues.Lesson), 0.7, 0.4, 1.1)
            + Some(text.Count(Cues.Limit), 0.8, 0.4, 1.2) + Some(text.Count(Cues.Condition), 0.6, 0.2, 0.8) + Some(Figure.Count(text.Bare), 0.7, 0.3, 1.3)
            + Some(text.Count(Cues.Work), 0.3, 0.2, 1.1) + (0.8 * Math.Min(1, text.Close.Length / (double)LongEnough));
        if (Does(text)) weight += 0.6;
        if (text.Close.Length < Short) weight -= 0.4;
        var opens = asks || (unit.Speaker is null ? OpensAtOnce(text) : text.Any(Cues.Opening));
        return new(text, asks, opens, text.Count(Cues.Chatter), text.Count(Cues.Personal), text.Any(Cues.Scene), Begins(text, Cues.Acknowledging), weight);
    }

    static double Some(int count, double first, double next, double most) => count == 0 ? 0 : Math.Min(most, first + ((count - 1) * next));

    /// <summary>An asking word at the end behind polite words, or shortly before a polite word; not one that reports a question ("ถามว่ายืมจริงไหม").</summary>
    static bool IsQuestion(Spelled text)
    {
        if (text.Close.Contains('?', StringComparison.Ordinal) || Asked.IsMatch(text.Bare)) return true;
        var (end, polite) = End(text.Bare);
        foreach (var cue in Cues.Asking)
        {
            if (!end.EndsWith(cue.Bare, StringComparison.Ordinal)) continue;
            var before = end[..^cue.Bare.Length];
            return polite || before.LastIndexOf("วา", StringComparison.Ordinal) is var reported && (reported < 0 || before.Length - reported > 30);
        }
        return false;
    }

    static (string End, bool Polite) End(string bare)
    {
        var polite = false;
        for (var cut = true; cut;)
        {
            cut = false;
            foreach (var word in Cues.Endings)
            {
                if (word.Length == 0 || !bare.EndsWith(word, StringComparison.Ordinal) || bare.Length == word.Length) continue;
                // "เลย" and the like stay when an asking word would be cut in two by them.
                if (Cues.Asking.Any(asking => bare.EndsWith(asking.Bare, StringComparison.Ordinal))) return (bare, polite);
                (bare, cut) = (bare[..^word.Length], true);
                polite |= word is "ครับ" or "คะ" or "คับ";
                break;
            }
        }
        return (bare, polite);
    }

    /// <summary>Where nobody is named, an opening word counts only near the beginning.</summary>
    static bool OpensAtOnce(Spelled text)
    {
        const int Near = 14;
        foreach (var cue in Cues.Opening)
            if (text.Find(cue) is >= 0 and < Near) return true;
        return false;
    }

    /// <summary>Whether it begins with what to do, perhaps behind a little word or two.</summary>
    static bool Does(Spelled text)
    {
        for (var (close, more) = (text.Close, 2); ; more--)
        {
            foreach (var cue in Cues.Doing)
                if (close.StartsWith(cue.Close, StringComparison.Ordinal)) return true;
            var lead = Cues.Leading.FirstOrDefault(cue => close.StartsWith(cue.Close, StringComparison.Ordinal));
            if (more == 0 || lead.Close is null) return false;
            close = close[lead.Close.Length..];
        }
    }

    static bool Begins(Spelled text, Cue[] cues)
    {
        foreach (var cue in cues)
            if (text.Bare.StartsWith(cue.Bare, StringComparison.Ordinal)) return true;
        return false;
    }
}
