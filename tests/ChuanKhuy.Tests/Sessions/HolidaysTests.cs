using System.Text;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Tests.Samples;

namespace ChuanKhuy.Tests.Sessions;

public sealed class HolidaysTests
{
    [Theory]
    [InlineData(2026, 11, 23, true)]
    [InlineData(2026, 11, 28, false)] // Saturday
    [InlineData(2026, 12, 10, false)] // Constitution Day
    [InlineData(2027, 4, 14, false)] // Songkran
    [InlineData(2027, 5, 1, false)] // Saturday, not Labour Day
    [InlineData(2028, 5, 1, true)] // Labour Day, on which offices of the state work
    [InlineData(2026, 12, 7, true)] // the day in place of a Saturday is the cabinet's word, so it is the coordinator's table
    public void Weekends_and_fixed_holidays_come_with_the_program(int year, int month, int day, bool works) =>
        Assert.Equal(works, Holidays.Shipped.IsWorkingDay(new(year, month, day)));

    [Fact]
    public async Task The_coordinators_table_counts_as_soon_as_it_is_brought_in()
    {
        await using var office = await ImportOffice.Open();
        var calendar = office.Calendar;
        Assert.True(calendar.IsWorkingDay(new(2026, 12, 7)));
        var done = await Bring(office, "วันที่,ชื่อ\n7 ธ.ค. 69,ชดเชยวันพ่อแห่งชาติ\n2027-02-22,ชดเชยวันมาฆบูชา\nเร็ว ๆ นี้,วันหยุด\n2027-02-23,\n");
        Assert.Equal((2, 0, 0), (done.Added, done.Changed, done.Unchanged));
        Assert.Equal([4, 5], done.Refused.Select(r => r.Line));
        Assert.False(calendar.IsWorkingDay(new(2026, 12, 7)));
        Assert.Equal("ชดเชยวันมาฆบูชา", (await new HolidayStore(office.Tables).Load(ImportOffice.Ct)).Name(new(2027, 2, 22)));

        Assert.Equal(1, (await Bring(office, "date,name\n2026-12-07,ชดเชยวันพ่อแห่งชาติ\n")).Unchanged);
        await office.Holidays.Remove(new(2026, 12, 7), ImportOffice.Ct);
        Assert.True(calendar.IsWorkingDay(new(2026, 12, 7)));
    }

    static async Task<Imported> Bring(ImportOffice office, string csv) =>
        Assert.IsType<FileOutcome<Imported>.Taken>(await office.Holidays.Import(new MemoryStream(Encoding.UTF8.GetBytes(csv)), ImportOffice.Ct)).Value;
}
