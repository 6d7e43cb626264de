using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Reports;

/// <summary>How many sessions were counted again, and for how many that made a difference.</summary>
public sealed record Rebuilt(int Sessions, int Changed);

/// <summary>
/// A session's summary row in its own partition, and its copy in table "months" (partition = year and month of the start in the office's zone),
/// from which reports are added up.
/// </summary>
public sealed class SummaryStore(
    ITables tables, SessionStore sessions, DeliveryStore deliveries, RosterStore rosters, FeedbackStore feedback, OfficeCalendar office, TimeProvider time)
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
    public async Task<IReadOnlyList<SessionSummary>> Between(DateOnly from, DateOnly to, CancellationToken ct) =>
        [.. (await All(from, to, ct)).Where(s => s.Kind is not SessionKind.Evaluation)];

    /// <summary>The quarterly evaluations of the programme in these days.</summary>
    public async Task<IReadOnlyList<SessionSummary>> Evaluations(DateOnly from, DateOnly to, CancellationToken ct) =>
        [.. (await All(from, to, ct)).Where(s => s.Kind is SessionKind.Evaluation)];

    /// <summary>The figures of one session as they were last made.</summary>
    public async Task<SessionSummary?> Find(string session, CancellationToken ct) =>
        (await tables.Find(SessionStore.Table, session, SessionKeys.Summary, SessionJson.Default.SessionSummary, ct))?.Value;

    /// <summary>
    /// Makes the figures of every ended session from its rows again, and takes out copies that stand in a wrong month. When nothing was lost, nothing changes.
    /// </summary>
    public async Task<Rebuilt> Rebuild(CancellationToken ct)
    {
        var before = await Copies(ct);
        var ids = (await sessions.Everyones(ct)).Union(before.Select(copy => copy.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var made = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids)
            if (await sessions.Find(id, ct) is { Value.State: SessionState.Ended } && await Recompute(id, ct) is { } summary) made[id] = Month(office.Day(summary.Starts));
        foreach (var copy in before.Where(copy => made.GetValueOrDefault(copy.Id) != copy.Month))
            await tables.Commit(Months, copy.Month, [new Change.Delete(copy.Id, copy.ETag)], ct);
        var (was, now) = (Bodies(before), Bodies(await Copies(ct)));
        return new(made.Count, was.Union(now).Except(was.Intersect(now)).Select(copy => copy.Id).Distinct(StringComparer.Ordinal).Count());
    }

    static HashSet<(string Id, string Month, string Body)> Bodies(IEnumerable<Copy> copies) => [.. copies.Select(copy => (copy.Id, copy.Month, copy.Body))];

    async Task<List<Copy>> Copies(CancellationToken ct)
    {
        var all = new List<Copy>();
        for (var month = Earliest; month <= office.Day(time.GetUtcNow()).AddYears(1); month = month.AddMonths(1))
            await foreach (var row in tables.All(Months, Month(month), "", ct)) all.Add(new(row.Key, Month(month), System.Text.Encoding.UTF8.GetString(row.Body.Span), row.ETag));
        return all;
    }

    sealed record Copy(string Id, string Month, string Body, string ETag);

    /// <summary>Before the programme began.</summary>
    static readonly DateOnly Earliest = new(2020, 1, 1);

    async Task<IReadOnlyList<SessionSummary>> All(DateOnly from, DateOnly to, CancellationToken ct)
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
                var unit = roster.DistrictOf(person) ?? "";
                units[unit] = add(units.GetValueOrDefault(unit) ?? new(0, 0, 0));
            }
        }
        Count(invited, c => c with { Invited = c.Invited + 1 });
        Count(yes, c => c with { Yes = c.Yes + 1 });
        Count(present, c => c with { Present = c.Present + 1 });

        return new(
            session.Id, session.Plan.Kind, session.Plan.Title, session.Plan.Zone, session.Starts, session.Ends, invited.Count, yes.Count,
            answers.Count(a => a.Answer is Answer.Maybe), answers.Count(a => a.Answer is Answer.No), present.Count, units,
            session.IsDone(DueKind.Feedback) ? await Asked(session, ct) : 0, session.IsDone(DueKind.Feedback) ? session.FeedbackCloses : null, await Given(session, ct));
    }

    async Task<int> Asked(Session session, CancellationToken ct)
    {
        var asked = 0;
        await foreach (var row in deliveries.All(new(session.Id, MessageKind.Feedback, session.Version), ct)) if (row.Value.State is DeliveryState.Sent) asked++;
        return asked;
    }

    /// <summary>Only when no answer can come any more: figures that grow answer by answer would give each of them away.</summary>
    async Task<Tally?> Given(Session session, CancellationToken ct) =>
        session.IsDone(DueKind.Feedback) && time.GetUtcNow() >= session.FeedbackCounted ? Tally.Of(Forms.Of(session).Items, await feedback.Ratings(session.Id, ct)) : null;

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
