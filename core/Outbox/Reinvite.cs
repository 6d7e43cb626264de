using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// Invites whom the roster gained after the invitations went out: has the expander walk again, where somebody of the audience has no row yet.
/// Who has one keeps it, so it may run after every change of the roster. After a move its notice is the invitation, because it carries the time that holds.
/// </summary>
public sealed class Reinvite(SessionStore sessions, WorkStore work, DeliveryStore deliveries, RosterStore rosters, IQueues queues, TimeProvider time)
{
    /// <summary>How many sessions have newcomers.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var count = 0;
        await foreach (var open in work.Open(ct))
            if (open.Value.Starts > time.GetUtcNow() && await Again(open.Value.Session, ct)) count++;
        return count;
    }

    async Task<bool> Again(string id, CancellationToken ct)
    {
        while (await sessions.Find(id, ct) is { Value: { State: SessionState.Published, Invited: true } session } && session.Starts > time.GetUtcNow())
        {
            var fanout = await sessions.FindFanout(id, MessageKind.Moved, session.Version, ct) ?? await sessions.FindFanout(id, MessageKind.Invite, session.Version, ct);
            if (fanout is null || !await HasNewcomers(session, fanout.Value, ct)) return false;
            var waiting = new Waiting(id, fanout.Value.Kind, session.Version);
            await work.PutWaiting(waiting, ct);
            if (!await sessions.Keep(id, [SessionRows.Reopen(fanout)], ct)) continue;
            await queues.Send(Hint.Queue, new Hint.Expand(waiting).Text, TimeSpan.Zero, ct);
            return true;
        }
        return false;
    }

    async Task<bool> HasNewcomers(Session session, Fanout fanout, CancellationToken ct)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in deliveries.All(new(session.Id, fanout.Kind, fanout.Version), ct)) known.Add(row.Value.Person);
        await foreach (var answer in sessions.Answers(session.Id, ct)) known.Add(answer.Value.Person);
        var roster = await rosters.Load(ct);
        return roster.People.Any(person => !known.Contains(person.Id) && Recipients.Wants(fanout.Kind, session, person, new(null, false, false)));
    }
}
