using System.Globalization;
using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>An item that waits for its reviewer.</summary>
/// <param name="Session">The item's id; the seal's name for what a card is about.</param>
/// <param name="Doubts">What must be answered on the page before it is let out.</param>
/// <param name="Left">How many more wait.</param>
public sealed record ReviewItem(
    string Session, int Revision, string Title, string About, string From, string Text, string Url, IReadOnlyList<string> Doubts, string? Note, int Left) : ICard
{
    public static ReviewItem Sample => new(
        "d1-01", 3, "ของมาไม่ครบตามใบสั่งซื้อ ตรวจรับได้หรือไม่", "FAQ และแนวทางแก้ปัญหา · Quick solutions · อ่าน 0.4 นาที", "เขียนโดย นางกานดา พร้อมช่วย · ที่มา จัดซื้อจัดจ้างอย่างสบายใจ",
        "รับเฉพาะส่วนที่ถูกต้อง บันทึกรายการที่ขาด\nรายงานหัวหน้าหน่วยงานภายในวันทำการถัดไป", "https://talk.example.go.th/library/d1-01/edit", [], null, 2);

    public static ReviewItem Doubtful => Sample with { Doubts = ["พบข้อมูลส่วนบุคคล: 081-234-5678"], Note = "พบข้อมูลส่วนบุคคล ตัดออก หรือยืนยันในหน้าเว็บว่าเผยแพร่ได้" };

    public string Summary => $"รอตรวจ: {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["revision"] = Revision.ToString(CultureInfo.InvariantCulture), ["title"] = Shown.Text(Title), ["about"] = Shown.Text(Shown.Cut(About, 120)),
        ["from"] = Shown.Text(Shown.Cut(From, 200)), ["text"] = Shown.Text(Shown.Cut(Text, 900)), ["url"] = Url, ["note"] = Shown.Text(Note),
        ["doubts"] = Shown.Lines(Doubts.Select(doubt => Shown.Cut(doubt, 200)), 3), ["clean"] = Doubts.Count == 0, ["more"] = Shown.More(Left, 0, "เรื่องรอตรวจ"),
    };
}

/// <summary>The reviewer lets an item out, or sends it back with a note.</summary>
public sealed record ReviewClick(string Session, int Revision, bool Publish, string? Note) : Click;
