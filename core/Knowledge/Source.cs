using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>One cue of a transcript or one line of a summary: what a citation points at.</summary>
/// <param name="Number">From 1, in the order of the source.</param>
/// <param name="Text">On one line, Thai in its composed form; otherwise as it came. Empty when the cue says nothing.</param>
/// <param name="Speaker">Null when the source does not name one.</param>
/// <param name="Line">The line of the file on which it begins, from 1.</param>
public sealed record SourceUnit(int Number, string Text, string? Speaker, TimeSpan? From, TimeSpan? To, int Line);

/// <summary>A transcript or summary as it was read.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Title">The first line of a summary; empty when there is none.</param>
public sealed record Source(string Name, string Title, IReadOnlyList<SourceUnit> Units);

/// <summary>
/// Reads what was said: WebVTT (as Teams and Webex write it), a plain transcript with or without names and times, or a pasted summary.
/// They are told apart by what is in them. Whatever is wrong with the whole is one sentence, never an exception.
/// </summary>
public static class SourceReader
{
    /// <summary>Eight hours of talk are about 2 MB.</summary>
    public const int MostBytes = 5 * 1024 * 1024;
    public const int MostUnits = 20_000;

    /// <summary>Longer cues and lines are cut here; a person speaks this much in five minutes.</summary>
    public const int UnitChars = 5_000;

    /// <param name="file">Read to its end, or until it is too large.</param>
    /// <param name="name">As it is shown; not opened.</param>
    public static async Task<FileOutcome<Source>> Read(Stream file, string name, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        while (await file.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (memory.Length + read > MostBytes) return Refused("ไฟล์ใหญ่เกิน 5 เมกะไบต์ แบ่งเป็นหลายไฟล์แล้วลองใหม่", "The file is larger than 5 MB; split it.");
            memory.Write(buffer, 0, read);
        }
        return Read(memory.ToArray(), name);
    }

    public static FileOutcome<Source> Read(byte[] bytes, string name)
    {
        if (bytes.Length > MostBytes) return Refused("ไฟล์ใหญ่เกิน 5 เมกะไบต์ แบ่งเป็นหลายไฟล์แล้วลองใหม่", "The file is larger than 5 MB; split it.");
        if (Letters.Read(bytes) is not FileOutcome<string>.Taken(var text) || IsBinary(text))
            return Refused("ไฟล์นี้ไม่ใช่ข้อความ ใช้ไฟล์ .vtt หรือ .txt", "This is not a text file. Use .vtt or .txt.");
        text = text.TrimStart('\uFEFF');
        if (IsHtml(text.TrimStart())) return Refused("ไฟล์นี้เป็นหน้าเว็บ (HTML) คัดลอกเฉพาะข้อความมาวางในไฟล์ .txt", "This is a web page (HTML). Paste its text into a .txt file.");
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var (title, units) = WebVtt.Is(text.TrimStart()) ? ("", WebVtt.Read(lines)) : PlainText.Read(lines);
        if (units.Count > MostUnits) return Refused("ข้อความยาวเกิน 20,000 ช่วง แบ่งเป็นหลายไฟล์แล้วลองใหม่", "There are more than 20,000 cues or lines; split the file.");
        return units.Any(unit => unit.Text.Length > 0)
            ? new FileOutcome<Source>.Taken(new(name, title, units))
            : Refused("ไฟล์นี้ไม่มีข้อความ", "There is no text in this file.");
    }

    /// <summary>Texts have tabs and line ends, and no other control characters to speak of.</summary>
    static bool IsBinary(string text) => text.Count(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f' or '\v' or '\u0085')) > text.Length / 200;

    static readonly string[] Html = ["<!doctype", "<html", "<head", "<body", "<?xml"];

    static bool IsHtml(string start) =>
        Html.Any(tag => start.StartsWith(tag, StringComparison.OrdinalIgnoreCase));

    static FileOutcome<Source> Refused(string thai, string english) => new FileOutcome<Source>.Unreadable(new(thai, english));
}
