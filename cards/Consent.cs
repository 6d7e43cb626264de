using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Asks a speaker whether what they told may go into the library; shows the answer and lets it be changed.</summary>
/// <param name="Status">What was answered and when; null while there is no answer.</param>
public sealed record Consent(string Session, string Title, string Lead, string? Status) : ICard
{
    public static Consent Sample => new("s1", "ตลาดนัดคนไทยยิ้มได้", "คุณปิ่นฟ้า ขอนำสาระที่เล่าไปเป็นเรื่องสั้นในห้องสมุดความรู้ พร้อมชื่อผู้เล่า ยินยอมไหม", null);

    public static Consent Answered => Sample with { Status = "ยินยอมไว้ เมื่อ ศ. 4 ธ.ค. 69 เวลา 10.00 น. เปลี่ยนได้ทุกเมื่อ" };

    public string Summary => $"ขอคำยินยอม: {Title}";

    public JsonObject Data() => new() { ["session"] = Session, ["title"] = Shown.Text(Title), ["lead"] = Shown.Text(Lead), ["status"] = Shown.Text(Status) };
}

/// <summary>A speaker agrees, or takes it back.</summary>
public sealed record ConsentClick(string Session, bool Give) : Click;
