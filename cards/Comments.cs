using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>A coordinator reads what listeners wrote and ticks what is passed on to the speaker; nothing unread reaches a speaker.</summary>
/// <param name="From">The place of the first of these texts among all.</param>
public sealed record Comments(string Session, string Title, string Lead, IReadOnlyList<Pick> Texts, int From) : ICard
{
    /// <summary>Texts on one card; the next ones come after these are decided.</summary>
    public const int Most = 10;

    const int Letters = 300;

    public static Comments Sample => new(
        "s1", "ตลาดนัดคนไทยยิ้มได้", "ความเห็น 1-3 จาก 3 ข้อความ ติ๊กเฉพาะข้อความที่ส่งต่อให้วิทยากรได้",
        [new("0", "ขอตัวอย่างจากกลุ่มที่เพิ่งเริ่ม"), new("1", "เข้าใจง่าย นำไปใช้ได้เลย"), new("2", "อยากให้มีเวลาถามมากกว่านี้")], 0);

    public string Summary => $"อ่านความเห็น {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["lead"] = Shown.Text(Lead), ["from"] = From,
        ["texts"] = Pick.Ticks([.. Texts.Take(Most)]),
        ["whole"] = new JsonArray([.. Texts.Take(Most).Select((text, i) => new JsonObject
        {
            ["text"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ข้อความที่ {From + i + 1}: {Shown.Text(Shown.Cut(text.Title, Letters))}"),
        })]),
    };
}

/// <summary>The ticked texts, by their place among all.</summary>
public sealed record CommentsClick(string Session, int From, IReadOnlyList<int> Pass) : Click;
