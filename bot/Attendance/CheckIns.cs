using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using GroupCheckIn = ChuanKhuy.Core.Attendance.GroupCheckIn;

namespace ChuanKhuy.Bot;

/// <summary>Signing in: by the button of the own card, by the code word, and for colleagues behind the same screen.</summary>
public sealed class CheckIns(CheckInDesk desk, SessionStore sessions, Upcoming upcoming, RosterStore rosters, SessionCards cards, TimeProvider time)
{
    /// <summary>The button was pressed.</summary>
    public Task<Message> Clicked(Person person, CheckInClick click, CancellationToken ct) => SignIn(person, click.Session, null, ct);

    /// <summary>"ลงชื่อ" with or without a code word.</summary>
    public async Task<Message> Said(Person person, string code, CancellationToken ct)
    {
        var live = await Live(ct);
        if (live.Count == 0) return new(new Refusal("ตอนนี้ไม่มีกิจกรรมที่เปิดให้ลงชื่อ", "ลงชื่อได้ตั้งแต่ 15 นาทีก่อนเริ่ม ถึง 30 นาทีหลังจบ"));
        if (code.Length == 0)
            return live.Count == 1
                ? cards.CheckIn(live[0], done: false)
                : new(new Refusal("มีหลายกิจกรรมเปิดอยู่พร้อมกัน", "พิมพ์ ลงชื่อ ตามด้วยรหัสบนจอของวิทยากร เช่น ลงชื่อ 12345"));
        var match = live.FirstOrDefault(s => string.Equals(s.Code, code, StringComparison.Ordinal)) ?? live[0];
        return await SignIn(person, match.Id, code, ct);
    }

    /// <summary>"ลงชื่อกลุ่ม": the colleagues of the own unit, to name those behind the same screen. A code word tells apart sessions at the same time.</summary>
    public async Task<Message> Group(Person person, string code, CancellationToken ct)
    {
        var live = await Live(ct);
        if (code.Length > 0) live = [.. live.Where(s => string.Equals(s.Code, code, StringComparison.Ordinal))];
        if (live.Count == 0) return new(new Refusal("ตอนนี้ไม่มีกิจกรรมที่เปิดให้ลงชื่อ", "ลงชื่อได้ตั้งแต่ 15 นาทีก่อนเริ่ม ถึง 30 นาทีหลังจบ"));
        if (live.Count > 1) return new(new Refusal("มีหลายกิจกรรมเปิดอยู่พร้อมกัน", "พิมพ์ ลงชื่อกลุ่ม ตามด้วยรหัสบนจอของวิทยากร เช่น ลงชื่อกลุ่ม 12345"));
        var colleagues = GroupCheckIn.Colleagues(
            await rosters.Load(ct), person, await sessions.Present(live[0].Id, ct), await sessions.Named(live[0].Id, ct));
        return colleagues.Count == 0
            ? new(new Notice("ไม่มีใครให้เลือกแล้ว", "เพื่อนในหน่วยงานของคุณลงชื่อหรือได้รับการ์ดครบแล้ว", Tone.Info))
            : cards.GroupCheckIn(live[0], colleagues);
    }

    /// <summary>Some colleagues were named: each gets a card of their own and counts only by their own tap.</summary>
    public async Task<Message> Named(Person person, GroupCheckInClick click, CancellationToken ct) =>
        await desk.Name(click.Session, person, click.People, ct) switch
        {
            GroupOutcome.Refused refused => new(new Refusal(refused.Because)),
            GroupOutcome.Kept { Asked: { Count: > 0 } asked } => new(new Notice(
                $"ส่งการ์ดให้ {asked.Count} คนแล้ว",
                $"{string.Join(", ", asked.Select(p => p.Name))} นับเมื่อแต่ละคนแตะยืนยันบนการ์ดของตัวเอง ส่วนคุณลงชื่อเรียบร้อยแล้ว", Tone.Good)),
            _ => new(new Notice("ไม่มีใครต้องส่งการ์ดเพิ่ม", "คนที่เลือกลงชื่อหรือได้รับการ์ดไปแล้ว ส่วนคุณลงชื่อเรียบร้อยแล้ว", Tone.Info)),
        };

    async Task<Message> SignIn(Person person, string id, string? code, CancellationToken ct)
    {
        var outcome = await desk.SignIn(id, person.Id, code, ct);
        if (await sessions.Find(id, ct) is not { Value: var session }) return new(new Refusal("ไม่พบกิจกรรมนี้"));
        return outcome switch
        {
            CheckInOutcome.Kept => cards.CheckIn(session, done: true, $"{Says.Call(person)} ลงชื่อเข้าร่วมแล้ว"),
            CheckInOutcome.Already => cards.CheckIn(session, done: true, $"{Says.Call(person)} ลงชื่อไว้แล้ว"),
            CheckInOutcome.Refused refused => new(new Refusal(refused.Because)),
            _ => throw new InvalidOperationException("Signing in has a fourth outcome."),
        };
    }

    async Task<List<Session>> Live(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var near = await upcoming.Around(now.AddDays(-1), now.AddHours(1), ct);
        return [.. near.Where(s => s.State is SessionState.Published or SessionState.Ended && now >= s.CheckInOpens && now < s.CheckInCloses)];
    }
}
