using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot;

/// <summary>Makes the content of a delivery when it is about to leave, from the state at that moment.</summary>
public sealed class Messages(SessionStore sessions, FeedbackStore feedback, RosterStore rosters, SessionCards cards, FeedbackForm form)
{
    /// <summary>Null when the message is no longer wanted: the session was moved or cancelled, or the person does not need it any more.</summary>
    public async Task<Message?> Make(Delivery row, Session session, Person person, CancellationToken ct)
    {
        if (row.Version != session.Version || session.State is SessionState.Draft) return null;
        if (IsForSpeaker(row.Kind)) return await Speaker(row, session, person, ct);
        var answered = (await sessions.FindAnswer(session.Id, person.Id, ct))?.Value;
        var present = Recipients.NeedsPresence(row.Kind) && (await sessions.Present(session.Id, person.Id, ct));
        var gave = Recipients.NeedsFeedback(row.Kind) && (await feedback.Who(session.Id, ct)).Contains(person.Id);
        if (!Recipients.Wants(row.Kind, session, person, new(answered?.Answer, present, gave))) return null;
        return row.Kind switch
        {
            MessageKind.Invite => cards.Invite(session, answered, person, await rosters.Load(ct)),
            MessageKind.Moved => cards.Moved(session, answered, person),
            MessageKind.Cancelled => cards.Cancelled(session),
            MessageKind.CheckIn => cards.CheckIn(session, done: false),
            MessageKind.Feedback => form.Show(session),
            MessageKind.FeedbackReminder => form.Show(session, "ยังไม่ได้รับความเห็นของคุณ ใช้เวลาไม่ถึงนาที"),
            _ => cards.Reminder(session, row.Kind, answered, person),
        };
    }

    async Task<Message> Speaker(Delivery row, Session session, Person person, CancellationToken ct)
    {
        var answers = new List<Answered>();
        await foreach (var answer in sessions.Answers(session.Id, ct)) answers.Add(answer.Value);
        return cards.Speaker(session, row, person, answers, await rosters.Load(ct));
    }

    static bool IsForSpeaker(MessageKind kind) => kind is MessageKind.SpeakerWeek or MessageKind.SpeakerDay or MessageKind.SpeakerHour
        or MessageKind.SpeakerMoved or MessageKind.SpeakerCancelled;
}
