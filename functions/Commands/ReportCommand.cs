using System.CommandLine;
using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`report attendance|satisfaction|kpi|mentors|year --from DAY --to DAY [--by …] --out FILE.csv|.xlsx|.json|.docx|.html`.</summary>
static class ReportCommand
{
    static readonly Argument<string> What = new("what") { Description = "attendance | satisfaction | kpi | mentors | year" };
    static readonly Option<string> From = new("--from") { Description = "วันแรก (first day) 2026-10-01", Required = true };
    static readonly Option<string> To = new("--to") { Description = "วันสุดท้าย (last day) 2027-09-30", Required = true };
    static readonly Option<string> By = new("--by") { Description = "session | month | quarter | year | kind | zone | district", DefaultValueFactory = _ => "session" };
    static readonly Option<FileInfo> Out = new("--out") { Description = "ไฟล์ผลลัพธ์ (file) .csv .xlsx .docx .html .json", Required = true };

    public static Command Make()
    {
        What.AcceptOnlyFromAmong("attendance", "satisfaction", "kpi", "mentors", "year");
        By.AcceptOnlyFromAmong("session", "month", "quarter", "year", "kind", "zone", "district");
        var command = new Command("report", "เขียนรายงาน (write a report)") { What, From, To, By, Out };
        command.SetAction(async (parsed, ct) => await Run(
            Where.Read(parsed), parsed.GetValue(What)!, Day(parsed.GetValue(From)!, "--from"), Day(parsed.GetValue(To)!, "--to"),
            Enum.Parse<ReportBy>(parsed.GetValue(By)!, ignoreCase: true), parsed.GetValue(Out)!, ct));
        return command;
    }

    static async Task<int> Run(Where where, string what, DateOnly from, DateOnly to, ReportBy by, FileInfo file, CancellationToken ct)
    {
        if (to < from) throw new TroubleException("วันสุดท้ายอยู่ก่อนวันแรก", "--to lies before --from.");
        var write = file.Extension.ToLowerInvariant() switch
        {
            ".csv" => (Action<ReportTable, Stream>)ReportFiles.Csv,
            ".json" => ReportFiles.Json,
            ".xlsx" => ReportXlsx.Write,
            ".docx" => ReportPaper.Docx,
            ".html" => ReportPaper.Html,
            _ => throw new TroubleException(
                "ชื่อไฟล์ต้องลงท้ายด้วย .csv .xlsx .docx .html หรือ .json", "The file's name must end in .csv, .xlsx, .docx, .html or .json."),
        };
        await using var installation = await Installation.Open(where, ct);
        await installation.Get<AuditLog>().Write(
            Act.Machine, ActKind.ReportExported, what, null, string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} {to:yyyy-MM-dd}"), ct);
        var within = new Period(from, to, $"{ThaiDate.Short(from)} ถึง {ThaiDate.Short(to)}");
        var table = what switch
        {
            "mentors" => await installation.Get<RhythmReports>().Mentors(within, ct),
            "year" => await installation.Get<RhythmReports>().Year(within, ct),
            _ => await installation.Get<Reporting>().Make(Enum.Parse<ReportWhat>(what, ignoreCase: true), within, by, ct),
        };
        Save(file, table, write);
        await Console.Out.WriteLineAsync($"เขียน {file.Name} แล้ว {table.Rows.Count} บรรทัด (written, {table.Rows.Count} rows)");
        return 0;
    }

    /// <summary>Beside the file first, so that a fault leaves no half report under its name.</summary>
    internal static void Save(FileInfo file, ReportTable table, Action<ReportTable, Stream> write)
    {
        var half = $"{file.FullName}.part";
        try
        {
            using (var stream = File.Create(half)) write(table, stream);
            File.Move(half, file.FullName, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TroubleException($"เขียนไฟล์ {file.FullName} ไม่ได้ ตรวจว่าโฟลเดอร์มีอยู่และเขียนได้", $"Cannot write {file.FullName}: check that the folder exists and may be written.", fault);
        }
    }

    static DateOnly Day(string text, string option) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.Year > 2400 ? day.AddYears(-543) : day
            : throw new TroubleException($"{option} ต้องเป็นวันแบบ 2026-10-01", $"{option} must be a day like 2026-10-01.");
}
