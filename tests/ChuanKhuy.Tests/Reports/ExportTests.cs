using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Tests.Sessions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace ChuanKhuy.Tests.Reports;

/// <summary>The sample quarter as files: the same bytes every time, valid by Microsoft's schemas, and nothing that somebody typed is a formula.</summary>
public sealed class ExportTests
{
    static readonly XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    static readonly Period quarter = Period.OfQuarter(2570, 1);

    /// <summary>Three months, two zones, one session too small to show and one still open; a title that a spreadsheet would run.</summary>
    static readonly IReadOnlyList<SessionSummary> sample =
    [
        Session("q1", 2026, 10, 14, SessionKind.Talk, "ตลาดนัดคนไทยยิ้มได้", "1", [5, 5, 4, 4, 3]),
        Session("q2", 2026, 10, 28, SessionKind.Workshop, "=HYPERLINK(\"http://example.org\")", "2", [5, 5, 5, 5, 5, 4, 4, 4]),
        Session("q3", 2026, 11, 11, SessionKind.Talk, "ป้องกันการทุจริต & <กองทุน>", "1", [4, 4, 2]),
        Session("q4", 2026, 12, 9, SessionKind.Exchange, "ปิ่น ฟ้า ป๊ะ น้ำ ฐู ญุ", "2", [4, 4, 4, 4, 4, 4]),
        Session("q5", 2026, 12, 23, SessionKind.Talk, "ปลายปี", "1", null),
    ];

