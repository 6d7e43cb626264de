using System.Text.RegularExpressions;

namespace ChuanKhuy.Core.Text;

/// <summary>A day, a time, or both, in the office's time zone. Without an end <paramref name="To"/> is null.</summary>
public sealed record Moment(DateOnly? Day, TimeOnly? From, TimeOnly? To);

/// <summary>
/// Reads days and times as people write them: "25 พ.ย. 69", "๒๕/๑๑/๒๕๖๙", "พุธหน้า 13.30 น.", "2026-12-02 13:30", "พรุ่งนี้ 13.30-15.00".
/// Two-digit years and years over 2400 are Buddhist. What can mean two days or two hours is asked back, never guessed.
/// </summary>
public static partial class When
{
    const int Longest = 200;

    /// <param name="today">The day in the office's time zone.</param>
    public static Heard<Moment> Read(string text, DateOnly today) => Hear(text, today);

    /// <summary>For files: the same, but every day must be written with its year, so that a file means the same on any day.</summary>
    public static Heard<Moment> ReadDated(string text) => Hear(text, null);

    static Heard<Moment> Hear(string text, DateOnly? today)
    {
        if (text.Length > Longest) return No();
        var rest = ThaiText.Normalise(text);
        var day = DayWords.Take(ref rest, today);
        if (day is Heard<DateOnly>.Ambiguous(var whichDay)) return new Heard<Moment>.Ambiguous(whichDay);
        if (day is Heard<DateOnly>.NotUnderstood(var noDay)) return new Heard<Moment>.NotUnderstood(noDay);
        var time = ClockWords.Take(ref rest);
        if (time is Heard<Hours>.Ambiguous(var whichTime)) return new Heard<Moment>.Ambiguous(whichTime);
        if (time is Heard<Hours>.NotUnderstood(var noTime)) return new Heard<Moment>.NotUnderstood(noTime);
        if ((day is null && time is null) || Fillers().Replace(rest, "").Length > 0) return No();
        var hours = (time as Heard<Hours>.Found)?.Value;
        return new Heard<Moment>.Found(new((day as Heard<DateOnly>.Found)?.Value, hours?.From, hours?.To));
    }

    static Heard<Moment>.NotUnderstood No() => new("อ่านวันเวลาไม่ออก ลองแบบ 25 พ.ย. 69 เวลา 13.30");

    [GeneratedRegex("วันที่|วัน|ที่|เวลา|เริ่ม|ตั้งแต่|ตอน|นาฬิกา|น\\.|[ ,.]", RegexOptions.CultureInvariant)]
    private static partial Regex Fillers();
}
