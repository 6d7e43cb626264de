using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot;

/// <summary>The cards of a session as one person should see them now.</summary>
public sealed class SessionCards(Says says, TimeProvider time)
{
    /// <summary>The invitation with this person's answer, and a note when something has to be said about their click.</summary>
    public Message Invite(Session session, Answered? answered, Person person, Roster roster, string? note = null)
    {
        var open = Open(session, person);
        return new(
            new Invite(
                session.Id, SessionKinds.Thai(session.Plan.Kind), session.Plan.Title, says.When(session), Says.Speakers(session, roster), Says.Where(session),
                Seats: null, answered is null ? null : Choice(answered.Answer), Status(session, answered), answered?.Question, note,
                JoinNow(session), CalendarUrl: null, open),
            session.Id, answered?.N ?? 0);
    }

    public Message Reminder(Session session, MessageKind kind, Answered? answered, Person person)
    {
        var lead = kind switch
        {
            MessageKind.Nudge => $"{Says.Call(person)} ยังไม่ได้ตอบรับ ขอคำตอบหนึ่งแตะ เพื่อให้วิทยากรเตรียมตัวได้พอดี",
            MessageKind.DayBefore => $"ใกล้ถึงวันแล้ว พบกัน{says.When(session)}",
            _ => "อีก 15 นาทีเริ่ม เข้าร่วมได้เลย",
        };
        return new(
            new Reminder(
                session.Id, lead, session.Plan.Title, says.When(session), Says.Where(session), Status(session, answered),
                kind is MessageKind.Soon ? says.Join(session) : null, kind is not MessageKind.Soon && Open(session, person)),
            session.Id, answered?.N ?? 0);
    }

    public Message Moved(Session session, Answered? answered, Person person) => new(
        new Moved(
            session.Id, session.Plan.Title, session.MovedFrom is { } from ? says.At(from) : "", says.When(session), session.Reason, Status(session, answered),
            Open(session, person)),
        session.Id, answered?.N ?? 0);

    public Message Cancelled(Session session) =>
        new(new Cancelled(session.Id, session.Plan.Title, says.When(session), session.Reason), session.Id);

    public Message CheckIn(Session session, bool done, string? note = null) =>
        new(new CheckIn(session.Id, session.Plan.Title, says.At(session.CheckInCloses), note, done), session.Id);

    public Message Speaker(Session session, Delivery row, Person person, IReadOnlyList<Answered> answers, Roster roster)
    {
        var to = row.For is { } expert ? $"โปรดส่งต่อให้คุณ{Core.Text.ThaiName.Given(expert)} วิทยากร: " : $"{Says.Call(person)} เป็นวิทยากร: ";
        var what = row.Kind switch
        {
            MessageKind.SpeakerWeek => "อีกหนึ่งสัปดาห์ถึงวันพูดคุย",
            MessageKind.SpeakerDay => "ใกล้ถึงวันพูดคุยแล้ว",
            MessageKind.SpeakerHour => "อีกหนึ่งชั่วโมงเริ่ม",
            MessageKind.SpeakerMoved => $"กิจกรรมเลื่อนเป็น{says.When(session)}",
            _ => "กิจกรรมครั้งนี้ยกเลิกแล้ว",
        };
        var live = row.Kind is not MessageKind.SpeakerCancelled;
        var invited = roster.People.Count(p => session.Plan.Audience.Includes(p) && !session.HasSpeaker(p.Id));
        return new(
            new SpeakerReminder(
                session.Id, to + what, session.Plan.Title, says.When(session), Says.Where(session), roster.Describe(session.Plan.Audience),
                answers.Count(a => a.Answer is Answer.Yes), answers.Count(a => a.Answer is Answer.Maybe), Math.Max(0, invited - answers.Count),
                [.. answers.Select(a => a.Question).OfType<string>().Take(20)],
                row.Kind is MessageKind.SpeakerHour ? session.Code : null,
                live ? says.Join(session) : null,
                CanEnd: row is { Kind: MessageKind.SpeakerHour, For: null }),
            session.Id);
    }

    bool Open(Session session, Person person) =>
        Rsvp.Closed(session, person.Id, session.Plan.Audience.Includes(person), time.GetUtcNow()) is null;

    string? JoinNow(Session session) =>
        session.State is SessionState.Published && time.GetUtcNow() >= session.Starts.AddMinutes(-30) ? says.Join(session) : null;

    static string? Status(Session session, Answered? answered) => session.State switch
    {
        SessionState.Cancelled => "กิจกรรมครั้งนี้ยกเลิกแล้ว",
        SessionState.Ended => "กิจกรรมครั้งนี้จบแล้ว",
        _ => answered is null ? null : $"คุณตอบไว้ว่า {Says.Answer(answered.Answer)}",
    };

    static Choice Choice(Answer answer) => answer switch { Answer.Yes => Cards.Choice.Yes, Answer.Maybe => Cards.Choice.Maybe, _ => Cards.Choice.No };
}
