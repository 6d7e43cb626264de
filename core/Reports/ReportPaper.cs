using System.Globalization;
using System.Text;

namespace ChuanKhuy.Core.Reports;

/// <summary>
/// A report as the sheet behind a memo: title, method, table, chart, and the sentence that reads the figures; on A4, in the font of official letters, with Thai digits.
/// </summary>
public static class ReportPaper
{
    const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const int Wide = 8;

    /// <summary>A document for Word, because memos are edited there. Source: ECMA-376, Part 1, 17 (WordprocessingML).</summary>
    public static void Docx(ReportTable table, Stream to)
    {
        using var file = new OfficeFile(to);
        var chart = Chart(table);
        (string, string)[] parts =
            [("word/document.xml", "wordprocessingml.document.main"), ("word/styles.xml", "wordprocessingml.styles"), .. chart is null ? [] : ((string, string)[])[("word/charts/chart1.xml", "drawingml.chart")]];
        file.Contents("word/document.xml", parts);
        (string, string)[] links = [("styles", "styles.xml"), .. chart is null ? [] : ((string, string)[])[("chart", "charts/chart1.xml")]];
        file.Links("word/_rels/document.xml.rels", links);
        file.Part("word/styles.xml", Styles);
        file.Part("word/document.xml", Document(table, chart));
        if (chart is not null) file.Part("word/charts/chart1.xml", OfficeChart.Xml(chart, Digits, ("Sheet1!$A$2", "Sheet1!$B$2")));
    }

