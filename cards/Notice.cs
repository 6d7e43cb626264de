using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Something was done, or is good to know.</summary>
public sealed record Notice(string Title, string Text, Tone Tone) : ICard
{
    public static Notice Sample => new("ขอบคุณสำหรับความเห็น", "ความเห็นของคุณช่วยให้ครั้งหน้าดีขึ้น", Tone.Good);

    public string Summary => Title;

    public JsonObject Data() => new()
    {
        ["title"] = Shown.Text(Title), ["text"] = Shown.Text(Text), ["style"] = Tone switch { Tone.Good => "good", Tone.Warning => "warning", _ => "accent" },
    };
}
