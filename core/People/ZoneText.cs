using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.People;

/// <summary>How zones are written: "1", "โซน 1" and "zone 1" are the same zone.</summary>
public static class ZoneText
{
    const int Longest = 40;

    /// <summary>The zone as it is stored; empty for an empty text.</summary>
    public static string Read(string text)
    {
        var bare = ThaiText.Clean(text, Longest);
        foreach (var prefix in new[] { "โซนที่", "โซน", "zone" })
            if (bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) bare = bare[prefix.Length..].Trim();
        return string.Concat(bare.Select(c => c is >= '๐' and <= '๙' ? (char)('0' + (c - '๐')) : c));
    }
}
