using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The session does not take place.</summary>
public sealed record Cancelled(string Session, string Title, string When, string? Reason) : ICard
{
    public static Cancelled Sample => new("s1", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", "ฝนตกหนัก เส้นทางถูกตัดขาด");

    public string Summary => $"ยกเลิก {Title} {When}";

    public JsonObject Data() => new() { ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["reason"] = Shown.Text(Reason) };
}
