using System.IO.Compression;
using System.Text;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Text;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.People;

/// <summary>Files as offices and attackers bring them, read by the form of units.csv.</summary>
public sealed class SheetFileTests
{
    const string Head = "code,name,province,zone\n";

    [Theory]
    [InlineData("code,name,province,zone\r\n1,\"ก, \"\"ข\"\"\",จังหวัด,\"หนึ่ง\r\nสอง\"\r\n2,ค,ง,จ")]
    [InlineData("\uFEFFcode;name;province;zone\n1;\"ก, \"\"ข\"\"\";จังหวัด;\"หนึ่ง\r\nสอง\"\n2;ค;ง;จ\n")]
    [InlineData("code\tname\tprovince\tzone\n1\tก, \"ข\"\tจังหวัด\t\"หนึ่ง\r\nสอง\"\n2\tค\tง\tจ\n")]
    [InlineData("sep=;\r\ncode;name;province;zone\n1;ก, \"ข\";จังหวัด;\"หนึ่ง\r\nสอง\"\n2;ค;ง;จ\n")]
    public async Task Quotes_line_breaks_and_separators_are_those_of_spreadsheets(string text)
    {
        var rows = (await Read(text)).Rows;
        Assert.Equal(["1", "ก, \"ข\"", "จังหวัด", "หนึ่ง\r\nสอง"], rows[0].Cells.Values);
        Assert.Equal(["2", "ค", "ง", "จ"], rows[1].Cells.Values);
        Assert.Equal(2, rows[1].Line - rows[0].Line); // the line break in quotes counts
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("windows-874", false)]
    public async Task Every_encoding_of_thai_excel_is_recognised(string name, bool mark)
    {
        var encoding = name == "windows-874" ? CodePagesEncodingProvider.Instance.GetEncoding(874)! : Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes(Head + "1,บ้านนาสาร “น้ำ”,,\n");
        var file = mark ? [.. encoding.GetPreamble(), .. bytes] : bytes;
        Assert.Equal("บ้านนาสาร “น้ำ”", (await Read(file)).Rows[0]["name"]);
    }

    [Fact]
    public async Task Missing_columns_are_named_all_of_them() =>
        Assert.Equal("ไม่พบคอลัมน์ code (รหัส), name (ชื่อ) ในบรรทัดแรก", (await Problem("something,zone\n1,2\n")).Thai);

