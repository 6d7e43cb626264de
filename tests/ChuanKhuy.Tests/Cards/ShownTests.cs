using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChuanKhuy.Cards;

namespace ChuanKhuy.Tests.Cards;

public sealed class ShownTests(CardPage page) : IClassFixture<CardPage>
{
    // Everything that means something to Markdown, to cards or to HTML, to be shuffled.
    static readonly string[] Pieces =
    [
        "\\", "`", "*", "**", "_", "[", "]", "(", ")", "#", "~", "~~", "<", ">", "&", "&amp;", "!", "|", "-", "+", "=", "===", "---", "1.", "1)", "{{", "}}", "${", "}", ":", "\"",
        " ", "  ", "    ", "\n", "\n\n", "\r\n", "\t", "ก", "ปิ่น", "a", "https://example.org", "DATE(2026-03-12T06:30:00Z)", "😀", "/", "@", ".", "\u00a0",
    ];

    [Fact]
    public async Task What_is_typed_is_what_is_shown() => await Same([.. Deck.Hostile]);

    [Fact]
    public async Task What_is_typed_is_what_is_shown_whatever_the_marks_and_their_order()
    {
        var dice = new Random(20261123);
        await Same([.. Enumerable.Range(0, 1500).Select(_ => string.Concat(Enumerable.Range(0, dice.Next(1, 14)).Select(_ => Pieces[dice.Next(Pieces.Length)]))).Where(text => !string.IsNullOrWhiteSpace(text))]);
    }

    [Fact]
    public async Task Nothing_that_is_typed_becomes_a_link_or_a_picture_on_any_card()
    {
        foreach (var (name, card) in Deck.Samples)
            foreach (var drawn in await page.Draw(Deck.Hostile.Except(Deck.Long).Select(text => Card.Bind(Deck.With(card, text)))))
                Assert.True(drawn is { Marks: [], Problems: [] }, $"{name}: {string.Join('\n', [.. drawn.Marks, .. drawn.Problems])}");
    }

    [Theory]
    [InlineData("น้ำ", 2, "…")]
    [InlineData("กน้ำ", 3, "ก…")]
    [InlineData("กน้ำ", 4, "กน้ำ")]
    [InlineData("ดี 😀😀", 4, "ดี…")]
    [InlineData("ปิ่นฟ้า", 4, "ปิ่น…")]
    public void What_is_cut_keeps_its_marks(string text, int letters, string shown) => Assert.Equal(shown, Shown.Cut(text, letters));

    async Task Same(IReadOnlyList<string> texts)
    {
        var drawn = await page.Draw(new JsonObject
        {
            ["type"] = "AdaptiveCard", ["version"] = "1.4",
            ["body"] = new JsonArray([.. texts.Select((text, i) => i % 2 == 0
                ? new JsonObject { ["type"] = "TextBlock", ["text"] = Shown.Text($"@{text}"), ["wrap"] = true }
                : new JsonObject { ["type"] = "FactSet", ["facts"] = new JsonArray(new JsonObject { ["title"] = "@", ["value"] = Shown.Text(text) }) })]),
        });
        Assert.Empty(drawn.Marks);
        Assert.Equal(texts.SelectMany((text, i) => i % 2 == 0 ? (string[])[Plain($"@{text}")] : ["@", Plain(text)]), drawn.Texts);
    }

    static string Plain(string text) => Regex.Replace(text, @"\s+", " ").Trim();
}
