using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Import;

/// <summary>
/// Reads the first sheet of an .xlsx as texts; a date becomes "2026-12-02 13:30". Written for files of unknown origin: no DTD, no macro, no link to another
/// workbook, and every part is counted while it is unpacked, so that a small file cannot become a large one, whatever it says of its own size.
/// Source of the form: ECMA-376 part 1, SpreadsheetML (18.3 worksheets, 18.4 shared strings, 18.8 styles).
/// </summary>
static class Xlsx
{
    const int PartBytes = 64 * 1024 * 1024;
    const int LongestCell = 10_000;
    const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes is [(byte)'P', (byte)'K', 3, 4, ..];

    /// <exception cref="WorkbookException">The file is damaged or not allowed.</exception>
    public static IReadOnlyList<RawRow> Read(Stream file, int most)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
                throw Refused("ไฟล์มีมาโคร บันทึกเป็น .xlsx ธรรมดาก่อน", "The workbook contains macros. Save it as a plain .xlsx.");
            if (entry.FullName.StartsWith("xl/externalLinks/", StringComparison.OrdinalIgnoreCase))
                throw Refused("ไฟล์มีลิงก์ไปยังสมุดงานอื่น คัดลอกเป็นค่าก่อน", "The workbook links to other workbooks. Paste the values first.");
        }
        var texts = Texts(zip);
        var (dates, from1904) = (DateStyles(zip), false);
        var sheet = FirstSheet(zip, ref from1904);
        return Rows(zip, sheet, texts, dates, from1904, most);
    }

    static WorkbookException Refused(string thai, string english) => new(new(thai, english));

    public static WorkbookException Damaged() => Refused("เปิดไฟล์ Excel นี้ไม่ได้ ไฟล์อาจเสียหรือมีรหัสผ่าน", "The workbook cannot be read: damaged or protected by a password.");

    static XmlReader? Open(ZipArchive zip, string part) => zip.GetEntry(part) is { } entry
        ? XmlReader.Create(new Counted(entry.Open(), PartBytes), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, IgnoreComments = true })
        : null;

    static string FirstSheet(ZipArchive zip, ref bool from1904)
    {
        string? relation = null;
        using (var book = Open(zip, "xl/workbook.xml") ?? throw Damaged())
            while (book.Read())
            {
                if (book is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" }) from1904 = book.GetAttribute("date1904") is "1" or "true";
                if (relation is null && book is { NodeType: XmlNodeType.Element, LocalName: "sheet" }) relation = book.GetAttribute("id", Relations);
            }
        using var names = Open(zip, "xl/_rels/workbook.xml.rels") ?? throw Damaged();
        while (names.Read())
            if (names is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && names.GetAttribute("Id") == relation && names.GetAttribute("Target") is { } target)
                return target.StartsWith('/') ? target[1..] : $"xl/{target}";
        throw Damaged();
    }

    static List<string> Texts(ZipArchive zip)
    {
        var texts = new List<string>();
        using var xml = Open(zip, "xl/sharedStrings.xml");
        while (xml?.Read() == true)
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" }) texts.Add(Text(xml));
        return texts;
    }

    /// <summary>The text of an element with runs, without the phonetic ones.</summary>
    static string Text(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (made, depth) = (new StringBuilder(), xml.Depth);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" }) Pass(xml);
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA && made.Length <= LongestCell) made.Append(xml.Value);
        }
        return made.ToString();
    }

    static void Pass(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth) { }
    }

    /// <summary>Which cell styles show a date: the built-in ones (14-22, 45-47, the Thai 71-81), and own formats that have a year, day or hour.</summary>
    static HashSet<int> DateStyles(ZipArchive zip)
    {
        var (dates, formats, cells, at) = (new HashSet<int>(), new HashSet<int>(), false, 0);
        using var xml = Open(zip, "xl/styles.xml");
        while (xml?.Read() == true)
        {
            if (xml.LocalName == "cellXfs") cells = xml.NodeType is XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType is not XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt" && xml.GetAttribute("formatCode") is { } code && ShowsDate(code)) formats.Add(Number(xml.GetAttribute("numFmtId")));
            if (xml.LocalName == "xf" && cells)
            {
                if (Number(xml.GetAttribute("numFmtId")) is var format && (format is (>= 14 and <= 22) or (>= 45 and <= 47) or (>= 71 and <= 81) || formats.Contains(format))) dates.Add(at);
                at++;
            }
        }
        return dates;
    }

    static bool ShowsDate(string code)
    {
        var (quoted, bracket) = (false, false);
        foreach (var c in code)
        {
            if (c == '"') quoted = !quoted;
            else if (c == '[') bracket = true;
            else if (c == ']') bracket = false;
            else if (!quoted && !bracket && c is 'y' or 'Y' or 'd' or 'D' or 'h' or 'H' or 'ป' or 'ว') return true;
        }
        return false;
    }

    static List<RawRow> Rows(ZipArchive zip, string part, List<string> texts, HashSet<int> dates, bool from1904, int most)
    {
        using var xml = Open(zip, part) ?? throw Damaged();
        var (rows, line) = (new List<RawRow>(), 0);
        while (xml.Read() && rows.Count <= most)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "row" }) continue;
            line = Number(xml.GetAttribute("r")) is var named and > 0 ? named : line + 1;
            var cells = Cells(xml, texts, dates, from1904);
            if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell))) rows.Add(Row(line, cells));
        }
        return rows;
    }

    static RawRow Row(int line, List<string> cells) => cells.Any(cell => cell.Length > LongestCell)
        ? new(line, [], new($"มีช่องที่ยาวเกิน {LongestCell} ตัวอักษร", $"A cell is longer than {LongestCell} characters."))
        : new(line, cells);

    static List<string> Cells(XmlReader xml, List<string> texts, HashSet<int> dates, bool from1904)
    {
        var cells = new List<string>();
        if (xml.IsEmptyElement) return cells;
        var (depth, at) = (xml.Depth, -1);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" }) continue;
            at = ColumnOf(xml.GetAttribute("r")) ?? at + 1;
            var (type, style) = (xml.GetAttribute("t"), Number(xml.GetAttribute("s")));
            var value = Value(xml);
            if (at < cells.Count || at >= Columns.Most) continue;
            while (cells.Count < at) cells.Add("");
            cells.Add(type switch
            {
                "s" => Number(value) is var which && which >= 0 && which < texts.Count ? texts[which] : "",
                "e" => "",
                null or "n" when dates.Contains(style) && Date(value, from1904) is { } date => date,
                _ => value,
            });
        }
        return cells;
    }

    /// <summary>The text of v or is; a formula's own text is not looked at, only what it gave last.</summary>
    static string Value(XmlReader xml)
    {
        var value = "";
        if (xml.IsEmptyElement) return value;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" }) value = Text(xml);
        return value;
    }

    /// <summary>Excel's serial day: 1 is 1 January 1900, and there is a 29 February 1900.</summary>
    static string? Date(string serial, bool from1904)
    {
        if (!double.TryParse(serial, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) || days is < 0 or > 200_000) return null;
        var at = (from1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, 30)).AddMinutes(Math.Round(days * 24 * 60));
        var form = days < 1 ? "HH:mm" : at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm";
        return at.ToString(form, CultureInfo.InvariantCulture);
    }

    /// <summary>0 for "A7", 27 for "AB7".</summary>
    static int? ColumnOf(string? reference)
    {
        var at = 0;
        foreach (var c in reference ?? "")
        {
            if (c is < 'A' or > 'Z') break;
            at = (at * 26) + (c - 'A' + 1);
            if (at > 20_000) return Columns.Most;
        }
        return at > 0 ? at - 1 : null;
    }

    static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Gives up when more comes out than is allowed.</summary>
    sealed class Counted(Stream inner, long most) : Stream
    {
        long read;

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

        int Count(int bytes) => (read += bytes) <= most ? bytes
            : throw Refused("ไฟล์ Excel นี้คลายออกมาใหญ่ผิดปกติ จึงไม่เปิด", "The workbook unpacks to an unreasonable size and was not opened.");

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => read; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

/// <summary>A workbook that is damaged or holds what is not allowed.</summary>
sealed class WorkbookException(Problem problem) : Exception(problem.English)
{
    public Problem Problem => problem;
}