    [Theory]
    [InlineData("", "ว่าง")]
    [InlineData("\n\n", "ว่าง")]
    [InlineData("code,name,รหัส\n", "มากกว่าหนึ่งคอลัมน์")]
    [InlineData("code,name\n1,a\0b\n", "ไม่ใช่ตารางแบบข้อความ")]
    public async Task A_file_that_is_no_table_gets_a_sentence(string text, string thai) => Assert.Contains(thai, (await Problem(text)).Thai, StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_column_is_reported_and_the_rest_read()
    {
        var sheet = await Read("Zone , NAME,รหัส,หมายเหตุ\n2,ไชยา,8406,x\n");
        Assert.Equal("หมายเหตุ", Assert.Single(sheet.UnknownColumns));
        Assert.Equal(("8406", "ไชยา", "2", ""), (sheet.Rows[0]["code"], sheet.Rows[0]["name"], sheet.Rows[0]["zone"], sheet.Rows[0]["province"]));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_costs_one_line()
    {
        var sheet = await Read(Head + "1,ก,,\n2,\"ข,,\n3,ค,,\n");
        Assert.Equal(3, Assert.Single(sheet.Refused).Line);
        Assert.Equal(["1", "3"], sheet.Rows.Select(r => r["code"]));
    }

    [Fact]
    public async Task A_picture_is_not_a_table() => Assert.NotEmpty((await Problem([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF, 0xDB])).Thai);

    [Fact]
    public async Task Too_large_or_too_long_is_said()
    {
        Assert.Contains("20 เมกะไบต์", (await Problem(new byte[SheetFile.MostBytes + 1])).Thai, StringComparison.Ordinal);
        Assert.Contains("100,000 แถว", (await Problem(Head + string.Concat(Enumerable.Repeat("1,a,,\n", 100_001)))).Thai, StringComparison.Ordinal);
        Assert.Equal(100_000, (await Read(Head + string.Concat(Enumerable.Repeat("1,a,,\n", 100_000)))).Rows.Count);
    }

    [Fact]
    public async Task A_list_of_json_objects_is_a_table_too()
    {
        var sheet = await Read(" [\n{\"code\": 8406, \"name\": \"ไชยา\"},\n\n{\"name\": \"ท่าชนะ\", \"โซน\": [\"2\", \"3\"], \"code\": \"8407\", \"province\": null}\n]");
        Assert.Equal(["8406", "ไชยา", "", ""], sheet.Rows[0].Cells.Values);
        Assert.Equal(["8407", "ท่าชนะ", "", "2;3"], sheet.Rows[1].Cells.Values);
        Assert.Equal([2, 4], sheet.Rows.Select(r => r.Line));
    }

    [Theory]
    [InlineData("[{\"code\": 1")]
    [InlineData("[1, 2]")]
    [InlineData("[{\"code\": {\"a\": 1}}]")]
    [InlineData("[[[[[[1]]]]]]")]
    [InlineData("[{\"code\": \"\\uD800\"}]")]
    public async Task Other_json_gets_a_sentence(string text) => Assert.Contains("JSON", (await Problem(text)).Thai, StringComparison.Ordinal);

    [Fact]
    public async Task A_workbook_is_read_with_its_shared_texts_and_dates()
    {
        var sheet = await Read(Workbook());
        Assert.Equal(["8406", "ไชยา ตลาดน้ำ", "2026-12-02 13:30", "2"], sheet.Rows[0].Cells.Values);
        Assert.Equal(["8407", "ท่าชนะ", "2026-12-02", "a & b"], sheet.Rows[1].Cells.Values);
        Assert.Equal([2, 5], sheet.Rows.Select(r => r.Line));
    }

    [Theory]
    [InlineData("xl/vbaProject.bin", "มาโคร")]
    [InlineData("xl/externalLinks/externalLink1.xml", "ลิงก์ไปยังสมุดงานอื่น")]
    public async Task Macros_and_links_to_other_workbooks_are_not_opened(string part, string thai) =>
        Assert.Contains(thai, (await Problem(Workbook(extra: (part, "x")))).Thai, StringComparison.Ordinal);

    [Fact]
    public async Task A_small_file_that_unpacks_to_a_large_one_is_not_opened() =>
        Assert.Contains("ใหญ่ผิดปกติ", (await Problem(Workbook(sheet: Sheet("<row r=\"1\"><c r=\"A1\"><v>" + new string('1', 70_000_000) + "</v></c></row>")))).Thai, StringComparison.Ordinal);

    [Fact]
    public async Task A_workbook_with_outside_entities_is_not_opened() => Assert.Contains("เปิดไฟล์ Excel นี้ไม่ได้", (await Problem(
        Workbook(sheet: "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + Sheet("<row r=\"1\"><c t=\"inlineStr\"><is><t>&e;</t></is></c></row>")))).Thai, StringComparison.Ordinal);

    [Fact]
    public async Task A_sheet_that_claims_to_be_enormous_costs_nothing()
    {
        var far = Sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>code</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>name</t></is></c></row>"
            + "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c><c r=\"B1048576\"><v>2</v></c><c r=\"XFD1048576\"><v>3</v></c><c r=\"ZZZZZZZZZZZZ1\"><v>3</v></c></row>", "<dimension ref=\"A1:XFD1048576\"/>");
        var row = Assert.Single((await Read(Workbook(sheet: far))).Rows);
        Assert.Equal((1048576, "1", "2"), (row.Line, row["code"], row["name"]));
    }

