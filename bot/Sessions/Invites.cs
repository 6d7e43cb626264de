using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>A click on an invitation or on a seat, and the question why it is not one's turn yet.</summary>
public sealed class Invites(SeatDesk seats, SessionStore sessions, RosterStore rosters, SessionCards cards, NoticeBoard board, TimeProvider time)
{
    /// <param name="n">The answer number on the clicked card; null when it was another person's card or carries none.</param>
    /// <param name="made">When the click was made, where cards carry no number.</param>
    public async Task<Message> Clicked(Person person, RsvpClick click, int? n, DateTimeOffset? made, CancellationToken ct)
    {
        var question = click.Question is { } text ? ThaiText.CleanLines(text, Rsvp.QuestionChars) : null;
        return await Answer(person, await seats.Decide(click.Session, new Wish.Reply(person, Map(click.Choice), question, n) { Made = made }, ct), ct);
    }

    /// <summary>"รับที่นั่ง" or "คืนที่นั่ง", on the person's own card.</summary>
    public async Task<Message> Seat(Person person, SeatClick click, int? n, DateTimeOffset? made, CancellationToken ct) =>
        await Answer(person, await seats.Decide(click.Session, new Wish.Seat(person, click.Take, n) { Made = made }, ct), ct);

    /// <summary>The invitation as it stands for this person.</summary>
    public async Task<Message> Show(Person person, string id, CancellationToken ct)
    {
        if (await seats.Look(id, person.Id, ct) is not { Session: { } session } stands || !MaySee(session, person)) return Unknown;
        return cards.Standing(stands, person, await rosters.Load(ct), null);
    }

    /// <summary>"ทำไมยังไม่ถึงคิว": the next session in which this person waits or stood in line, and why.</summary>
    public async Task<Message> Queue(Person person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var found = new List<SeatReply>();
        foreach (var id in await sessions.Of(person.Id, ct))
            if (await seats.Look(id, person.Id, ct) is { Session: { State: SessionState.Published } session, Answered.Seat: not null } stands && session.Starts > now)
                found.Add(stands);
        var first = found.OrderBy(s => s.Answered!.Seat is not (SeatState.Waiting or SeatState.Offered)).ThenBy(s => s.Session!.Starts).FirstOrDefault();
        return first is null
            ? new(new Notice("ไม่ได้อยู่ในคิว", "ตอนนี้คุณไม่ได้รอที่นั่งของกิจกรรมใด พิมพ์ ตาราง เพื่อดูกิจกรรมที่กำลังจะมา", Tone.Info))
            : cards.Queue(first, person, await rosters.Load(ct));
    }

    /// <summary>A draft is the coordinators' alone.</summary>
    public static bool MaySee(Session session, Person person) =>
        session.State is not SessionState.Draft || person.Roles.HasFlag(Roles.Coordinator);

    async Task<Message> Answer(Person person, SeatReply reply, CancellationToken ct)
    {
        if (reply.Session is null) return Unknown;
        if (reply.Outcome is RsvpOutcome.Kept) await board.Answered(reply.Session.Id, ct);
        var note = reply.Outcome switch
        {
            RsvpOutcome.Stale stale => stale.Because,
            RsvpOutcome.Refused refused => refused.Because,
            _ when reply.Answered is { } answered => Thanks(answered),
            _ => null,
        };
        return cards.Standing(reply, person, await rosters.Load(ct), note);
    }

    static Message Unknown => new(new Refusal("ไม่พบกิจกรรมนี้", "พิมพ์ ตาราง เพื่อดูกิจกรรมที่กำลังจะมา"));

    static string? Thanks(Answered answer) => answer switch
    {
        { Answer: Core.Sessions.Answer.Yes, Seat: SeatState.Waiting or SeatState.Offered or SeatState.Expired } => null,
        { Answer: Core.Sessions.Answer.Yes, Question: not null } => "บันทึกแล้ว แล้วพบกัน คำถามของคุณจะถึงวิทยากร",
        { Answer: Core.Sessions.Answer.Yes } => "บันทึกแล้ว แล้วพบกัน",
        { Answer: Core.Sessions.Answer.Maybe } => "บันทึกแล้ว จะเตือนอีกครั้งก่อนถึงวัน",
        { Seat: SeatState.Cancelled or SeatState.Declined } => "บันทึกแล้ว ขอบคุณที่คืนที่ให้คนถัดไป ไว้พบกันครั้งหน้า",
        _ => "บันทึกแล้ว ไว้พบกันครั้งหน้า",
    };

    static Answer Map(Choice choice) => choice switch { Choice.Yes => Core.Sessions.Answer.Yes, Choice.Maybe => Core.Sessions.Answer.Maybe, _ => Core.Sessions.Answer.No };
}
