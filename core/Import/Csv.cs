using System.Globalization;
using System.Text;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Import;

/// <summary>
/// Reads CSV by RFC 4180 as spreadsheets write it: quotes, line breaks inside quotes, CRLF or LF; comma, semicolon or tab, whichever the first line has most of
/// (or a first line "sep=;"). A quote that is never closed costs its own line, not the rest of the file.
/// </summary>
public static class Csv
{
    const int LongestCell = 10_000;
    const int UnclosedAtMost = 100;

    /// <summary>The lines that are not blank. At most <paramref name="most"/> + 1 are read, so that the caller sees that there are too many.</summary>
    public static IReadOnlyList<RawRow> Read(string text, int most)
    {
        var (at, line) = (0, 1);
        var separator = Separator(text, ref at, ref line);
        var (rows, unclosed) = (new List<RawRow>(), 0);
        while (at < text.Length && rows.Count <= most)
        {
            var (begin, first) = (at, line);
            var cells = Record(text, separator, ref at, ref line);
            if (cells is null)
            {
                rows.Add(new(first, [], Unclosed));
                if (++unclosed > UnclosedAtMost) break;
                var end = text.IndexOf('\n', begin);
                (at, line) = (end < 0 ? text.Length : end + 1, first + 1);
            }
            else if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
            {
                rows.Add(cells.Any(cell => cell.Length > LongestCell) ? new(first, [], TooLong) : new(first, cells));
            }
        }
        return rows;
    }

    /// <summary>One record; null when a quote in it is never closed.</summary>
    static List<string>? Record(string text, char separator, ref int at, ref int line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        var begins = true;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\n') line++;
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"') { cell.Append('"'); at++; }
                else quoted = false;
            }
            else if (c == '"' && begins) (quoted, begins) = (true, false);
            else if (c == separator)
            {
                cells.Add(cell.ToString());
                cell.Clear();
                begins = true;
            }
            else if (c == '\n')
            {
                at++;
                break;
            }
            else if (c != '\r' || (at + 1 < text.Length && text[at + 1] != '\n'))
            {
                cell.Append(c);
                begins &= c == ' ';
            }
        }
        cells.Add(cell.ToString());
        return quoted ? null : cells;
    }

    static char Separator(string text, ref int at, ref int line)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = (end < 0 ? text : text[..end]).TrimEnd('\r');
        if (first is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var named])
        {
            (at, line) = (end < 0 ? text.Length : end + 1, 2);
            return named;
        }
        var (quoted, counts) = (false, new int[3]);
        foreach (var c in first)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && ",;\t".IndexOf(c, StringComparison.Ordinal) is var which and >= 0) counts[which]++;
        }
        return ",;\t"[Array.IndexOf(counts, counts.Max())];
    }

    static readonly Problem Unclosed = new("เครื่องหมายคำพูด \" เปิดแล้วไม่ปิด", "A quotation mark is opened and never closed.");

    static readonly Problem TooLong = new(
        string.Create(CultureInfo.InvariantCulture, $"มีช่องที่ยาวเกิน {LongestCell} ตัวอักษร"),
        string.Create(CultureInfo.InvariantCulture, $"A cell is longer than {LongestCell} characters."));
}
