using System.Globalization;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Sessions;

/// <summary>Somebody who may speak, and where from. An empty zone is the provincial office.</summary>
public sealed record YearSpeaker(string Person, string Zone);

/// <summary>An exchange of the plan. The speaker is null where nobody was free.</summary>
public sealed record YearExchange(DateOnly Day, string Zone, string? Speaker, string Title)
{
    /// <summary>One a month: `exchange-7001` is January 2570.</summary>
    public string Id => IdOf(Day);

    public static string IdOf(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"exchange-{ThaiDate.Year(month) % 100:D2}{month.Month:D2}");
}

/// <summary>What a year is planned from. The order of the lists makes no difference.</summary>
/// <param name="Year">Fiscal year of the Buddhist era.</param>
/// <param name="Hosted">How often each zone was host in the year before: who was less often begins.</param>
/// <param name="Spoke">How often each person spoke in the year before.</param>
/// <param name="Taken">Days with another session.</param>
/// <param name="Blocked">Days on which a speaker is not free.</param>
/// <param name="Kept">Exchanges of this year that stand already, by the first day of their month; they stay and count.</param>
/// <param name="Titles">What the exchanges are about, best first; used in turn.</param>
public sealed record YearFacts(
    int Year, IReadOnlyCollection<string> Zones, IReadOnlyCollection<YearSpeaker> Speakers, IReadOnlyDictionary<string, int> Hosted, IReadOnlyDictionary<string, int> Spoke,
    IReadOnlySet<DateOnly> Taken, IReadOnlySet<(string Person, DateOnly Day)> Blocked, IReadOnlyDictionary<DateOnly, string> Kept, IReadOnlyList<string> Titles);

/// <summary>
/// The monthly exchange of a fiscal year, rotating over the zones: each time the zone that was host least often, so that over the year none is host twice more
/// than another; and the speaker of that zone who spoke least. The same facts give the same plan.
/// </summary>
public static class YearPlan
{
    const int Middle = 15;

    /// <summary>In order of the months. A month without a free working day has no exchange.</summary>
    public static IReadOnlyList<YearExchange> Make(YearFacts facts, Func<DateOnly, bool> isWorkingDay)
    {
        var plan = new List<YearExchange>();
        if (facts.Zones.Count == 0) return plan;
        var hosts = facts.Zones.Distinct(StringComparer.Ordinal).ToDictionary(zone => zone, zone => facts.Kept.Values.Count(kept => kept == zone), StringComparer.Ordinal);
        var spoke = facts.Speakers.Select(speaker => speaker.Person).Distinct(StringComparer.Ordinal).ToDictionary(person => person, _ => 0, StringComparer.Ordinal);
        var begins = ThaiDate.FiscalStart(facts.Year);
        foreach (var month in Enumerable.Range(0, 12).Select(begins.AddMonths).Where(month => !facts.Kept.ContainsKey(month)))
        {
            var days = Days(month).Where(day => isWorkingDay(day) && !facts.Taken.Contains(day)).ToList();
            if (days.Count == 0) continue;
            var zone = hosts.Keys.OrderBy(z => hosts[z]).ThenBy(z => facts.Hosted.GetValueOrDefault(z)).ThenBy(z => z, StringComparer.Ordinal).First();
            var (day, speaker) = Choose(days, zone, facts, spoke);
            hosts[zone]++;
            if (speaker is not null) spoke[speaker]++;
            plan.Add(new(day, zone, speaker, facts.Titles.Count == 0 ? "" : facts.Titles[plan.Count % facts.Titles.Count]));
        }
        return plan;
    }

    /// <summary>The best day on which somebody of the host zone is free, else somebody of the province, else of another zone; the least used first.</summary>
    static (DateOnly Day, string? Speaker) Choose(List<DateOnly> days, string zone, YearFacts facts, Dictionary<string, int> spoke)
    {
        foreach (var near in facts.Speakers.GroupBy(speaker => speaker.Zone == zone ? 0 : speaker.Zone.Length == 0 ? 1 : 2).OrderBy(group => group.Key))
        {
            var ranked = near.Select(speaker => speaker.Person).OrderBy(p => spoke[p]).ThenBy(p => facts.Spoke.GetValueOrDefault(p)).ThenBy(p => p, StringComparer.Ordinal).ToList();
            foreach (var day in days)
                if (ranked.FirstOrDefault(person => !facts.Blocked.Contains((person, day))) is { } free) return (day, free);
        }
        return (days[0], null);
    }

    /// <summary>Tuesday to Thursday before Monday and Friday, and near the middle of the month.</summary>
    static IEnumerable<DateOnly> Days(DateOnly month) =>
        Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(month.AddDays)
            .OrderBy(day => day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Wednesday or DayOfWeek.Thursday ? 0 : 1).ThenBy(day => Math.Abs(day.Day - Middle)).ThenBy(day => day);
}
