namespace ChuanKhuy.Core.Sessions;

public enum Answer { Yes, Maybe, No }

/// <summary>
/// A person's answer. <paramref name="N"/> is the answer number: every kept answer raises it, and a card shows the number it was made with,
/// so that an old click cannot undo a newer one. <paramref name="Question"/> is what the person wants to ask the speaker.
/// </summary>
public sealed record Answered(string Person, Answer Answer, int N, DateTimeOffset At, string? Question = null);

/// <summary>What becomes of a click on an invitation.</summary>
public abstract record RsvpOutcome
{
    /// <summary>Stored as the new answer.</summary>
    public sealed record Kept(Answered Answer) : RsvpOutcome;

    /// <summary>The same click again: nothing to store, and the person sees the same answer.</summary>
    public sealed record Repeated(Answered Answer) : RsvpOutcome;

    /// <summary>An old card: nothing is stored, the person sees the present answer and one sentence.</summary>
    public sealed record Stale(Answered Answer, string Because) : RsvpOutcome;

    public sealed record Refused(string Because) : RsvpOutcome;
}

/// <summary>May this person answer now, and does the click count?</summary>
public static class Rsvp
{
    public const int QuestionChars = 500;

    /// <param name="invited">Whether the person belongs to the session's audience.</param>
    /// <param name="n">The answer number on the clicked card; null when the card cannot carry one (shared, forwarded).</param>
    public static RsvpOutcome Decide(Session session, bool invited, Answered? held, string person, Answer answer, string? question, int? n, DateTimeOffset now)
    {
        if (Closed(session, person, invited, now) is { } because) return new RsvpOutcome.Refused(because);
        var stored = held?.N ?? 0;
        var asks = string.IsNullOrWhiteSpace(question) ? held?.Question : question;
        var same = held is not null && held.Answer == answer && held.Question == asks;
        if (n < stored)
            return same ? new RsvpOutcome.Repeated(held!) : new RsvpOutcome.Stale(held!, "การ์ดใบนั้นเก่าแล้ว คำตอบล่าสุดของคุณอยู่ในการ์ดนี้ ถ้าต้องการเปลี่ยน กดอีกครั้ง");
        return same ? new RsvpOutcome.Repeated(held!) : new RsvpOutcome.Kept(new(person, answer, (n ?? stored) + 1, now, asks));
    }

    /// <summary>Why nobody can answer any more, or why this person cannot; null when answering is open.</summary>
    public static string? Closed(Session session, string person, bool invited, DateTimeOffset now) => session switch
    {
        { State: SessionState.Draft } => "กิจกรรมนี้ยังไม่เปิดให้ตอบรับ",
        { State: SessionState.Cancelled } => "กิจกรรมครั้งนี้ยกเลิกแล้ว",
        { State: SessionState.Ended } => "กิจกรรมครั้งนี้จบแล้ว",
        _ when now >= session.Starts => "กิจกรรมเริ่มแล้ว เข้าร่วมได้เลย ไม่ต้องตอบรับ",
        _ when session.HasSpeaker(person) => "คุณเป็นวิทยากรของกิจกรรมนี้ ไม่ต้องตอบรับ",
        _ when !invited => "กิจกรรมนี้จัดสำหรับกลุ่มอื่น ถ้าอยากเข้าร่วม ติดต่อผู้ประสานงาน",
        _ => null,
    };
}
