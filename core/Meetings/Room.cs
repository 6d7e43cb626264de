using System.Text.Json.Serialization;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Meetings;

/// <summary>What a meeting platform is told of a session.</summary>
/// <param name="Mark">Our own name of the room, the same for the session's whole life: by it a room is found that was made although no answer came.</param>
public sealed record RoomPlan(string Mark, string Title, DateTimeOffset Starts, DateTimeOffset Ends);

/// <summary>
/// The room of one session on its meeting platform, as far as we know: a row beside the session. What is wanted stands in the session alone;
/// the timer brings one to the other.
/// </summary>
/// <param name="Kind">The platform that has the room, or was asked for it last.</param>
/// <param name="Meeting">The platform's own id; null: there is none that we know of.</param>
/// <param name="Link">Where people join.</param>
/// <param name="Told">The session's <see cref="Session.Sequence"/> that the platform was told of; -1: it may have heard something else.</param>
/// <param name="Perhaps">A room was asked for and no clear answer came: there may be one.</param>
/// <param name="Intent">When somebody began to ask the platform; older than <see cref="Rooms.Patience"/>: nobody is at it any more.</param>
/// <param name="Failures">In a row.</param>
/// <param name="NotBefore">The platform is not asked again before.</param>
/// <param name="Trouble">Why there is no room, or an old one, as a Thai sentence.</param>
/// <param name="Reported">The coordinators were told of the trouble.</param>
/// <param name="Pasted">The link that a coordinator pasted: it wins, and no room of ours is needed.</param>
/// <param name="Asked">When the platform was last asked who was there.</param>
/// <param name="Got">It told.</param>
public sealed record Room(
    MeetingKind Kind,
    string? Meeting = null,
    string? Link = null,
    int Told = -1,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Perhaps = false,
    DateTimeOffset? Intent = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Failures = 0,
    DateTimeOffset? NotBefore = null,
    string? Trouble = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Reported = false,
    string? Pasted = null,
    DateTimeOffset? Asked = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Got = false)
{
    /// <summary>There is a room, or may be one.</summary>
    [JsonIgnore] public bool Held => Meeting is not null || Perhaps;
}

/// <summary>What to do next about a room.</summary>
public enum RoomStep
{
    Nothing,

    /// <summary>Find it, or make it.</summary>
    Make,

    /// <summary>Tell the platform the new title and time.</summary>
    Change,

    /// <summary>Take it away.</summary>
    Drop,

    /// <summary>Ask who was there.</summary>
    Ask,
}

/// <summary>The rules of rooms: what is wanted by the session, what is done next and when.</summary>
public static class Rooms
{
    /// <summary>How long one call to a platform may take before another process takes over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>So many failures in a row, and the coordinators hear of it.</summary>
    const int Bearable = 3;

