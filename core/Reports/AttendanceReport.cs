using System.Globalization;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Reports;

public enum ReportBy { Session, Month, Quarter, Year, Kind, Zone, District }

/// <summary>
/// Who was invited, said yes and came, added up from the summaries of ended sessions. By zone and district it is the people's own unit.
/// </summary>
public static class AttendanceReport
{
    static readonly ReportColumn[] Counts =
    [
        new("invited", "เชิญ"), new("yes", "ตอบว่าเข้าร่วม"), new("maybe", "อาจจะ"), new("no", "ไม่สะดวก"), new("silent", "ไม่ตอบ"), new("present", "เข้าร่วมจริง"), new("presentPercent", "ร้อยละของที่เชิญ"),
    ];

    static readonly ReportColumn[] UnitCounts =
        [new("invited", "เชิญ"), new("yes", "ตอบว่าเข้าร่วม"), new("present", "เข้าร่วมจริง"), new("presentPercent", "ร้อยละของที่เชิญ")];

    public static ReportTable Make(IReadOnlyList<SessionSummary> sessions, ReportBy by, Units units, OfficeCalendar office, string period) => by switch
    {
        ReportBy.Session => Table(period, [new("date", "วันที่"), new("day", "วันที่ (ค.ศ.)"), new("id", "รหัส"), new("kind", "ประเภท"), new("title", "หัวข้อ"), new("zone", "โซน"), .. Counts],
            sessions.Select(s => (IEnumerable<object?>)[ThaiDate.Short(office.Day(s.Starts)), office.Day(s.Starts), s.Session, SessionKinds.Thai(s.Kind), s.Title, s.Zone, .. Cells([s])]),
            ["รวม", null, null, null, null, null, .. Cells(sessions)]),
        ReportBy.Month => Grouped(period, new("month", "เดือน"), sessions, s => Period.OfMonth(office.Day(s.Starts))),
        ReportBy.Quarter => Grouped(period, new("quarter", "ไตรมาส"), sessions, s => Quarter(office.Day(s.Starts))),
        ReportBy.Year => Grouped(period, new("year", "ปีงบประมาณ"), sessions, s => Period.OfYear(ThaiDate.FiscalYear(office.Day(s.Starts)))),
        ReportBy.Kind => Table(period, [new("kind", "ประเภท"), new("sessions", "กิจกรรม"), .. Counts],
            sessions.GroupBy(s => s.Kind).OrderBy(g => g.Key).Select(g => (IEnumerable<object?>)[SessionKinds.Thai(g.Key), g.Count(), .. Cells([.. g])]),
            ["รวม", sessions.Count, .. Cells(sessions)]),
        ReportBy.Zone => ByUnit(period, new("zone", "โซน"), sessions, code => units.Find(code)?.Zone is { Length: > 0 } zone ? zone : "ไม่มีโซน"),
        _ => ByUnit(period, new("district", "หน่วยงาน"), sessions, code => units.Find(code)?.Title ?? "ไม่ทราบหน่วยงาน"),
    };

    static readonly string[] Method =
    [
        "เชิญ = ผู้ที่มีรายการส่งคำเชิญ เข้าร่วมจริง = ผู้ที่มีหลักฐานการลงชื่อ ร้อยละคิดจากผู้ที่เชิญ ทศนิยม 2 ตำแหน่ง",
    ];

    static Period Quarter(DateOnly day) => Period.OfQuarter(ThaiDate.FiscalYear(day), ((day.Month + 2) % 12 / 3) + 1);

    static ReportTable Grouped(string period, ReportColumn first, IReadOnlyList<SessionSummary> sessions, Func<SessionSummary, Period> group) =>
        Table(period, [first, new("sessions", "กิจกรรม"), .. Counts],
            sessions.GroupBy(group).OrderBy(g => g.Key.From).Select(g => (IEnumerable<object?>)[g.Key.Label, g.Count(), .. Cells([.. g])]),
            ["รวม", sessions.Count, .. Cells(sessions)]);

    static ReportTable ByUnit(string period, ReportColumn first, IReadOnlyList<SessionSummary> sessions, Func<string, string> name)
    {
        var all = sessions.SelectMany(s => s.Units).ToList();
        return Table(period, [first, .. UnitCounts],
            all.GroupBy(u => name(u.Key), StringComparer.Ordinal).OrderBy(g => g.Min(u => u.Key), StringComparer.Ordinal)
                .Select(g => (IEnumerable<object?>)[g.Key, .. Cells(g.Select(u => u.Value).ToList())]),
            ["รวม", .. Cells(all.Select(u => u.Value).ToList())]);
    }

    static ReportTable Table(string period, IReadOnlyList<ReportColumn> columns, IEnumerable<IEnumerable<object?>> rows, IEnumerable<object?> total)
    {
        IReadOnlyList<IReadOnlyList<object?>> all = [.. rows.Select(IReadOnlyList<object?> (row) => [.. row])];
        return new ReportTable($"รายงานการเข้าร่วม {period}", columns, all.Count == 0 ? [] : [.. all, [.. total]], period, Method)
            .WithChart("ผู้เข้าร่วมจริง (คน)", columns.FirstOrDefault(c => c.Key == "title")?.Key ?? columns[0].Key, "present");
    }

    static object?[] Cells(IReadOnlyList<SessionSummary> sessions)
    {
        var (invited, present) = (sessions.Sum(s => s.Invited), sessions.Sum(s => s.Present));
        return [invited, sessions.Sum(s => s.Yes), sessions.Sum(s => s.Maybe), sessions.Sum(s => s.No), sessions.Sum(s => s.Silent), present, Percent(present, invited)];
    }

    static object?[] Cells(List<UnitCount> units)
    {
        var (invited, present) = (units.Sum(u => u.Invited), units.Sum(u => u.Present));
        return [invited, units.Sum(u => u.Yes), present, Percent(present, invited)];
    }

    /// <summary>Two decimals, half away from zero; null of nobody.</summary>
    static decimal? Percent(int part, int whole) => whole == 0 ? null : Math.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero);
}
