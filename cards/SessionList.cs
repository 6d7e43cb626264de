using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>One session in a list; a tap on it opens its invitation.</summary>
public sealed record SessionItem(string Session, string When, string Title, string Where, string Status);

/// <summary>Sessions to come, or a person's own.</summary>
public sealed record SessionList(string Title, IReadOnlyList<SessionItem> Items, string? Empty, string? More) : ICard
{
    /// <summary>So many fit into a card; who passes more says so in the line below them.</summary>
    const int MostItems = 8;

    public static SessionList Sample => new(
        "กิจกรรมที่กำลังจะมา",
        [
            new("s1", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", "ตลาดนัดคนไทยยิ้มได้", "ออนไลน์ทาง Webex", "เข้าร่วม"),
            new("s2", "พฤ. 19 มี.ค. 70 เวลา 9.00-12.00 น.", "เวทีแลกเปลี่ยนเรียนรู้ โซนใต้", "หอประชุมอำเภอเวียงสระ", "ยังไม่ได้ตอบรับ"),
        ],
        null, "และอีก 3 กิจกรรมหลังจากนี้");

    public string Summary => Title;

    public JsonObject Data() => new()
    {
        ["title"] = Shown.Text(Title), ["empty"] = Shown.Text(Empty), ["more"] = Shown.Text(More), ["any"] = Items.Count > 0,
        ["items"] = new JsonArray([.. Items.Take(MostItems).Select(item => new JsonObject
        {
            ["session"] = item.Session, ["when"] = Shown.Text(Shown.Cut(item.When, 60)), ["title"] = Shown.Text(Shown.Cut(item.Title, 100)), ["where"] = Shown.Text(Shown.Cut(item.Where, 50)),
            ["status"] = Shown.Text(Shown.Cut(item.Status, 40)), ["statusColor"] = item.Status switch { "เข้าร่วม" or "เข้าร่วมแล้ว" => "Good", "ยังไม่ได้ตอบรับ" => "Warning", _ => "Default" },
        })]),
    };
}

/// <summary>Opens a session's invitation.</summary>
public sealed record ShowClick(string Session) : Click;
