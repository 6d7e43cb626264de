using System.CommandLine;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`plan-year --year 2571 --out FILE.csv`: drafts the exchanges of a fiscal year in the form of plan.csv. Nothing is created; `import plan` does that.</summary>
static class PlanYearCommand
{
    static readonly Option<int> Year = new("--year") { Description = "ปีงบประมาณ พ.ศ. (fiscal year of the Buddhist era) 2571", Required = true };
    static readonly Option<FileInfo> Out = new("--out") { Description = "ไฟล์ผลลัพธ์ (file) .csv", Required = true };

    public static Command Make()
    {
        var command = new Command("plan-year", "ร่างเวทีแลกเปลี่ยนทั้งปี (draft a year's exchanges)") { Year, Out };
        command.SetAction(async (parsed, ct) =>
        {
            var (year, file) = (parsed.GetValue(Year), parsed.GetValue(Out)!);
            if (year is < 2560 or > 2700) throw new TroubleException("--year ต้องเป็นปีงบประมาณ พ.ศ. เช่น 2571", "--year must be a fiscal year of the Buddhist era, like 2571.");
            await using var installation = await Installation.Open(Where.Read(parsed), ct);
            var draft = await installation.Get<YearPlanning>().Draft(year, ct);
            ReportCommand.Save(file, PlanTable.Make(draft.Plans, installation.Get<OfficeCalendar>()), ReportFiles.Csv);
            await Console.Out.WriteLineAsync($"เขียน {file.Name} แล้ว {draft.Plans.Count} กิจกรรม ยังไม่ได้สร้าง (written, {draft.Plans.Count} sessions, none created)");
            return 0;
        });
        return command;
    }
}
