using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot;

/// <summary>
/// Asks speakers whether what they told may go into the library, and keeps the answer with its date. It is taken back as easily as it is given;
/// a coordinator records it for an outside expert.
/// </summary>
public sealed class ConsentDesk(ConsentStore consents, SessionStore sessions, Says says, TimeProvider time)
{
    /// <summary>The card that asks; null when the speaker has answered, or speaks no more.</summary>
    public async Task<Message?> Ask(Session session, string key, Person person, CancellationToken ct) =>
        SpeakerRule.Find(session, key) is not { } speaker || await consents.Find(session.Id, key, ct) is not null ? null : Show(session, speaker, person, null);

    public async Task<Message> Clicked(Person person, Cards.ConsentClick click, string about, CancellationToken ct)
    {
        var key = SpeakerCards.About(about).Expert ?? person.Id;
        if ((await sessions.Find(click.Session, ct))?.Value is not { } session || SpeakerRule.Find(session, key) is not { } speaker || !May(speaker, person))
            return new(new Cards.Refusal("คำยินยอมนี้เป็นของวิทยากร", "ผู้ประสานงานบันทึกแทนได้เฉพาะวิทยากรภายนอก"));
        var consent = new Consent(session.Id, key, click.Give, time.GetUtcNow(), person.Id);
        await consents.Keep(consent, ct);
        return Show(session, speaker, person, consent);
    }

    /// <summary>"ความยินยอม": what the person said last, to look at or to change.</summary>
    public async Task<Message> Said(Person person, CancellationToken ct)
    {
        foreach (var consent in await consents.Of(person.Id, ct))
            if ((await sessions.Find(consent.Session, ct))?.Value is { } session && SpeakerRule.Find(session, person.Id) is { } speaker)
                return Show(session, speaker, person, consent);
        return new(new Cards.Notice("ยังไม่มีคำยินยอมของคุณ", "เมื่อมีเรื่องจากกิจกรรมที่คุณเป็นวิทยากร ชวนคุยจะถามคุณก่อนเผยแพร่", Cards.Tone.Info));
    }

    Message Show(Session session, Speaker speaker, Person person, Consent? held)
    {
        var whose = speaker.Person is null ? $"โปรดถาม{speaker.Name} แล้วบันทึกแทน: " : $"{Says.Call(person)} ";
        var status = held is null ? null : $"{(held.Given ? "ยินยอมไว้" : "ไม่ยินยอม")} เมื่อ {says.At(held.At)} เปลี่ยนได้ทุกเมื่อ";
        return new(
            new Cards.Consent(session.Id, session.Plan.Title, whose + "ขอนำสาระที่เล่าไปเป็นเรื่องสั้นในห้องสมุดความรู้ พร้อมชื่อผู้เล่า ยินยอมไหม", status),
            speaker.Person is null ? $"{session.Id}|{SpeakerRule.Key(speaker)}" : session.Id);
    }

    static bool May(Speaker speaker, Person person) => speaker.Person is { } id ? id == person.Id : person.Roles.HasFlag(Roles.Coordinator);
}
