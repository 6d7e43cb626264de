using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The form for another time.</summary>
public sealed record MoveForm(IReadOnlyList<Pick> Sessions, string Date, string Start, string End, string Reason, string? Note) : ICard
{
    public static MoveForm Sample => new([new("s1", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น. ตลาดนัดคนไทยยิ้มได้")], "", "", "", "", null);

    public string Summary => "เลื่อนกิจกรรม";

    public JsonObject Data() => new()
    {
        ["sessions"] = Pick.Dropdown(Sessions), ["date"] = Date, ["start"] = Start, ["end"] = End, ["reason"] = Reason, ["note"] = Shown.Text(Note),
    };
}

/// <summary>The filled form, each field as it was typed.</summary>
public sealed record MoveClick(string Session, string? Date, string? Start, string? End, string? Reason) : Click;
