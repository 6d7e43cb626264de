using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>What speakers see before and after their session, and what coordinators hear about them.</summary>
public sealed class SpeakerCards(SessionStore sessions, SpeakerLinks links, Says says, TimeProvider time)
{
    /// <summary>A message of the outbox; null when it is not wanted any more.</summary>
    public async Task<Message?> Make(Delivery row, Session session, Person person, Roster roster, CancellationToken ct)
    {
        var key = row.For ?? row.Person;
        if (SpeakerRule.Find(session, key) is not { } speaker) return null;
        var reply = (await sessions.FindReply(session.Id, key, ct))?.Value is { } r && r.Version == session.Version ? r : null;
        return row.Kind switch
        {
            MessageKind.SpeakerReplied => Replied(session, speaker, reply, roster),
            MessageKind.SpeakerSilent when reply is null => new(new Notice(
                "วิทยากรยังไม่ยืนยัน", $"{Name(speaker, roster)} ยังไม่ยืนยัน {session.Plan.Title} {says.When(session)} ลองติดต่อโดยตรง หรือเตรียมวิทยากรสำรอง", Tone.Warning), session.Id),
            MessageKind.SpeakerThanks => await Thanks(row, session, person, speaker, ct),
            MessageKind.SpeakerCancelled => await Reminder(row, session, person, speaker, roster, ct),
            _ when reply is { Confirmed: false } => null,
            MessageKind.SpeakerWeek or MessageKind.SpeakerFive or MessageKind.SpeakerThree when reply is not null => null,
            MessageKind.SpeakerHour => await Reminder(row, session, person, speaker, roster, ct),
            MessageKind.SpeakerDay or MessageKind.SpeakerMoved when reply is not null => await Reminder(row, session, person, speaker, roster, ct),
            MessageKind.SpeakerSilent => null,
            _ => await Confirm(session, key, person, Lead(row.Kind, session), null, roster, ct),
        };
    }

    /// <summary>The card that asks a speaker to confirm, as it stands; for an outside expert it is a coordinator's.</summary>
    public async Task<Message> Confirm(Session session, string key, Person person, string? lead, string? note, Roster roster, CancellationToken ct)
    {
        var speaker = SpeakerRule.Find(session, key)!;
        var reply = (await sessions.FindReply(session.Id, key, ct))?.Value;
        var room = await Room(session, roster, ct);
        return new(
            new SpeakerConfirm(
                session.Id, To(speaker, person) + (lead ?? "ขอคำยืนยันหนึ่งแตะ"), session.Plan.Title, says.When(session), Says.Where(session), roster.Describe(session.Plan.Audience),
                room.Yes, room.Maybe, room.Silent, room.Questions, reply?.Slides, reply?.Rehearsal, Status(session, reply), note,
                await Forward(session, speaker, "ขอเชิญเป็นวิทยากร และขอคำยืนยัน", ct)),
            speaker.Person is null ? $"{session.Id}|{key}" : session.Id, reply?.N ?? 0);
    }

    /// <summary>The session and the outside expert that a card's seal names; no expert on a speaker's own card.</summary>
    public static (string Session, string? Expert) About(string sealedFor) =>
        sealedFor.Split('|', 2) is [var session, var expert] ? (session, expert) : (sealedFor, null);

    async Task<Message> Reminder(Delivery row, Session session, Person person, Speaker speaker, Roster roster, CancellationToken ct)
    {
        var room = await Room(session, roster, ct);
        var live = row.Kind is not MessageKind.SpeakerCancelled;
        return new(
            new SpeakerReminder(
                session.Id, To(speaker, person) + Lead(row.Kind, session), session.Plan.Title, says.When(session), Says.Where(session), roster.Describe(session.Plan.Audience),
                room.Yes, room.Maybe, room.Silent, room.Questions,
                row.Kind is MessageKind.SpeakerHour ? session.Code : null,
                live ? says.Join(session) : null,
                CanEnd: row is { Kind: MessageKind.SpeakerHour, For: null },
                await Forward(session, speaker, Lead(row.Kind, session), ct)),
            session.Id);
    }

    async Task<Message> Thanks(Delivery row, Session session, Person person, Speaker speaker, CancellationToken ct)
    {
        var (present, questions) = ((await sessions.Present(session.Id, ct)).Count, 0);
        await foreach (var answer in sessions.Answers(session.Id, ct)) if (answer.Value.Question is not null) questions++;
        return new(
            new Thanks(
                session.Id, session.Plan.Title, To(speaker, person) + "ขอบคุณที่แบ่งปันประสบการณ์", present, questions, "ความเห็นของผู้เข้าร่วมจะสรุปให้เมื่อแบบประเมินปิดและมีคำตอบมากพอ",
                await Forward(session, speaker, "ขอบคุณที่แบ่งปันประสบการณ์", ct)),
            session.Id);
    }

