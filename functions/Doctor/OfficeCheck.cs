using System.Globalization;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions;

/// <summary>Whether there are people to write to, somebody who coordinates, and no invented ones beside a real channel.</summary>
public sealed class OfficeCheck : IDoctorCheck
{
    public string Subject => "รายชื่อ";

    public async Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct)
    {
        if (patient.Store is not { Store.Tables: var tables }) return [];
        var people = (await new RosterStore(tables, new(tables, patient.Time), patient.Time).Load(ct)).People;
        var mark = await new MarkStore(tables).Find(ct);
        if (mark is not StoreMark.None && patient.HasChat)
            return [Finding.Missing(Subject, "นี่คือสำนักงานตัวอย่าง แต่ตั้งช่องทางแชตจริงไว้", "This is the sample office, but a real chat channel is set.", "คนที่แต่งขึ้นไม่มีในแชต และจะปนกับคนจริง", "เริ่มใหม่ด้วยโฟลเดอร์ว่าง แล้วนำเข้ารายชื่อจริง", "--data")];
        if (people.Count == 0)
            return [Finding.Missing(Subject, "ยังไม่มีรายชื่อ", "The roster is empty.", "ไม่มีใครได้รับคำเชิญ และไม่มีใครลงชื่อเข้าใช้ได้", "นำเข้า people.csv", "import people")];
        List<Finding> found = [];
        if (!people.Any(person => person.Roles.HasFlag(Roles.Coordinator)))
            found.Add(Finding.Missing(Subject, "ไม่มีผู้ประสานงาน", "Nobody is a coordinator.", "ไม่มีใครเห็นรายงาน หรือเลื่อนและยกเลิกกิจกรรมได้", "ใส่บทบาท coordinator ให้อย่างน้อยหนึ่งคน แล้วนำเข้าใหม่", "people.csv คอลัมน์ roles"));
        if (patient.HasChat && people.All(person => (person.TeamsId ?? person.WebexEmail ?? person.Email) is null))
            found.Add(Finding.Missing(Subject, "ไม่มีใครมีที่อยู่ในแชต", "Nobody has an address in a chat.", "บอตไม่รู้ว่าใครคือใคร จึงส่งการ์ดถึงใครไม่ได้", "ใส่ email, teams_id หรือ webex_email แล้วนำเข้าใหม่", "people.csv"));
        return found.Count > 0 ? found : [Finding.Good(Subject, string.Create(CultureInfo.InvariantCulture, $"มี {people.Count} คน"), string.Create(CultureInfo.InvariantCulture, $"{people.Count} people."))];
    }
}
