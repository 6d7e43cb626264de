using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using CheckIn = ChuanKhuy.Core.Attendance.CheckIn;

namespace ChuanKhuy.Bot;

/// <summary>"แจ้งว่าเข้าร่วมแล้ว", and the coordinator's decision on it.</summary>
public sealed class AppealForms(AppealDesk desk, AppealCards cards, SessionStore sessions, SummaryStore summaries, Says says, TimeProvider time)
{
    public Task<Message> Form(Person person, string wanted, CancellationToken ct) => Form(person, wanted, "", null, ct);

    /// <summary>The filled form; when it is refused it comes back with what was typed.</summary>
    public async Task<Message> Filled(Person person, AppealClick click, CancellationToken ct)
    {
        var words = ThaiText.Clean(click.Words ?? "", CheckIn.ReasonChars);
        return await desk.Make(click.Session, person, words, ct) is AppealOutcome.Refused refused
            ? await Form(person, "", words, refused.Because, ct)
            : new(new Notice("ส่งเรื่องให้ผู้ประสานงานแล้ว", "เมื่อตอบแล้วจะแจ้งผลที่นี่ ระหว่างนี้ไม่ต้องทำอะไรเพิ่ม", Tone.Good));
    }

    public async Task<Message> Decided(Person by, AppealedClick click, CancellationToken ct)
    {
        var reason = ThaiText.Clean(click.Reason ?? "", CheckIn.ReasonChars);
        var outcome = await desk.Answer(click.Session, click.Person, click.Grant, reason, by.Id, ct);
        if (outcome is AppealOutcome.Kept { Appeal: var kept }) return new(new Notice(kept.After is AttendanceStatus.Present ? "นับว่าเข้าร่วมแล้ว" : "ตอบแล้ว", $"แจ้งผลให้ผู้แจ้งแล้ว {kept.AfterBecause}", Tone.Good));
        var because = ((AppealOutcome.Refused)outcome).Because;
        return await sessions.Find(click.Session, ct) is { Value: var session } && (await sessions.FindAppeal(session.Id, click.Person, ct))?.Value is { After: null } open
            ? await cards.Case(session, open, because, ct)
            : new(new Refusal(because));
    }

    async Task<Message> Form(Person person, string wanted, string words, string? note, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var open = new List<Session>();
        foreach (var ended in (await summaries.Between(says.Office.Day(now - Appeals.Stays), says.Office.Day(now), ct)).Reverse())
            if (await sessions.Find(ended.Session, ct) is { Value: { State: SessionState.Ended } session } && session.Ends >= now - Appeals.Stays && !await sessions.Present(session.Id, person.Id, ct)) open.Add(session);
        if (open.Count == 0) return new(note is null ? new Refusal("ไม่มีกิจกรรมที่ต้องแจ้ง", "กิจกรรมใน 14 วันที่ผ่านมานับว่าคุณเข้าร่วมครบแล้ว หรือยังไม่จบ") : new Refusal(note));
        var (picks, more) = Picks.Of(open, wanted, says);
        return new(new AppealForm(picks, words, note ?? more));
    }
}
