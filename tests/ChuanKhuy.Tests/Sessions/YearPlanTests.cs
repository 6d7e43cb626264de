using System.Globalization;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Sessions;

public sealed class YearPlanTests
{
    static bool Works(DateOnly day) => Holidays.Shipped.IsWorkingDay(day);

    [Property(MaxTest = 200)]
    public Property Zones_are_hosts_in_turn_on_free_working_days_by_speakers_who_are_free() => Prop.ForAll(Arb.From(Facts), facts =>
    {
        var plan = YearPlan.Make(facts, Works);
        Assert.Equal(12, plan.Count + facts.Kept.Count);
        Assert.Equal(plan.OrderBy(e => e.Day), plan);
        Assert.Equal(12, plan.Select(e => (e.Day.Year, e.Day.Month)).Concat(facts.Kept.Keys.Select(m => (m.Year, m.Month))).Distinct().Count());
        Assert.All(plan, e =>
        {
            Assert.True(Works(e.Day) && !facts.Taken.Contains(e.Day), $"{e.Day} is a holiday or taken");
            Assert.Equal(facts.Year, ThaiDate.FiscalYear(e.Day));
            Assert.False(e.Speaker is { } person && facts.Blocked.Contains((person, e.Day)), $"{e.Speaker} is not free on {e.Day}");
        });
        if (facts.Kept.Count == 0)
        {
            var hosts = facts.Zones.Select(zone => plan.Count(e => e.Zone == zone)).ToList();
            Assert.InRange(hosts.Max() - hosts.Min(), 0, 1);
        }
    });

    [Property(MaxTest = 100)]
    public Property The_same_facts_in_any_order_give_the_same_plan() => Prop.ForAll(Arb.From(Facts), facts =>
        Assert.Equal(YearPlan.Make(facts, Works), YearPlan.Make(facts with { Zones = [.. facts.Zones.Reverse()], Speakers = [.. facts.Speakers.Reverse()] }, Works)));

    [Fact]
    public void Speakers_of_a_zone_share_the_load_and_who_was_host_less_often_begins()
    {
        var facts = new YearFacts(
            2571, ["1", "2"], [new("a", "1"), new("b", "1"), new("c", "2"), new("p", "")], new Dictionary<string, int> { ["1"] = 7, ["2"] = 5 }, new Dictionary<string, int> { ["a"] = 4 },
            new HashSet<DateOnly>(), new HashSet<(string, DateOnly)>(), new Dictionary<DateOnly, string>(), ["ก", "ข"]);
        var plan = YearPlan.Make(facts, Works);
        Assert.Equal("2", plan[0].Zone);
        Assert.Equal("b", plan[1].Speaker);
        Assert.Equal([("a", 3), ("b", 3), ("c", 6)], plan.CountBy(e => e.Speaker!).Select(s => (s.Key, s.Value)).OrderBy(s => s.Key));
        Assert.Equal("exchange-7010", plan[0].Id);
        Assert.Equal(["ก", "ข", "ก"], plan.Take(3).Select(e => e.Title));
    }

    static Gen<YearFacts> Facts =>
        from zones in Gen.Choose(1, 7)
        from speakers in Gen.ListOf(Gen.Choose(0, zones))
        from taken in Gen.ListOf(Gen.Choose(0, 364))
        from blocked in Gen.ListOf(Gen.Choose(0, 364))
        from kept in Gen.ListOf(Gen.Choose(0, 11))
        from keeps in Gen.Elements(false, true)
        let begins = ThaiDate.FiscalStart(2571)
        select new YearFacts(
            2571, [.. Enumerable.Range(1, zones).Select(Name)], [.. speakers.Select((zone, at) => new YearSpeaker($"p{Name(at)}", zone == 0 ? "" : Name(zone)))],
            taken.GroupBy(day => Name((day % zones) + 1)).ToDictionary(z => z.Key, z => z.Count()), new Dictionary<string, int>(),
            // At most every other day, so that a month always has a free one.
            taken.Select(day => begins.AddDays(day / 2 * 2)).Where(day => day.Day % 2 == 0).ToHashSet(), blocked.SelectMany((day, at) => Enumerable.Range(0, 5).Select(more => ($"p{Name(at % 3)}", begins.AddDays(day + more)))).ToHashSet(),
            keeps ? kept.Distinct().ToDictionary(begins.AddMonths, month => Name((month % zones) + 1)) : [], ["เรื่องหนึ่ง", "เรื่องสอง"]);

    static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
