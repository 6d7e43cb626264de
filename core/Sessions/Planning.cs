using System.Globalization;

namespace ChuanKhuy.Core.Sessions;

/// <summary>What a coordinator's act does to a session.</summary>
public abstract record Planned
{
    /// <summary>There was none; this one is new.</summary>
    public sealed record Added(Session Session) : Planned;

    /// <summary>Details changed that nobody has to be told about at once: title, place, speakers, seats.</summary>
    public sealed record Edited(Session Session) : Planned;

    /// <summary>Everybody concerned is told.</summary>
    public sealed record Moved(Session Session) : Planned;

    public sealed record Cancelled(Session Session) : Planned;

    /// <summary>Its sending was stopped; it is a draft again.</summary>
    public sealed record Stopped(Session Session) : Planned;

    public sealed record Ended(Session Session) : Planned;

    public sealed record Unchanged(Session Session) : Planned;

    public sealed record Refused(string Because) : Planned;
}

/// <summary>The coordinator's acts as pure rules.</summary>
public static class Planning
{
    /// <summary>How long an import or a new session waits before the first message leaves.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(10);

    public const int ReasonChars = 300;

    /// <summary>A plan line meets what is stored: new, changed, or the same. A past session comes in as ended and sends nothing.</summary>
    /// <param name="hold">Null: the first messages may leave at once.</param>
    public static Planned Apply(Plan plan, Session? stored, TimeSpan? hold, DateTimeOffset now, Dice dice)
    {
        if (stored is null) return new Planned.Added(New(plan, hold, now, dice));
        if (Same(plan, stored.Plan)) return new Planned.Unchanged(stored);
        if (stored.State is SessionState.Ended or SessionState.Cancelled)
            return new Planned.Refused($"{plan.Id} จบหรือยกเลิกไปแล้ว แก้ไม่ได้");
        if (stored.State is SessionState.Published && !plan.Published && stored.Invited)
            return new Planned.Refused($"{plan.Id} ส่งคำเชิญไปแล้ว เปลี่ยนกลับเป็นร่างไม่ได้ ใช้ ยกเลิก แทน");
        var moved = plan.Starts != stored.Starts || plan.Ends != stored.Plan.Ends;
        if (moved && stored.State is SessionState.Published && plan.Published) return Move(stored, plan, null, now);
        var state = plan.Published ? SessionState.Published : SessionState.Draft;
        var held = state is SessionState.Published && stored.State is SessionState.Draft ? now + hold : stored.HeldUntil;
        return new Planned.Edited(stored with { Plan = plan, State = state, HeldUntil = held, Edits = stored.Edits + 1 });
    }

    /// <summary>Another time for the same session: answers stay, what was due is planned anew.</summary>
    public static Planned Move(Session session, Plan plan, string? reason, DateTimeOffset now) => session.State switch
    {
        SessionState.Cancelled => new Planned.Refused("กิจกรรมครั้งนี้ยกเลิกแล้ว เลื่อนไม่ได้"),
        SessionState.Ended => new Planned.Refused("กิจกรรมครั้งนี้จบแล้ว เลื่อนไม่ได้"),
        _ when now >= session.Starts => new Planned.Refused("กิจกรรมเริ่มไปแล้ว เลื่อนไม่ได้"),
        _ when plan.Starts <= now => new Planned.Refused("เวลาใหม่ผ่านไปแล้ว ลองเลือกเวลาในอนาคต"),
        _ => new Planned.Moved(session with
        {
            Plan = plan,
            Version = session.Version + 1,
            MovedFrom = session.Starts,
            Reason = reason,
            Done = session.Invited ? [DueKind.Invite] : [],
        }),
    };

    public static Planned Cancel(Session session, string? reason, DateTimeOffset now) => session.State switch
    {
        SessionState.Cancelled => new Planned.Unchanged(session),
        SessionState.Ended => new Planned.Refused("กิจกรรมครั้งนี้จบแล้ว ยกเลิกไม่ได้"),
        _ when now >= session.Starts => new Planned.Refused("กิจกรรมเริ่มไปแล้ว ยกเลิกไม่ได้ ถ้าจบก่อนเวลา กด จบแล้ว"),
        _ => new Planned.Cancelled(session with { State = SessionState.Cancelled, Version = session.Version + 1, Reason = reason }),
    };

    /// <summary>"ยกเลิกการส่ง": possible until the invitations begin to leave.</summary>
    public static Planned StopSending(Session session) =>
        session is { State: SessionState.Published, Invited: false }
            ? new Planned.Stopped(session with { State = SessionState.Draft, HeldUntil = null, Plan = session.Plan with { Published = false } })
            : new Planned.Refused("คำเชิญออกไปแล้วหรือยังไม่มีกำหนดส่ง จึงไม่มีอะไรให้หยุด");

    /// <summary>"ส่งเลย": ends the hold.</summary>
    public static Planned SendNow(Session session, DateTimeOffset now) =>
        session is { State: SessionState.Published } && session.HeldUntil > now
            ? new Planned.Edited(session with { HeldUntil = now })
            : new Planned.Unchanged(session);

    /// <summary>"จบแล้ว" by the speaker or coordinator, or the planned end: the actual end never lies after the planned one.</summary>
    public static Planned End(Session session, DateTimeOffset now) => session.State switch
    {
        SessionState.Ended => new Planned.Unchanged(session),
        SessionState.Published when now >= session.Starts => new Planned.Ended(session with
        {
            State = SessionState.Ended,
            EndedAt = now < session.Plan.Ends ? now : session.Plan.Ends,
        }),
        SessionState.Published => new Planned.Refused("กิจกรรมยังไม่เริ่ม จึงยังจบไม่ได้"),
        _ => new Planned.Refused("กิจกรรมนี้ไม่ได้เปิดอยู่"),
    };

    static Session New(Plan plan, TimeSpan? hold, DateTimeOffset now, Dice dice) => plan switch
    {
        { Published: false } => new(plan, SessionState.Draft, 1, NewCode(dice), dice.Id()),
        _ when plan.Ends <= now => new(plan, SessionState.Ended, 1, NewCode(dice), dice.Id(), EndedAt: plan.Ends, Done: Enum.GetValues<DueKind>()),
        _ => new(plan, SessionState.Published, 1, NewCode(dice), dice.Id(), HeldUntil: now + hold),
    };

    static string NewCode(Dice dice) => (10_000 + (int)(dice.Unit() * 90_000)).ToString(CultureInfo.InvariantCulture);

    static bool Same(Plan a, Plan b) => a with { Speakers = b.Speakers } == b && a.Speakers.SequenceEqual(b.Speakers);
}
