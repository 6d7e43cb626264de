using System.Text.RegularExpressions;

namespace ChuanKhuy.Core.Text;

sealed record Hours(TimeOnly From, TimeOnly? To);

/// <summary>Finds the time of day in a normalised text and takes its words out.</summary>
static partial class ClockWords
{
    static readonly string[] Numbers = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบเอ็ด"];

    /// <summary>Null when the text names no time.</summary>
    public static Heard<Hours>? Take(ref string text)
    {
        var match = Range().Match(text);
        if (match.Success) return TakeOut(ref text, match, Of(match, "h1", "m1"), Of(match, "h2", "m2"));
        match = Single().Match(text);
        if (match.Success) return TakeOut(ref text, match, Of(match, "h1", "m1"), null);
        match = Spoken().Match(text);
        return match.Success ? TakeOut(ref text, match, Said(match), null) : null;
    }

    static Heard<Hours> TakeOut(ref string text, Match match, Heard<TimeOnly> from, Heard<TimeOnly>? to)
    {
        text = $"{text.AsSpan(0, match.Index)} {text.AsSpan(match.Index + match.Length)}";
        foreach (var one in new[] { from, to })
        {
            if (one is Heard<TimeOnly>.Ambiguous(var question)) return new Heard<Hours>.Ambiguous(question);
            if (one is Heard<TimeOnly>.NotUnderstood(var because)) return new Heard<Hours>.NotUnderstood(because);
        }
        return new Heard<Hours>.Found(new(((Heard<TimeOnly>.Found)from).Value, (to as Heard<TimeOnly>.Found)?.Value));
    }

    static Heard<TimeOnly> Of(Match match, string hourGroup, string minuteGroup)
    {
        var (digits, minutes) = (match.Groups[hourGroup].Value, match.Groups[minuteGroup].Value);
        var (hour, minute) = (DateWords.Number(digits), minutes.Length == 0 ? 0 : DateWords.Number(minutes));
        if (hour > 23 || minute > 59) return new Heard<TimeOnly>.NotUnderstood($"ไม่มีเวลา {digits}.{minutes.PadLeft(2, '0')} น.");
        // Half past one at night is no time for the office: somebody means the afternoon, or must write 01.30.
        if (hour is >= 1 and <= 5 && digits.Length == 1)
            return new Heard<TimeOnly>.Ambiguous($"{digits}.{minute:D2} หมายถึง {hour + 12}.{minute:D2} น. ใช่ไหม");
        return new Heard<TimeOnly>.Found(new(hour, minute));
    }

    /// <summary>บ่ายสองโมงครึ่ง, เก้าโมงเช้า, เที่ยง, หนึ่งทุ่ม.</summary>
    static Heard<TimeOnly> Said(Match match)
    {
        var minute = match.Groups["half"].Success ? 30 : 0;
        if (match.Groups["noon"].Success) return new Heard<TimeOnly>.Found(new(12, minute));
        var word = match.Groups["n"].Value;
        var number = word.Length == 0 ? 1 : char.IsAsciiDigit(word[0]) ? DateWords.Number(word) : Array.IndexOf(Numbers, word);
        var (hour, part) = (match.Groups["after"].Success, match.Groups["night"].Success, match.Groups["part"].Value) switch
        {
            (true, _, _) when number is >= 1 and <= 5 => (number + 12, "found"),
            (_, true, _) when number is >= 1 and <= 5 => (number + 18, "found"),
            (false, false, "เย็น") when number is >= 3 and <= 6 => (number + 12, "found"),
            (false, false, "เช้า") when number is >= 6 and <= 11 => (number, "found"),
            (false, false, "") when number is >= 7 and <= 11 => (number, "found"),
            _ => (0, "asked"),
        };
        return part == "found"
            ? new Heard<TimeOnly>.Found(new(hour, minute))
            : new Heard<TimeOnly>.Ambiguous($"{match.Value.Trim()} คือกี่นาฬิกา เขียนแบบ 13.30");
    }

    [GeneratedRegex("(?<![0-9.:/])(?<h1>[0-9]{1,2})(?:[.:](?<m1>[0-9]{2})(?::[0-9]{2})?)? ?(?:น\\.?|นาฬิกา)? ?(?:-|–|—|ถึง|to) ?(?<h2>[0-9]{1,2})(?:[.:](?<m2>[0-9]{2})(?::[0-9]{2})?)?(?![0-9:/]|\\.[0-9]) ?(?:น\\.|นาฬิกา|น(?= |$))?", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex("(?<![0-9.:/])(?<h1>[0-9]{1,2})(?:[.:](?<m1>[0-9]{2})(?::[0-9]{2}(?:\\.0+)?)?(?![0-9:/]|\\.[0-9]) ?(?:น\\.|นาฬิกา|น(?= |$))?| ?(?:น\\.|นาฬิกา|น(?= |$)))", RegexOptions.CultureInvariant)]
    private static partial Regex Single();

    const string Number = "(?<n>1[01]|[1-9]|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบเอ็ด|สิบ)";

    [GeneratedRegex(
        "(?<noon>เที่ยง(?!คืน))(?:ตรง|วัน)? ?(?<half>ครึ่ง)?|(?<after>บ่าย) ?(?:" + Number + " ?(?:โมง)?|โมง) ?(?<half>ครึ่ง)?"
        + "|(?<![0-9])" + Number + " ?(?:โมง|(?<night>ทุ่ม)) ?(?<part>เช้า|เย็น)? ?(?<half>ครึ่ง)?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Spoken();
}
