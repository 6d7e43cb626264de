using System.Globalization;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Attendance;

/// <summary>What one ended session was for one person.</summary>
/// <param name="Missed">Said yes (with a seat), was not there, gave no reason, and attendance of the session is known at all.</param>
public sealed record Learned(Session Session, Verdict Verdict, bool Missed);

/// <summary>
/// No-shows are counted gently: only who promised and neither came nor was excused; half as much after 90 days, not at all after 180.
/// They are shown to the person and to coordinators, never to executives and in no report.
/// </summary>
public static class NoShows
{
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(90), Forgotten = TimeSpan.FromDays(180);

    public static double Weigh(IEnumerable<DateTimeOffset> missed, DateTimeOffset now) =>
        missed.Sum(at => now - at < Fresh ? 1 : now - at < Forgotten ? 0.5 : 0);
}

/// <summary>Learning time and no-shows, from what is stored of ended sessions.</summary>
public sealed class Learning(SessionStore sessions, SummaryStore summaries, RosterStore rosters, OfficeCalendar office, TimeProvider time)
{
    /// <summary>The person's ended sessions that began from this day to that, newest first.</summary>
    public async Task<IReadOnlyList<Learned>> Of(string person, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var learned = new List<Learned>();
        foreach (var id in await sessions.Of(person, ct))
            if (await sessions.Find(id, ct) is { Value: { State: SessionState.Ended } session } && office.Day(session.Starts) is var day && day >= from && day <= to)
                learned.Add(await One(session, person, ct));
        return [.. learned.OrderByDescending(l => l.Session.Starts)];
    }

    /// <summary>The running fiscal year.</summary>
    public int Year => ThaiDate.FiscalYear(office.Day(time.GetUtcNow()));

    /// <summary>Of a fiscal year of the Buddhist era.</summary>
    public Task<IReadOnlyList<Learned>> OfYear(string person, int year, CancellationToken ct) =>
        Of(person, ThaiDate.FiscalStart(year), ThaiDate.FiscalStart(year + 1).AddDays(-1), ct);

    /// <summary>When this person did not come although they had promised, within the time that is remembered.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> Missed(string person, CancellationToken ct) =>
        [.. (await Of(person, Since, office.Day(time.GetUtcNow()), ct)).Where(l => l.Missed).Select(l => l.Session.Starts)];

    /// <summary>Everybody whose no-shows weigh so much or more, heaviest first.</summary>
    public async Task<IReadOnlyList<(Person Person, IReadOnlyList<DateTimeOffset> Missed)>> Often(double weight, CancellationToken ct)
    {
        var (now, roster, missed) = (time.GetUtcNow(), await rosters.Load(ct), new Dictionary<string, List<DateTimeOffset>>(StringComparer.Ordinal));
        foreach (var summary in await summaries.Between(Since, office.Day(now), ct))
        {
            if (await sessions.Find(summary.Session, ct) is not { Value: { State: SessionState.Ended } session }) continue;
            await foreach (var answered in sessions.Answers(session.Id, ct))
                if (answered.Value.Comes && (await One(session, answered.Value.Person, ct)).Missed)
                    (missed.TryGetValue(answered.Value.Person, out var own) ? own : missed[answered.Value.Person] = []).Add(session.Starts);
        }
        return [.. missed.Where(m => roster.Find(m.Key) is not null && NoShows.Weigh(m.Value, now) >= weight)
            .OrderByDescending(m => NoShows.Weigh(m.Value, now)).ThenBy(m => m.Key, StringComparer.Ordinal).Select(m => (roster.Find(m.Key)!, (IReadOnlyList<DateTimeOffset>)m.Value))];
    }

    /// <summary>"12 ชั่วโมง 30 นาที"</summary>
    public static string Say(long seconds) => seconds < 3600
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} นาที")
        : seconds / 60 % 60 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} ชั่วโมง")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} ชั่วโมง {seconds / 60 % 60} นาที");

    DateOnly Since => office.Day(time.GetUtcNow() - NoShows.Forgotten);

    async Task<Learned> One(Session session, string person, CancellationToken ct)
    {
        var verdict = await sessions.Verdict(session, person, ct);
        var missed = verdict.Status is AttendanceStatus.Absent && !session.HasSpeaker(person) && (await sessions.FindAnswer(session.Id, person, ct))?.Value.Comes == true
            && (await sessions.Present(session.Id, ct)).Count > 0;
        return new(session, verdict, missed);
    }
}
