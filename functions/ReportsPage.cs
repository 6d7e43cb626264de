using System.Globalization;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>Totals of a quarter or a fiscal year as tables with their charts, and as files. The figures are those of the chat and the command line.</summary>
public sealed class ReportsPage(Reporting reporting, AuditLog audit, OfficeCalendar office, Doors doors, TimeProvider time, Views views)
{
    static readonly (string Name, ReportWhat What, ReportBy By, string Title)[] Reports =
    [
        ("kpi", ReportWhat.Kpi, ReportBy.Session, "ตัวชี้วัดโครงการ"), ("attendance", ReportWhat.Attendance, ReportBy.Month, "การเข้าร่วมรายเดือน"),
        ("zones", ReportWhat.Attendance, ReportBy.Zone, "การเข้าร่วมตามโซนของผู้เข้าร่วม"), ("satisfaction", ReportWhat.Satisfaction, ReportBy.Month, "ความพึงพอใจรายเดือน"),
        ("sessions", ReportWhat.Attendance, ReportBy.Session, "การเข้าร่วมรายกิจกรรม"),
    ];

    static readonly (string Extension, string Type, Action<ReportTable, Stream> Write)[] Files =
    [
        ("csv", "text/csv; charset=utf-8", ReportFiles.Csv), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ReportXlsx.Write),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ReportPaper.Docx),
    ];

    [OpenTo(Door.Totals)]
    [Function("Reports")]
    public Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports")] HttpRequest request, CancellationToken ct) => doors.Show(this, request, async person =>
    {
        var (asked, within) = Within(request);
        var tables = new List<TableModel>();
        foreach (var report in Reports)
            tables.Add(Shown(report.Title, report.Name, asked, await reporting.Make(report.What, within, report.By, ct)));
        return await views.Show<ReportsView, ReportsModel>(request, new(ThaiName.Address(person.Name), within.Label, Periods(asked), tables));
    }, ct);

    /// <summary>One report as a file: "kpi.xlsx". That it was taken is noted in the log.</summary>
    [OpenTo(Door.Totals)]
    [Function("ReportFile")]
    public Task<IResult> File([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/{file}")] HttpRequest request, string file, CancellationToken ct) => doors.Show(this, request, async person =>
    {
        var report = Reports.FirstOrDefault(one => file.StartsWith($"{one.Name}.", StringComparison.Ordinal));
        var form = Files.FirstOrDefault(one => file == $"{report.Name}.{one.Extension}");
        if (report.Name is null || form.Write is null) return await views.NotFound(request);
        var (_, within) = Within(request);
        await audit.Write(person.Id, ActKind.ReportExported, report.Name, null, string.Create(CultureInfo.InvariantCulture, $"{within.From:yyyy-MM-dd} {within.To:yyyy-MM-dd}"), ct);
        using var content = new MemoryStream();
        form.Write(await reporting.Make(report.What, within, report.By, ct), content);
        Pages.HardenPage(request);
        return Results.File(content.ToArray(), form.Type, $"{report.Name}-{within.From:yyyyMMdd}-{within.To:yyyyMMdd}.{form.Extension}");
    }, ct);

    /// <summary>"2570" or "2570-1"; the running fiscal year when it is neither.</summary>
    (string Asked, Period Within) Within(HttpRequest request)
    {
        var text = request.Query["period"].ToString();
        return Periods("").FirstOrDefault(one => one.Value == text) is { Value: var known } && known.Split('-') is [var year, .. var quarter]
            ? (known, quarter is [var q] ? Period.OfQuarter(Number(year), Number(q)) : Period.OfYear(Number(year)))
            : (ThisYear.ToString(CultureInfo.InvariantCulture), Period.OfYear(ThisYear));
    }

    List<Option> Periods(string chosen) =>
    [
        .. Enumerable.Range(0, 3).Select(back => ThisYear - back).SelectMany(year => new[] { (Value: Text(year), Name: Period.OfYear(year).Label) }
            .Concat(Enumerable.Range(1, 4).Select(quarter => (Value: $"{Text(year)}-{Text(quarter)}", Name: Period.OfQuarter(year, quarter).Label))))
            .Select(one => new Option(one.Value, one.Name, one.Value == chosen)),
    ];

    int ThisYear => ThaiDate.FiscalYear(office.Day(time.GetUtcNow()));

    static TableModel Shown(string title, string name, string asked, ReportTable table) => new(
        title, [.. table.Columns.Select(c => c.Heading)], [.. table.Rows.Select(row => row.Select(Cell).ToList())], table.Reading, table.Method ?? [],
        [.. Files.Select(file => new PageLink($"/reports/{name}.{file.Extension}?period={asked}", file.Extension.ToUpperInvariant()))],
        table.Chart is { } chart ? new(chart.Heading, [.. chart.Bars.Select(bar => new BarLine(bar.Name, Cell(bar.Value), bar.Value))]) : null);

    static string Cell(object? value) => value switch
    {
        null => "-",
        int whole => whole.ToString("#,0", CultureInfo.InvariantCulture),
        decimal number => number.ToString("#,0.##", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
