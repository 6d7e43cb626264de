using System.Globalization;
using System.Text.RegularExpressions;

namespace ChuanKhuy.Core.Text;

/// <summary>A month, quarter or fiscal year of reports: first and last day (both included), and how it is called.</summary>
public sealed partial record Period(DateOnly From, DateOnly To, string Label)
{
    const int Longest = 100;
    const string Months = "(?<month>" + DateWords.Month + ")";
    const string AnyYear = "(?<year>[0-9]{4}|[0-9]{2})";
    const string YearWord = "(?:ปีงบประมาณ|ปีงบ|ปี|fy|พ\\.?ศ\\.?)";

    public static Period OfMonth(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new(first, first.AddMonths(1).AddDays(-1), ThaiDate.Month(first));
    }

    /// <param name="year">Fiscal year of the Buddhist era.</param>
    /// <param name="quarter">1 (October to December) to 4.</param>
    public static Period OfQuarter(int year, int quarter)
    {
        var first = ThaiDate.FiscalStart(year).AddMonths(3 * (quarter - 1));
        var last = first.AddMonths(3).AddDays(-1);
        var months = $"{ThaiDate.MonthShort(first)[..^3]} - {ThaiDate.MonthShort(last)}";
        return new(first, last, string.Create(CultureInfo.InvariantCulture, $"ไตรมาส {quarter} ปีงบประมาณ {year} ({months})"));
    }

    /// <param name="year">Fiscal year of the Buddhist era.</param>
    public static Period OfYear(int year)
    {
        var first = ThaiDate.FiscalStart(year);
        var last = first.AddYears(1).AddDays(-1);
        return new(first, last, string.Create(CultureInfo.InvariantCulture, $"ปีงบประมาณ {year} ({ThaiDate.MonthShort(first)} - {ThaiDate.MonthShort(last)})"));
    }

    /// <summary>
    /// "เดือนนี้", "มี.ค. 69", "2569-03", "ไตรมาส 2 ปี 2570", "ปี 2570", "ปีที่แล้ว" and the like. Quarters and years are those of the budget.
    /// </summary>
    /// <param name="today">The day in the office's time zone.</param>
    public static Heard<Period> Read(string text, DateOnly today)
    {
        if (text.Length > Longest) return No();
        var said = ThaiText.Normalise(text);
        foreach (var filler in new[] { "รายงาน", "ประจำ", "ของ" })
            if (said.StartsWith(filler, StringComparison.Ordinal)) said = said[filler.Length..].Trim();
        return Relative(said, today) ?? Quarter(said, today) ?? Month(said, today) ?? Year(said) ?? No();
    }

    static Heard<Period>? Relative(string said, DateOnly today)
    {
        var match = RelativeForm().Match(said);
        if (!match.Success) return null;
        var step = match.Groups["which"].Value switch { "นี้" => 0, "หน้า" => 1, _ => -1 };
        return Found(match.Groups["what"].Value switch
        {
            "เดือน" => OfMonth(new DateOnly(today.Year, today.Month, 1).AddMonths(step)),
            "ไตรมาส" => QuarterOf(new DateOnly(today.Year, today.Month, 1).AddMonths(3 * step)),
            _ => OfYear(ThaiDate.FiscalYear(today) + step),
        });
    }

    static Heard<Period>? Quarter(string said, DateOnly today)
    {
        if (said is "ไตรมาส" or "รายไตรมาส") return new Heard<Period>.Ambiguous("ไตรมาสไหน 1 (ต.ค. - ธ.ค.) 2 (ม.ค. - มี.ค.) 3 (เม.ย. - มิ.ย.) หรือ 4 (ก.ค. - ก.ย.)");
        var match = QuarterForm().Match(said);
        if (!match.Success) return null;
        if (match.Groups["quarter"].Value is not [>= '1' and <= '4'] number) return new Heard<Period>.NotUnderstood("ไตรมาสมีตั้งแต่ 1 ถึง 4");
        var quarter = number[0] - '0';
        if (!match.Groups["year"].Success) return Found(OfQuarter(ThaiDate.FiscalYear(today), quarter));
        return Budget(match.Groups["year"].Value, year => OfQuarter(year, quarter), $"ไตรมาส {quarter} ปี ");
    }

