using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>A polite no, and what helps.</summary>
public sealed record Refusal(string Title, string? Hint = null) : ICard
{
    public static Refusal Sample => new("ตอนนี้ไม่มีกิจกรรมที่เปิดให้ลงชื่อ", "ลงชื่อได้ตั้งแต่ 15 นาทีก่อนเริ่ม ถึง 30 นาทีหลังจบ");

    public string Summary => Title;

    public JsonObject Data() => new() { ["title"] = Shown.Text(Title), ["hint"] = Shown.Text(Hint) };
}
