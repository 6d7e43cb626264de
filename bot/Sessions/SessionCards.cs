using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot;

/// <summary>The cards of a session as one person should see them now.</summary>
public sealed class SessionCards(Says says, SeatSays seats, TimeProvider time)
{
    /// <summary>The invitation with this person's answer, and a note when something has to be said about their click.</summary>
    public Message Invite(Session session, Answered? answered, Person person, Roster roster, string? note = null, SeatTally? tally = null) => new(
        new Invite(
            session.Id, SessionKinds.Thai(session.Plan.Kind), session.Plan.Title, says.When(session), Says.Speakers(session, roster), Says.Where(session),
            SeatSays.Left(session, tally), answered is null ? null : Choice(answered.Answer), Status(session, answered, tally), answered?.Question, note,
            JoinNow(session, answered), Calendar(session, answered), Open(session, person), Slides(session)),
        session.Id, answered?.N ?? 0);

    /// <summary>One invitation for many: nobody's answer, but how many answered. It carries no answer number.</summary>
    /// <param name="answers">Null where the card could not follow them.</param>
    public Message ForAll(Session session, Roster roster, SeatTally? tally, IReadOnlyDictionary<Answer, int>? answers)
    {
        var open = session.State is SessionState.Published && time.GetUtcNow() < session.Starts;
        return new(
            new Invite(
                session.Id, SessionKinds.Thai(session.Plan.Kind), session.Plan.Title, says.When(session), Says.Speakers(session, roster), Says.Where(session),
                SeatSays.Left(session, tally), null, open ? null : Status(session, null, null) ?? "กิจกรรมเริ่มแล้ว", null, answers is null ? null : Counted(answers), null, null, open, Slides(session)),
            session.Id);
    }

    static string Counted(IReadOnlyDictionary<Answer, int> answers) => answers.Values.Sum() is > 0 and var all
        ? string.Create(CultureInfo.InvariantCulture,
            $"ตอบแล้ว {all:#,0} คน: เข้าร่วม {answers.GetValueOrDefault(Answer.Yes):#,0} อาจจะ {answers.GetValueOrDefault(Answer.Maybe):#,0} ไม่สะดวก {answers.GetValueOrDefault(Answer.No):#,0}")
        : "ยังไม่มีใครตอบ เป็นคนแรกได้เลย";

    /// <summary>The card for how a person stands: their place in the line, the seat kept for them, or the invitation with their answer.</summary>
    public Message Standing(SeatReply stands, Person person, Roster roster, string? note)
    {
        var (session, answered) = (stands.Session!, stands.Answered);
        return Open(session, person)
            ? answered?.Seat switch
            {
                SeatState.Waiting => Waiting(stands, note),
                SeatState.Offered => SeatOffer(session, answered, note),
                _ => Invite(session, answered, person, roster, note, stands.Tally),
            }
            : Invite(session, answered, person, roster, note, stands.Tally);
    }

    /// <summary>Why it is not this person's turn yet, or how it ended.</summary>
    public Message Queue(SeatReply stands, Person person, Roster roster) =>
        Standing(stands, person, roster, stands.Answered?.Seat is SeatState.Waiting ? null : seats.Why(stands.Session!, stands.Answered, stands.Tally, stands.Position));

    /// <summary>A seat that is kept until a moment, or was given at once.</summary>
    public Message SeatOffer(Session session, Answered answered, string? note = null) => new(
        new SeatOffer(
            session.Id, session.Plan.Title, says.When(session), Says.Where(session), answered.OfferEnds is { } ends ? says.At(ends) : null,
            note ?? seats.Why(session, answered, null, null)),
        session.Id, answered.N);

    Message Waiting(SeatReply stands, string? note) => new(
        new Cards.Waiting(
            stands.Session!.Id, stands.Session.Plan.Title, says.When(stands.Session), SeatSays.Position(stands.Position),
            seats.Why(stands.Session, stands.Answered, stands.Tally, stands.Position)!, note),
        stands.Session.Id, stands.Answered!.N);

