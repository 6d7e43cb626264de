using System.Globalization;
using System.Text;

namespace ChuanKhuy.Core.Reports;

/// <summary>A chart of bars as DrawingML, with its figures inside, so that it needs no workbook. Source: ECMA-376, Part 1, 21.2.</summary>
static class OfficeChart
{
    public const string Main = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public const string Namespace = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    public const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <param name="cells">Where the names and the figures stand in a workbook.</param>
    public static string Xml(ReportChart chart, Func<string, string> digits, (string Names, string Numbers) cells)
    {
        var (names, numbers) = (new StringBuilder(), new StringBuilder());
        foreach (var (i, bar) in chart.Bars.Index())
        {
            names.Append(CultureInfo.InvariantCulture, $"<c:pt idx=\"{i}\"><c:v>{OfficeFile.Text(digits(bar.Name))}</c:v></c:pt>");
            numbers.Append(CultureInfo.InvariantCulture, $"<c:pt idx=\"{i}\"><c:v>{bar.Value}</c:v></c:pt>");
        }
        var count = string.Create(CultureInfo.InvariantCulture, $"<c:ptCount val=\"{chart.Bars.Count}\"/>");
        const string Font = "<a:latin typeface=\"TH SarabunPSK\"/><a:cs typeface=\"TH SarabunPSK\"/>";
        return $"""
            <c:chartSpace xmlns:c="{Namespace}" xmlns:a="{Main}" xmlns:r="{Links}"><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1400" b="1">{Font}</a:defRPr></a:pPr><a:r><a:rPr lang="th-TH" sz="1400" b="1">{Font}</a:rPr><a:t>{OfficeFile.Text(chart.Heading)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:spPr><a:solidFill><a:srgbClr val="1F5F8B"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/><c:dLbls><c:spPr><a:noFill/></c:spPr><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls><c:cat><c:strRef><c:f>{OfficeFile.Text(cells.Names)}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>{OfficeFile.Text(cells.Numbers)}</c:f><c:numCache><c:formatCode>General</c:formatCode>{count}{numbers}</c:numCache></c:numRef></c:val></c:ser><c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:majorGridlines/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>
            """;
    }
}
