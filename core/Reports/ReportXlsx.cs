using System.Globalization;
using System.Xml;

namespace ChuanKhuy.Core.Reports;

/// <summary>
/// A report as a workbook: the figures with a frozen heading and number formats, how they were made, and a chart. Every text is an inline string and no
/// cell has a formula, whatever somebody typed. Source: ECMA-376, Part 1, 18 (SpreadsheetML).
/// </summary>
public static class ReportXlsx
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const int CellChars = 32_767;

    // Places in the styles below.
    const int Heading = 1, Whole = 2, Decimals = 3, Date = 4, Typed = 5, Wrapped = 6;

    const string Styles =
        $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Tahoma"/></font><font><b/><sz val="11"/><name val="Tahoma"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDCE9F2"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>
        """;

    public static void Write(ReportTable table, Stream to)
    {
        using var file = new OfficeFile(to);
        var chart = table.Chart is { Bars.Count: > 0 and <= 60 } some ? some : null;
        (string, string)[] parts =
        [
            ("xl/workbook.xml", "spreadsheetml.sheet.main"), ("xl/styles.xml", "spreadsheetml.styles"), ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
            ("xl/worksheets/sheet2.xml", "spreadsheetml.worksheet"),
            .. chart is null ? [] : ((string, string)[])[("xl/worksheets/sheet3.xml", "spreadsheetml.worksheet"), ("xl/drawings/drawing1.xml", "drawing"), ("xl/charts/chart1.xml", "drawingml.chart")],
        ];
        file.Contents("xl/workbook.xml", parts);
        file.Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{OfficeChart.Links}\"><sheets><sheet name=\"รายงาน\" sheetId=\"1\" r:id=\"rId2\"/><sheet name=\"วิธีคิด\" sheetId=\"2\" r:id=\"rId3\"/>{(chart is null ? "" : "<sheet name=\"กราฟ\" sheetId=\"3\" r:id=\"rId4\"/>")}</sheets></workbook>");
        (string, string)[] links = [("styles", "styles.xml"), ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), .. chart is null ? [] : ((string, string)[])[("worksheet", "worksheets/sheet3.xml")]];
        file.Links("xl/_rels/workbook.xml.rels", links);
        file.Part("xl/styles.xml", Styles);
        file.Part("xl/worksheets/sheet1.xml", xml => Sheet(
            xml, [.. table.Columns.Select(Width)], frozen: true, table.Rows.Prepend([.. table.Columns.Select(c => c.Heading)])));
        file.Part("xl/worksheets/sheet2.xml", xml => Sheet(
            xml, [110], frozen: false, ((IEnumerable<string>)[table.Title, .. table.Method ?? [], table.Reading]).Where(line => line.Length > 0).Select(IReadOnlyList<object?> (line) => [new Note(line)])));
        if (chart is null) return;
        var last = (chart.Bars.Count + 1).ToString(CultureInfo.InvariantCulture);
        file.Part("xl/worksheets/sheet3.xml", xml => Sheet(
            xml, [50, 14], frozen: true, chart.Bars.Select(IReadOnlyList<object?> (bar) => [bar.Name, bar.Value]).Prepend(["", chart.Heading]), drawing: true));
        file.Links("xl/worksheets/_rels/sheet3.xml.rels", ("drawing", "../drawings/drawing1.xml"));
        file.Links("xl/drawings/_rels/drawing1.xml.rels", ("chart", "../charts/chart1.xml"));
        file.Part("xl/drawings/drawing1.xml", Drawing(chart.Bars.Count));
        file.Part("xl/charts/chart1.xml", OfficeChart.Xml(chart, text => text, ($"'กราฟ'!$A$2:$A${last}", $"'กราฟ'!$B$2:$B${last}")));
    }

    sealed record Note(string Text);

    /// <param name="rows">The first one is the heading of a frozen sheet.</param>
    static void Sheet(XmlWriter xml, IReadOnlyList<int> widths, bool frozen, IEnumerable<IReadOnlyList<object?>> rows, bool drawing = false)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteAttributeString("xmlns", "r", null, OfficeChart.Links);
        if (frozen)
            xml.WriteRaw("<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        xml.WriteStartElement("cols", Main);
        foreach (var (i, width) in widths.Index())
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{width}\" customWidth=\"1\"/>"));
        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
        var heading = frozen;
        foreach (var row in rows)
        {
            xml.WriteStartElement("row", Main);
            // Room for the tone marks of the letters' upper storey.
            if (heading)
            {
                xml.WriteAttributeString("ht", "36");
                xml.WriteAttributeString("customHeight", "1");
            }
            foreach (var cell in row) Cell(xml, cell, heading);
            xml.WriteEndElement();
            heading = false;
        }
        xml.WriteEndElement();
        if (drawing)
        {
            xml.WriteStartElement("drawing", Main);
            xml.WriteAttributeString("id", OfficeChart.Links, "rId1");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void Cell(XmlWriter xml, object? cell, bool heading)
    {
        xml.WriteStartElement("c", Main);
        switch (cell)
        {
            case null:
                if (heading) Style(Heading);
                break;
            case int number: Number(Whole, number.ToString(CultureInfo.InvariantCulture)); break;
            case decimal number: Number(Decimals, number.ToString(CultureInfo.InvariantCulture)); break;
            // The serial number of a day: 1 is 1 January 1900, and the format counts a 29 February 1900 that never was.
            case DateOnly day: Number(Date, (day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture)); break;
            case Note note: Text(note.Text, Wrapped); break;
            default: Text(cell.ToString() ?? "", heading ? Heading : Typed); break;
        }
        xml.WriteEndElement();

        void Style(int style) => xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));

        void Number(int style, string value)
        {
            Style(style);
            xml.WriteElementString("v", Main, value);
        }

        void Text(string text, int style)
        {
            Style(style);
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(OfficeFile.Clean(text.Length > CellChars ? text[..CellChars] : text));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    static int Width(ReportColumn column) => column.Key switch { "title" or "source" or "kpi" => 48, "kind" or "quarter" or "district" or "zone" or "target" => 26, _ => 14 };

    static string Drawing(int bars) => string.Create(CultureInfo.InvariantCulture, $"""
        <xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="{OfficeChart.Main}"><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>13</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{12 + bars * 2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="กราฟ"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="{OfficeChart.Namespace}"><c:chart xmlns:c="{OfficeChart.Namespace}" xmlns:r="{OfficeChart.Links}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>
        """);
}
