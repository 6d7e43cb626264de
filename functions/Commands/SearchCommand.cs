using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`search "คำค้น" [--json]`: library hits, best first.</summary>
static class SearchCommand
{
    const int Most = 10;

    static readonly Argument<string> Words = new("words") { Description = "คำค้น (what to look for)" };
    static readonly Option<bool> Json = new("--json") { Description = "พิมพ์เป็น JSON (print JSON)" };

    public static Command Make()
    {
        var command = new Command("search", "ค้นห้องสมุด (search the library)") { Words, Json };
        command.SetAction(async (parsed, ct) =>
        {
            await using var installation = await Installation.Open(Where.Read(parsed), ct);
            var found = await installation.Get<Library>().Search(parsed.GetValue(Words)!, Most, ct);
            await Console.Out.WriteLineAsync(parsed.GetValue(Json) ? AsJson(found) : AsText(found));
            return 0;
        });
        return command;
    }

    static string AsJson(IReadOnlyList<Found> found) => JsonSerializer.Serialize(
        [.. found.Select(f => new SearchedItem(f.Hit.Id, f.Hit.Title, f.Hit.Score, f.Item.Released!.Category, f.Hit.Passage))], DraftJson.Thai.IReadOnlyListSearchedItem);

    static string AsText(IReadOnlyList<Found> found) => found.Count == 0
        ? "ไม่พบ ลองคำที่สั้นลง (nothing found; try fewer words)"
        : string.Join('\n', found.Select((f, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}. {f.Hit.Title} ({f.Item.Released!.Category.Thai()}) {f.Hit.Id}")));
}

sealed record SearchedItem(string Id, string Title, double Score, Category Category, string Passage);
