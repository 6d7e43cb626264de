using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"ชั่วโมงของฉัน", and "ใครไม่มาตามนัด" for coordinators.</summary>
public sealed class HoursDesk(Learning learning, Says says, TimeProvider time)
{
    const int Most = 8;
    const double Often = 2;

    public async Task<Message> Mine(Person person, CancellationToken ct)
    {
        var year = learning.Year;
        var all = (await learning.OfYear(person.Id, year, ct)).Where(l => l.Verdict.Seconds > 0).ToList();
        var missed = await learning.Missed(person.Id, ct);
        return new(new Report(
            $"ชั่วโมงเรียนรู้ของ{Says.Call(person)}", string.Create(CultureInfo.InvariantCulture, $"ปีงบประมาณ {year}"),
            all.Count == 0 ? [] : [new("กิจกรรมล่าสุด", [.. all.Take(Most).Select(l => new ReportFact(ThaiDate.Short(says.Office.Day(l.Session.Starts)), $"{l.Session.Plan.Title}: {Learning.Say(l.Verdict.Seconds)}"))])],
            string.Join(' ', Reading(all, missed)), all.Count == 0 ? "ยังไม่มีชั่วโมงในปีงบประมาณนี้ พิมพ์ ตาราง เพื่อดูกิจกรรมที่กำลังจะมา" : null));
    }

    /// <summary>Nobody who reads it as an executive gets names, also not one who coordinates besides.</summary>
    public async Task<Message> Missing(Person person, CancellationToken ct)
    {
        if (person.Roles.HasFlag(Roles.Executive)) return new(new Refusal("รายชื่อนี้ใช้เฉพาะงานประสานงาน ไม่แสดงแก่ผู้บริหาร"));
        var often = await learning.Often(Often, ct);
        return new(new Report(
            "ตอบว่าเข้าร่วมแต่ไม่ได้มา", "180 วันที่ผ่านมา",
            often.Count == 0 ? [] : [new("อาจต้องถามไถ่", [.. often.Take(Most).Select(o => new ReportFact(o.Person.Name, string.Create(CultureInfo.InvariantCulture, $"{o.Missed.Count} ครั้ง ล่าสุด {ThaiDate.Short(says.Office.Day(o.Missed.Max()))}")))])],
            often.Count == 0 ? "" : "นับเฉพาะคนที่ตอบรับแล้วไม่มาโดยไม่ได้แจ้ง เกิน 90 วันนับครึ่งเดียว เกิน 180 วันไม่นับ",
            often.Count == 0 ? "ไม่มีใครไม่มาตามนัดบ่อยครั้ง" : null));
    }

    IEnumerable<string> Reading(List<Learned> all, IReadOnlyList<DateTimeOffset> missed)
    {
        if (all.Count > 0) yield return string.Create(CultureInfo.InvariantCulture, $"รวม {Learning.Say(all.Sum(l => (long)l.Verdict.Seconds))} จาก {all.Count} กิจกรรม ใบรับรองอยู่ที่ {says.BaseUrl}/me");
        if (NoShows.Weigh(missed, time.GetUtcNow()) > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"ใน 180 วันที่ผ่านมา ตอบว่าเข้าร่วมแต่ไม่พบว่ามา {missed.Count} ครั้ง ถ้าเข้าร่วมจริง พิมพ์ แจ้งว่าเข้าร่วมแล้ว");
    }
}
