using System.Text.RegularExpressions;

namespace ChuanKhuy.Core.Text;

/// <summary>Finds the day in a normalised text and takes its words out.</summary>
static partial class DayWords
{
    /// <summary>A year this far away from today is probably another era's.</summary>
    const int FarYears = 25;

    /// <summary>A day without a year that passed more recently than this may still be meant.</summary>
    const int Recent = 60;

    /// <summary>Null when the text names no day.</summary>
    /// <param name="today">Null: only days with a year are understood.</param>
    public static Heard<DateOnly>? Take(ref string text, DateOnly? today)
    {
        var day = TakeWritten(ref text, today) ?? TakeRelative(ref text, today);
        if (!Cut(ref text, WeekDayForm(), out var named) && !Cut(ref text, ShortWeekDayForm(), out named)) return day;
        var (weekDay, which) = (DateWords.WeekDayOf(named.Groups["day"].Value), named.Groups["which"].Value);
        return day switch
        {
            null => ByWeekDay(weekDay, which, named.Value, today),
            Heard<DateOnly>.Found(var found) when found.DayOfWeek != weekDay => Ask(
                $"{ThaiDate.Short(found)} เป็นวัน{ThaiDate.WeekDay(found.DayOfWeek)} ไม่ใช่วัน{ThaiDate.WeekDay(weekDay)} หมายถึงวันไหน"),
            _ => day,
        };
    }

    static Heard<DateOnly>? TakeWritten(ref string text, DateOnly? today)
    {
        if (Cut(ref text, YearFirst(), out var m)) return OnDay(m.Groups["y"].Value, DateWords.Number(m.Groups["m"].Value), DateWords.Number(m.Groups["d"].Value), m.Value, today);
        if (Cut(ref text, DayFirst(), out m))
        {
            var (day, month) = (DateWords.Number(m.Groups["d"].Value), DateWords.Number(m.Groups["m"].Value));
            if (month is > 12 and <= 31 && day is >= 1 and <= 12 && DateWords.Year(m.Groups["y"].Value) is { } year && DateWords.Day(year, day, month) is { } turned)
                return Ask($"{m.Value} หมายถึง {ThaiDate.Short(turned)} ใช่ไหม เขียนวันก่อนเดือน");
            return OnDay(m.Groups["y"].Value, month, day, m.Value, today);
        }
        if (Cut(ref text, Named(), out m))
            return OnDay(m.Groups["y"].Value, DateWords.MonthOf(m.Groups["m"].Value), DateWords.Number(m.Groups["d"].Value), m.Value, today);
        if (Cut(ref text, Short(), out m)) return OnDay("", DateWords.Number(m.Groups["m"].Value), DateWords.Number(m.Groups["d"].Value), m.Value, today);
        return Cut(ref text, DayOnly(), out m) ? Ask($"{m.Value} ของเดือนไหน เช่น {m.Groups["d"].Value} พ.ย. 69") : null;
    }

    static Heard<DateOnly>? TakeRelative(ref string text, DateOnly? today)
    {
        if (!Cut(ref text, RelativeForm(), out var m)) return null;
        if (today is not { } now) return WithYear(m.Value);
        return Found(now.AddDays(m.Value switch
        {
            "วันนี้" => 0,
            "พรุ่งนี้" => 1,
            "เมื่อวานนี้" or "เมื่อวาน" => -1,
            _ => 2,
        }));
    }

    static Heard<DateOnly> OnDay(string year, int month, int day, string said, DateOnly? today)
    {
        if (year.Length == 0) return WithoutYear(month, day, said, today);
        if (DateWords.Year(year) is not { } common) return No($"ปี {year} อยู่นอกช่วงที่ใช้ได้");
        if (DateWords.Day(common, month, day) is not { } found) return No($"ไม่มีวันที่ {said} ในปฏิทิน");
        if (year.Length == 2 && today is { } now && Math.Abs(found.Year - now.Year) > FarYears && DateWords.Day(2000 + DateWords.Number(year), month, day) is { } other
            && Math.Abs(other.Year - now.Year) <= 5)
            return Ask($"ปี {year} หมายถึง พ.ศ. {ThaiDate.Year(other)} ใช่ไหม ถ้าใช่ เขียน {ThaiDate.Short(other)}");
        return Found(found);
    }

    /// <summary>The next such day; one that has just passed is asked.</summary>
    static Heard<DateOnly> WithoutYear(int month, int day, string said, DateOnly? today)
    {
        if (today is not { } now) return WithYear(said);
        if (DateWords.Day(now.Year, month, day) is not { } first) return DateWords.Day(2000, month, day) is null ? No($"ไม่มีวันที่ {said} ในปฏิทิน") : WithYear(said);
        if (first >= now) return Found(first);
        if (DateWords.Day(now.Year + 1, month, day) is not { } next) return WithYear(said);
        return now.DayNumber - first.DayNumber > Recent ? Found(next) : Ask($"{said} ปีไหน {ThaiDate.Short(first)} หรือ {ThaiDate.Short(next)}");
    }

