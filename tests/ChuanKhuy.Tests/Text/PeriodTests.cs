using ChuanKhuy.Core.Text;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Text;

public sealed class PeriodTests
{
    /// <summary>A Monday in the first quarter of the budget year 2570.</summary>
    static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("เดือนนี้", "2026-11-01", "2026-11-30", "พฤศจิกายน 2569")]
    [InlineData("เดือนที่แล้ว", "2026-10-01", "2026-10-31", "ตุลาคม 2569")]
    [InlineData("เดือนหน้า", "2026-12-01", "2026-12-31", "ธันวาคม 2569")]
    [InlineData("มี.ค. 69", "2026-03-01", "2026-03-31", "มีนาคม 2569")]
    [InlineData("มีค69", "2026-03-01", "2026-03-31", "มีนาคม 2569")]
    [InlineData("เดือนมีนาคม พ.ศ. ๒๕๖๙", "2026-03-01", "2026-03-31", "มีนาคม 2569")]
    [InlineData("ก.พ. 2567", "2024-02-01", "2024-02-29", "กุมภาพันธ์ 2567")]
    [InlineData("2569-03", "2026-03-01", "2026-03-31", "มีนาคม 2569")]
    [InlineData("2026-03", "2026-03-01", "2026-03-31", "มีนาคม 2569")]
    [InlineData("3/69", "2026-03-01", "2026-03-31", "มีนาคม 2569")]
    [InlineData("พฤษจิกา 69", "2026-11-01", "2026-11-30", "พฤศจิกายน 2569")]
    [InlineData("ตุลาคม", "2026-10-01", "2026-10-31", "ตุลาคม 2569")] // of this budget year, and past
    [InlineData("ไตรมาส 1", "2026-10-01", "2026-12-31", "ไตรมาส 1 ปีงบประมาณ 2570 (ต.ค. - ธ.ค. 69)")]
    [InlineData("ไตรมาสที่ ๒ ปี ๒๕๗๐", "2027-01-01", "2027-03-31", "ไตรมาส 2 ปีงบประมาณ 2570 (ม.ค. - มี.ค. 70)")]
    [InlineData("q4/69", "2026-07-01", "2026-09-30", "ไตรมาส 4 ปีงบประมาณ 2569 (ก.ค. - ก.ย. 69)")]
    [InlineData("ไตรมาสนี้", "2026-10-01", "2026-12-31", "ไตรมาส 1 ปีงบประมาณ 2570 (ต.ค. - ธ.ค. 69)")]
    [InlineData("ไตรมาสที่แล้ว", "2026-07-01", "2026-09-30", "ไตรมาส 4 ปีงบประมาณ 2569 (ก.ค. - ก.ย. 69)")]
    [InlineData("ปี 2570", "2026-10-01", "2027-09-30", "ปีงบประมาณ 2570 (ต.ค. 69 - ก.ย. 70)")]
    [InlineData("ปีงบประมาณ 70", "2026-10-01", "2027-09-30", "ปีงบประมาณ 2570 (ต.ค. 69 - ก.ย. 70)")]
    [InlineData("2570", "2026-10-01", "2027-09-30", "ปีงบประมาณ 2570 (ต.ค. 69 - ก.ย. 70)")]
    [InlineData("ปีนี้", "2026-10-01", "2027-09-30", "ปีงบประมาณ 2570 (ต.ค. 69 - ก.ย. 70)")]
    [InlineData("ปีที่แล้ว", "2025-10-01", "2026-09-30", "ปีงบประมาณ 2569 (ต.ค. 68 - ก.ย. 69)")]
    [InlineData("รายงาน ประจำปี 2570", "2026-10-01", "2027-09-30", "ปีงบประมาณ 2570 (ต.ค. 69 - ก.ย. 70)")]
    public void A_period_is_understood(string said, string from, string to, string label)
    {
        var found = Assert.IsType<Heard<Period>.Found>(Period.Read(said, Today)).Value;
        Assert.Equal((from, to, label), (Iso(found.From), Iso(found.To), found.Label));
    }

    [Theory]
    [InlineData("มีนาคม", "มี.ค. 69")] // the past one or the coming one
    [InlineData("69", "ปี 2569")]
    [InlineData("ปี 2026", "พิมพ์ ปี 2569")] // the calendar's year or the budget's
    [InlineData("ไตรมาส 1 2026", "พิมพ์ ไตรมาส 1 ปี 2569")]
    [InlineData("ไตรมาส", "ไตรมาสไหน")]
    [InlineData("เดือน", "เดือนไหน")]
    [InlineData("ปี", "ปีงบประมาณไหน")]
    public void What_can_mean_two_things_is_asked(string said, string asks) =>
        Assert.Contains(asks, Assert.IsType<Heard<Period>.Ambiguous>(Period.Read(said, Today)).Question, StringComparison.Ordinal);

    [Theory]
    [InlineData("ไตรมาส 5")]
    [InlineData("2569-13")]
    [InlineData("ปี 9999")]
    [InlineData("มี.ค. 0001")]
    [InlineData("เมื่อไรก็ได้")]
    [InlineData("")]
    [InlineData("ปี 2570 และ ปี 2571")]
    public void What_is_no_period_gets_a_sentence(string said) =>
        Assert.NotEmpty(Assert.IsType<Heard<Period>.NotUnderstood>(Period.Read(said, Today)).Because);

    [Property(MaxTest = 500)]
    public bool A_label_read_again_is_the_same_period(ushort months, byte quarter)
    {
        var day = new DateOnly(1990, 1, 1).AddMonths(months % 720);
        Period[] all = [Period.OfMonth(day), Period.OfQuarter(ThaiDate.FiscalYear(day), 1 + quarter % 4), Period.OfYear(ThaiDate.FiscalYear(day))];
        return all.All(period => Period.Read(period.Label.Split('(')[0], Today) is Heard<Period>.Found { Value: var again } && again == period);
    }

    [Property(MaxTest = 1000)]
    public bool No_text_makes_it_throw(string? any) => Period.Read(any ?? "", Today) is not null;

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