    static readonly TimeSpan Near = TimeSpan.FromDays(7);
    static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(2);
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>
    /// When the platform is asked who was there, after the end: a platform knows a quarter of an hour later at the earliest. Whatever came before,
    /// a day later is asked once more, because a meeting that was started again has another report.
    /// </summary>
    static readonly TimeSpan[] Asks =
    [
        TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(40), TimeSpan.FromHours(1.5), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    public static RoomPlan Plan(Session session) => new($"ck:{session.Join}", session.Plan.Title, session.Starts, session.Plan.Ends);

    /// <summary>The platform that should have a room for this session; none for a draft, a cancelled session, and where a coordinator's link serves.</summary>
    public static MeetingKind Wanted(Session session, Room? room) =>
        session is { State: SessionState.Published, IsEvaluation: false } && JoinDoor.Link(session.Plan.Place) is null && room?.Pasted is null
            ? session.Plan.Meeting : MeetingKind.None;

    /// <summary>
    /// What to do and the moment from which on. Null: nothing any more, for this state of the session. From the start on a room is neither changed
    /// nor taken away, because people are in it; a missing one is still made until the end.
    /// </summary>
    public static (RoomStep Step, DateTimeOffset At)? Next(Session session, Room? room, DateTimeOffset now)
    {
        var (wanted, begun) = (Wanted(session, room), session.State is SessionState.Published && now >= session.Starts);
        var over = session.State is SessionState.Ended || (begun && now >= session.Ends);
        var step = room switch
        {
            { Held: true } when over => RoomStep.Ask,
            { Held: true } when room.Kind != wanted => begun ? RoomStep.Nothing : RoomStep.Drop,
            { Meeting: not null } => room.Told == session.Sequence || begun ? RoomStep.Nothing : RoomStep.Change,
            _ => wanted is MeetingKind.None || over ? RoomStep.Nothing : RoomStep.Make,
        };
        if (step is RoomStep.Ask) return room!.Meeting is not null && AskAt(session, room) is { } ask ? (step, Later(ask, room)) : null;
        // As long as the sending can be stopped, there is no room yet.
        if (step is RoomStep.Make && session.HeldUntil > now) return (step, Later(session.HeldUntil.Value, room));
        if (step is not RoomStep.Nothing) return (step, Later(now, room));
        // What is settled wants the evidence after the end.
        return room is { Meeting: not null } && session.State is SessionState.Published ? (RoomStep.Ask, session.Ends + Asks[0]) : null;
    }

    /// <summary>The platform answered that it cannot now.</summary>
    /// <param name="after">As long as it said itself; null: our own, doubling wait.</param>
    /// <param name="grave">Waiting will hardly help: the coordinators should know at once.</param>
    public static Room Failed(Room room, string trouble, TimeSpan? after, bool grave, DateTimeOffset now)
    {
        var own = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(room.Failures, 10)));
        var wait = after > own ? after.Value : own;
        return room with { Intent = null, Failures = grave ? Math.Max(Bearable, room.Failures + 1) : room.Failures + 1, NotBefore = now + wait, Trouble = trouble };
    }

    /// <summary>The platform was asked who was there. When a day of asking brought nothing, the coordinators hear of it.</summary>
    public static Room Answered(Session session, Room room, bool got, string? why, TimeSpan? after, DateTimeOffset now)
    {
        var asked = room with { Asked = now, Got = room.Got || got, Intent = null };
        return asked.Got ? Well(asked)
            : now < session.Ends + Asks[^1] ? asked with { NotBefore = now + after, Trouble = why }
            : asked with { Trouble = why ?? "ห้องประชุมยังไม่มีรายงานผู้เข้าร่วม", Failures = Bearable };
    }

    /// <summary>Something worked: what was wrong before is over.</summary>
    public static Room Well(Room room) => room with { Intent = null, Failures = 0, NotBefore = null, Trouble = null, Reported = false };

    /// <summary>
    /// Whether the coordinators have to be told, once: in the last week before the session, because what fails earlier has time to come right by itself,
    /// and a platform that is out of order must not fill their chat with a whole year's plan.
    /// </summary>
    public static bool Tells(Session session, Room room, DateTimeOffset now) =>
        now >= session.Starts - Near && room is { Reported: false, Trouble: not null, Failures: >= Bearable };

    /// <summary>Whether a decision on a session concerns its room.</summary>
    public static bool Concerns(Session? was, Session now) =>
        (now.Plan.Meeting is not MeetingKind.None || was?.Plan.Meeting is not (null or MeetingKind.None))
        && (was is null ? now.State is SessionState.Published : was.State != now.State || was.Sequence != now.Sequence);

    /// <summary>When the platform is asked next who was there; null when it was asked often enough.</summary>
    static DateTimeOffset? AskAt(Session session, Room room)
    {
        foreach (var wait in room.Got ? Asks[^1..] : Asks)
            if (session.Ends + wait is var at && (room.Asked is not { } asked || at > asked)) return at;
        return null;
    }

    static DateTimeOffset Later(DateTimeOffset at, Room? room)
    {
        var until = room is { Intent: { } intent } ? intent + Patience : at;
        return room?.NotBefore is { } told && told > until ? told : until > at ? until : at;
    }
}
