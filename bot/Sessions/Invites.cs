using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>A click on an invitation: read, decide, keep, answer.</summary>
public sealed class Invites(SessionStore sessions, RosterStore rosters, SessionCards cards, TimeProvider time)
{
    /// <param name="n">The answer number on the clicked card; null when it was another person's card or carries none.</param>
    public async Task<Message> Clicked(Person person, RsvpClick click, int? n, CancellationToken ct)
    {
        var roster = await rosters.Load(ct);
        var question = click.Question is { } text ? ThaiText.CleanLines(text, Rsvp.QuestionChars) : null;
        while (true)
        {
            if (await sessions.Find(click.Session, ct) is not { Value: var session }) return Unknown;
            var held = await sessions.FindAnswer(session.Id, person.Id, ct);
            var invited = session.Plan.Audience.Includes(person);
            switch (Rsvp.Decide(session, invited, held?.Value, person.Id, Map(click.Choice), question, n, time.GetUtcNow()))
            {
                case RsvpOutcome.Kept kept:
                    if (held is null) await sessions.Remember(person.Id, session.Id, ct);
                    if (!await sessions.Keep(session.Id, [SessionRows.Answer(held, kept.Answer)], ct)) continue;
                    return cards.Invite(session, kept.Answer, person, roster, Thanks(kept.Answer));
                case RsvpOutcome.Repeated same:
                    return cards.Invite(session, same.Answer, person, roster, Thanks(same.Answer));
                case RsvpOutcome.Stale stale:
                    return cards.Invite(session, stale.Answer, person, roster, stale.Because);
                case RsvpOutcome.Refused refused:
                    return cards.Invite(session, held?.Value, person, roster, refused.Because);
            }
        }
    }

    /// <summary>The invitation as it stands for this person.</summary>
    public async Task<Message> Show(Person person, string id, CancellationToken ct)
    {
        if (await sessions.Find(id, ct) is not { Value: var session } || !MaySee(session, person)) return Unknown;
        var held = await sessions.FindAnswer(id, person.Id, ct);
        return cards.Invite(session, held?.Value, person, await rosters.Load(ct));
    }

    /// <summary>A draft is the coordinators' alone.</summary>
    public static bool MaySee(Session session, Person person) =>
        session.State is not SessionState.Draft || person.Roles.HasFlag(Roles.Coordinator);

    static Message Unknown => new(new Refusal("ไม่พบกิจกรรมนี้", "พิมพ์ ตาราง เพื่อดูกิจกรรมที่กำลังจะมา"));

    static string Thanks(Answered answer) => answer switch
    {
        { Answer: Answer.Yes, Question: not null } => "บันทึกแล้ว แล้วพบกัน คำถามของคุณจะถึงวิทยากร",
        { Answer: Answer.Yes } => "บันทึกแล้ว แล้วพบกัน",
        { Answer: Answer.Maybe } => "บันทึกแล้ว จะเตือนอีกครั้งก่อนถึงวัน",
        _ => "บันทึกแล้ว ไว้พบกันครั้งหน้า",
    };

    static Answer Map(Choice choice) => choice switch { Choice.Yes => Answer.Yes, Choice.Maybe => Answer.Maybe, _ => Answer.No };
}