    public static TheoryData<string> Names => ["satisfaction-session", "satisfaction-month", "satisfaction-zone", "kpi"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_sample_quarter_is_written_as_it_always_was(string name)
    {
        var table = Table(name);
        Golden($"{name}.csv", Encoding.UTF8.GetString(Bytes(table, ReportFiles.Csv)));
        Golden($"{name}.html", Encoding.UTF8.GetString(Bytes(table, ReportPaper.Html)));
        Golden($"{name}.xlsx.txt", Sheet(Bytes(table, ReportXlsx.Write)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_workbook_is_valid_and_has_no_formula(string name)
    {
        var bytes = Bytes(Table(name), ReportXlsx.Write);
        Assert.Equal(bytes, Bytes(Table(name), ReportXlsx.Write));
        using var book = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        Assert.Empty(new OpenXmlValidator().Validate(book).Select(error => $"{error.Part?.Uri} {error.Description}"));
        foreach (var sheet in book.WorkbookPart!.WorksheetParts)
        {
            Assert.Empty(sheet.Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>());
            Assert.DoesNotContain(sheet.Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>(), cell => cell.DataType?.InnerText is "str" or "s");
        }
        Assert.Equal(["รายงาน", "วิธีคิด", "กราฟ"], book.WorkbookPart.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(s => s.Name?.Value));
        Assert.Single(book.WorkbookPart.WorksheetParts.SelectMany(s => s.DrawingsPart?.ChartParts ?? []));
        Assert.Equal("A2", book.WorkbookPart.WorksheetParts.First().Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Pane>().Single().TopLeftCell?.Value);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_for_the_memo_is_valid_and_says_everything_in_Thai_digits(string name)
    {
        var table = Table(name);
        using var document = WordprocessingDocument.Open(new MemoryStream(Bytes(table, ReportPaper.Docx)), false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Part?.Uri} {error.Description}"));
        var text = document.MainDocumentPart!.Document.Body!.InnerText;
        foreach (var part in (IEnumerable<string>)[table.Title, table.Reading, .. table.Method!, .. table.Columns.Select(c => c.Heading)]) Assert.Contains(ReportPaper.Digits(part), text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, char.IsAsciiDigit);
        Assert.Equal(11906u, Math.Min(Page().Width!.Value, Page().Height!.Value));
        Assert.Single(document.MainDocumentPart.ChartParts);
        Assert.Contains("TH SarabunPSK", document.MainDocumentPart.Document.OuterXml, StringComparison.Ordinal);

        DocumentFormat.OpenXml.Wordprocessing.PageSize Page() => document.MainDocumentPart!.Document.Descendants<DocumentFormat.OpenXml.Wordprocessing.PageSize>().Single();
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("\t=1+1")]
    [InlineData("＝1+1")]
    [InlineData("a\n=1+1")]
    [InlineData("\u0001\u000b\ud800<b>&\"'")]
    public void Whatever_was_typed_is_text_in_every_file(string typed)
    {
        var table = new ReportTable(typed, [new("title", typed)], [[typed], [new string('ก', 40_000)]], "", [typed], typed);
        using var book = SpreadsheetDocument.Open(new MemoryStream(Bytes(table, ReportXlsx.Write)), false);
        Assert.Empty(new OpenXmlValidator().Validate(book).Select(error => error.Description));
        Assert.Empty(book.WorkbookPart!.WorksheetParts.SelectMany(s => s.Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>()));
        using var document = WordprocessingDocument.Open(new MemoryStream(Bytes(table, ReportPaper.Docx)), false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
        Assert.DoesNotContain("<b>", Encoding.UTF8.GetString(Bytes(table, ReportPaper.Html)), StringComparison.Ordinal);
    }

    static ReportTable Table(string name) => name switch
    {
        "kpi" => KpiReport.Make(
            new(2570, [1], 5, [new(KpiFigure.Platforms, 2570, 1, 2, new(2026, 12, 30), "บันทึกข้อความ", "kanda", Given.Starts), new(KpiFigure.Complaints, 2570, 1, 0, new(2026, 12, 30), "ศูนย์ดำรงธรรม", "kanda", Given.Starts)],
                [Evaluation([5, 5, 4, 4, 3, 5])], sample, (1, 4)), SatisfactionScale.Default, Given.Office, quarter.Label),
        _ => SatisfactionReport.Make(
            sample, name switch { "satisfaction-session" => ReportBy.Session, "satisfaction-month" => ReportBy.Month, _ => ReportBy.Zone }, SatisfactionScale.Default, Given.Office, quarter),
    };

    static SessionSummary Session(string id, int year, int month, int day, SessionKind kind, string title, string zone, int[]? overall)
    {
        var starts = Given.At(year, month, day, 9);
        var tally = overall is null ? null : Tally.Of([new("content", "เนื้อหา"), new("overall", "ภาพรวม")], [.. overall.Select(r => (IReadOnlyList<int?>)[r, r])]);
        return new(id, kind, title, zone, starts, starts.AddHours(2), 40, 20, 5, 3, 12, new Dictionary<string, UnitCount>(), 11, starts.AddDays(7), tally);
    }

    static SessionSummary Evaluation(int[] overall)
    {
        var session = Session("eval-2570-1", 2026, 12, 28, SessionKind.Evaluation, $"ประเมินโครงการ {quarter.Label}", "", null);
        return session with { Asked = 140, Feedback = Tally.Of(Forms.Find("evaluation-1").Items, [.. overall.Select(r => (IReadOnlyList<int?>)[r, r, r, 4, r])]) };
    }

    static byte[] Bytes(ReportTable table, Action<ReportTable, Stream> write)
    {
        using var to = new MemoryStream();
        write(table, to);
        return to.ToArray();
    }

    /// <summary>The first sheet, a line a row: each cell with its style.</summary>
    static string Sheet(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var part = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        return string.Join('\n', XDocument.Load(part).Descendants(main + "row").Select(row => string.Join(" | ", row.Elements(main + "c").Select(c => $"{c.Attribute("s")?.Value}:{c.Value}"))));
    }

    static void Golden(string name, string text)
    {
        var file = Cards.Repository.File("tests", "ChuanKhuy.Tests", "Reports", "golden", name);
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, text);
        Assert.Equal(File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "", text);
    }
}