    [Fact]
    public async Task A_damaged_workbook_gets_a_sentence()
    {
        var whole = Workbook();
        Assert.Contains("เปิดไฟล์ Excel นี้ไม่ได้", (await Problem(whole[..(whole.Length / 2)])).Thai, StringComparison.Ordinal);
        Assert.Contains("เปิดไฟล์ Excel นี้ไม่ได้", (await Problem(Workbook(sheet: "<worksheet><sheetData><row>"))).Thai, StringComparison.Ordinal);
    }

    [Property(MaxTest = 300)]
    public bool No_bytes_make_it_throw(byte[]? any) => Outcome(any ?? []).GetAwaiter().GetResult() is not null;

    [Property(MaxTest = 300)]
    public bool No_change_of_a_workbook_makes_it_throw(ushort at, byte value)
    {
        var file = Workbook();
        file[at % file.Length] = value;
        return Outcome(file).GetAwaiter().GetResult() is not null;
    }

    /// <summary>Any table, written by the rules, is read as it was.</summary>
    [Property(MaxTest = 300)]
    public bool What_is_written_by_the_rules_is_read_again((string? A, string? B)[]? rows)
    {
        var cells = (rows ?? []).Select(r => (A: Plain(r.A), B: Plain(r.B))).Where(r => r.A.Length + r.B.Length > 0).ToList();
        var text = "code,name\n" + string.Concat(cells.Select(r => $"{Quoted(r.A)},{Quoted(r.B)}\r\n"));
        return Csv.Read(text, 1000).Skip(1).Select(r => (r.Cells[0], r.Cells[1])).SequenceEqual(cells);
    }

    static string Plain(string? text) => string.Concat((text ?? "").Where(c => c != '\0' && !char.IsSurrogate(c))).Trim();

    static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static Task<Sheet> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    static async Task<Sheet> Read(byte[] file) => Assert.IsType<FileOutcome<Sheet>.Taken>(await Outcome(file)).Value;

    static Task<Problem> Problem(string text) => Problem(Encoding.UTF8.GetBytes(text));

    static async Task<Problem> Problem(byte[] file) => Assert.IsType<FileOutcome<Sheet>.Unreadable>(await Outcome(file)).Problem;

    static Task<FileOutcome<Sheet>> Outcome(byte[] file) => SheetFile.Read(new MemoryStream(file), Columns.Units, CancellationToken.None);

    /// <summary>The parts that Excel writes, as few as it accepts. 46358.5625 is 2 December 2026, 13.30.</summary>
    static byte[] Workbook(string? sheet = null, (string Name, string Text)? extra = null)
    {
        const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }

            Part("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId7\" Type=\"t\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Part("xl/sharedStrings.xml", $"<sst {Main}><si><t>code</t></si><si><t>name</t><rPh sb=\"0\" eb=\"1\"><t>อ่าน</t></rPh></si><si><t>zone</t></si><si><r><t>ไชยา </t></r><r><t>ตลาดน้ำ</t></r></si></sst>");
            Part("xl/styles.xml", $"<styleSheet {Main}><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-107041E]d mmm yy h:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
            Part("xl/worksheets/sheet1.xml", sheet ?? Sheet(
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>province</t></is></c><c r=\"D1\" t=\"s\"><v>2</v></c></row>"
                + "<row r=\"2\"><c r=\"A2\"><v>8406</v></c><c r=\"B2\" t=\"s\"><v>3</v></c><c r=\"C2\" s=\"1\"><v>46358.5625</v></c><c r=\"D2\" t=\"str\"><f>1+1</f><v>2</v></c></row>"
                + "<row r=\"3\"/><row r=\"4\"><c r=\"A4\"/></row>"
                + "<row r=\"5\"><c r=\"A5\"><v>8407</v></c><c r=\"B5\" t=\"inlineStr\"><is><t>ท่าชนะ</t></is></c><c r=\"C5\" s=\"2\"><v>46358</v></c><c r=\"D5\" t=\"inlineStr\"><is><t>a &amp; b</t></is></c></row>"));
            if (extra is var (name, text)) Part(name, text);
        }
        return memory.ToArray();
    }

    static string Sheet(string rows, string before = "") =>
        $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{before}<sheetData>{rows}</sheetData></worksheet>";
}
