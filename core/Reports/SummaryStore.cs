using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Reports;

/// <summary>
/// A session's summary row in its own partition, and its copy in table "months" (partition = year and month of the start in the office's zone),
/// from which reports are added up.
/// </summary>
public sealed class SummaryStore(ITables tables, SessionStore sessions, DeliveryStore deliveries, RosterStore rosters, OfficeCalendar office)
{
    const string Months = "months";

    /// <summary>
    /// Makes the figures from the rows again and replaces them; any number of times gives the same. Null for a session that did not take place: it is in no report.
    /// </summary>
    public async Task<SessionSummary?> Recompute(string id, CancellationToken ct)
    {
        if (await sessions.Find(id, ct) is not { Value: { State: not (SessionState.Draft or SessionState.Cancelled) } session }) return null;
        var summary = await Summarise(session, ct);
        var row = Rows.Put(SessionKeys.Summary, summary, SessionJson.Default.SessionSummary);
        await tables.Commit(SessionStore.Table, id, [row], ct);
        await tables.Commit(Months, Month(office.Day(session.Starts)), [Rows.Put(id, summary, SessionJson.Default.SessionSummary)], ct);
        return summary;
    }

    /// <summary>The ended sessions that started on these days of the office, in order of their start.</summary>
    public async Task<IReadOnlyList<SessionSummary>> Between(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var all = new List<SessionSummary>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
            await foreach (var row in tables.All(Months, Month(month), "", SessionJson.Default.SessionSummary, ct))
                if (office.Day(row.Value.Starts) is var day && day >= from && day <= to) all.Add(row.Value);
        return [.. all.OrderBy(s => s.Starts).ThenBy(s => s.Session, StringComparer.Ordinal)];
    }

    async Task<SessionSummary> Summarise(Session session, CancellationToken ct)
    {
        var roster = await rosters.Load(ct);
        var invited = await Invited(session, ct);
        var answers = new List<Answered>();
        await foreach (var row in sessions.Answers(session.Id, ct)) answers.Add(row.Value);
        var yes = answers.Where(a => a.Comes).Select(a => a.Person).ToList();
        var present = await sessions.Present(session.Id, ct);

        var units = new SortedDictionary<string, UnitCount>(StringComparer.Ordinal);
        void Count(IEnumerable<string> people, Func<UnitCount, UnitCount> add)
        {
            foreach (var person in people)
            {
                var unit = roster.Find(person)?.District ?? "";
                units[unit] = add(units.GetValueOrDefault(unit) ?? new(0, 0, 0));
            }
        }
        Count(invited, c => c with { Invited = c.Invited + 1 });
        Count(yes, c => c with { Yes = c.Yes + 1 });
        Count(present, c => c with { Present = c.Present + 1 });

        return new(
            session.Id, session.Plan.Kind, session.Plan.Title, session.Plan.Zone, session.Starts, session.Ends, invited.Count, yes.Count,
            answers.Count(a => a.Answer is Answer.Maybe), answers.Count(a => a.Answer is Answer.No), present.Count, units);
    }

    async Task<IReadOnlySet<string>> Invited(Session session, CancellationToken ct)
    {
        var invited = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var fanout in sessions.Fanouts(session.Id, ct))
            // The notice of a move is the invitation of those who came to the roster after it.
            if (fanout.Value.Kind is MessageKind.Invite or MessageKind.Moved)
                await foreach (var row in deliveries.All(new(session.Id, fanout.Value.Kind, fanout.Value.Version), ct)) invited.Add(row.Value.Person);
        return invited;
    }

    static string Month(DateOnly day) => day.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}
