using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The form of somebody who was there although it is not known.</summary>
public sealed record AppealForm(IReadOnlyList<Pick> Sessions, string Words, string? Note) : ICard
{
    public static AppealForm Sample => new([new("s1", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น. ตลาดนัดคนไทยยิ้มได้")], "", null);

    public string Summary => "แจ้งว่าเข้าร่วมแล้ว";

    public JsonObject Data() => new() { ["sessions"] = Pick.Dropdown(Sessions), ["words"] = Words, ["note"] = Shown.Text(Note) };
}

public sealed record AppealClick(string Session, string? Words) : Click;