    static Heard<Period>? Month(string said, DateOnly today)
    {
        if (said is "เดือน" or "รายเดือน") return new Heard<Period>.Ambiguous("เดือนไหน เช่น มี.ค. 69");
        if (NumberedMonth().Match(said) is { Success: true } numbered)
        {
            var number = DateWords.Number(numbered.Groups["number"].Value);
            if (number is < 1 or > 12) return new Heard<Period>.NotUnderstood("เดือนมีตั้งแต่ 1 ถึง 12");
            return DateWords.Year(numbered.Groups["year"].Value) is { } known ? Found(OfMonth(new(known, number, 1))) : FarYear(numbered.Groups["year"].Value);
        }
        var match = MonthForm().Match(said);
        if (!match.Success) return null;
        var month = DateWords.MonthOf(match.Groups["month"].Value);
        if (match.Groups["year"].Success)
            return DateWords.Year(match.Groups["year"].Value) is { } year ? Found(OfMonth(new(year, month, 1))) : FarYear(match.Groups["year"].Value);
        var last = new DateOnly(month <= today.Month ? today.Year : today.Year - 1, month, 1);
        if (ThaiDate.FiscalYear(last) == ThaiDate.FiscalYear(today)) return Found(OfMonth(last));
        return new Heard<Period>.Ambiguous($"{ThaiDate.MonthName(month)}ปีไหน {ThaiDate.MonthShort(last)} หรือ {ThaiDate.MonthShort(last.AddYears(1))}");
    }

    static Heard<Period>? Year(string said)
    {
        if (said is "ปี" or "ปีงบประมาณ" or "รายปี") return new Heard<Period>.Ambiguous("ปีงบประมาณไหน เช่น ปี 2570");
        var match = YearForm().Match(said);
        if (!match.Success) return null;
        var digits = match.Groups["year"].Value;
        if (digits.Length == 2 && !match.Groups["word"].Success) return new Heard<Period>.Ambiguous($"{digits} หมายถึงปีงบประมาณ 25{digits} ใช่ไหม ถ้าใช่ พิมพ์ ปี 25{digits}");
        return Budget(digits, OfYear, "ปี ");
    }

    /// <summary>A budget year written in the common era may be meant as a calendar year: that is asked.</summary>
    static Heard<Period> Budget(string digits, Func<int, Period> make, string words)
    {
        if (DateWords.Year(digits) is not { } common) return FarYear(digits);
        var year = common + 543;
        if (digits.Length == 2 || DateWords.Number(digits) == year) return Found(make(year));
        return new Heard<Period>.Ambiguous(
            string.Create(CultureInfo.InvariantCulture, $"{digits} หมายถึง{make(year).Label} ใช่ไหม ถ้าใช่ พิมพ์ {words}{year}"));
    }

    static Period QuarterOf(DateOnly day) => OfQuarter(ThaiDate.FiscalYear(day), ThaiDate.FiscalQuarter(day));

    static Heard<Period>.Found Found(Period period) => new(period);

    static Heard<Period>.NotUnderstood FarYear(string digits) => new($"ปี {digits} อยู่นอกช่วงที่มีข้อมูล");

    static Heard<Period>.NotUnderstood No() => new("ไม่เข้าใจว่าช่วงไหน");

    [GeneratedRegex("^(?<what>เดือน|ไตรมาส|ปีงบประมาณ|ปีงบ|ปี) ?(?<which>นี้|ที่แล้ว|ที่ผ่านมา|ก่อน|หน้า)$", RegexOptions.CultureInvariant)]
    private static partial Regex RelativeForm();

    [GeneratedRegex("^(?:ไตรมาสที่|ไตรมาส|q) ?(?<quarter>[0-9]{1,2})(?: ?/? ?" + YearWord + "? ?" + AnyYear + ")?$", RegexOptions.CultureInvariant)]
    private static partial Regex QuarterForm();

    [GeneratedRegex("^(?:(?<year>[0-9]{4})[-/.](?<number>[0-9]{1,2})|(?<number>[0-9]{1,2})[-/.]" + AnyYear + ")$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedMonth();

    [GeneratedRegex("^(?:เดือน ?)?" + Months + " ?(?:" + YearWord + " ?)?" + AnyYear + "?$", RegexOptions.CultureInvariant)]
    private static partial Regex MonthForm();

    [GeneratedRegex("^(?<word>" + YearWord + ")? ?" + AnyYear + "$", RegexOptions.CultureInvariant)]
    private static partial Regex YearForm();
}
