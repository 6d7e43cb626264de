using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>One item of the library that was found; a tap on it opens its page.</summary>
public sealed record SearchHit(string Title, string About, string Passage, string Url);

/// <summary>What the library has about a question, best first.</summary>
public sealed record SearchHits(string Question, IReadOnlyList<SearchHit> Items) : ICard
{
    /// <summary>So many fit into a card.</summary>
    public const int MostItems = 5;

    public static SearchHits Sample => new(
        "ตรวจรับของไม่ครบ",
        [
            new("ของมาไม่ครบตามใบสั่งซื้อ ตรวจรับได้หรือไม่", "FAQ และแนวทางแก้ปัญหา · อ่าน 0.2 นาที", "รับเฉพาะส่วนที่ถูกต้อง บันทึกรายการที่ขาด รายงานหัวหน้าหน่วยงาน", "https://talk.example.go.th/library/k26"),
            new("จัดซื้อวัสดุฝึกอาชีพตั้งแต่ต้นจนเบิกเงิน", "คู่มือการปฏิบัติงาน · อ่าน 0.2 นาที", "ใบสั่งซื้อ ตรวจรับ ส่งการเงินเบิกจ่าย", "https://talk.example.go.th/library/k25"),
        ]);

    public string Summary => $"ในห้องสมุด: {Question}";

    public JsonObject Data() => new()
    {
        ["question"] = Shown.Text(Shown.Cut(Question, 100)),
        ["items"] = new JsonArray([.. Items.Take(MostItems).Select(item => new JsonObject
        {
            ["title"] = Shown.Text(Shown.Cut(item.Title, 100)), ["about"] = Shown.Text(Shown.Cut(item.About, 80)), ["passage"] = Shown.Text(Shown.Cut(item.Passage, 180)), ["url"] = item.Url,
        })]),
    };
}
