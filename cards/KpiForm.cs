using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The form for figures of the KPI table that no program can count: platforms, channels, complaints.</summary>
public sealed record KpiForm(IReadOnlyList<Pick> Figures, IReadOnlyList<Pick> Periods, string Value, string Date, string Reference, string? Note) : ICard
{
    const int Most = 6;

    public static KpiForm Sample => new(
        [new("complaints", "เรื่องร้องเรียนทุจริตหรือประพฤติมิชอบ"), new("platforms", "แพลตฟอร์มเรียนรู้ด้วยตนเอง"), new("channels", "ช่องทางให้คำปรึกษา")],
        [new("2570-2", "ไตรมาส 2 ปีงบประมาณ 2570"), new("2570-1", "ไตรมาส 1 ปีงบประมาณ 2570")], "", "31 มี.ค. 70", "", null);

    public string Summary => "ตัวเลข KPI ที่ผู้ประสานงานรายงาน";

    public JsonObject Data() => new()
    {
        ["figures"] = Pick.Dropdown(Figures.Take(Most)), ["periods"] = Pick.Dropdown(Periods.Take(Most)), ["value"] = Value, ["date"] = Date, ["reference"] = Reference, ["note"] = Shown.Text(Note),
    };
}

public sealed record KpiClick(string What, string Period, string? Value, string? Date, string? Reference) : Click;
