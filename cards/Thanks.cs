using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>To the speaker, after the talk.</summary>
public sealed record Thanks(string Session, string Title, string Lead, int Present, int Questions, string Closing) : ICard
{
    public static Thanks Sample => new("s1", "ตลาดนัดคนไทยยิ้มได้", "คุณปิ่นฟ้า ขอบคุณที่แบ่งปันประสบการณ์", 61, 7, "ความเห็นของผู้ฟังจะส่งให้เมื่อแบบประเมินปิดและมีคำตอบมากพอ");

    public string Summary => $"ขอบคุณสำหรับ {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["lead"] = Shown.Text(Lead), ["closing"] = Shown.Text(Closing),
        ["present"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Present:#,0} คน"),
        ["questions"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Questions:#,0} ข้อ"),
    };
}
