using System.CommandLine;
using ChuanKhuy.Bot;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`import people|plan|units|holidays|library FILE` and `import attendance SESSION FILE`: good lines are kept, bad ones named; the same file twice changes nothing.</summary>
static class ImportCommand
{
    static readonly Argument<FileInfo> FileArgument = new("file") { Description = "ไฟล์ CSV หรือ XLSX (file)" };
    static readonly Argument<string> SessionArgument = new("session") { Description = "รหัสกิจกรรม (session)" };
    static readonly Argument<FileInfo> ReportArgument = new("file") { Description = "รายงานการเข้าร่วมจาก Teams หรือ Webex (CSV, JSON)" };
    static readonly Option<bool> Now = new("--now") { Description = "ไม่ต้องพัก 10 นาทีก่อนส่ง (do not wait before sending)" };

    public static Command Make()
    {
        var plan = Kind("plan", "แผนกิจกรรม (the plan)", Plan);
        plan.Options.Add(Now);
        return new Command("import", "นำเข้าไฟล์ (bring in a file)")
        {
            Kind("people", "รายชื่อเจ้าหน้าที่ (the roster)", People), plan,
            Kind("units", "หน่วยงานและโซน (offices and zones)", Units), Kind("holidays", "วันหยุด (holidays)", Holidays),
            Kind("mentors", "คำตอบแบบสำรวจพี่เลี้ยง (answers to the mentor survey)", Survey),
            Kind("library", "เรื่องของห้องสมุด (library items)", Items),
            Meeting(),
        };
    }

    static Command Meeting()
    {
        var command = new Command("attendance", "รายงานการเข้าร่วมของการประชุม (a meeting's attendance report)") { SessionArgument, ReportArgument };
        command.SetAction(async (parsed, ct) =>
        {
            await using var file = Files.Open(parsed.GetValue(ReportArgument)!);
            await using var office = await Installation.Open(Where.Read(parsed), ct);
            var done = Taken(await office.Get<MeetingDesk>().Import(parsed.GetValue(SessionArgument)!, file, ct));
            foreach (var unknown in done.Unmatched) await Console.Out.WriteLineAsync($"ยังไม่รู้ว่าเป็นใคร: {WhoIsDesk.Line(unknown)} (unmatched)");
            if (done.Unmatched.Count > 0)
                await Console.Out.WriteLineAsync("ผู้ประสานงานพิมพ์ ใครคือ ในแชต แล้วเลือกทีละชื่อ หรือเพิ่มอีเมลในทะเบียนแล้วนำเข้าไฟล์เดิมอีกครั้ง (say ใครคือ in the chat, or add the e-mail to the roster and import again)");
            await Console.Out.WriteLineAsync($"{done.Thai} ({done.English})");
            return 0;
        });
        return command;
    }

    static Command Kind(string name, string description, Func<Installation, Stream, ParseResult, CancellationToken, Task> run)
    {
        var command = new Command(name, description) { FileArgument };
        command.SetAction(async (parsed, ct) =>
        {
            await using var file = Files.Open(parsed.GetValue(FileArgument)!);
            await using var office = await Installation.Open(Where.Read(parsed), ct);
            await run(office, file, parsed, ct);
            return 0;
        });
        return command;
    }

    static async Task People(Installation office, Stream file, ParseResult parsed, CancellationToken ct)
    {
        if (await office.Get<MarkStore>().Find(ct) is not StoreMark.None)
            throw new TroubleException(
                "โฟลเดอร์ข้อมูลนี้เป็นสำนักงานตัวอย่าง ใส่ชื่อจริงปนไม่ได้ เลือกโฟลเดอร์ใหม่ด้วย --data เช่น --data .office",
                "This data folder holds the sample office; choose another one with --data, for example --data .office.");
        var done = Taken(await office.Get<RosterImport>().Run(file, new Progress("คน (people)").At, ct));
        await Tell(done.Thai, done.English, done.Refused, done.Notes);
        if (await office.Get<Reinvite>().Run(ct) is var invites and > 0)
            await Console.Out.WriteLineAsync($"คนใหม่จะได้รับคำเชิญของ {invites} กิจกรรมที่เชิญไปแล้ว (newcomers will be invited to {invites} sessions)");
    }

    static async Task Plan(Installation office, Stream file, ParseResult parsed, CancellationToken ct)
    {
        var done = Taken(await office.Get<PlanImport>().Run(file, parsed.GetValue(Now) ? null : Planning.Hold, new Progress("กิจกรรม (sessions)").At, ct));
        await Tell(done.Thai, done.English, done.Refused, done.Notes);
        await Console.Out.WriteLineAsync(done.Sending(office.Get<OfficeCalendar>().Zone));
    }

    static async Task Units(Installation office, Stream file, ParseResult parsed, CancellationToken ct)
    {
        var done = Taken(await office.Get<UnitImport>().Run(file, ct));
        await Tell(done.Thai, done.English, done.Refused, done.Notes);
    }

    static async Task Holidays(Installation office, Stream file, ParseResult parsed, CancellationToken ct)
    {
        var done = Taken(await office.Get<HolidayStore>().Import(file, ct));
        await Tell(done.Thai, done.English, done.Refused, done.Notes);
    }

    static async Task Survey(Installation office, Stream file, ParseResult parsed, CancellationToken ct)
    {
        var done = Taken(await office.Get<MentorImport>().Run(file, ct));
        await Tell(done.Thai, done.English, done.Refused, done.Notes);
    }

    static async Task Items(Installation office, Stream file, ParseResult parsed, CancellationToken ct)
    {
        var done = Taken(await office.Get<LibraryImport>().Run(file, new Progress("เรื่อง (items)").At, ct));
        await Tell(done.Thai, done.English, done.Refused, done.Notes);
    }

    static async Task Tell(string thai, string english, IReadOnlyList<RowProblem> refused, IReadOnlyList<RowProblem> notes)
    {
        foreach (var (line, problem) in refused) await Console.Error.WriteLineAsync($"บรรทัด {line}: {problem.Thai} (line {line}: {problem.English})");
        foreach (var (line, problem) in notes) await Console.Out.WriteLineAsync($"บรรทัด {line}: {problem.Thai} (line {line}: {problem.English})");
        await Console.Out.WriteLineAsync($"{thai} ({english})");
    }

    static T Taken<T>(FileOutcome<T> outcome) => outcome switch
    {
        FileOutcome<T>.Taken(var value) => value,
        FileOutcome<T>.Unreadable(var problem) => throw new TroubleException(problem.Thai, problem.English),
        _ => throw new InvalidOperationException("A file was read in a third way."),
    };
}
