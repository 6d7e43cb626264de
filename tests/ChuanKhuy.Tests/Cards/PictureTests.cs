using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChuanKhuy.Cards;
using ChuanKhuy.Tests.Browser;

namespace ChuanKhuy.Tests.Cards;

/// <summary>
/// Every card on a phone, 360 pixels wide. The pictures beside the cards are those of the samples: UPDATE_PICTURES=1 draws them anew.
/// Pixels differ from one build of a browser to the next, so a picture is current when what it was drawn from is, and its size is near.
/// </summary>
public sealed class PictureTests(Chromium chromium) : IClassFixture<Chromium>
{
    const int Near = 16;

    static readonly string Marks = Repository.File("cards", "pictures.json");

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TheoryData<string> Names => Deck.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task A_card_fits_a_phone_whatever_is_in_it(string name)
    {
        var page = await CardPage.Open(chromium);
        var sample = Deck.Samples[name];
        foreach (var card in (ICard[])[sample, Deck.Bare(sample), Deck.Full(sample), .. Deck.Long.Select(text => Deck.With(sample, text))])
        {
            var drawn = await page.Draw(Card.Bind(card));
            Assert.True(drawn is { Problems: [], Overflows: [], Height: > 20 }, $"{card}\n{string.Join('\n', [.. drawn.Problems, .. drawn.Overflows])}");
        }
    }

    [Fact]
    public async Task The_pictures_beside_the_cards_show_the_cards_as_they_are()
    {
        var page = await CardPage.Open(chromium);
        var update = Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1";
        var marks = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, card) in Deck.Samples)
        {
            var bound = Card.Bind(card);
            await page.Draw(bound);
            var (file, fresh) = (Repository.File("cards", $"{name}.png"), await page.Picture());
            if (update) await File.WriteAllBytesAsync(file, fresh);
            marks[name] = Mark(bound.ToJsonString());
            var ((width, height), (freshWidth, freshHeight)) = (Size(await File.ReadAllBytesAsync(file)), Size(fresh));
            Assert.True(width == freshWidth && Math.Abs(height - freshHeight) <= Near, $"{name}.png is {width} x {height}, now {freshWidth} x {freshHeight}: UPDATE_PICTURES=1");
        }
        if (update) await File.WriteAllTextAsync(Marks, JsonSerializer.Serialize(marks, Indented) + "\n");
        Assert.Equal(marks, JsonSerializer.Deserialize<SortedDictionary<string, string>>(await File.ReadAllTextAsync(Marks)));
    }

    // What a picture is drawn from: the card, the host configuration, and the part of the desk's styles that is about cards.
    static string Mark(string bound)
    {
        var css = File.ReadAllText(Repository.File("functions", "assets", "desk.css")).ReplaceLineEndings("\n");
        var from = css.IndexOf("/* The parts of a card", StringComparison.Ordinal);
        var section = css[from..css.IndexOf("\n\n", from, StringComparison.Ordinal)];
        var config = File.ReadAllText(Repository.File("cards", "hostconfig.json")).ReplaceLineEndings("\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{bound}\n{config}\n{section}")))[..16];
    }

    // PNG begins with eight bytes, then the length and name of the header, then width and height. Source: W3C PNG, section 11.2.1.
    static (int Width, int Height) Size(byte[] png) => (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
