using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Reports;

public enum ReportWhat { Attendance, Satisfaction, Kpi }

/// <summary>Makes a report of any kind for the chat, the command line and the pages: the same figures everywhere.</summary>
public sealed class Reporting(
    SummaryStore summaries, KpiStore kpis, RosterStore rosters, MentorStore appointed, UnitStore units, KnowledgeStore library, OfficeCalendar office, SatisfactionScale scale)
{
    /// <exception cref="TroubleException">There is no such report.</exception>
    public async Task<ReportTable> Make(ReportWhat what, Period within, ReportBy by, CancellationToken ct) => what switch
    {
        ReportWhat.Attendance => AttendanceReport.Make(await summaries.Between(within.From, within.To, ct), by, await units.Load(ct), office, within.Label),
        ReportWhat.Satisfaction => SatisfactionReport.Make(await Months(within, ct), by, scale, office, within),
        _ => KpiReport.Make(await Facts(within, ct), scale, office, within.Label),
    };

    /// <summary>All sessions of the months that a period touches: small ones join with those of their whole month.</summary>
    public Task<IReadOnlyList<SessionSummary>> Months(Period within, CancellationToken ct) =>
        summaries.Between(Period.OfMonth(within.From).From, Period.OfMonth(within.To).To, ct);

    /// <summary>The KPI table is one of a fiscal year: that of the period's last day.</summary>
    async Task<KpiFacts> Facts(Period within, CancellationToken ct)
    {
        var year = ThaiDate.FiscalYear(within.To);
        var whole = Period.OfYear(year);
        var quarters = Enumerable.Range(1, 4).Where(quarter => Period.OfQuarter(year, quarter) is var q && q.From <= within.To && q.To >= within.From).ToList();
        var evaluations = (await summaries.Evaluations(whole.From, whole.To, ct)).Where(e => office.Day(e.Starts) <= within.To).ToList();
        var sessions = await summaries.Between(whole.From, whole.To, ct);
        var items = 0;
        await foreach (var row in library.All(ct)) if (row.Value.Released?.Tags.Contains("ป้องกันการทุจริต", StringComparer.Ordinal) == true) items++;
        var honest = sessions.Count(s => s.Title.Contains("ทุจริต", StringComparison.Ordinal));
        var posts = (await appointed.All(ct)).Where(mentor => mentor.Posts.Count > 0).Select(mentor => mentor.Person).ToHashSet(StringComparer.Ordinal);
        var mentors = (await rosters.Load(ct)).People.Count(p => p.Roles.HasFlag(Roles.Mentor) || posts.Contains(p.Id));
        return new(year, quarters, mentors, await kpis.Of(year, ct), evaluations, sessions, (honest, items));
    }
}
