using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The form with which a coordinator corrects who was there; a reason is asked for.</summary>
public sealed record CorrectForm(IReadOnlyList<Pick> Sessions, string Person, bool Present, string Reason, string? Note, bool Excused = false) : ICard
{
    public static CorrectForm Sample => new([new("s1", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น. ตลาดนัดคนไทยยิ้มได้")], "", true, "", null);

    public string Summary => "แก้ไขการลงชื่อ";

    public JsonObject Data() => new() { ["sessions"] = Pick.Dropdown(Sessions), ["person"] = Person, ["present"] = Present ? "true" : Excused ? "leave" : "false", ["reason"] = Reason, ["note"] = Shown.Text(Note) };
}

/// <param name="Excused">Was not there for a known reason: it is no no-show.</param>
public sealed record CorrectClick(string Session, string Person, bool Present, string? Reason, bool Excused = false) : Click;
