using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Feedback;

/// <summary>
/// Sends the quarterly evaluation by itself, late in the quarter's last month, once something took place in that quarter. Who sent it earlier by hand has sent it.
/// </summary>
public sealed class EvaluationRhythm(Evaluations evaluations, SessionStore sessions, SummaryStore summaries, OfficeCalendar office, TimeProvider time)
{
    const int FirstDay = 20;

    /// <summary>Safe to call at any time, in any number: a quarter has one evaluation.</summary>
    public async Task Tick(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var today = office.Day(now);
        if (today.Day < FirstDay || today.Month % 3 != 0 || !office.MayNudge(now)) return;
        var (year, quarter) = (ThaiDate.FiscalYear(today), ThaiDate.FiscalQuarter(today));
        if (await sessions.Find(Evaluations.Id(year, quarter), ct) is not null) return;
        if ((await summaries.Between(Period.OfQuarter(year, quarter).From, today, ct)).Count > 0) await evaluations.Open(year, quarter, ct);
    }
}
