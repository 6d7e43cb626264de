using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Reports;

/// <summary>The sheet for the monthly meeting of the mentors: by subject what waits, since when, and how fast answers come. Numbers only, no text and no person.</summary>
public static class MentorSheet
{
    /// <param name="asks">The questions of the period.</param>
    public static ReportTable Make(IReadOnlyCollection<Ask> asks, OfficeCalendar office, DateTimeOffset now, string period)
    {
        IReadOnlyList<IReadOnlyList<object?>> rows =
        [
            .. from subject in Subjects.All
               let all = asks.Where(ask => ask.Subject == subject.Id).ToList()
               let waiting = all.Where(ask => ask.Owed is { } since && since <= now - AskRule.RemindAfter).ToList()
               let hours = all.Where(ask => ask.Answered is not null).Select(ask => (decimal)(ask.Answered!.Value - ask.Asked).TotalHours).Order().ToList()
               where all.Count >= AskFigures.Fewest || waiting.Count > 0
               select (IReadOnlyList<object?>)
               [
                   subject.Thai, waiting.Count, waiting.Count == 0 ? null : office.Day(now).DayNumber - office.Day(waiting.Min(ask => ask.Owed!.Value)).DayNumber,
                   all.Count >= AskFigures.Fewest ? all.Count : null, hours.Count >= AskFigures.Fewest ? decimal.Round(hours[hours.Count / 2], 1) : null,
               ],
        ];
        return new(
            $"ใบสรุปสำหรับประชุมทีมพี่เลี้ยง {period}",
            [new("subject", "เรื่อง"), new("waiting", "รอเกินหนึ่งวัน"), new("oldest", "รอนานที่สุด (วัน)"), new("asked", "ถามทั้งหมด"), new("hours", "ตอบครั้งแรกใน (ชั่วโมง)")], rows, period,
            ["จำนวนทั้งหมดและเวลาตอบแสดงเมื่อมีตั้งแต่ 5 คำถามขึ้นไป เวลาตอบคือค่ากลาง นับรวมวันหยุด"],
            rows.Count == 0 ? "ไม่มีคำถามค้าง และยังมีคำถามไม่พอที่จะแสดงจำนวน" : "เรื่องที่รอนานควรมีพี่เลี้ยงเพิ่ม หรือจัดเป็นหัวข้อชวนคุย");
    }
}
