using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Where somebody stands in the queue for a seat, and why.</summary>
public sealed record Waiting(string Session, string Title, string When, string Position, string Why, string? Note) : ICard
{
    public static Waiting Sample => new(
        "s1", "เวิร์กช็อปถ่ายภาพสินค้า OTOP ด้วยมือถือ", "อ. 17 มี.ค. 70 เวลา 9.00-12.00 น.", "ลำดับที่ 3",
        "ที่นั่งเต็ม 30 ที่ มีผู้รออยู่ก่อนคุณ 2 คน เมื่อมีที่ว่าง ระบบจะเรียกตามลำดับและแจ้งทันที", null);

    public string Summary => $"คิวสำรอง {Position}: {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["position"] = Shown.Text(Position), ["why"] = Shown.Text(Why), ["note"] = Shown.Text(Note),
    };
}
