using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

public sealed record ReportFact(string Title, string Value);

public sealed record ReportSection(string Title, IReadOnlyList<ReportFact> Facts);

/// <summary>Figures of a period, with a sentence that reads them.</summary>
/// <param name="Lines">Texts that people wrote, one after the other.</param>
/// <param name="Empty">Said instead when there is nothing to report.</param>
public sealed record Report(string Title, string Period, IReadOnlyList<ReportSection> Sections, string Reading, string? Empty = null, IReadOnlyList<string>? Lines = null) : ICard
{
    const int MostFacts = 8;
    const int MostSections = 3;
    const int MostLines = 12;
    const int LineLetters = 250;

    public static Report Sample => new(
        "รายงานกิจกรรม", "มีนาคม 2570",
        [
            new("ภาพรวม", [new("กิจกรรม", "3"), new("เชิญ (ครั้ง)", "441"), new("ตอบว่าเข้าร่วม", "186"), new("เข้าร่วมจริง", "152"), new("ความพึงพอใจ", "ค่าเฉลี่ย 4.42 (ร้อยละ 88.40) จาก 97 คำตอบ")]),
            new("รายกิจกรรม", [new("12 มี.ค. 70", "ตลาดนัดคนไทยยิ้มได้: เข้าร่วม 61 จากเชิญ 147"), new("19 มี.ค. 70", "เวทีแลกเปลี่ยนเรียนรู้ โซนใต้: เข้าร่วม 43 จากเชิญ 147")]),
        ],
        "จัดแล้ว 3 กิจกรรม มีผู้เข้าร่วมเฉลี่ยครั้งละ 50.7 คน ความพึงพอใจถึงเป้าหมายร้อยละ 80");

    public static Report Said => new(
        "ความเห็นจากผู้ฟัง", "ตลาดนัดคนไทยยิ้มได้", [], "ข้อความเหล่านี้ผู้ประสานงานอ่านแล้ว และไม่มีใครรู้ว่าใครเขียน", null, ["เข้าใจง่าย นำไปใช้ได้เลย", "อยากให้มีเวลาถามมากกว่านี้"]);

    public string Summary => $"{Title} {Period}";

    public JsonObject Data() => new()
    {
        ["title"] = Shown.Text(Title), ["period"] = Shown.Text(Period), ["reading"] = Shown.Text(Reading), ["empty"] = Shown.Text(Empty),
        ["lines"] = Shown.Lines((Lines ?? []).Select(line => Shown.Cut(line, LineLetters)), MostLines), ["more"] = Shown.More(Lines?.Count ?? 0, MostLines, "ข้อความ"),
        ["sections"] = new JsonArray([.. Sections.Take(MostSections).Select(section => new JsonObject
        {
            ["title"] = Shown.Text(section.Title),
            ["facts"] = new JsonArray([.. section.Facts.Take(MostFacts).Select(f => new JsonObject { ["title"] = Shown.Text(Shown.Cut(f.Title, 40)), ["value"] = Shown.Text(Shown.Cut(f.Value, 90)) })]),
        })]),
    };
}
