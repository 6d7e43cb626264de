using System.Text;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Keys as bytes whose order is the ordinal order of the text. UTF-8 alone would put emoji after U+FFFF where UTF-16 code units put them before;
/// so each surrogate is written on its own in three bytes (the form known as CESU-8). Keys without emoji are plain UTF-8.
/// </summary>
internal static class Keys
{
    public static byte[] Bytes(string key)
    {
        if (!HasSurrogates(key)) return Encoding.UTF8.GetBytes(key);
        var bytes = new List<byte>(key.Length * 3);
        Span<byte> one = stackalloc byte[3];
        foreach (var c in key)
        {
            if (char.IsSurrogate(c)) bytes.AddRange((byte)(0xE0 | c >> 12), (byte)(0x80 | c >> 6 & 0x3F), (byte)(0x80 | c & 0x3F));
            else bytes.AddRange(one[..new Rune(c).EncodeToUtf8(one)]);
        }
        return [.. bytes];
    }

    public static string Text(byte[] bytes)
    {
        for (var i = 0; i + 1 < bytes.Length; i++)
        {
            if (bytes[i] == 0xED && bytes[i + 1] >= 0xA0) return Units(bytes);
        }
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The first bytes after all keys that begin with these; null when there are none.</summary>
    public static byte[]? After(byte[] prefix)
    {
        if (prefix.Length == 0) return null;
        byte[] next = [.. prefix];
        next[^1]++; // never 0xFF: no such byte in these keys
        return next;
    }

    /// <summary>The first well-formed text after all that begin with the prefix; null when there is none.</summary>
    public static string? After(string prefix)
    {
        for (var length = prefix.Length; length > 0; length--)
        {
            var last = prefix[length - 1];
            var head = prefix[..(length - 1)];
            if (last == '\uFFFF') continue;
            if (last == '\uD7FF') return head + "\U00010000"; // the next code unit is half a pair
            if (last == '\uDFFF') // the last of its high half: on to the next one, or past all pairs
            {
                var high = head[^1];
                return head[..^1] + (high == '\uDBFF' ? "\uE000" : $"{(char)(high + 1)}\uDC00");
            }
            return head + (char)(last + 1);
        }
        return null;
    }

    static string Units(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length;)
        {
            var b = bytes[i];
            if (b < 0x80) (_, i) = (text.Append((char)b), i + 1);
            else if (b < 0xE0) (_, i) = (text.Append((char)((b & 0x1F) << 6 | bytes[i + 1] & 0x3F)), i + 2);
            else (_, i) = (text.Append((char)((b & 0x0F) << 12 | (bytes[i + 1] & 0x3F) << 6 | bytes[i + 2] & 0x3F)), i + 3);
        }
        return text.ToString();
    }

    static bool HasSurrogates(string key) => key.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;
}
