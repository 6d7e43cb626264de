using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Bot;

/// <summary>The weekly tip as people get it, and the words that stop and begin it.</summary>
public sealed class TipDesk(WeeklyTip tips, Library library, Says says)
{
    /// <summary>Null when the item was taken back meanwhile.</summary>
    public async Task<Message?> Show(int week, CancellationToken ct)
    {
        if (await tips.Find(week, ct) is not { } tip || await library.Find(tip.Item, ct) is not { Released: { } text } item) return null;
        var asked = tip.Ask is { } id ? await library.Find(id, ct) : null;
        return new(new Cards.Tip(
            text.Title, string.Create(CultureInfo.InvariantCulture, $"{text.Category.Thai()} · อ่าน {text.Minutes:0.#} นาที"), Excerpt(text), Address(item),
            asked is null ? null : Question(asked.Released!), asked is null ? null : Address(asked)));
    }

    public async Task<Message> Want(Person person, bool wants, CancellationToken ct)
    {
        await tips.Want(person.Id, wants, ct);
        return new(wants
            ? new Notice("จะส่งเคล็ดลับให้ทุกสัปดาห์", "สัปดาห์ละหนึ่งเรื่องสั้น ๆ ถ้าไม่ต้องการ พิมพ์ หยุดเคล็ดลับ", Tone.Good)
            : new Notice("หยุดส่งเคล็ดลับแล้ว", "เรื่องทั้งหมดยังอยู่ในห้องสมุด ถ้าอยากรับอีก พิมพ์ รับเคล็ดลับ", Tone.Good));
    }

    static string Question(ItemText text) => text.Question ?? $"จำได้ไหม เรื่อง {text.Title} ควรทำอย่างไร";

    /// <summary>The first paragraphs, as much as a card can show.</summary>
    static string Excerpt(ItemText text)
    {
        const int Paragraphs = 3;
        return string.Join('\n', text.Paragraphs.Where(paragraph => paragraph.Length > 0).Take(Paragraphs));
    }

    string Address(Item item) => $"{says.BaseUrl}/library/{item.Id}";
}
