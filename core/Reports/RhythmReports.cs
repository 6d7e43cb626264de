using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Core.Topics;

namespace ChuanKhuy.Core.Reports;

/// <summary>The papers of the year's rhythm: the sheet for the mentors' meeting and the summary at the year's end.</summary>
public sealed class RhythmReports(Reporting reporting, SummaryStore summaries, AskStore asks, TopicDesk topics, UnitStore units, OfficeCalendar office, TimeProvider time)
{
    public async Task<ReportTable> Mentors(Period within, CancellationToken ct)
    {
        var all = new List<Ask>();
        foreach (var id in await asks.Between(within.From, within.To, ct))
            if (await asks.Find(id, ct) is { Value: var ask }) all.Add(ask);
        return MentorSheet.Make(all, office, time.GetUtcNow(), within.Label);
    }

    public async Task<ReportTable> Year(Period within, CancellationToken ct) => YearSummary.Make(
        await reporting.Make(ReportWhat.Kpi, within, ReportBy.Quarter, ct), await summaries.Between(within.From, within.To, ct), await Mentors(within, ct), await topics.Proposals(ct),
        [.. (await units.Load(ct)).Zones], within.Label);
}
