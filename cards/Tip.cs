using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>One short piece a week, and a question about an earlier one.</summary>
/// <param name="Ask">The question; null in the first weeks.</param>
/// <param name="AnswerUrl">Where its answer stands.</param>
public sealed record Tip(string Title, string About, string Text, string Url, string? Ask, string? AnswerUrl) : ICard
{
    public static Tip Sample => new(
        "ตรวจสมุดบัญชีกลุ่มทุกเดือน", "ข้อกฎหมายและระเบียบที่เกี่ยวข้อง · อ่าน 0.4 นาที", "เทียบยอดในสมุดกับใบเสร็จทุกใบ ให้กรรมการสองคนลงชื่อกำกับ\nถ้ายอดไม่ตรง หยุดจ่ายก่อนแล้วแจ้งประธาน",
        "https://talk.example.go.th/library/k11", "ของมาไม่ครบตามใบสั่งซื้อ ตรวจรับได้หรือไม่", "https://talk.example.go.th/library/k26");

    public string Summary => $"เคล็ดลับประจำสัปดาห์: {Title}";

    public JsonObject Data() => new()
    {
        ["title"] = Shown.Text(Title), ["about"] = Shown.Text(Shown.Cut(About, 100)), ["text"] = Shown.Text(Shown.Cut(Text, 600)), ["url"] = Url,
        ["ask"] = Shown.Text(Shown.Cut(Ask ?? "", 300)), ["answer"] = string.IsNullOrWhiteSpace(Ask) ? "" : AnswerUrl ?? "",
    };
}
