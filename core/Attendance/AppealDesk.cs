using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Attendance;

/// <summary>Keeps appeals and their answers, each together with the message it causes.</summary>
public sealed class AppealDesk(SessionStore sessions, CheckInDesk desk, WorkStore work, RosterStore rosters, IRoutes routes, IQueues queues, AuditLog audit, TimeProvider time)
{
    /// <summary>Every coordinator gets a card to decide on; nobody decides on their own appeal.</summary>
    public Task<AppealOutcome> Make(string id, Person person, string words, CancellationToken ct) => Keep(
        id, person.Id, async (session, held) => Appeals.Make(session, await sessions.Verdict(session, person.Id, ct), held, words, time.GetUtcNow()),
        roster => roster.People.Where(p => p.Roles.HasFlag(Roles.Coordinator) && p.Id != person.Id), MessageKind.Appealed, ct);

    /// <summary>Granted, it is a correction by the coordinator like any other; the person is told either way.</summary>
    public async Task<AppealOutcome> Answer(string id, string person, bool grant, string reason, string by, CancellationToken ct)
    {
        if (await sessions.Find(id, ct) is not { Value: var session }) return new AppealOutcome.Refused("ไม่พบกิจกรรมนี้");
        var held = (await sessions.FindAppeal(id, person, ct))?.Value;
        if (Appeals.Answer(held, grant, reason, await sessions.Verdict(session, person, ct), by, time.GetUtcNow()) is AppealOutcome.Refused refused) return refused;
        if (grant && await desk.Correct(id, person, true, reason.Length > 0 ? reason : $"ตามที่แจ้ง: {held!.Words}", by, ct) is CheckInOutcome.Refused no) return new AppealOutcome.Refused(no.Because);
        return await Keep(
            id, person, async (found, was) => Appeals.Answer(was, grant, reason, await sessions.Verdict(found, person, ct), by, time.GetUtcNow()),
            roster => roster.Find(person) is { } one ? [one] : [], MessageKind.AppealAnswered, ct, by);
    }

    async Task<AppealOutcome> Keep(
        string id, string person, Func<Session, Appeal?, Task<AppealOutcome>> rule, Func<Roster, IEnumerable<Person>> tell, MessageKind kind, CancellationToken ct, string? by = null)
    {
        while (true)
        {
            if (await sessions.Find(id, ct) is not { Value: var session }) return new AppealOutcome.Refused("ไม่พบกิจกรรมนี้");
            var held = await sessions.FindAppeal(id, person, ct);
            var outcome = await rule(session, held?.Value);
            if (outcome is not AppealOutcome.Kept kept) return outcome;

            var (now, roster, route) = (time.GetUtcNow(), await rosters.Load(ct), await routes.Load(ct));
            await sessions.Remember([person], id, ct);
            await work.PutWaiting(new(id), ct);
            var told = tell(roster).Take(Decision.FewAtMost).Select(to => SessionRows.Out(Delivery.To(to.Id, to, kind, session, route, now, now + Appeals.Stays, person), person));
            var note = by is null
                ? Array.Empty<Change>()
                : [await audit.Note(SessionStore.Table, id, by, ActKind.AppealAnswered, person, kept.Appeal.Before.ToString(), kept.Appeal.After?.ToString(), ct)];
            if (!await sessions.Keep(id, [SessionRows.Appeal(held, kept.Appeal), .. told, .. note], ct)) continue;
            await queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, ct);
            return outcome;
        }
    }
}
