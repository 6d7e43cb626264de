using System.Globalization;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>Who changed what, a month at a time, newest first. The log holds ids; names are looked up as it is shown, so an erased person has none here either.</summary>
public sealed class AuditPage(AuditLog log, RosterStore rosters, SessionStore sessions, SessionFacts facts, Doors doors, TimeProvider time, Views views)
{
    const int Most = 50, PlaceChars = 80;

    [OpenTo(Door.Keepers)]
    [Function("Audit")]
    public Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request, CancellationToken ct) => doors.Show(this, request, async person =>
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var month = DateOnly.TryParseExact(request.Query["month"], "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked <= today && asked.Year > 2000
            ? asked : new DateOnly(today.Year, today.Month, 1);
        var after = request.Query["after"].ToString() is { Length: > 0 and <= PlaceChars } place && place.All(c => char.IsAsciiLetterOrDigit(c) || c is '|' or '-' or '_') ? place : null;
        var (acts, roster) = (await log.Page(month, after, Most, ct), await rosters.Load(ct));
        var lines = new List<AuditLine>();
        foreach (var (_, act) in acts) lines.Add(new(facts.At(act.At), Name(act.By), Thai(act.What), await About(act.About), State(act)));
        var code = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return await views.Show<AuditView, AuditModel>(request, new(
            ThaiName.Address(person.Name), ThaiDate.Month(month), lines,
            acts.Count == Most ? $"/audit?month={code}&after={Uri.EscapeDataString(acts[^1].Place)}" : null,
            $"/audit?month={month.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture)}"));

        string Name(string id) => id == Act.Machine ? "คำสั่งที่เครื่อง" : roster.IsErased(id) ? $"ผู้ที่ลบข้อมูลแล้ว ({id})" : roster.Find(id)?.Name ?? id;

        async Task<string> About(string id) =>
            Name(id) is var name && name != id ? name : Ids.Valid(id) && (await sessions.Find(id, ct))?.Value.Plan.Title is { } title ? $"{title} ({id})" : id;
    }, ct);

    static string? State(Act act) => act switch { { Before: { } before, After: { } after } => $"{before} → {after}", { After: { } after } => after, { Before: { } before } => before, _ => null };

    static string Thai(ActKind what) => what switch
    {
        ActKind.SessionPlanned => "เพิ่มกิจกรรม",
        ActKind.SessionEdited => "แก้กิจกรรม",
        ActKind.SessionMoved => "เลื่อนกิจกรรม",
        ActKind.SessionCancelled => "ยกเลิกกิจกรรม",
        ActKind.SendingStopped => "หยุดคำเชิญ",
        ActKind.SentNow => "ส่งคำเชิญโดยไม่รอ",
        ActKind.SessionEnded => "จบกิจกรรม",
        ActKind.AttendanceCorrected => "แก้การเข้าร่วม",
        ActKind.AppealAnswered => "ตอบเรื่องที่แจ้งว่าเข้าร่วม",
        ActKind.ItemPublished => "เผยแพร่องค์ความรู้",
        ActKind.ItemRetired => "เลิกใช้องค์ความรู้",
        ActKind.ItemRestored => "นำองค์ความรู้กลับมาใช้",
        ActKind.ItemDropped => "ลบร่างองค์ความรู้",
        ActKind.RolesChanged => "เปลี่ยนบทบาท",
        ActKind.SignInGiven => "ให้ลิงก์หรือสลิปเข้าใช้",
        ActKind.ReportExported => "ดาวน์โหลดรายงาน",
        ActKind.LibraryExported => "ส่งออกห้องสมุด",
        ActKind.PersonExported => "ดาวน์โหลดข้อมูลบุคคล",
        ActKind.PersonErased => "ลบข้อมูลบุคคล",
        ActKind.BackupMade => "สำรองข้อมูล",
        ActKind.BackupRestored => "กู้คืนข้อมูล",
        _ => what.ToString(),
    };
}