    /// <summary>The text that a coordinator sends on to an outside expert, with the address of their page; null for our own people.</summary>
    async ValueTask<string?> Forward(Session session, Speaker speaker, string lead, CancellationToken ct) => speaker.Person is null
        ? $"""
            เรียน {speaker.Name}
            {lead}
            {session.Plan.Title}
            {says.When(session)}
            รายละเอียดและคำตอบของท่าน: {says.BaseUrl}/speaker/{await links.Token(session.Id, SpeakerRule.Key(speaker), ct)}
            """
        : null;

    Message? Replied(Session session, Speaker speaker, SpeakerReply? reply, Roster roster) => reply switch
    {
        null => null,
        { Confirmed: false } => new(new Notice(
            "วิทยากรไม่สะดวก", $"{Name(speaker, roster)} แจ้งว่าไม่สะดวกเป็นวิทยากร {session.Plan.Title} {says.When(session)} โปรดหาวิทยากรแทน เลื่อน หรือยกเลิก", Tone.Warning), session.Id),
        { Rehearsal: { } wish } => new(new Notice("วิทยากรยืนยันแล้ว และอยากซ้อม", $"{Name(speaker, roster)} {session.Plan.Title}: {wish}", Tone.Info), session.Id),
        _ => new(new Notice("วิทยากรยืนยันแล้ว", $"{Name(speaker, roster)} ยืนยัน {session.Plan.Title} {says.When(session)}", Tone.Good), session.Id),
    };

    /// <summary>Who is expected, and what they want to know.</summary>
    public async Task<SpeakerRoom> Room(Session session, Roster roster, CancellationToken ct)
    {
        var answers = new List<Answered>();
        await foreach (var answer in sessions.Answers(session.Id, ct)) answers.Add(answer.Value);
        return new(
            answers.Count(a => a.Comes), answers.Count(a => a.Answer is Answer.Maybe),
            Math.Max(0, roster.People.Count(p => session.Plan.Audience.Includes(p) && !session.HasSpeaker(p.Id)) - answers.Count),
            [.. answers.Select(a => a.Question).OfType<string>().Take(20)]);
    }

    /// <summary>What the speaker said, in words; null while they said nothing.</summary>
    public static string? Status(Session session, SpeakerReply? reply) => reply switch
    {
        null => null,
        _ when reply.Version != session.Version => "กิจกรรมเลื่อนแล้ว ขอคำยืนยันอีกครั้ง",
        { Confirmed: true } => "ยืนยันแล้ว",
        _ => "แจ้งว่าไม่สะดวก",
    };

    string Lead(MessageKind kind, Session session) => kind switch
    {
        // Counted when it is sent: quiet hours and holidays move it.
        MessageKind.SpeakerWeek => $"อีก {Days(session)} วันถึงวันพูดคุย ขอคำยืนยันหนึ่งแตะ",
        MessageKind.SpeakerFive or MessageKind.SpeakerThree => $"อีก {Days(session)} วันถึงวันพูดคุย ยังไม่ได้รับคำยืนยัน ถ้าไม่สะดวก บอกได้เลย",
        MessageKind.SpeakerDay => "ใกล้ถึงวันพูดคุยแล้ว",
        MessageKind.SpeakerHour => "อีกหนึ่งชั่วโมงเริ่ม",
        MessageKind.SpeakerMoved => $"กิจกรรมเลื่อนเป็น{says.When(session)}",
        _ => "กิจกรรมครั้งนี้ยกเลิกแล้ว",
    };

    int Days(Session session) => says.Office.Day(session.Starts).DayNumber - says.Office.Day(time.GetUtcNow()).DayNumber;

    static string To(Speaker speaker, Person person) => speaker.Person is null
        ? $"โปรดส่งต่อให้คุณ{ThaiName.Given(speaker.Name ?? "")} วิทยากร: "
        : $"{Says.Call(person)} เป็นวิทยากร: ";

    static string Name(Speaker speaker, Roster roster) => speaker.Person is { } id ? roster.Find(id)?.Name ?? id : speaker.Name ?? "";
}

/// <summary>A session's audience as its speaker sees it.</summary>
/// <param name="Silent">Those who may come and have not answered.</param>
/// <param name="Questions">Asked beforehand, the first twenty.</param>
public sealed record SpeakerRoom(int Yes, int Maybe, int Silent, IReadOnlyList<string> Questions);
