using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Something was done, or is good to know.</summary>
/// <param name="Button">The title of a button that opens <paramref name="Url"/>; null: none.</param>
public sealed record Notice(string Title, string Text, Tone Tone, string? Button = null, string? Url = null) : ICard
{
    public static Notice Sample => new("ขอบคุณสำหรับความเห็น", "ความเห็นของคุณช่วยให้ครั้งหน้าดีขึ้น", Tone.Good);

    public static Notice SignIn => new(
        "ลิงก์เข้าใช้หน้าเว็บของคุณ", "ใช้ได้ครั้งเดียวภายใน 10 นาที อย่าส่งต่อให้ผู้อื่น", Tone.Info, "เปิดหน้าเว็บ", "https://chuankhuy.example.org/signin/x");

    public string Summary => Title;

    public JsonObject Data() => new()
    {
        ["title"] = Shown.Text(Title), ["text"] = Shown.Text(Text), ["style"] = Tone switch { Tone.Good => "good", Tone.Warning => "warning", _ => "accent" },
        ["button"] = Button ?? "", ["url"] = Url ?? "",
    };
}
