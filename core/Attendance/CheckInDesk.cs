using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Attendance;

/// <summary>Keeps evidence of attendance, together with what it causes: who comes to it late still gets the feedback form.</summary>
public sealed class CheckInDesk(SessionStore sessions, WorkStore work, SummaryStore summaries, IQueues queues, TimeProvider time)
{
    /// <param name="code">What the person typed; null when they pressed the button of their own card.</param>
    public Task<CheckInOutcome> SignIn(string session, string person, string? code, CancellationToken ct) =>
        Keep(session, person, (stored, held) => CheckIn.Decide(stored, held, person, code, time.GetUtcNow()), ct);

    /// <summary>The coordinator's correction with its reason.</summary>
    public Task<CheckInOutcome> Correct(string session, string person, bool present, string? reason, string by, CancellationToken ct) =>
        Keep(session, person, (stored, _) => CheckIn.Correct(stored, person, present, reason, by, time.GetUtcNow()), ct);

    async Task<CheckInOutcome> Keep(string id, string person, Func<Session, IReadOnlyList<Evidence>, CheckInOutcome> rule, CancellationToken ct)
    {
        while (true)
        {
            if (await sessions.Find(id, ct) is not { Value: var session }) return new CheckInOutcome.Refused("ไม่พบกิจกรรมนี้");
            var held = new List<Evidence>();
            await foreach (var row in sessions.EvidenceOf(id, person, ct)) held.Add(row.Value);
            var outcome = rule(session, held);
            if (outcome is not CheckInOutcome.Kept kept) return outcome;

            await sessions.Remember(person, id, ct);
            var form = session.IsDone(DueKind.Feedback) ? await sessions.FindFanout(id, MessageKind.Feedback, session.Version, ct) : null;
            var waiting = new Waiting(id, MessageKind.Feedback, session.Version);
            if (form is not null) await work.PutWaiting(waiting, ct);
            var changes = new List<Change> { SessionRows.Evidence(kept.Evidence) };
            if (form is not null) changes.Add(SessionRows.Reopen(form));
            if (!await sessions.Keep(id, changes, ct)) continue;

            if (form is not null) await queues.Send(Hint.Queue, new Hint.Expand(waiting).Text, TimeSpan.Zero, ct);
            if (session.State is SessionState.Ended) await summaries.Recompute(id, ct);
            return outcome;
        }
    }
}
