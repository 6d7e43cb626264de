using System.Globalization;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Attendance;

/// <summary>
/// Times as reports write them, by the language of whoever downloads: "11/26/25, 4:16:55 PM", "26/11/2025 16:16:55", "26/11/2568 16:16:55", "26 พ.ย. 2568 16:16:55",
/// "2025-11-26 16:16:55". Of all readings (day or month first, common or Buddhist year) the one nearest to the session's start is taken.
/// That Thai clients write Buddhist years or Thai months is unverified; all are read.
/// </summary>
sealed partial class MeetingTimes(DateTimeOffset starts, TimeZoneInfo zone)
{
    static readonly TimeSpan Midnight = TimeSpan.FromHours(12);

    /// <param name="utc">The column's heading says UTC.</param>
    /// <param name="after">The stay's beginning: some reports write only the clock of its end.</param>
    public DateTimeOffset? Read(string cell, bool utc, DateTimeOffset? after = null)
    {
        var text = ThaiText.Normalise(cell).Trim('=', '"', ' ');
        if (Clock().Match(text) is not { Success: true } clock || Hour(clock) is not { } time) return null;
        var of = utc ? TimeZoneInfo.Utc : zone;
        var rest = text[..clock.Index].Trim(' ', ',');
        if (rest.Length == 0 && after is { } begin)
        {
            var at = At(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(begin, of).DateTime), time, of);
            return at < begin - Midnight ? at.AddDays(1) : at;
        }
        return Days(rest).Select(day => (DateTimeOffset?)At(day, time, of)).MinBy(at => (at!.Value - starts).Duration());
    }

    /// <summary>"1h 2m 10s", "55m", "1 ชม. 2 นาที", "65 mins", "65" (minutes); null when it is none of these.</summary>
    public static int? Length(string cell)
    {
        var text = ThaiText.Normalise(cell);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) return minutes is > 0 and < 100_000 ? minutes * 60 : null;
        var sum = Part().Matches(text).Sum(m => long.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * m.Groups[2].Value[0] switch { 'h' or 'ช' => 3600, 'm' or 'น' => 60, _ => 1 });
        return sum is > 0 and < 1_000_000 ? (int)sum : null;
    }

    static IEnumerable<DateOnly> Days(string text)
    {
        if (Numbers().Match(text) is { Success: true } numbers)
        {
            var (a, b, c) = (numbers.Groups[1].Value, numbers.Groups[2].Value, numbers.Groups[3].Value);
            return a.Length == 4 ? Of(a, b, c) : Of(c, b, a).Concat(Of(c, a, b));
        }
        return Words().Match(text) is { Success: true } words
            ? Of(words.Groups[3].Value, DateWords.MonthOf(words.Groups[2].Value).ToString(CultureInfo.InvariantCulture), words.Groups[1].Value)
            : [];
    }

    static IEnumerable<DateOnly> Of(string year, string month, string day)
    {
        var (y, m, d) = (int.Parse(year, CultureInfo.InvariantCulture), int.Parse(month, CultureInfo.InvariantCulture), int.Parse(day, CultureInfo.InvariantCulture));
        int[] years = y < 100 ? [2000 + y, 2500 + y - 543] : y > 2400 ? [y - 543] : [y];
        return years.Where(common => common is > 0 and < 9999 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(common, m)).Select(common => new DateOnly(common, m, d));
    }

    static TimeOnly? Hour(Match clock)
    {
        var (hour, minute, second) = (Number(clock, 1), Number(clock, 2), Number(clock, 3));
        var half = clock.Groups[4].Value;
        if (half is "pm" or "หลังเที่ยง" && hour < 12) hour += 12;
        if (half is "am" or "ก่อนเที่ยง" && hour == 12) hour = 0;
        return hour < 24 && minute < 60 && second < 60 ? new(hour, minute, second) : null;
    }

    static int Number(Match match, int group) => match.Groups[group] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    [GeneratedRegex(@"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)? ?(am|pm|ก่อนเที่ยง|หลังเที่ยง|น\.)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex($@"^(\d{{1,2}}) ?({DateWords.Month}),? ?(\d{{2,4}})(?: เวลา)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"(\d{1,5}) ?(h|m|s|ชม|ชั่วโมง|นาที|น\.|วิ)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
