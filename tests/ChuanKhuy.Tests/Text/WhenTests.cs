using System.Globalization;
using ChuanKhuy.Core.Text;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Text;

public sealed class WhenTests
{
    /// <summary>A Monday.</summary>
    static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("25 พ.ย. 69", "2026-11-25")]
    [InlineData("25 พย 69", "2026-11-25")]
    [InlineData("25พ.ย.2569", "2026-11-25")]
    [InlineData("25 พฤศจิกายน พ.ศ. 2569", "2026-11-25")]
    [InlineData("วันพุธที่ ๒๕ พฤศจิกายน ๒๕๖๙", "2026-11-25")]
    [InlineData("25/11/2569", "2026-11-25")]
    [InlineData("๒๕/๑๑/๒๕๖๙", "2026-11-25")]
    [InlineData("25-11-69", "2026-11-25")]
    [InlineData("25.11.69", "2026-11-25")]
    [InlineData("25/11/2026", "2026-11-25")]
    [InlineData("2026-11-25", "2026-11-25")]
    [InlineData("2569-11-25", "2026-11-25")]
    [InlineData("25 พ.ย.", "2026-11-25")]
    [InlineData("25/11", "2026-11-25")]
    [InlineData("3 มี.ค.", "2027-03-03")]
    [InlineData("29 ก.พ. 67", "2024-02-29")]
    [InlineData("วันนี้", "2026-11-23")]
    [InlineData("พรุ่งนี้", "2026-11-24")]
    [InlineData("มะรืน", "2026-11-25")]
    [InlineData("พุธ", "2026-11-25")]
    [InlineData("วันพุธนี้", "2026-11-25")]
    [InlineData("พุธหน้า", "2026-12-02")]
    [InlineData("วันศุกร์ที่แล้ว", "2026-11-20")]
    [InlineData("อาทิตย์นี้", "2026-11-29")]
    [InlineData("พ. 25 พ.ย. 69", "2026-11-25")]
    [InlineData("25 nov 2026", "2026-11-25")]
    public void A_day_is_understood(string said, string day)
    {
        var found = Found(said);
        Assert.Equal((day, null, null), (Iso(found.Day), found.From, found.To));
    }

    [Theory]
    [InlineData("13.30", "13:30", null)]
    [InlineData("13:30 น.", "13:30", null)]
    [InlineData("๑๓.๓๐ น.", "13:30", null)]
    [InlineData("13.30-15.00", "13:30", "15:00")]
    [InlineData("13.30 - 15.00 น.", "13:30", "15:00")]
    [InlineData("09:00 ถึง 12:00", "09:00", "12:00")]
    [InlineData("13-15 น.", "13:00", "15:00")]
    [InlineData("9 น.", "09:00", null)]
    [InlineData("01.30", "01:30", null)]
    [InlineData("บ่ายสองโมง", "14:00", null)]
    [InlineData("บ่ายโมงครึ่ง", "13:30", null)]
    [InlineData("บ่าย 3", "15:00", null)]
    [InlineData("เก้าโมงเช้า", "09:00", null)]
    [InlineData("10 โมง", "10:00", null)]
    [InlineData("เที่ยงครึ่ง", "12:30", null)]
    [InlineData("สี่โมงเย็น", "16:00", null)]
    [InlineData("หนึ่งทุ่ม", "19:00", null)]
    public void A_time_is_understood(string said, string from, string? to)
    {
        var found = Found(said);
        Assert.Equal((null, from, to), (found.Day, Clock(found.From), Clock(found.To)));
    }

    [Theory]
    [InlineData("พุธหน้า 13.30 น.", "2026-12-02", "13:30", null)]
    [InlineData("2026-12-02 13:30", "2026-12-02", "13:30", null)]
    [InlineData("2026-12-02T13:30:00", "2026-12-02", "13:30", null)]
    [InlineData("2026-12-02 13:30-15:00", "2026-12-02", "13:30", "15:00")]
    [InlineData("25 พ.ย. 69 เวลา 13.30 น.", "2026-11-25", "13:30", null)]
    [InlineData("25 พ.ย. 13.30 น.", "2026-11-25", "13:30", null)] // 13 is no year here
    [InlineData("25 พ.ย. 10 โมง", "2026-11-25", "10:00", null)]
    [InlineData("พ. 25 พ.ย. 69 เวลา 13.30-15.00 น.", "2026-11-25", "13:30", "15:00")]
    [InlineData("25/11/69 9.00-12.00", "2026-11-25", "09:00", "12:00")]
    [InlineData("พรุ่งนี้ บ่ายสอง", "2026-11-24", "14:00", null)]
    [InlineData("13.30 วันที่ 25/11/2569", "2026-11-25", "13:30", null)]
    public void Day_and_time_together_are_understood(string said, string day, string from, string? to)
    {
        var found = Found(said);
        Assert.Equal((day, from, to), (Iso(found.Day), Clock(found.From), Clock(found.To)));
    }

    [Theory]
    [InlineData("1.30-3.00", "13.30")]
    [InlineData("3 โมง", "กี่นาฬิกา")]
    [InlineData("11/25/2569", "25 พ.ย. 69")] // month before day
    [InlineData("25/11/26", "2569")] // Buddhist 2526 is no plan
    [InlineData("15 พ.ย.", "15 พ.ย. 69 หรือ 15 พ.ย. 70")] // a week ago
    [InlineData("จันทร์", "30 พ.ย. 69")] // today, or in a week
    [InlineData("อาทิตย์หน้า", "วันไหน")]
    [InlineData("วันที่ 25", "เดือนไหน")]
    [InlineData("พุธ 26 พ.ย. 69", "วันพฤหัสบดี")]
    public void What_can_mean_two_moments_is_asked(string said, string asks) =>
        Assert.Contains(asks, Assert.IsType<Heard<Moment>.Ambiguous>(When.Read(said, Today)).Question, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("เร็ว ๆ นี้")]
    [InlineData("31/2/2569")]
    [InlineData("31 ก.พ. 69")]
    [InlineData("25:00")]
    [InlineData("13.75 น.")]
    [InlineData("25/11/9999")]
    [InlineData("25 พ.ย. 69 ที่ห้องประชุม")]
    [InlineData("25 พ.ย. 69 26 พ.ย. 69")]
    [InlineData("-")]
    public void What_is_no_moment_gets_a_sentence(string said) =>
        Assert.NotEmpty(Assert.IsType<Heard<Moment>.NotUnderstood>(When.Read(said, Today)).Because);

    [Fact]
    public void On_a_sunday_next_wednesday_is_asked() => Assert.IsType<Heard<Moment>.Ambiguous>(When.Read("พุธหน้า", new(2026, 11, 22)));

    [Theory]
    [InlineData("พรุ่งนี้ 13.30")]
    [InlineData("25 พ.ย. 13.30")]
    [InlineData("พุธ 13.30")]
    public void A_file_must_name_the_year(string said) =>
        Assert.Contains("ปีไหน", Assert.IsType<Heard<Moment>.Ambiguous>(When.ReadDated(said)).Question, StringComparison.Ordinal);

    [Property(MaxTest = 1000)]
    public bool Whatever_we_write_we_read_as_the_same_day(ushort days, ushort minutes)
    {
        var day = new DateOnly(2000, 1, 1).AddDays(days % 20_000);
        var (from, to) = (new TimeOnly(minutes % 1440 / 60, minutes % 60), new TimeOnly(23, 59));
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Bangkok");
        var starts = new DateTimeOffset(day.ToDateTime(from), TimeSpan.FromHours(7));
        string[] forms =
        [
            ThaiDate.ShortWithDay(day), ThaiDate.Full(day), ThaiDate.Letter(day), Iso(day)!, ThaiText.ThaiDigits(ThaiDate.Short(day)),
            string.Create(CultureInfo.InvariantCulture, $"{day.Day}/{day.Month}/{day.Year + 543}"),
            ThaiDate.Chat(starts, zone), ThaiDate.Chat(starts, new(day.ToDateTime(to), TimeSpan.FromHours(7)), zone),
        ];
        return forms.All(form => When.Read(form, day) is Heard<Moment>.Found { Value: var read } && read.Day == day && (read.From is null || read.From == from));
    }

    [Property(MaxTest = 1000)]
    public bool No_text_makes_it_throw(string? any) => When.Read(any ?? "", Today) is not null && When.ReadDated(any ?? "") is not null;

    [Property(MaxTest = 1000)]
    public bool No_heap_of_date_words_makes_it_throw(byte[]? picks)
    {
        string[] words = ["25", "/", "-", ".", " ", "พ.ย.", "69", "2569", "13", ":", "30", "พุธ", "หน้า", "วันที่", "บ่าย", "โมง", "น.", "ถึง", "99", "0", "29", "ก.พ."];
        return When.Read(string.Concat((picks ?? []).Select(pick => words[pick % words.Length])), Today) is not null;
    }

    static Moment Found(string said) => Assert.IsType<Heard<Moment>.Found>(When.Read(said, Today)).Value;

    static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string? Clock(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
