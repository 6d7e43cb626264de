using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>A session's meeting room, for the coordinator: how it stands, a link of their own instead, and who was there once it is over.</summary>
/// <param name="Status">How it stands, in a sentence.</param>
/// <param name="Link">The link that was pasted before.</param>
/// <param name="Tone">Warning while something has to be done.</param>
/// <param name="Over">It has ended: no link is needed any more, but who was there.</param>
public sealed record MeetingRoom(string Session, string Title, string When, string Status, string Link, Tone Tone, bool Over, string? Note = null) : ICard
{
    public static MeetingRoom Sample => new(
        "s1", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", "ยังเปิดห้อง Webex ไม่ได้: Webex ไม่ตอบ ระบบจะลองใหม่เอง ถ้าไม่อยากรอ วางลิงก์ห้องอื่นข้างล่างนี้", "", Tone.Warning, false);

    public static MeetingRoom Ended => new(
        "s1", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", "จบแล้ว ระบบดึงรายชื่อผู้เข้าร่วมจาก Teams เองภายในหนึ่งวัน หรือดึงเดี๋ยวนี้ได้", "", Tone.Info, true);

    public string Summary => $"ห้องประชุมของ {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["status"] = Shown.Text(Status), ["link"] = Link,
        ["style"] = Tone switch { Tone.Good => "good", Tone.Warning => "warning", _ => "accent" }, ["over"] = Over, ["note"] = Shown.Text(Note),
    };
}

/// <param name="Link">Null: the platform's room again.</param>
public sealed record LinkClick(string Session, string? Link) : Click;

/// <summary>Who was there is wanted now.</summary>
public sealed record FetchClick(string Session) : Click;
