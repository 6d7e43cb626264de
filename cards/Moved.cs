using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The session has another time. Answers stay; who cannot come any more says so.</summary>
public sealed record Moved(string Session, string Title, string From, string To, string? Reason, string? Status, bool Open) : ICard
{
    public static Moved Sample => new(
        "s1", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30 น.", "ศ. 20 มี.ค. 70 เวลา 9.00-10.30 น.", "วิทยากรติดราชการด่วน", "คุณตอบไว้ว่า เข้าร่วม", true);

    public string Summary => $"เลื่อน {Title} เป็น {To}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["from"] = Shown.Text(From), ["to"] = Shown.Text(To), ["reason"] = Shown.Text(Reason),
        ["status"] = Shown.Text(Status), ["open"] = Open, ["changeable"] = Open && Status is not null,
    };
}
