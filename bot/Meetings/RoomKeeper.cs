using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot.Meetings;

/// <summary>
/// Brings the room of a session to what the session wants, and its attendance reports here. Called by a hint after each decision and by the timer,
/// as often as anybody likes; one process at a time asks the platform, because it notes its intent first.
/// </summary>
public sealed class RoomKeeper(
    SessionStore sessions, RoomStore rooms, WorkStore work, MeetingDesk desk, Decisions decisions, RosterStore rosters, IRoutes routes, IReadOnlyList<IMeetings> platforms, TimeProvider time)
{
    /// <summary>Where this office has not set up the platform, a coordinator's link is waited for.</summary>
    static readonly TimeSpan Unset = TimeSpan.FromHours(1);

    /// <summary>How long the coordinators' message about a trouble stays of use.</summary>
    static readonly TimeSpan Useful = TimeSpan.FromDays(7);

    public bool Has(MeetingKind kind) => Of(kind) is not null;

    /// <summary>Does what is due for the room of this session.</summary>
    public async Task Keep(string id, CancellationToken ct)
    {
        while (await sessions.Find(id, ct) is { Value: var session })
        {
            var (open, room, now) = (await work.FindRoom(id, ct), (await rooms.Find(id, ct))?.Value, time.GetUtcNow());
            var next = Rooms.Next(session, room, now);
            if (next is { At: var at, Step: var step } && at <= now)
            {
                if (Of(Asked(session, room, step)) is { } platform)
                {
                    await Do(session, step, platform, ct);
                    continue;
                }
                next = (step, now + Unset);
            }
            if (open is not null) await work.Rest(open, next?.At, ct);
            return;
        }
    }

    /// <summary>Asks at once who was there, whatever the calendar of asking says. Null when there is no room that could be asked.</summary>
    public async Task<FileOutcome<MeetingImported>?> Fetch(string id, CancellationToken ct)
    {
        if (await sessions.Find(id, ct) is not { Value: var session } || (await rooms.Find(id, ct))?.Value is not { Meeting: not null } room || Of(room.Kind) is not { } platform) return null;
        // Of a session that is not over the desk says why it takes nothing.
        return session.State is not SessionState.Ended && time.GetUtcNow() < session.Ends ? Refused("กิจกรรมยังไม่จบ ดึงรายชื่อได้หลังจบ", "The session has not ended yet.") : await Ask(session, room, platform, ct);
    }

    IMeetings? Of(MeetingKind kind) => platforms.FirstOrDefault(platform => platform.Kind == kind);

    static MeetingKind Asked(Session session, Room? room, RoomStep step) => step is RoomStep.Make ? Rooms.Wanted(session, room) : room!.Kind;

    async Task Do(Session session, RoomStep step, IMeetings platform, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var mine = false;
        var claimed = await rooms.Change(session.Id, room =>
        {
            // Somebody else was faster, or the coordinator pasted a link.
            mine = Rooms.Next(session, room, now) is { } next && next.Step == step && next.At <= now;
            return !mine ? null : step is RoomStep.Make
                ? (room ?? new(platform.Kind)) with { Kind = platform.Kind, Intent = now, Perhaps = true }
                : room! with { Intent = now };
        }, ct);
        if (!mine || claimed is null) return;
        var (plan, told) = (Rooms.Plan(session), session.Sequence);
        switch (step)
        {
            case RoomStep.Make:
                await Note(
                    session, await platform.Make(plan, ct), (room, made) => Has(room, made, told),
                    room => Rooms.Failed(room, "ไม่พบบัญชีเจ้าของห้องที่ตั้งไว้ ให้ผู้ดูแลระบบตรวจการตั้งค่า", null, grave: true, now), ct);
                break;
            case RoomStep.Change:
                // Somebody took it away over there, or the platform has not heard of it yet: a little later it is found, or made again.
                await Note(
                    session, await platform.Change(claimed.Meeting!, plan, ct), (room, made) => Has(room, made with { Current = true }, told),
                    room => Rooms.Failed(room with { Meeting = null, Told = -1, Perhaps = true }, "ไม่พบห้องเดิม", null, grave: false, now), ct);
                break;
            case RoomStep.Drop:
                await Note(session, await platform.Drop(claimed.Meeting, plan, ct), (room, _) => Without(room), room => Without(Rooms.Well(room)), ct);
                break;
            default:
                await Ask(session, claimed, platform, ct);
                break;
        }
    }

    static Room Has(Room room, MadeRoom made, int told) => room with { Meeting = made.Meeting, Link = made.Link, Told = made.Current ? told : -1, Perhaps = false };

    static Room Without(Room room) => room with { Meeting = null, Link = null, Told = -1, Perhaps = false };

    async Task<FileOutcome<MeetingImported>> Ask(Session session, Room room, IMeetings platform, CancellationToken ct)
    {
        var reply = await platform.Reports(room.Meeting!, Rooms.Plan(session), ct);
        FileOutcome<MeetingImported> outcome = Refused("ยังไม่มีรายงานจากห้องประชุม ระบบจะลองอีกครั้งเอง", "The platform has no report yet.");
        if (reply is RoomReply<IReadOnlyList<byte[]>>.Failed failed) outcome = Refused(failed.Why, "The platform did not answer.");
        if (reply is RoomReply<IReadOnlyList<byte[]>>.Got { Value: var reports })
            foreach (var report in reports)
                if (await desk.Import(session.Id, new MemoryStream(report, writable: false), ct) is var read && read is FileOutcome<MeetingImported>.Taken || outcome is not FileOutcome<MeetingImported>.Taken)
                    outcome = read;
        var (now, why) = (time.GetUtcNow(), reply as RoomReply<IReadOnlyList<byte[]>>.Failed);
        var after = await rooms.Change(
            session.Id, r => r is null ? null : Rooms.Answered(session, r, outcome is FileOutcome<MeetingImported>.Taken, why?.Why, why?.After, now), ct);
        if (after is not null && Rooms.Tells(session, after, now)) await Report(session.Id, ct);
        return outcome;
    }

    /// <summary>Writes down what the platform said, and tells the coordinators when it went wrong too often.</summary>
    async Task Note<T>(Session session, RoomReply<T> reply, Func<Room, T, Room> got, Func<Room, Room> gone, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var room = await rooms.Change(session.Id, was => (reply, was) switch
        {
            (_, null) => null,
            (RoomReply<T>.Got answer, _) => got(Rooms.Well(was), answer.Value),
            (RoomReply<T>.Gone, _) => gone(was),
            (RoomReply<T>.Failed failed, _) => Rooms.Failed(was, failed.Why, failed.After, failed.Grave, now),
            _ => throw new InvalidOperationException($"Nobody knows {reply.GetType().Name}."),
        }, ct);
        if (room is not null && Rooms.Tells(session, room, now)) await Report(session.Id, ct);
    }

    async Task Report(string id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        while (await sessions.Find(id, ct) is { } stored && await rooms.Find(id, ct) is { } room && Rooms.Tells(stored.Value, room.Value, now))
        {
            var rows = SpeakerMail.ToCoordinators(stored.Value, MessageKind.RoomTrouble, null, await rosters.Load(ct), await routes.Load(ct), now, now + Useful);
            if (await decisions.Keep(stored, new(stored.Value, [], rows, [SessionRows.Room(room, room.Value with { Reported = true })]), null, ct)) return;
        }
    }

    static FileOutcome<MeetingImported>.Unreadable Refused(string thai, string english) => new(new(thai, english));
}
