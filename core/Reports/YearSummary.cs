using System.Globalization;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Topics;

namespace ChuanKhuy.Core.Reports;

/// <summary>The summary at the year's end: results, problems and obstacles as the figures show them, and proposals. Every line says where it comes from.</summary>
public static class YearSummary
{
    const int LowTurnout = 50;

    public static ReportTable Make(ReportTable kpi, IReadOnlyList<SessionSummary> sessions, ReportTable mentors, IReadOnlyList<Topic> topics, IReadOnlyList<string> zones, string period)
    {
        var rows = new List<IReadOnlyList<object?>>();
        rows.AddRange(kpi.Rows.Select(row => (IReadOnlyList<object?>)["ผลการดำเนินงาน", row[0], row[2], row[3], row[4]]));
        foreach (var kind in sessions.GroupBy(s => s.Kind).OrderBy(group => group.Key))
            rows.Add(["ผลการดำเนินงาน", $"จัด{SessionKinds.Thai(kind.Key)} (ครั้ง)", kind.Count(), Number($"เข้าร่วมรวม {kind.Sum(s => s.Present):#,0} ครั้ง"), "ทะเบียนกิจกรรม"]);
        var hosts = sessions.Where(s => s.Kind is SessionKind.Exchange).ToList();
        rows.AddRange(zones.Select(zone => (IReadOnlyList<object?>)["ผลการดำเนินงาน", $"เวทีแลกเปลี่ยนที่โซน {zone} เป็นเจ้าภาพ", hosts.Count(s => s.Zone == zone), "", "ทะเบียนกิจกรรม"]));

        var results = rows.Count;
        rows.AddRange(kpi.Rows.Where(row => row[3] is "ยังไม่ถึง" or KpiReport.NotReported).Select(row => (IReadOnlyList<object?>)["ปัญหาและอุปสรรค", row[0], row[2], row[3], "ตารางตัวชี้วัด"]));
        rows.AddRange(sessions.Where(s => s.Yes > 0 && s.Present * 100 < s.Yes * LowTurnout).Select(s =>
            (IReadOnlyList<object?>)["ปัญหาและอุปสรรค", s.Title, s.Present, Number($"ตอบรับ {s.Yes} คน มาไม่ถึงร้อยละ {LowTurnout}"), "การลงชื่อเข้าร่วม"]));
        rows.AddRange(zones.Where(zone => hosts.Count > 0 && hosts.All(s => s.Zone != zone)).Select(zone => (IReadOnlyList<object?>)["ปัญหาและอุปสรรค", $"โซน {zone} ยังไม่ได้เป็นเจ้าภาพ", 0, "", "ทะเบียนกิจกรรม"]));
        rows.AddRange(mentors.Rows.Where(row => row[1] is > 0).Select(row => (IReadOnlyList<object?>)["ปัญหาและอุปสรรค", $"คำถามถึงพี่เลี้ยงที่ค้าง: {row[0]}", row[1], Number($"รอนานที่สุด {row[2]} วัน"), "ใบสรุปพี่เลี้ยง"]));
        var problems = rows.Count - results;

        rows.AddRange(topics.Select(topic => (IReadOnlyList<object?>)
            ["ข้อเสนอปีถัดไป", $"จัดเรื่อง {topic.Title}", topic.Total, Number($"ค้นไม่เจอ {topic.Searches} ถามพี่เลี้ยง {topic.Questions} อยากให้จัด {topic.Wishes}"), "หัวข้อจากความต้องการ"]));
        return new(
            $"สรุปผลการดำเนินงานโครงการ {period}", [new("part", "ส่วน"), new("item", "รายการ"), new("value", "ผล"), new("result", "รายละเอียด"), new("source", "ที่มา")], rows, period, kpi.Method,
            Number($"{kpi.Reading} พบปัญหาและอุปสรรค {problems} รายการ มีข้อเสนอสำหรับปีถัดไป {topics.Count} เรื่อง"), kpi.Chart);
    }

    static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
