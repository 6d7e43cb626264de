using System.Globalization;
using ChuanKhuy.Bench;
using ChuanKhuy.Core.People;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Mentors;

/// <summary>The first month of the simulated year, in a small office; the whole year is `Bench -- year`.</summary>
public sealed class YearPlayTests
{
    [Fact]
    public async Task In_a_month_nobody_waits_longer_than_the_rule_nobody_gets_more_than_the_cap_and_no_question_is_lost()
    {
        var clock = new FakeTimeProvider(YearPlay.Begins.ToUniversalTime());
        await using var office = await Office.Open(clock: clock, people: [.. Enumerable.Range(0, 16).Select(Officer)]);
        var report = await new YearPlay(office.Installation, clock.SetUtcNow, 3, 14).Live(YearPlay.Begins.AddDays(29), Office.Ct);
        Assert.Empty(report.Wrong);
        Assert.Equal(["1"], report.Exchanges);
        Assert.Equal(14, report.Asked);
        Assert.InRange(report.Tips, 4, 5);
        Assert.True(report.HandedOver > 0 && report.Answered > 5, $"{report}");
    }

    static Person Officer(int i) => new(
        string.Create(CultureInfo.InvariantCulture, $"p{i:D2}"), string.Create(CultureInfo.InvariantCulture, $"นายทดสอบ ที่{i}"), "8402", (i % 4 + 1).ToString(CultureInfo.InvariantCulture), "พัฒนากร",
        i % 5 == 0 ? Roles.Staff | Roles.Speaker : Roles.Staff);
}
