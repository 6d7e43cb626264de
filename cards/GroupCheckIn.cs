using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>One person names the colleagues at the same screen; each confirms on their own card.</summary>
public sealed record GroupCheckIn(string Session, string Title, IReadOnlyList<Pick> Colleagues, string Until, string? Note) : ICard
{
    public static GroupCheckIn Sample => new(
        "s1", "ตลาดนัดคนไทยยิ้มได้", [new("p011", "นายกล้า หาญดี"), new("p012", "นางสาวฟ้าใส รุ่งเรือง"), new("p013", "นางญาดา มีสุข")], "พฤ. 12 มี.ค. 70 เวลา 15.30 น.", null);

    public string Summary => $"ลงชื่อกลุ่ม {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["until"] = Shown.Text(Until), ["note"] = Shown.Text(Note), ["colleagues"] = Pick.Ticks(Colleagues),
    };
}

/// <summary>The named colleagues, by id.</summary>
public sealed record GroupCheckInClick(string Session, IReadOnlyList<string> People) : Click;