    /// <summary>A page to print, whole in itself.</summary>
    public static void Html(ReportTable table, Stream to)
    {
        using var page = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        page.WriteLine($"<!doctype html>\n<html lang=\"th\">\n<head>\n<meta charset=\"utf-8\">\n<title>{Escape(table.Title)}</title>\n<style>{Css(table)}</style>\n</head>\n<body>");
        page.WriteLine($"<h1>{Shown(table.Title)}</h1>");
        page.WriteLine("<table>\n<thead><tr>" + string.Concat(table.Columns.Select(c => $"<th>{Shown(c.Heading)}</th>")) + "</tr></thead>\n<tbody>");
        foreach (var row in table.Rows) page.WriteLine("<tr>" + string.Concat(row.Select(cell => $"<td{(IsNumber(cell) ? " class=\"n\"" : "")}>{Shown(Cell(cell))}</td>")) + "</tr>");
        page.WriteLine("</tbody>\n</table>");
        if (Chart(table) is { } chart)
        {
            page.WriteLine($"<h2>{Shown(chart.Heading)}</h2>\n<table class=\"bars\">");
            var most = Math.Max(1, chart.Bars.Max(bar => bar.Value));
            foreach (var bar in chart.Bars)
                page.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"<tr><td>{Shown(bar.Name)}</td><td class=\"bar\"><svg width=\"{Math.Round(240 * bar.Value / most)}\" height=\"14\"><rect width=\"100%\" height=\"14\"/></svg> {Shown(Bar(bar.Value))}</td></tr>"));
            page.WriteLine("</table>");
        }
        if (table.Reading.Length > 0) page.WriteLine($"<p class=\"reading\">{Shown(table.Reading)}</p>");
        foreach (var line in table.Method ?? []) page.WriteLine($"<p class=\"method\">{Shown(line)}</p>");
        page.WriteLine("</body>\n</html>");
    }

    /// <summary>Thai digits, as official paper has them.</summary>
    public static string Digits(string text) => string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)('๐' + (c - '0')) : c));

    static ReportChart? Chart(ReportTable table) => table.Chart is { Bars.Count: > 0 and <= 20 } chart ? chart : null;

    static string Cell(object? value) => value switch
    {
        null => "-",
        int number => number.ToString("#,0", CultureInfo.InvariantCulture),
        decimal number => number.ToString("#,0.00", CultureInfo.InvariantCulture),
        DateOnly day => Text.ThaiDate.Short(day),
        _ => value.ToString() ?? "",
    };

    /// <summary>A count of people has no decimals.</summary>
    static string Bar(decimal value) => value == Math.Truncate(value) ? value.ToString("#,0", CultureInfo.InvariantCulture) : Cell(value);

    static bool IsNumber(object? value) => value is null or int or decimal;

    static string Shown(string text) => Escape(Digits(text));

    static string Escape(string text) => OfficeFile.Text(text);

    static string Css(ReportTable table) =>
        $"@page{{size:A4 {(table.Columns.Count > Wide ? "landscape" : "portrait")};margin:2cm 2cm 2cm 3cm}}" +
        "body{font:16pt/1.35 \"TH SarabunPSK\",\"TH Sarabun New\",Sarabun,Laksaman,sans-serif;color:#000}h1{font-size:20pt;text-align:center;margin:0 0 12pt}h2{font-size:16pt;margin:14pt 0 4pt}" +
        $"table{{border-collapse:collapse;width:100%;font-size:{(table.Columns.Count > Wide ? 12 : 14)}pt}}thead{{display:table-header-group}}tr{{break-inside:avoid}}th,td{{border:1px solid #555;padding:3pt 4pt;vertical-align:top}}th{{background:#eef3f7}}" +
        ".n{text-align:right;white-space:nowrap}.bars,.bars td{border:0}.bars td{padding:1pt 6pt}.bar rect{fill:#1f5f8b}.reading{text-indent:2.5cm;margin:12pt 0 6pt}.method{font-size:12pt;margin:2pt 0;color:#333}";

    const string Fonts = "<w:rFonts w:ascii=\"TH SarabunPSK\" w:hAnsi=\"TH SarabunPSK\" w:cs=\"TH SarabunPSK\"/>";

    static readonly string Styles =
        $"<w:styles xmlns:w=\"{Word}\"><w:docDefaults><w:rPrDefault><w:rPr>{Fonts}<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"th-TH\" w:bidi=\"th-TH\"/></w:rPr></w:rPrDefault></w:docDefaults>" +
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style></w:styles>";

    static string Document(ReportTable table, ReportChart? chart)
    {
        var wide = table.Columns.Count > Wide;
        var body = new StringBuilder();
        Paragraph(body, table.Title, size: 40, bold: true, align: "center");
        body.Append("<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>");
        foreach (var side in new[] { "top", "left", "bottom", "right", "insideH", "insideV" }) body.Append("<w:").Append(side).Append(" w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"555555\"/>");
        body.Append("</w:tblBorders></w:tblPr><w:tblGrid>").Insert(body.Length, "<w:gridCol/>", table.Columns.Count).Append("</w:tblGrid>");
        Row(body, [.. table.Columns.Select(c => (object?)c.Heading)], wide, heading: true);
        foreach (var row in table.Rows) Row(body, row, wide, heading: false);
        body.Append("</w:tbl>");
        if (chart is not null) Picture(body, chart.Bars.Count);
        Paragraph(body, table.Reading, indent: true);
        foreach (var line in table.Method ?? []) Paragraph(body, line, size: 24);
        var (width, height) = wide ? (16838, 11906) : (11906, 16838);
        body.Append(CultureInfo.InvariantCulture, $"<w:sectPr><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{(wide ? " w:orient=\"landscape\"" : "")}/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>");
        return $"<w:document xmlns:w=\"{Word}\" xmlns:r=\"{OfficeChart.Links}\"><w:body>{body}</w:body></w:document>";
    }

    static void Row(StringBuilder body, IReadOnlyList<object?> cells, bool wide, bool heading)
    {
        body.Append("<w:tr><w:trPr><w:cantSplit/>").Append(heading ? "<w:tblHeader/>" : "").Append("</w:trPr>");
        foreach (var cell in cells)
        {
            body.Append("<w:tc><w:tcPr/>");
            Paragraph(body, Cell(cell), size: wide ? 24 : 28, bold: heading, align: !heading && IsNumber(cell) ? "right" : null, evenEmpty: true);
            body.Append("</w:tc>");
        }
        body.Append("</w:tr>");
    }

    static void Paragraph(StringBuilder body, string text, int size = 32, bool bold = false, string? align = null, bool indent = false, bool evenEmpty = false)
    {
        if (text.Length == 0 && !evenEmpty) return;
        body.Append("<w:p><w:pPr>").Append(indent ? "<w:spacing w:before=\"240\"/><w:ind w:firstLine=\"1418\"/>" : "").Append(align is null ? "" : $"<w:jc w:val=\"{align}\"/>").Append("</w:pPr><w:r><w:rPr>")
            .Append(Fonts).Append(bold ? "<w:b/><w:bCs/>" : "").Append(CultureInfo.InvariantCulture, $"<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>")
            .Append("</w:rPr><w:t xml:space=\"preserve\">").Append(Shown(text)).Append("</w:t></w:r></w:p>");
    }

    static void Picture(StringBuilder body, int bars) => body.Append(CultureInfo.InvariantCulture, $"""
        <w:p><w:pPr><w:spacing w:before="240"/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="{1440000 + bars * 360000}"/><wp:docPr id="1" name="กราฟ"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{OfficeChart.Main}"><a:graphicData uri="{OfficeChart.Namespace}"><c:chart xmlns:c="{OfficeChart.Namespace}" r:id="rId2"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>
        """);
}