    public Message Reminder(Session session, MessageKind kind, Answered? answered, Person person)
    {
        var lead = (kind, answered?.Seat) switch
        {
            (MessageKind.Nudge, _) => $"{Says.Call(person)} ยังไม่ได้ตอบรับ ขอคำตอบหนึ่งแตะ เพื่อให้วิทยากรเตรียมตัวได้พอดี",
            (MessageKind.DayBefore, SeatState.Waiting) => $"ใกล้ถึงวันแล้ว {Says.Call(person)} ยังอยู่ในคิวสำรอง ถ้ามีที่ว่างจะแจ้งทันที ขอบคุณที่รอ",
            (MessageKind.DayBefore, SeatState.Offered) => $"{Says.Call(person)} มีที่นั่งเก็บไว้ให้ กด เข้าร่วม เพื่อรับ",
            (MessageKind.DayBefore, _) => $"ใกล้ถึงวันแล้ว พบกัน{says.When(session)}",
            (_, SeatState.Waiting) => $"กิจกรรมใกล้เริ่มแล้ว ขออภัยที่ยังไม่มีที่ว่างสำหรับ{Says.Call(person)} ขอบคุณที่รอในคิว ไว้พบกันครั้งหน้า",
            _ => "อีก 15 นาทีเริ่ม เข้าร่วมได้เลย",
        };
        return new(
            new Reminder(
                session.Id, lead, session.Plan.Title, says.When(session), Says.Where(session), Status(session, answered, null),
                kind is MessageKind.Soon && answered?.Seat is not SeatState.Waiting ? says.Join(session) : null, kind is not MessageKind.Soon && Open(session, person), Slides(session)),
            session.Id, answered?.N ?? 0);
    }

    public Message Moved(Session session, Answered? answered, Person person) => new(
        new Moved(
            session.Id, session.Plan.Title, session.MovedFrom is { } from ? says.At(from) : "", says.When(session), session.Reason, Status(session, answered, null),
            Open(session, person)),
        session.Id, answered?.N ?? 0);

    public Message Cancelled(Session session) =>
        new(new Cancelled(session.Id, session.Plan.Title, says.When(session), session.Reason), session.Id);

    public Message CheckIn(Session session, bool done, string? note = null) =>
        new(new CheckIn(session.Id, session.Plan.Title, says.At(session.CheckInCloses), note, done), session.Id);

    public Message GroupCheckIn(Session session, IReadOnlyList<Person> colleagues, string? note = null) =>
        new(new GroupCheckIn(session.Id, session.Plan.Title, [.. colleagues.Select(p => new Pick(p.Id, p.Name))], says.At(session.CheckInCloses), note), session.Id);

    bool Open(Session session, Person person) =>
        Rsvp.Closed(session, person.Id, session.Plan.Audience.Includes(person), time.GetUtcNow()) is null;

    string? JoinNow(Session session, Answered? answered) =>
        session.State is SessionState.Published && answered?.Seat is null or SeatState.Accepted && time.GetUtcNow() >= session.Starts.AddMinutes(-30) ? says.Join(session) : null;

    /// <summary>For those who mean to come: the entry for their calendar.</summary>
    string? Calendar(Session session, Answered? answered) =>
        session.State is SessionState.Published && answered is { Answer: Core.Sessions.Answer.Maybe } or { Comes: true } && time.GetUtcNow() < session.Starts ? says.Calendar(session) : null;

    string? Status(Session session, Answered? answered, SeatTally? tally) => session.State switch
    {
        SessionState.Cancelled => "กิจกรรมครั้งนี้ยกเลิกแล้ว",
        SessionState.Ended => "กิจกรรมครั้งนี้จบแล้ว",
        _ when answered?.Seat is SeatState.Waiting or SeatState.Offered or SeatState.Expired && time.GetUtcNow() < session.Starts => seats.Why(session, answered, tally, null),
        _ => answered is null ? null : $"คุณตอบไว้ว่า {Says.Answer(answered.Answer)}",
    };

    /// <summary>The first speaker's who gave a link, in the order of the plan.</summary>
    static string? Slides(Session session) =>
        session.Slides is { Count: > 0 } slides ? session.Plan.Speakers.Select(SpeakerRule.Key).Select(key => slides.GetValueOrDefault(key)).FirstOrDefault(link => link is not null) : null;

    static Choice Choice(Answer answer) => answer switch { Answer.Yes => Cards.Choice.Yes, Answer.Maybe => Cards.Choice.Maybe, _ => Cards.Choice.No };
}
