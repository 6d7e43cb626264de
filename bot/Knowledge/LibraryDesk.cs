using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Knowledge;

namespace ChuanKhuy.Bot;

/// <summary>"ค้นหา …" in the chat.</summary>
public sealed class LibraryDesk(Library library, Says says)
{
    public async Task<Message> Said(string question, CancellationToken ct)
    {
        if (question.Length == 0) return new(new Refusal("จะค้นเรื่องอะไรดี", "พิมพ์ ค้นหา ตามด้วยเรื่อง เช่น ค้นหา ตรวจรับของไม่ครบ"));
        var found = (await library.Search(question, SearchHits.MostItems, ct)).ToList();
        // When there is a good answer, those that only share some letters are left out.
        if (found.Any(f => f.Hit.Score >= SearchIndex.Good)) found.RemoveAll(f => f.Hit.Score < SearchIndex.Good);
        return found.Count == 0
            ? new(new Refusal("ยังไม่พบเรื่องนี้ในห้องสมุด", "ลองคำที่สั้นลง หรือใช้คำอื่นที่ความหมายเดียวกัน"))
            : new(new SearchHits(question, [.. found.Select(Shown)]));
    }

    SearchHit Shown(Found found) => new(
        found.Hit.Title, string.Create(CultureInfo.InvariantCulture, $"{found.Item.Released!.Category.Thai()} · อ่าน {found.Item.Released.Minutes:0.#} นาที"),
        found.Hit.Passage, $"{says.BaseUrl}/library/{found.Item.Id}");
}
