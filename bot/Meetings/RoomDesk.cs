using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot.Meetings;

/// <summary>"ห้องประชุม" and "ดึงรายชื่อ": the coordinator sees how a session's room stands, gives another link, and asks who was there.</summary>
public sealed class RoomDesk(SessionStore sessions, RoomStore rooms, RoomKeeper keeper, Upcoming upcoming, Says says, TimeProvider time)
{
    static readonly TimeSpan LookBack = TimeSpan.FromDays(14);
    static readonly TimeSpan LookAhead = TimeSpan.FromDays(365);

    /// <summary>Of the named session, else of the one that is nearest in time.</summary>
    public async Task<Message> Said(string which, CancellationToken ct) => await Find(which, _ => true, ct) is { } session
        ? new(await Card(session, null, ct), session.Id)
        : new(new Refusal("ไม่พบกิจกรรมออนไลน์", "ใส่คำในชื่อกิจกรรมต่อท้าย เช่น ห้องประชุม ตลาดนัด"));

    /// <summary>Of the named session, else of the one that ended last.</summary>
    public async Task<Message> Fetched(string which, CancellationToken ct) => await Find(which, session => time.GetUtcNow() >= session.Starts, ct) is { } session
        ? await Fetched(session, ct)
        : new(new Refusal("ไม่พบกิจกรรมออนไลน์ที่จบแล้ว", "ใส่คำในชื่อกิจกรรมต่อท้าย เช่น ดึงรายชื่อ ตลาดนัด"));

    public async Task<Message> Clicked(FetchClick click, CancellationToken ct) =>
        (await sessions.Find(click.Session, ct))?.Value is { } session ? await Fetched(session, ct) : new(new Refusal("ไม่พบกิจกรรมนี้"));

    public async Task<Message> Clicked(LinkClick click, CancellationToken ct)
    {
        if ((await sessions.Find(click.Session, ct))?.Value is not { } session) return new(new Refusal("ไม่พบกิจกรรมนี้"));
        if (session.State is SessionState.Ended or SessionState.Cancelled) return new(new Refusal("กิจกรรมนี้จบหรือยกเลิกไปแล้ว", "ลิงก์ใหม่ไม่มีผลแล้ว"));
        var link = click.Link?.Trim();
        if (link is { Length: > 0 } && JoinDoor.Link(link) is null) return new(await Card(session, "ลิงก์ต้องขึ้นต้นด้วย https:// วางทั้งลิงก์อีกครั้ง", ct), session.Id);
        await rooms.Paste(session, link is { Length: > 0 } ? link : null, ct);
        return new(await Card(session, link is { Length: > 0 } ? "บันทึกลิงก์แล้ว ทุกคนใช้ลิงก์เข้าร่วมเดิมได้" : "กลับไปใช้ห้องของระบบแล้ว", ct), session.Id);
    }

    /// <summary>For the coordinators when something went wrong; null when it has come right meanwhile.</summary>
    public async Task<Message?> Trouble(Session session, CancellationToken ct) =>
        (await rooms.Find(session.Id, ct))?.Value is { Trouble: not null } ? new(await Card(session, null, ct), session.Id) : null;

    async Task<Message> Fetched(Session session, CancellationToken ct) => await keeper.Fetch(session.Id, ct) switch
    {
        null => new(new Refusal("กิจกรรมนี้ไม่มีห้องของระบบ", "ดาวน์โหลดรายงานผู้เข้าร่วมจากห้องประชุม แล้วให้ผู้ดูแลระบบนำเข้า")),
        FileOutcome<MeetingImported>.Taken { Value: var came } => new(new Notice(
            $"รายชื่อจากห้องประชุมของ {session.Plan.Title}", came.Unmatched.Count > 0 ? $"{came.Thai} พิมพ์ ใครคือ เพื่อบอกว่าเป็นใคร" : came.Thai, Tone.Good)),
        FileOutcome<MeetingImported>.Unreadable { Problem.Thai: var why } => new(new Notice("ยังดึงรายชื่อไม่ได้", why, Tone.Warning)),
        var other => throw new InvalidOperationException($"Nobody knows {other.GetType().Name}."),
    };

    async Task<Session?> Find(string which, Func<Session, bool> fits, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return (await upcoming.Around(now - LookBack, now + LookAhead, ct, 500))
            .Where(session => session.Online && session.State is not SessionState.Cancelled && fits(session))
            .Where(session => which.Length == 0 || ThaiText.Normalise(session.Id) == which || ThaiText.Normalise(session.Plan.Title).Contains(which, StringComparison.Ordinal))
            .MinBy(session => (session.Starts - now).Duration());
    }

    async Task<MeetingRoom> Card(Session session, string? note, CancellationToken ct)
    {
        var room = (await rooms.Find(session.Id, ct))?.Value;
        var over = session.State is SessionState.Ended || time.GetUtcNow() >= session.Ends;
        var platform = (room is { Held: true } ? room.Kind : session.Plan.Meeting) is MeetingKind.Teams ? "Teams" : "Webex";
        var (status, tone) = (room, over) switch
        {
            ({ Got: true }, true) => ($"ได้รายชื่อผู้เข้าร่วมจาก {platform} แล้ว ดึงอีกครั้งได้ถ้าเปิดห้องหลายรอบ", Tone.Good),
            ({ Meeting: not null, Trouble: { } why }, true) => ($"ยังไม่ได้รายชื่อผู้เข้าร่วมจาก {platform}: {why} ดึงอีกครั้ง หรือดาวน์โหลดรายงานแล้วนำเข้าเอง", Tone.Warning),
            ({ Meeting: not null }, true) => ($"จบแล้ว ระบบดึงรายชื่อผู้เข้าร่วมจาก {platform} เองภายในหนึ่งวัน หรือดึงเดี๋ยวนี้ได้", Tone.Info),
            (_, true) => ("จบแล้ว ห้องนี้ไม่ใช่ห้องของระบบ จึงดึงรายชื่อให้ไม่ได้", Tone.Info),
            ({ Pasted: not null }, _) => ("ใช้ลิงก์ที่วางไว้", Tone.Good),
            _ when Says.IsLink(session.Plan.Place) => ("ใช้ลิงก์ที่ใส่ไว้ในแผน", Tone.Good),
            ({ Meeting: not null, Trouble: { } why }, _) => ($"ห้อง {platform} ยังไม่ตรงกับกิจกรรม: {why} ระบบจะลองใหม่เอง", Tone.Warning),
            ({ Meeting: not null }, _) => ($"ห้อง {platform} พร้อมแล้ว", Tone.Good),
            ({ Trouble: { } why }, _) => ($"ยังเปิดห้อง {platform} ไม่ได้: {why} ระบบจะลองใหม่เอง ถ้าไม่อยากรอ วางลิงก์ห้องอื่นข้างล่างนี้", Tone.Warning),
            _ when session.Plan.Meeting is not MeetingKind.None && !keeper.Has(session.Plan.Meeting) => ($"สำนักงานนี้ยังไม่ได้ต่อกับ {platform} เปิดห้องเอง แล้ววางลิงก์ข้างล่างนี้", Tone.Warning),
            _ => ($"ห้อง {platform} จะเปิดเมื่อคำเชิญพ้นเวลาที่หยุดได้", Tone.Info),
        };
        return new(session.Id, session.Plan.Title, says.When(session), status, room?.Pasted ?? "", tone, over, note);
    }
}
