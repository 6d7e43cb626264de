using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Core.Topics;

namespace ChuanKhuy.Core.Sessions;

/// <summary>A draft of a year's exchanges: the plans as they would be created, and a short code that changes with them.</summary>
public sealed record YearDraft(int Year, IReadOnlyList<Plan> Plans, int Kept, string Code);

/// <summary>
/// Drafts a fiscal year's exchanges from what is known: who was host and who spoke in the year before, what people lack, holidays, other sessions, blocked days.
/// Nothing is created before the coordinator confirms the draft that they saw.
/// </summary>
public sealed class YearPlanning(
    Planner planner, SessionStore sessions, Upcoming upcoming, SummaryStore summaries, RosterStore rosters, UnitStore units, HolidayStore holidays, BlockedDays blocked, TopicDesk topics,
    OfficeCalendar office, TimeProvider time)
{
    const int Most = 1000;
    const string Usual = "เล่าสิ่งที่ทำแล้วได้ผล";
    static readonly TimeOnly From = new(9, 0), To = new(12, 0);

    public async Task<YearDraft> Draft(int year, CancellationToken ct)
    {
        await holidays.Load(ct);
        var (whole, before, now) = (Period.OfYear(year), Period.OfYear(year - 1), time.GetUtcNow());
        var ahead = (await upcoming.Around(office.Utc(before.From, default), office.Utc(whole.To.AddDays(1), default), ct, Most)).Where(s => s.State is not SessionState.Cancelled).ToList();
        var ended = await summaries.Between(before.From, whole.To, ct);
        var held = ended.Select(s => (s.Session, s.Kind, s.Zone, Day: office.Day(s.Starts))).Concat(ahead.Select(s => (Session: s.Id, s.Plan.Kind, s.Plan.Zone, Day: office.Day(s.Starts)))).DistinctBy(s => s.Session).ToList();
        var kept = held.Where(s => s.Kind is SessionKind.Exchange && s.Day >= whole.From && s.Day <= whole.To).GroupBy(s => new DateOnly(s.Day.Year, s.Day.Month, 1)).ToDictionary(month => month.Key, month => month.First().Zone);
        // A month that has passed or is nearly over needs no exchange any more.
        for (var month = whole.From; month <= whole.To && month.AddMonths(1) <= office.Day(now.AddDays(14)); month = month.AddMonths(1)) kept.TryAdd(month, "");
        var speakers = (await rosters.Load(ct)).People.Where(p => (p.Roles & (Roles.Speaker | Roles.Mentor)) != 0 && !p.Roles.HasFlag(Roles.Executive)).Select(p => new YearSpeaker(p.Id, p.Zone)).ToList();
        var busy = new HashSet<(string, DateOnly)>();
        foreach (var speaker in speakers) foreach (var day in await blocked.Of(speaker.Person, ct)) busy.Add((speaker.Person, day));
        var facts = new YearFacts(
            year, [.. (await units.Load(ct)).Zones], speakers, Count(held.Where(s => s.Kind is SessionKind.Exchange && s.Day < whole.From).Select(s => s.Zone)), Count(await Spoke(held.Where(s => s.Day < whole.From).Select(s => s.Session), ct)),
            held.Select(s => s.Day).ToHashSet(), busy, kept, [.. (await topics.Proposals(ct)).Select(topic => topic.Title).DefaultIfEmpty(Usual)]);
        IReadOnlyList<Plan> plans = [.. YearPlan.Make(facts, day => office.IsWorkingDay(day) && day > office.Day(now)).Select(Make)];
        return new(year, plans, kept.Values.Count(zone => zone.Length > 0), Code(plans));
    }

    /// <summary>Creates the draft that has this code; how many were added, or null when the draft is another one by now.</summary>
    public async Task<int?> Create(int year, string code, string by, CancellationToken ct)
    {
        var draft = await Draft(year, ct);
        if (draft.Code != code) return null;
        var added = 0;
        foreach (var plan in draft.Plans)
            if (await planner.Apply(plan, Planning.Hold, ct, by) is Planned.Added) added++;
        return added;
    }

    Plan Make(YearExchange exchange) => new(
        exchange.Id, SessionKind.Exchange, $"เวทีแลกเปลี่ยนโซน {exchange.Zone}: {exchange.Title}", exchange.Speaker is { } person ? [new(person)] : [], exchange.Zone,
        office.Utc(exchange.Day, From), office.Utc(exchange.Day, To), null, new($"zone:{exchange.Zone};role:mentor"), MeetingKind.None, "แจ้งสถานที่ภายหลัง", true);

    async Task<IReadOnlyList<string>> Spoke(IEnumerable<string> ids, CancellationToken ct)
    {
        var people = new List<string>();
        foreach (var id in ids)
            if (await sessions.Find(id, ct) is { Value: var session }) people.AddRange(session.Plan.Speakers.Select(speaker => speaker.Person).OfType<string>());
        return people;
    }

    static Dictionary<string, int> Count(IEnumerable<string> all) => all.GroupBy(one => one, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);

    static string Code(IEnumerable<Plan> plans) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', plans.Select(plan => string.Create(CultureInfo.InvariantCulture, $"{plan.Id}|{plan.Starts.UtcTicks}|{plan.Zone}|{plan.Title}|{string.Join(',', plan.Speakers.Select(s => s.Person))}"))))).AsSpan(0, 3));
}