    /// <summary>Weeks begin on Monday. "พุธหน้า" is the Wednesday of next week; on a Sunday people mean either, so it is asked.</summary>
    static Heard<DateOnly> ByWeekDay(DayOfWeek day, string which, string said, DateOnly? today)
    {
        if (today is not { } now) return WithYear(said);
        if (said == "อาทิตย์หน้า") return Ask("อาทิตย์หน้า วันไหน เขียนเป็นวันที่ เช่น 25 พ.ย. 69");
        var coming = now.AddDays(((int)day - (int)now.DayOfWeek + 7) % 7);
        var monday = now.AddDays(-(((int)now.DayOfWeek + 6) % 7));
        var thisWeek = monday.AddDays(((int)day + 6) % 7);
        return which switch
        {
            "หน้า" when now.DayOfWeek is DayOfWeek.Sunday => Ask($"{said} คือ {ThaiDate.Short(thisWeek.AddDays(7))} หรือ {ThaiDate.Short(thisWeek.AddDays(14))}"),
            "หน้า" => Found(thisWeek.AddDays(7)),
            "ที่แล้ว" or "ก่อน" => Found(thisWeek.AddDays(-7)),
            "นี้" when thisWeek < now => Ask($"{said} ผ่านไปแล้ว หมายถึง {ThaiDate.Short(thisWeek.AddDays(7))} ใช่ไหม"),
            "นี้" => Found(thisWeek),
            _ when coming == now => Ask($"{said} คือวันนี้ หรือ {ThaiDate.Short(now.AddDays(7))}"),
            _ => Found(coming),
        };
    }

    static bool Cut(ref string text, Regex form, out Match match)
    {
        match = form.Match(text);
        if (match.Success) text = $"{text.AsSpan(0, match.Index)} {text.AsSpan(match.Index + match.Length)}";
        return match.Success;
    }

    static Heard<DateOnly>.Found Found(DateOnly day) => new(day);

    static Heard<DateOnly>.Ambiguous Ask(string question) => new(question);

    static Heard<DateOnly>.NotUnderstood No(string because) => new(because);

    static Heard<DateOnly>.Ambiguous WithYear(string said) => new($"{said.Trim()} ปีไหน เขียนวันที่พร้อมปี เช่น 25 พ.ย. 69");

    [GeneratedRegex("(?<![0-9])(?<y>[0-9]{4})-(?<m>[0-9]{1,2})-(?<d>[0-9]{1,2})(?![0-9])t?", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex("(?<![0-9])(?<d>[0-9]{1,2})(?<between>[/.-])(?<m>[0-9]{1,2})\\k<between>(?<y>[0-9]{4}|[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();

    /// <summary>What follows the month is a year only when it is not an hour.</summary>
    [GeneratedRegex("(?<![0-9])(?<d>[0-9]{1,2}) ?(?:เดือน ?)?(?<m>" + DateWords.Month + ") ?,? ?(?:(?:พ\\.?ศ\\.?|ปี) ?)?(?<y>(?:[0-9]{4}|[0-9]{2})(?![0-9]|[.:][0-9]| ?น\\.| ?นาฬิกา| ?โมง| ?ทุ่ม| ?-))?", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex("(?<![0-9./-])(?<d>[0-9]{1,2})/(?<m>[0-9]{1,2})(?![0-9/])", RegexOptions.CultureInvariant)]
    private static partial Regex Short();

    [GeneratedRegex("วันที่ ?(?<d>[0-9]{1,2})(?![0-9.:])", RegexOptions.CultureInvariant)]
    private static partial Regex DayOnly();

    [GeneratedRegex("วันนี้|พรุ่งนี้|มะรืนนี้|มะรืน|เมื่อวานนี้|เมื่อวาน", RegexOptions.CultureInvariant)]
    private static partial Regex RelativeForm();

    [GeneratedRegex("(?:วัน)?(?<day>" + DateWords.WeekDay + ") ?(?<which>หน้า|นี้|ที่แล้ว|ก่อน)?", RegexOptions.CultureInvariant)]
    private static partial Regex WeekDayForm();

    [GeneratedRegex("^ ?(?<day>อา\\.|จ\\.|อ\\.|พฤ\\.|พ\\.|ศ\\.|ส\\.)(?<which>)(?= |$)", RegexOptions.CultureInvariant)]
    private static partial Regex ShortWeekDayForm();
}
