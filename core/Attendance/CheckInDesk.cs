using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Attendance;

/// <summary>Keeps evidence of attendance, together with what it causes: who comes to it late still gets the feedback form.</summary>
public sealed class CheckInDesk(
    SessionStore sessions, WorkStore work, SummaryStore summaries, RosterStore rosters, IRoutes routes, IQueues queues, AuditLog audit, TimeProvider time)
{
    /// <param name="code">What the person typed; null when they pressed the button of their own card.</param>
    public async Task<CheckInOutcome> SignIn(string session, string person, string? code, CancellationToken ct)
    {
        var named = code is null ? (await sessions.FindNamed(session, person, ct))?.Value.By : null;
        return await Keep(session, person, (stored, held) => CheckIn.Decide(stored, held, person, code, time.GetUtcNow(), named), ct);
    }

    /// <summary>The coordinator's correction with its reason.</summary>
    public Task<CheckInOutcome> Correct(string session, string person, bool present, string? reason, string by, CancellationToken ct, bool excused = false) =>
        Keep(session, person, (stored, _) => CheckIn.Correct(stored, person, present, reason, by, time.GetUtcNow(), excused), ct, by);

    /// <summary>
    /// One person names colleagues behind the same screen, and is signed in by it. Each of them is asked on a card of their own, once however often they are named.
    /// </summary>
    public async Task<GroupOutcome> Name(string id, Person by, IReadOnlyCollection<string> chosen, CancellationToken ct)
    {
        var (asked, roster, route) = (new List<Person>(), await rosters.Load(ct), await routes.Load(ct));
        while (true)
        {
            if (await sessions.Find(id, ct) is not { Value: var session }) return new GroupOutcome.Refused("ไม่พบกิจกรรมนี้");
            var now = time.GetUtcNow();
            var outcome = GroupCheckIn.Decide(session, roster, by, chosen, await sessions.Present(id, ct), await sessions.Named(id, ct), now);
            if (outcome is not GroupOutcome.Kept { Asked: var ask }) return outcome;
            if (asked.Count == 0) await SignIn(id, by.Id, null, ct);
            var page = ask.Take(Decision.FewAtMost).ToList();
            if (page.Count == 0) return new GroupOutcome.Kept(asked);

            await sessions.Remember(page.Select(p => p.Id), id, ct);
            await work.PutWaiting(new(id), ct);
            var changes = page.SelectMany(p => new[]
            {
                SessionRows.Named(new(p.Id, by.Id, now)),
                SessionRows.Out(Delivery.To(p.Id, p, MessageKind.Named, session, route, now, session.CheckInCloses, by.Id), "00"),
            });
            if (!await sessions.Keep(id, [.. changes], ct)) continue;
            asked.AddRange(page);
            if (time.GetUtcNow() > now + WorkStore.Grace / 2) await work.PutWaiting(new(id), ct);
            await queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, ct);
        }
    }

    async Task<CheckInOutcome> Keep(string id, string person, Func<Session, IReadOnlyList<Evidence>, CheckInOutcome> rule, CancellationToken ct, string? by = null)
    {
        while (true)
        {
            if (await sessions.Find(id, ct) is not { Value: var session }) return new CheckInOutcome.Refused("ไม่พบกิจกรรมนี้");
            var held = new List<Evidence>();
            await foreach (var row in sessions.EvidenceOf(id, person, ct)) held.Add(row.Value);
            var outcome = rule(session, held);
            if (outcome is not CheckInOutcome.Kept kept) return outcome;

            var form = session.IsDone(DueKind.Feedback) ? await sessions.FindFanout(id, MessageKind.Feedback, session.Version, ct) : null;
            var waiting = new Waiting(id, MessageKind.Feedback, session.Version);
            if (form is not null) await work.PutWaiting(waiting, ct);
            var changes = new List<Change> { SessionRows.Evidence(kept.Evidence) };
            if (form is not null) changes.Add(SessionRows.Reopen(form));
            if (by is not null)
                changes.Add(await audit.Note(SessionStore.Table, id, by, ActKind.AttendanceCorrected, person, State((await sessions.Verdict(session, person, ct)).Status), Corrected(kept.Evidence), ct));
            if (await sessions.Commit(id, changes, [person], ct) is not Committed.Done) continue;

            if (form is not null) await queues.Send(Hint.Queue, new Hint.Expand(waiting).Text, TimeSpan.Zero, ct);
            if (session.State is SessionState.Ended) await summaries.Recompute(id, ct);
            return outcome;
        }
    }

    static string State(AttendanceStatus status) => status.ToString();

    static string Corrected(Evidence correction) => correction switch { { Present: true } => "Present", { Excused: true } => "Excused", _ => "Absent" };
}
