using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Signing in by one tap on the own card.</summary>
/// <param name="Until">Until when it is possible.</param>
public sealed record CheckIn(string Session, string Title, string Until, string? Note, bool Done) : ICard
{
    public static CheckIn Sample => new("s1", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 15.30 น.", null, false);

    public static CheckIn SignedIn => Sample with { Note = "คุณสมหญิง ลงชื่อเข้าร่วมแล้ว", Done = true };

    public string Summary => $"ลงชื่อเข้าร่วม {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["until"] = Shown.Text(Until), ["note"] = Shown.Text(Note), ["done"] = Done,
    };
}

/// <summary>"ฉันอยู่ในกิจกรรม".</summary>
public sealed record CheckInClick(string Session) : Click;
