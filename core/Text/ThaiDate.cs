using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ChuanKhuy.Core.Text;

/// <summary>
/// Dates as they are shown: Thai names and Buddhist years from our own tables, so that the output is the same on every machine, whatever its culture.
/// Nothing here is for keys, files or interfaces.
/// </summary>
public static class ThaiDate
{
    const int Era = 543;

    static readonly string[] Months =
    [
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
    ];

    static readonly string[] MonthsShort =
        ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    static readonly string[] Days = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];

    static readonly string[] DaysShort = ["อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."];

    /// <summary>"พฤ. 12 มี.ค. 69 เวลา 13.30-15.00 น."; a session over midnight names both days.</summary>
    public static string Chat(DateTimeOffset starts, DateTimeOffset ends, TimeZoneInfo zone)
    {
        var (from, to) = (TimeZoneInfo.ConvertTime(starts, zone), TimeZoneInfo.ConvertTime(ends, zone));
        return from.Date == to.Date
            ? $"{ShortWithDay(Day(from))} เวลา {Clock(from)}-{Clock(to)} น."
            : $"{Chat(starts, zone)} ถึง {Chat(ends, zone)}";
    }

    /// <summary>"พฤ. 12 มี.ค. 69 เวลา 13.30 น."</summary>
    public static string Chat(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return $"{ShortWithDay(Day(local))} เวลา {Clock(local)} น.";
    }

    /// <summary>"12 มี.ค. 69"</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The short form of a date, not a type.")]
    public static string Short(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {MonthShort(day)}");

    /// <summary>"พฤ. 12 มี.ค. 69"</summary>
    public static string ShortWithDay(DateOnly day) => $"{DaysShort[(int)day.DayOfWeek]} {Short(day)}";

    /// <summary>"วันพฤหัสบดีที่ 12 มีนาคม 2569"</summary>
    public static string Full(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"วัน{WeekDay(day.DayOfWeek)}ที่ {day.Day} {Month(day)}");

    /// <summary>"12 มีนาคม 2569", the form of letters.</summary>
    public static string Letter(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Month(day)}");

    /// <summary>"มีนาคม 2569"</summary>
    public static string Month(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Months[day.Month - 1]} {day.Year + Era}");

    /// <summary>"มี.ค. 69"</summary>
    public static string MonthShort(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{MonthsShort[day.Month - 1]} {(day.Year + Era) % 100:D2}");

    /// <summary>"มีนาคม"</summary>
    public static string MonthName(int month) => Months[month - 1];

    /// <summary>"พฤหัสบดี"</summary>
    public static string WeekDay(DayOfWeek day) => Days[(int)day];

    /// <summary>"13.30"</summary>
    public static string Clock(TimeOnly time) => time.ToString("HH'.'mm", CultureInfo.InvariantCulture);

    /// <summary>The year of the Buddhist era.</summary>
    public static int Year(DateOnly day) => day.Year + Era;

    /// <summary>The fiscal year (October to September, named by the year it ends in) in the Buddhist era: 1 Oct 2026 is in 2570.</summary>
    public static int FiscalYear(DateOnly day) => day.Year + Era + (day.Month >= 10 ? 1 : 0);

    /// <summary>The quarter of the fiscal year: October to December is 1.</summary>
    public static int FiscalQuarter(DateOnly day) => ((day.Month + 2) % 12 / 3) + 1;

    /// <summary>The first day of a fiscal year of the Buddhist era.</summary>
    public static DateOnly FiscalStart(int year) => new(year - Era - 1, 10, 1);

    static string Clock(DateTimeOffset local) => Clock(TimeOnly.FromDateTime(local.DateTime));

    static DateOnly Day(DateTimeOffset local) => DateOnly.FromDateTime(local.DateTime);
}
