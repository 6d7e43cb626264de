using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>A reminder before a session: to answer, that it is near, or the link to join.</summary>
public sealed record Reminder(string Session, string Lead, string Title, string When, string Where, string? Status, string? JoinUrl, bool Open, string? SlidesUrl = null) : ICard
{
    public static Reminder Sample => new(
        "s1", "คุณสมหญิง ยังไม่ได้ตอบรับ ขอคำตอบหนึ่งแตะ เพื่อให้วิทยากรเตรียมตัวได้พอดี", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.",
        "ออนไลน์ทาง Webex", null, null, true);

    public static Reminder Soon => Sample with
    {
        Lead = "อีก 15 นาทีเริ่ม เข้าร่วมได้เลย", Status = "คุณตอบไว้ว่า เข้าร่วม", JoinUrl = "https://chuankhuy.example.org/join/x", SlidesUrl = "https://slides.example.org/1", Open = false,
    };

    public string Summary => $"{Title} {When}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["lead"] = Shown.Text(Lead), ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["where"] = Shown.Text(Where),
        ["status"] = Shown.Text(Status), ["joinUrl"] = JoinUrl ?? "", ["slidesUrl"] = SlidesUrl ?? "", ["links"] = (JoinUrl ?? SlidesUrl) is not null, ["open"] = Open,
    };
}
