using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>A word of the chat and what it does.</summary>
public sealed record HelpCommand(string Word, string What);

/// <summary>What can be said; some of it as buttons.</summary>
public sealed record Help(string Lead, IReadOnlyList<HelpCommand> Commands, IReadOnlyList<string> Buttons) : ICard
{
    const int MostButtons = 4;

    public static Help Sample => new(
        "สวัสดี คุณสมหญิง พิมพ์คำใดคำหนึ่งได้เลย",
        [new("ตาราง", "กิจกรรมที่กำลังจะมา"), new("ของฉัน", "กิจกรรมที่ฉันตอบรับหรือเข้าร่วม"), new("ลงชื่อ 12345", "ลงชื่อเข้าร่วมด้วยรหัสบนจอ"), new("ช่วยเหลือ", "ดูคำที่ใช้ได้")],
        ["ตาราง", "ของฉัน"]);

    public string Summary => Lead;

    public JsonObject Data() => new()
    {
        ["lead"] = Shown.Text(Lead), ["hasButtons"] = Buttons.Count > 0,
        ["commands"] = new JsonArray([.. Commands.Select(c => new JsonObject { ["word"] = Shown.Text(c.Word), ["what"] = Shown.Text(c.What) })]),
        ["buttons"] = new JsonArray([.. Buttons.Take(MostButtons).Select(word => new JsonObject { ["word"] = word })]),
    };
}

/// <summary>A button that says a word for the person.</summary>
public sealed record SayClick(string Text) : Click;
