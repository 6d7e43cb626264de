using System.Globalization;
using System.Text.RegularExpressions;

namespace ChuanKhuy.Core.Text;

/// <summary>Months, weekdays and years as people write them. Patterns expect text as <see cref="ThaiText.Normalise"/> gives it.</summary>
static partial class DateWords
{
    public const int FirstYear = 1957, LastYear = 2156;

    /// <summary>Full names and what is said for short (มีนา), abbreviations with or without dots, frequent misspellings, English names.</summary>
    public const string Month =
        "มกราคม|มกรา|กุมภาพันธ์|กุมภาพัน|กุมภา|มีนาคม|มีนา|เมษายน|เมษา|พฤ[ศษ]ภาคม|พฤ[ศษ]ภา|มิถุนายน|มิถุนา|กรก[ฎฏ]าคม|กรก[ฎฏ]า|สิงหาคม|สิงหา|กันยายน|กันยา"
        + "|ตุลาคม|ตุลา|พฤ[ศษ]จิกายน|พฤ[ศษ]จิกา|ธันวาคม|ธันวา"
        + @"|(?:ม|ก|พ|ต|ธ|ส)\.? ?ค\.?|มี\.? ?ค\.?|เม\.? ?ย\.?|มิ\.? ?ย\.?|(?:ก|พ)\.? ?ย\.?|ก\.? ?พ\.?"
        + "|january|february|march|april|june|july|august|september|october|november|december|may|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec";

    public const string WeekDay = "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์";

    static readonly string[][] Begins =
    [
        ["มก", "มค", "jan"], ["กุ", "กพ", "feb"], ["มีน", "มีค", "mar"], ["เมษ", "เมย", "apr"], ["พฤภ", "พค", "may"], ["มิ", "jun"],
        ["กร", "กค", "jul"], ["สิ", "สค", "aug"], ["กัน", "กย", "sep"], ["ตุ", "ตค", "oct"], ["พฤจ", "พย", "nov"], ["ธ", "dec"],
    ];

    /// <summary>1 to 12 for what <see cref="Month"/> matched.</summary>
    public static int MonthOf(string word)
    {
        var bare = Noise().Replace(word, "");
        return 1 + Array.FindIndex(Begins, month => month.Any(begin => bare.StartsWith(begin, StringComparison.Ordinal)));
    }

    public static DayOfWeek WeekDayOf(string word) => word switch
    {
        "อาทิตย์" or "อา." => DayOfWeek.Sunday,
        "จันทร์" or "จ." => DayOfWeek.Monday,
        "อังคาร" or "อ." => DayOfWeek.Tuesday,
        "พุธ" or "พ." => DayOfWeek.Wednesday,
        "ศุกร์" or "ศ." => DayOfWeek.Friday,
        "เสาร์" or "ส." => DayOfWeek.Saturday,
        _ => DayOfWeek.Thursday,
    };

    /// <summary>
    /// The year of the common era: two digits are Buddhist (69 is 2569), and so is everything over 2400. Null outside 1957 to 2156.
    /// </summary>
    public static int? Year(string digits)
    {
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return null;
        var common = digits.Length switch
        {
            2 => year + 2500 - 543,
            4 when year > 2400 => year - 543,
            4 => year,
            _ => 0,
        };
        return common is >= FirstYear and <= LastYear ? common : null;
    }

    public static DateOnly? Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    public static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Dots and blanks, and the ศ or ษ of พฤษภา and พฤศจิกา, which are often confused.</summary>
    [GeneratedRegex(@"[. ]|(?<=พฤ)[ศษ]", RegexOptions.CultureInvariant)]
    private static partial Regex Noise();
}
