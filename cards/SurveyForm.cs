using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The mentor survey.</summary>
/// <param name="Chosen">The ids of the subjects that are ticked, joined by a comma.</param>
public sealed record SurveyForm(string When, bool Willing, string Chosen, IReadOnlyList<Pick> Subjects, string Free, string Style, string Count, string? Note) : ICard
{
    public static SurveyForm Sample => new(
        "ตอบได้ถึง อ. 15 ธ.ค. 69 เวลา 16.30 น.", true, "otop", [new("otop", "OTOP"), new("buying", "จัดซื้อจัดจ้าง"), new("digital", "เทคโนโลยีดิจิทัล")], "", "", "3", null);

    public string Summary => "แบบสำรวจเพื่อการพัฒนาเครือข่ายพี่เลี้ยง";

    public JsonObject Data() => new()
    {
        ["when"] = Shown.Text(When), ["willing"] = Willing ? "true" : "false", ["chosen"] = Chosen, ["subjects"] = Pick.Ticks(Subjects), ["free"] = Free, ["style"] = Style, ["count"] = Count, ["note"] = Shown.Text(Note),
    };
}

public sealed record SurveyClick(bool Willing, string? Subjects, string? Free, string? Style, string? Most) : Click;
