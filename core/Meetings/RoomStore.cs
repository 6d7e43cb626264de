using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Meetings;

/// <summary>The rows of rooms, one in each session's partition, and the index of those that need a look.</summary>
public sealed class RoomStore(SessionStore sessions, WorkStore work, IQueues queues, TimeProvider time)
{
    public ValueTask<Stored<Room>?> Find(string session, CancellationToken ct) => sessions.FindRoom(session, ct);

    /// <summary>
    /// Changes the room as it stands at this moment, whoever wrote in between. Null as the result of <paramref name="change"/>: leave it.
    /// The room as it is then.
    /// </summary>
    public async ValueTask<Room?> Change(string session, Func<Room?, Room?> change, CancellationToken ct)
    {
        while (true)
        {
            var was = await Find(session, ct);
            if (change(was?.Value) is not { } room || room == was?.Value) return was?.Value;
            if (await sessions.Keep(session, [SessionRows.Room(was, room)], ct)) return room;
        }
    }

    /// <summary>A coordinator's link, or null to take it back. The room is looked at afterwards.</summary>
    public async ValueTask Paste(Session session, string? link, CancellationToken ct)
    {
        await work.PutRoom(session.Id, ct);
        await Change(session.Id, room => Rooms.Well(room ?? new(session.Plan.Meeting)) with { Pasted = link }, ct);
        await queues.Send(Hint.Queue, new Hint.Room(session.Id).Text, TimeSpan.Zero, ct);
    }

    /// <summary>
    /// A platform says that this meeting has ended: who was there is asked for after <paramref name="wait"/>. False when it is none of ours that is on now.
    /// </summary>
    public async ValueTask<bool> Ended(string meeting, TimeSpan wait, CancellationToken ct)
    {
        // Of a running session the pointer waits for the evidence.
        var soon = time.GetUtcNow().AddDays(1);
        await foreach (var open in work.Rooms(ct))
            if (open.Value.Wakes <= soon && await Find(open.Value.Session, ct) is { Value.Meeting: { } own } && own == meeting)
            {
                await queues.Send(Hint.Queue, new Hint.Fetch(open.Value.Session).Text, wait, ct);
                return true;
            }
        return false;
    }
}
