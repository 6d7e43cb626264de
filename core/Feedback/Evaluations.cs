using System.Globalization;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Feedback;

/// <summary>What became of the wish to evaluate a quarter.</summary>
public abstract record EvaluationOutcome
{
    public sealed record Opened(Session Session, int People) : EvaluationOutcome;

    public sealed record Refused(string Because) : EvaluationOutcome;
}

/// <summary>
/// The evaluation of the whole programme, once a quarter: a form to all staff, with boxes of its own. It lives like a session that has ended, so that the sending,
/// the reminders, the closing and the counting are those of every form; it is in no timetable and in no report of sessions.
/// </summary>
public sealed class Evaluations(Decisions decisions, RosterStore rosters, OfficeCalendar office, TimeProvider time, Dice dice)
{
    static readonly Audience Staff = new("role:staff");

    /// <param name="year">Fiscal year of the Buddhist era.</param>
    public async Task<EvaluationOutcome> Open(int year, int quarter, CancellationToken ct)
    {
        var (now, period) = (time.GetUtcNow(), Period.OfQuarter(year, quarter));
        if (office.Day(now) < period.From) return new EvaluationOutcome.Refused($"{period.Label} ยังไม่เริ่ม จึงยังประเมินไม่ได้");
        var session = Make(year, quarter, period, now);
        if (await decisions.Keep(null, new(session, [], []), new(session.Id, session.Starts, now), ct))
            return new EvaluationOutcome.Opened(session, (await rosters.Load(ct)).People.Count(Staff.Includes));
        return new EvaluationOutcome.Refused($"แบบประเมิน {period.Label} ส่งไปแล้ว ไตรมาสละครั้งเดียว");
    }

    public static string Id(int year, int quarter) => string.Create(CultureInfo.InvariantCulture, $"eval-{year}-{quarter}");

    Session Make(int year, int quarter, Period period, DateTimeOffset now)
    {
        // An evaluation that is late counts in its quarter, not in the one in which it is sent.
        var noon = office.Utc(period.To, new TimeOnly(12, 0));
        var ends = now + Session.FeedbackLead;
        var plan = new Plan(
            Id(year, quarter), SessionKind.Evaluation, $"ประเมินโครงการ {period.Label}", [], "", now < noon ? now : noon, ends, null, Staff, MeetingKind.None, "", true);
        return new Session(plan, SessionState.Ended, 1, "", dice.Id(), EndedAt: ends)
            .With(Enum.GetValues<DueKind>().Except([DueKind.Feedback, DueKind.FeedbackReminder, DueKind.FeedbackLast, DueKind.Close]));
    }
}
