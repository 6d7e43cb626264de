using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Meetings;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot;

/// <summary>Makes the content of a delivery when it is about to leave, from the state at that moment.</summary>
public sealed class Messages(
    SessionStore sessions, FeedbackStore feedback, RosterStore rosters, SessionCards cards, SpeakerCards speakers, FeedbackForm form, FeedbackResults results, ConsentDesk consents, TipDesk tips,
    AppealCards appeals, AskCards asks, SurveyForms surveys, RoomDesk rooms, TopicForms topics)
{
    /// <summary>Null when the message is no longer wanted: the session was moved or cancelled, or the person does not need it any more.</summary>
    public async Task<Message?> Make(Delivery row, Session session, Person person, CancellationToken ct)
    {
        if (row.OutlivesMove ? session.State is not SessionState.Published : row.Version != session.Version || session.State is SessionState.Draft) return null;
        if (row.Kind is MessageKind.SpeakerConsent) return await consents.Ask(session, row.For ?? row.Person, person, ct);
        if (row.IsAboutSpeaker) return await speakers.Make(row, session, person, await rosters.Load(ct), ct);
        if (row.IsResult) return await results.Make(row, session, ct);
        if (row.Kind is MessageKind.Appealed or MessageKind.AppealAnswered) return await appeals.Make(row, session, ct);
        if (row.Kind is MessageKind.RoomTrouble) return await rooms.Trouble(session, ct);
        if (row.IsAsk) return await asks.Make(row, person, ct);
        var answered = (await sessions.FindAnswer(session.Id, person.Id, ct))?.Value;
        var present = Recipients.NeedsPresence(row.Kind) && (await sessions.Present(session.Id, person.Id, ct));
        var gave = Recipients.NeedsFeedback(row.Kind) && (await feedback.Who(session.Id, ct)).Contains(person.Id);
        if (!Recipients.Wants(row.Kind, session, person, new(answered, present, gave))) return null;
        return row.Kind switch
        {
            MessageKind.Invite => cards.Invite(session, answered, person, await rosters.Load(ct), tally: await Tally(session, ct)),
            MessageKind.Moved => cards.Moved(session, answered, person),
            MessageKind.Cancelled => cards.Cancelled(session),
            MessageKind.CheckIn => cards.CheckIn(session, done: false),
            MessageKind.Named => cards.CheckIn(session, done: false, await Named(row, ct)),
            MessageKind.Feedback => form.Show(session),
            MessageKind.Tip => await tips.Show(session.Version, ct),
            MessageKind.MentorSurvey => await surveys.Show(person, session, ct),
            MessageKind.TopicVote => await topics.Voting(person, session.Version, null, ct),
            MessageKind.TopicPlanned => await topics.Planned(session.Id, ct),
            MessageKind.FeedbackReminder => form.Show(session, "ยังไม่ได้รับความเห็นของคุณ ใช้เวลาไม่ถึงนาที"),
            MessageKind.FeedbackLast => form.Show(session, "ถ้ายังไม่ได้ตอบ นี่เป็นการเตือนครั้งสุดท้าย ขอบคุณที่ช่วยกัน"),
            MessageKind.SeatGiven or MessageKind.SeatOffered => cards.SeatOffer(session, answered!),
            MessageKind.SeatExpired => cards.Invite(session, answered, person, await rosters.Load(ct), tally: await Tally(session, ct)),
            _ => cards.Reminder(session, row.Kind, answered, person),
        };
    }

    async Task<SeatTally?> Tally(Session session, CancellationToken ct) =>
        session.Plan.Seats is null ? null : (await sessions.FindTally(session.Id, ct))?.Value;

    async Task<string> Named(Delivery row, CancellationToken ct)
    {
        var by = row.For is { } id ? (await rosters.Load(ct)).Find(id) : null;
        return $"{(by is null ? "เพื่อนร่วมงาน" : Says.Call(by))}แจ้งว่าคุณอยู่ห้องเดียวกัน แตะเพื่อยืนยันว่าคุณเข้าร่วม";
    }
}
