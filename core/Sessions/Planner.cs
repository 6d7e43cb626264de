using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// A coordinator's acts on stored sessions: read, decide by <see cref="Planning"/>, keep together with the messages it causes.
/// The chat, the import and the pages all come through here. Whose act it is (null: the program's own) stands in the audit log.
/// </summary>
public sealed class Planner(
    SessionStore sessions, Decisions decisions, SeatGroup seats, RosterStore rosters, SummaryStore summaries, OfficeCalendar office, IRoutes routes,
    AuditLog audit, TimeProvider time, Dice dice)
{
    /// <summary>Adds a session, or brings a stored one in line with its plan. <paramref name="hold"/>: how long the first message waits.</summary>
    public Task<Planned> Apply(Plan plan, TimeSpan? hold, CancellationToken ct, string? by = null) =>
        Decide(plan.Id, stored => Planning.Apply(plan, stored, hold, time.GetUtcNow(), dice), hold, by, ct);

    public Task<Planned> Move(string session, DateTimeOffset starts, DateTimeOffset ends, string? reason, CancellationToken ct, string? by = null) =>
        Change(session, stored => Planning.Move(stored, stored.Plan with { Starts = starts, Ends = ends }, reason, time.GetUtcNow()), by, ct);

    public Task<Planned> Cancel(string session, string? reason, CancellationToken ct, string? by = null) =>
        Change(session, stored => Planning.Cancel(stored, reason, time.GetUtcNow()), by, ct);

    public Task<Planned> StopSending(string session, CancellationToken ct, string? by = null) => Change(session, Planning.StopSending, by, ct);

    public Task<Planned> SendNow(string session, CancellationToken ct, string? by = null) =>
        Change(session, stored => Planning.SendNow(stored, time.GetUtcNow()), by, ct);

    public Task<Planned> End(string session, CancellationToken ct, string? by = null) =>
        Change(session, stored => Planning.End(stored, time.GetUtcNow()), by, ct);

    Task<Planned> Change(string session, Func<Session, Planned> rule, string? by, CancellationToken ct) =>
        Decide(session, stored => stored is null ? new Planned.Refused("ไม่พบกิจกรรมนี้") : rule(stored), null, by, ct);

    async Task<Planned> Decide(string id, Func<Session?, Planned> rule, TimeSpan? hold, string? by, CancellationToken ct)
    {
        while (true)
        {
            var stored = await sessions.Find(id, ct);
            var planned = rule(stored?.Value);
            if (Changed(planned) is not { } session) return planned;
            var (roster, route) = (await rosters.Load(ct), await routes.Load(ct));
            var decision = new Decision(session, [], []);
            if (planned is Planned.Moved) decision = Tell(stored!.Value, session, MessageKind.Moved, MessageKind.SpeakerMoved, hold, roster, route);
            if (planned is Planned.Cancelled) decision = Tell(stored!.Value, session, MessageKind.Cancelled, MessageKind.SpeakerCancelled, hold, roster, route);
            if (stored is null) await sessions.PointJoin(session, ct);
            var seating = await seats.Prepare(session, stored?.Value, ct);
            IReadOnlyList<Storage.Change> also = by is null
                ? seating
                : [.. seating, await audit.Note(SessionStore.Table, id, by, What(planned, stored?.Value, session), id, stored is null ? null : State(stored.Value), State(session), ct)];
            if (!await decisions.Keep(stored, decision with { Also = also }, Pointer(session, seating.Count > 0), ct)) continue;
            if (seating.Count > 0) await seats.Finish(id, ct);
            if (session.State is SessionState.Ended) await summaries.Recompute(id, ct);
            return planned;
        }
    }

    static Session? Changed(Planned planned) => planned switch
    {
        Planned.Added p => p.Session,
        Planned.Edited p => p.Session,
        Planned.Moved p => p.Session,
        Planned.Cancelled p => p.Session,
        Planned.Stopped p => p.Session,
        Planned.Ended p => p.Session,
        _ => null,
    };

    static ActKind What(Planned planned, Session? was, Session now) => planned switch
    {
        Planned.Added => ActKind.SessionPlanned,
        Planned.Moved => ActKind.SessionMoved,
        Planned.Cancelled => ActKind.SessionCancelled,
        Planned.Stopped => ActKind.SendingStopped,
        Planned.Ended => ActKind.SessionEnded,
        _ when was is not null && was.Plan == now.Plan && was.HeldUntil != now.HeldUntil => ActKind.SentNow,
        _ => ActKind.SessionEdited,
    };

    static string State(Session session) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{session.State} v{session.Version} {session.Starts.UtcDateTime:yyyy-MM-ddTHH:mm}Z");

    /// <summary>Who was invited hears of it; who has heard nothing yet is not told that nothing changed.</summary>
    Decision Tell(Session was, Session now, MessageKind many, MessageKind speakers, TimeSpan? hold, Roster roster, Route route)
    {
        if (was.State is not SessionState.Published) return new(now, [], []);
        var (from, until) = (time.GetUtcNow() + (hold ?? TimeSpan.Zero), now.Starts);
        return new(
            now,
            was.Invited ? [new(many, now.Version, from, until)] : [],
            SpeakerMail.Rows(now, speakers, roster, route, from, until));
    }

    /// <summary>
    /// An hour early, because a message to many begins before its time. Limited seats are looked at by every tick, because an offer may end at any hour.
    /// A cancelled session wants to be put away from the beginning of time on.
    /// </summary>
    OpenSession Pointer(Session session, bool seated) => new(session.Id, session.Starts, Due.Next(session, office, TimeSpan.Zero) switch
    {
        _ when seated || session.Plan.Seats is not null => DateTimeOffset.MinValue,
        null => DateTimeOffset.MaxValue,
        { } next when next <= time.GetUtcNow() => time.GetUtcNow(),
        { } next => next.AddHours(-1),
    });
}
