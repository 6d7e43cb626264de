using System.Text.Json.Serialization;

namespace ChuanKhuy.Core.Sessions;

public enum Answer { Yes, Maybe, No }

/// <summary>
/// A person's answer. <paramref name="N"/> is the answer number: every kept answer raises it, and a card shows the number it was made with,
/// so that an old click cannot undo a newer one. <paramref name="Question"/> is what the person wants to ask the speaker.
/// </summary>
/// <param name="Seat">Null where seats are not limited, and for who never said yes.</param>
/// <param name="Ticket">The place in the line, kept while the person waits and afterwards.</param>
/// <param name="OfferEnds">Until when an offered seat is kept.</param>
/// <param name="Made">When the newest click on a card without a number was made, by the platform's clock (<see cref="ClickOrder"/>).</param>
public sealed record Answered(
    string Person, Answer Answer, int N, DateTimeOffset At, string? Question = null, SeatState? Seat = null, int? Ticket = null, DateTimeOffset? OfferEnds = null,
    DateTimeOffset? Made = null)
{
    /// <summary>Said yes, and has a seat wherever seats are limited.</summary>
    [JsonIgnore] public bool Comes => Answer is Answer.Yes && Seat is null or SeatState.Accepted;

    /// <summary>A seat is taken or kept for this person.</summary>
    [JsonIgnore] public bool Holds => Seat is SeatState.Accepted or SeatState.Offered;
}

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

/// <summary>
/// Clicks on cards that cannot be replaced carry no answer number; the moment at which they were made puts them in order.
/// It orders them among each other: against a click with a number, which another clock saw, they count as present.
/// </summary>
static class ClickOrder
{
    /// <summary>A click that was made no later than one that was kept already: the same again, or an older one that comes late.</summary>
    public static bool IsOld(DateTimeOffset? made, DateTimeOffset? kept) => made <= kept;

    /// <summary>A click that must be remembered even when it changes nothing else, so that what was made before it stays old.</summary>
    public static bool IsNewest(DateTimeOffset? made, DateTimeOffset? kept) => made is not null && !(made <= kept);
}

/// <summary>May this person answer now, and does the click count?</summary>
public static class Rsvp
{
    public const int QuestionChars = 500;

    const string OldCard = "การ์ดใบนั้นเก่าแล้ว คำตอบล่าสุดของคุณอยู่ในการ์ดนี้ ถ้าต้องการเปลี่ยน กดอีกครั้ง";

    /// <param name="invited">Whether the person belongs to the session's audience.</param>
    /// <param name="n">The answer number on the clicked card; null when the card cannot carry one (shared, forwarded).</param>
    /// <param name="made">When the click was made, where cards cannot be replaced; null: <paramref name="n"/> says enough.</param>
    public static RsvpOutcome Decide(
        Session session, bool invited, Answered? held, string person, Answer answer, string? question, int? n, DateTimeOffset now, DateTimeOffset? made = null)
    {
        if (Closed(session, person, invited, now) is { } because) return new RsvpOutcome.Refused(because);
        var stored = held?.N ?? 0;
        var asks = string.IsNullOrWhiteSpace(question) ? held?.Question : question;
        var same = held is not null && held.Answer == answer && held.Question == asks;
        if (n < stored || ClickOrder.IsOld(made, held?.Made)) return same ? new RsvpOutcome.Repeated(held!) : new RsvpOutcome.Stale(held!, OldCard);
        // A yes to an offered seat takes it, and a yes after an offer has passed is a new wish.
        if (same && held!.Seat is not (SeatState.Offered or SeatState.Expired) && !ClickOrder.IsNewest(made, held.Made)) return new RsvpOutcome.Repeated(held);
        return new RsvpOutcome.Kept(
            (held ?? new(person, answer, 0, now)) with { Answer = answer, N = (n ?? stored) + 1, At = now, Question = asks, Made = made ?? held?.Made });
    }

    /// <summary>A click on "รับที่นั่ง" (<paramref name="take"/>) or "คืนที่นั่ง": what it makes of the answer, before the seats are looked at.</summary>
    public static RsvpOutcome Seat(Session session, Answered? held, string person, bool take, int? n, DateTimeOffset now, DateTimeOffset? made = null)
    {
        if (Closed(session, person, invited: true, now) is { } because) return new RsvpOutcome.Refused(because);
        if (held is null) return new RsvpOutcome.Refused("คุณยังไม่ได้ตอบรับกิจกรรมนี้ พิมพ์ ตาราง เพื่อเปิดคำเชิญ");
        var done = take ? held.Seat is SeatState.Accepted : held.Answer is Answer.No;
        if (done && !ClickOrder.IsNewest(made, held.Made)) return new RsvpOutcome.Repeated(held);
        if (n < held.N || ClickOrder.IsOld(made, held.Made)) return new RsvpOutcome.Stale(held, OldCard);
        if (take && !done && held.Seat is not SeatState.Offered) return new RsvpOutcome.Refused(NoOffer(held));
        return new RsvpOutcome.Kept(held with { Answer = take ? Answer.Yes : Answer.No, N = (n ?? held.N) + 1, At = now, Made = made ?? held.Made });
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

    static string NoOffer(Answered held) => held.Seat switch
    {
        SeatState.Waiting => "ยังไม่ถึงคิวของคุณ ที่นั่งยังเต็มอยู่ เมื่อมีที่ว่างจะแจ้งทันที",
        SeatState.Expired => "หมดเวลารับที่นั่งแล้ว ที่นั่งไปถึงคนถัดไป กด เข้าร่วม ในคำเชิญเพื่อเข้าคิวใหม่",
        _ => "ตอนนี้ไม่มีที่นั่งที่เก็บไว้ให้คุณ กด เข้าร่วม ในคำเชิญเพื่อขอที่นั่ง",
    };
}
