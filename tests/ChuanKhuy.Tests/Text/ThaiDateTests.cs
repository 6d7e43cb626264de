using ChuanKhuy.Core.Text;
using ChuanKhuy.Tests.Sessions;

namespace ChuanKhuy.Tests.Text;

public sealed class ThaiDateTests
{
    static readonly DateOnly Day = new(2026, 3, 12);

    [Fact]
    public void A_card_says_day_and_time_for_short()
    {
        var starts = Given.At(2026, 3, 12, 13, 30).ToUniversalTime();
        Assert.Equal("พฤ. 12 มี.ค. 69 เวลา 13.30-15.00 น.", ThaiDate.Chat(starts, starts.AddMinutes(90), Given.Bangkok));
        Assert.Equal("พฤ. 12 มี.ค. 69 เวลา 13.30 น.", ThaiDate.Chat(starts, Given.Bangkok));
        Assert.Equal("พฤ. 12 มี.ค. 69 เวลา 13.30 น. ถึง ศ. 13 มี.ค. 69 เวลา 01.30 น.", ThaiDate.Chat(starts, starts.AddHours(12), Given.Bangkok));
    }

    [Fact]
    public void The_day_is_that_of_the_office_and_not_of_greenwich() =>
        Assert.Equal("ศ. 1 ม.ค. 70 เวลา 00.15 น.", ThaiDate.Chat(new DateTimeOffset(2026, 12, 31, 17, 15, 0, TimeSpan.Zero), Given.Bangkok));

    [Fact]
    public void Each_place_has_its_form()
    {
        Assert.Equal("12 มี.ค. 69", ThaiDate.Short(Day));
        Assert.Equal("วันพฤหัสบดีที่ 12 มีนาคม 2569", ThaiDate.Full(Day));
        Assert.Equal("12 มีนาคม 2569", ThaiDate.Letter(Day));
        Assert.Equal("มีนาคม 2569", ThaiDate.Month(Day));
        Assert.Equal("1 ม.ค. 00", ThaiDate.Short(new(2057, 1, 1)));
    }

    [Theory]
    [InlineData(2026, 9, 30, 2569, 4)]
    [InlineData(2026, 10, 1, 2570, 1)]
    [InlineData(2026, 12, 31, 2570, 1)]
    [InlineData(2027, 1, 1, 2570, 2)]
    [InlineData(2027, 4, 1, 2570, 3)]
    [InlineData(2027, 7, 1, 2570, 4)]
    public void The_budget_year_begins_in_october(int year, int month, int day, int fiscal, int quarter)
    {
        Assert.Equal((fiscal, quarter), (ThaiDate.FiscalYear(new(year, month, day)), ThaiDate.FiscalQuarter(new(year, month, day))));
        Assert.Equal(new DateOnly(fiscal - 544, 10, 1), ThaiDate.FiscalStart(fiscal));
    }
}
