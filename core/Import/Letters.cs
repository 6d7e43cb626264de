using System.Text;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Import;

/// <summary>
/// Finds out in which encoding a text file was saved: UTF-8 or UTF-16 by their mark, UTF-8 by being valid,
/// else TIS-620 / Windows-874, in which Thai Excel saves "CSV" to this day.
/// </summary>
public static class Letters
{
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Windows-874 is TIS-620 with a few signs more; where a byte means nothing in it, the file is something else.</summary>
    static readonly Encoding Thai = CodePagesEncodingProvider.Instance.GetEncoding(874, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new InvalidOperationException("The framework lacks code page 874.");

    public static FileOutcome<string> Read(byte[] bytes)
    {
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Try(Utf8, bytes.AsSpan(3)),
            [0xFF, 0xFE, ..] => Try(new UnicodeEncoding(false, false, true), bytes.AsSpan(2)),
            [0xFE, 0xFF, ..] => Try(new UnicodeEncoding(true, false, true), bytes.AsSpan(2)),
            _ => Try(Utf8, bytes) ?? (Try(Thai, bytes) is { } thai && thai.All(IsThaiText) ? thai : null),
        };
        if (text is null) return Unreadable("ไม่รู้จักรหัสอักษรของไฟล์นี้ ลองบันทึกเป็น CSV UTF-8", "The encoding is neither UTF-8, UTF-16 nor Windows-874. Save the file as CSV UTF-8.");
        return text.Contains('\0', StringComparison.Ordinal)
            ? Unreadable("ไฟล์นี้ไม่ใช่ตารางแบบข้อความ ใช้ไฟล์ .csv หรือ .xlsx", "This is not a text file. Use .csv or .xlsx.")
            : new FileOutcome<string>.Taken(text);
    }

    /// <summary>The text in the encoding of a file that <see cref="Read"/> could read.</summary>
    public static byte[] Like(byte[] file, string text) => file switch
    {
        [0xEF, 0xBB, 0xBF, ..] => [0xEF, 0xBB, 0xBF, .. Utf8.GetBytes(text)],
        [0xFF, 0xFE, ..] => [0xFF, 0xFE, .. new UnicodeEncoding(false, false).GetBytes(text)],
        [0xFE, 0xFF, ..] => [0xFE, 0xFF, .. new UnicodeEncoding(true, false).GetBytes(text)],
        _ => (Try(Utf8, file) is null ? Thai : Utf8).GetBytes(text),
    };

    static string? Try(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>ASCII, the Thai block, and the signs that Windows added.</summary>
    static bool IsThaiText(char c) => c is (>= ' ' and <= '~') or '\t' or '\r' or '\n' or '\u00A0' or (>= 'ก' and <= '฿') or (>= 'ฺ' and <= '๛') or '€' or '…' or '‘' or '’' or '“' or '”' or '•' or '–' or '—';

    static FileOutcome<string>.Unreadable Unreadable(string thai, string english) => new(new(thai, english));
}
