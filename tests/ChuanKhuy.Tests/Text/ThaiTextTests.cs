using System.Globalization;
using ChuanKhuy.Core.Text;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Text;

public sealed class ThaiTextTests
{
    [Theory]
    [InlineData("  ตาราง \u00A0 กิจกรรม\t\n", "ตาราง กิจกรรม")]
    [InlineData("น\u0E4D\u0E32", "น\u0E33")] // nikhahit + sara aa
    [InlineData("น\u0E4D\u0E49\u0E32", "น\u0E49\u0E33")] // … with the tone between
    [InlineData("น\u0E49\u0E4D\u0E32", "น\u0E49\u0E33")] // … with the tone before
    [InlineData("น\u0E33\u0E49", "น\u0E49\u0E33")] // the tone typed last
    [InlineData("ป\u0E48\u0E35", "ป\u0E35\u0E48")] // the tone typed before its vowel
    [InlineData("เเก้", "แก้")] // two SARA E for one SARA AE
    [InlineData("ลง\u200Bชื่อ\uFEFF", "ลงชื่อ")]
    [InlineData("๑๒๓๔๕", "12345")]
    [InlineData("HELP", "help")]
    [InlineData("", "")]
    public void Different_ways_to_type_the_same_compare_equal(string typed, string same) => Assert.Equal(same, ThaiText.Normalise(typed));

    [Fact]
    public void Half_an_emoji_does_no_harm()
    {
        var half = new string([(char)0xD83D, 'ก']);
        Assert.Equal("\uFFFDก", ThaiText.Normalise(half));
        Assert.Equal("\uFFFDก", ThaiText.Clean(half, 10));
    }

    [Property(MaxTest = 1000)]
    public bool Normalising_twice_is_normalising_once(string? any) => ThaiText.Normalise(any ?? "") is var once && ThaiText.Normalise(once) == once;

    /// <summary>Random text seldom holds the letters that matter; this does.</summary>
    [Property(MaxTest = 1000)]
    public bool Normalising_twice_is_normalising_once_for_piled_up_marks(byte[]? picks)
    {
        const string Letters = "กนปเแไ\u0E4D\u0E32\u0E33\u0E31\u0E34\u0E35\u0E38\u0E48\u0E49\u0E47\u0E4C \u200B\uD83D\uDE00a\u0301";
        var text = string.Concat((picks ?? []).Select(pick => Letters[pick % Letters.Length]));
        var once = ThaiText.Normalise(text);
        return ThaiText.Normalise(once) == once;
    }

    [Theory]
    [InlineData("สวัสดี\r\nครับ\0", 100, "สวัสดี ครับ")]
    [InlineData("ซ้าย\u202Eขวา", 100, "ซ้ายขวา")] // text that would turn the line around
    [InlineData("👨‍👩‍👧 มาด้วย", 100, "👨‍👩‍👧 มาด้วย")] // a joined picture stays joined
    [InlineData("ที่นี่", 2, "")] // ที่ is one element of three characters
    [InlineData("ที่นี่", 3, "ที่")]
    [InlineData("ที่นี่", 5, "ที่")]
    [InlineData("มาเร็ว", 3, "มา")] // เ alone would wait for its consonant
    [InlineData("น้ำใจ", 2, "")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab cd", 3, "ab")]
    public void A_text_to_keep_is_one_line_cut_between_letters(string text, int max, string kept) => Assert.Equal(kept, ThaiText.Clean(text, max));

    [Fact]
    public void Lines_stay_lines_without_heaps_of_empty_ones() =>
        Assert.Equal("ข้อแรก\n\nข้อสอง", ThaiText.CleanLines("\r\n ข้อแรก  \r\n\r\n\r\n\t\r\nข้อสอง\n", 100));

    [Property(MaxTest = 1000)]
    public bool What_is_kept_is_never_too_long_never_half_a_letter_and_stays_as_it_is(string? any, byte max)
    {
        var kept = ThaiText.Clean(any ?? "", max);
        var lines = ThaiText.CleanLines(any ?? "", max);
        return kept.Length <= max && lines.Length <= max && ThaiText.Clean(kept, max) == kept
            && kept.EnumerateRunes().All(rune => rune.Value != 0xFFFD || (any ?? "").Length > 0) && !kept.Any(char.IsControl)
            && (kept.Length == 0 || new StringInfo(kept).LengthInTextElements > 0);
    }

    [Fact]
    public void Printed_reports_can_have_thai_digits() => Assert.Equal("๑๒ มีนาคม ๒๕๖๙", ThaiText.ThaiDigits("12 มีนาคม 2569"));
}
