using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>An appeal, for a coordinator to decide on.</summary>
/// <param name="Id">Who appeals, by id.</param>
/// <param name="Before">What is decided of them so far, and why.</param>
public sealed record AppealCase(string Session, string Id, string Who, string Title, string When, string Before, string Words, string? Note = null) : ICard
{
    public static AppealCase Sample => new(
        "s1", "p011", "นายกล้า หาญดี", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", "อยู่ในห้องประชุม 12 นาที จาก 90 นาที ไม่ถึงเกณฑ์ 54 นาที", "เน็ตหลุด ย้ายไปนั่งจอเดียวกับพี่มานะ");

    public string Summary => $"{Who} แจ้งว่าเข้าร่วม {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["id"] = Id, ["who"] = Shown.Text(Who), ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When),
        ["before"] = Shown.Text(Before), ["words"] = Shown.Text(Words), ["note"] = Shown.Text(Note),
    };
}

/// <summary>The coordinator's answer to an appeal.</summary>
public sealed record AppealedClick(string Session, string Person, bool Grant, string? Reason) : Click;
