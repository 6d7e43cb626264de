using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Participants of a meeting whom nobody knows yet, for the coordinator to name.</summary>
/// <param name="Person">What was typed.</param>
public sealed record WhoIs(string Session, string Title, string When, IReadOnlyList<Pick> Names, string Person, string? Note) : ICard
{
    public static WhoIs Sample => new(
        "s1", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.",
        [new("0a1b", "iPad ของพี่ต้อย (84 นาที)"), new("0a1c", "กล้า หาญดี (พช.เมือง) (80 นาที) อาจเป็น นายกล้า หาญดี")], "", null);

    public string Summary => $"ใครคือชื่อเหล่านี้ใน {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["names"] = Pick.Dropdown(Names), ["person"] = Person, ["note"] = Shown.Text(Note),
    };
}

/// <param name="Who">The participant, by the key of their alias.</param>
/// <param name="Person">By name or id; "-": somebody from outside; null: the one who was proposed.</param>
public sealed record WhoIsClick(string Session, string Who, string? Person) : Click;
