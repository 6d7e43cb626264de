using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The form to cancel a session; a tick confirms.</summary>
public sealed record CancelForm(IReadOnlyList<Pick> Sessions, string Reason, string? Note) : ICard
{
    public static CancelForm Sample => new([new("s1", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น. ตลาดนัดคนไทยยิ้มได้")], "", null);

    public string Summary => "ยกเลิกกิจกรรม";

    public JsonObject Data() => new() { ["sessions"] = Pick.Dropdown(Sessions), ["reason"] = Reason, ["note"] = Shown.Text(Note) };
}

public sealed record CancelClick(string Session, bool Confirm, string? Reason) : Click;
