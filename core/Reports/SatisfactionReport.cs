using System.Globalization;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Reports;

/// <summary>
/// What people thought, as far as it may be shown (<see cref="Publishing"/>). By zone it is the session's host zone; by district there is none,
/// because an answer carries nothing about the person.
/// </summary>
public static class SatisfactionReport
{
    static readonly ReportColumn[] Figures =
    [
        new("present", "ผู้เข้าร่วม"), new("asked", "ได้รับแบบ"), new("people", "ผู้ตอบ (n)"), new("ofPresent", "ร้อยละของผู้เข้าร่วม"), new("ofAsked", "ร้อยละของผู้ได้รับแบบ"),
        new("mean", "ค่าเฉลี่ย"), new("deviation", "S.D."), new("percent", "ร้อยละความพึงพอใจ"), new("low", "ช่วงเชื่อมั่น 95% ต่ำ"), new("high", "ช่วงเชื่อมั่น 95% สูง"),
        new("level", "แปลผล"),
    ];

    /// <param name="sessions">The ended sessions of whole months (see <see cref="Publishing.Atoms"/>).</param>
    /// <param name="within">The days of the report.</param>
    public static ReportTable Make(IReadOnlyList<SessionSummary> sessions, ReportBy by, SatisfactionScale scale, OfficeCalendar office, Period within)
    {
        var asked = sessions.Where(s => s.Closes is not null && Inside(s)).ToList();
        var atoms = Publishing.Atoms(sessions, office).Where(atom => atom.Sessions.All(Inside)).ToList();
        var all = Satisfaction.Of(Tally.Sum(atoms.Select(a => a.Tally)), scale);
        IReadOnlyList<IReadOnlyList<object?>> total = all is null ? [] : [by is ReportBy.Session ? ["รวม", null, null, null, null, null, .. Cells(atoms, all)] : ["รวม", atoms.Sum(a => a.Sessions.Count), .. Cells(atoms, all)]];
        return by switch
        {
            ReportBy.Session => Table(
                [new("date", "วันที่"), new("day", "วันที่ (ค.ศ.)"), new("id", "รหัส"), new("kind", "ประเภท"), new("title", "หัวข้อ"), new("zone", "โซน"), .. Figures],
                asked.Select(IReadOnlyList<object?> (s) =>
                [
                    ThaiDate.Short(office.Day(s.Starts)), office.Day(s.Starts), s.Session, SessionKinds.Thai(s.Kind), s.Title, s.Zone,
                    .. Publishing.Alone(s) ? Cells([new([s])], Satisfaction.Of(s.Feedback!, scale)) : Nothing(s),
                ]), "title"),
            ReportBy.Month => Grouped(new("month", "เดือน"), s => Period.OfMonth(office.Day(s.Starts)) is var month ? (month.From.DayNumber, month.Label) : default),
            ReportBy.Quarter => Grouped(new("quarter", "ไตรมาส"), s => Quarter(office.Day(s.Starts)) is var quarter ? (quarter.From.DayNumber, quarter.Label) : default),
            ReportBy.Year => Grouped(new("year", "ปีงบประมาณ"), s => ThaiDate.FiscalYear(office.Day(s.Starts)) is var year ? (year, year.ToString(CultureInfo.InvariantCulture)) : default),
            ReportBy.Zone => Grouped(new("zone", "โซนเจ้าภาพ"), s => (0, s.Zone.Length > 0 ? s.Zone : "ไม่มีโซน")),
            ReportBy.Kind => Grouped(new("kind", "ประเภท"), s => ((int)s.Kind, SessionKinds.Thai(s.Kind))),
            _ => throw new TroubleException(
                "ความพึงพอใจแยกตามอำเภอไม่มี เพราะคำตอบไม่เก็บว่าผู้ตอบอยู่อำเภอใด ลองแยกตามโซนเจ้าภาพ", "There is no satisfaction by district: answers keep nothing about the person. Try --by zone."),
        };

        bool Inside(SessionSummary s) => office.Day(s.Starts) is var day && day >= within.From && day <= within.To;

        ReportTable Grouped(ReportColumn first, Func<SessionSummary, (int Order, string Name)> group) => Table(
            [first, new("sessions", "กิจกรรม"), .. Figures],
            asked.GroupBy(group).OrderBy(g => g.Key.Order).ThenBy(g => g.Key.Name, StringComparer.Ordinal).Select(IReadOnlyList<object?> (g) =>
            {
                var own = atoms.Where(atom => group(atom.Sessions[0]) == g.Key).ToList();
                return Satisfaction.Of(Tally.Sum(own.Select(a => a.Tally)), scale) is { } known ? [g.Key.Name, own.Sum(a => a.Sessions.Count), .. Cells(own, known)]
                    : [g.Key.Name, g.Count(), .. Enumerable.Repeat<object?>(null, Figures.Length - 1), Satisfaction.TooFew];
            }), first.Key);

        ReportTable Table(IReadOnlyList<ReportColumn> columns, IEnumerable<IReadOnlyList<object?>> rows, string names) =>
            new ReportTable(
                $"รายงานความพึงพอใจต่อกิจกรรม {within.Label}", columns, [.. rows, .. total], within.Label, Method(scale, asked.Count(s => s.Feedback is null)),
                all?.Reading ?? "ยังไม่มีคำตอบมากพอให้สรุป").WithChart("ร้อยละความพึงพอใจ", names, "percent", total.Count > 0);
    }

    /// <summary>The sentences under every table of satisfaction.</summary>
    public static IReadOnlyList<string> Method(SatisfactionScale scale, int open = 0) =>
    [
        "แบบประเมินมาตรประมาณค่า 5 ระดับ ไม่ผูกกับชื่อ นับเฉพาะแบบที่ปิดรับแล้ว" + (open > 0 ? string.Create(CultureInfo.InvariantCulture, $" (ยังเปิดอยู่ {open} กิจกรรม)") : ""),
        scale.Method,
        "กิจกรรมที่มีผู้ตอบน้อยกว่า 5 คนไม่แสดงผลแยก ยอดรวมนับเฉพาะกลุ่มที่รวมกันได้ตั้งแต่ 5 คำตอบ ช่วงเชื่อมั่นคำนวณจากสัดส่วนผู้ที่ให้ภาพรวม 4 หรือ 5 (Wilson)",
    ];

    static Period Quarter(DateOnly day) => Period.OfQuarter(ThaiDate.FiscalYear(day), ThaiDate.FiscalQuarter(day));

    static object?[] Cells(IReadOnlyList<Atom> atoms, Satisfaction? figures)
    {
        var (present, asked) = (atoms.Sum(a => a.Sessions.Sum(s => s.Present)), atoms.Sum(a => a.Sessions.Sum(s => s.Asked)));
        return
        [
            present, asked, figures?.People, Share(figures?.People, present), Share(figures?.People, asked),
            figures?.Mean, figures?.Deviation, figures?.Percent, figures?.Low, figures?.High, figures?.Level,
        ];
    }

    static object?[] Nothing(SessionSummary s) =>
        [s.Present, s.Asked, .. Enumerable.Repeat<object?>(null, Figures.Length - 3), s.Feedback is null ? "ยังไม่ปิดแบบประเมิน" : Satisfaction.TooFew];

    static decimal? Share(int? part, int whole) => part is not { } some || whole == 0 ? null : Reports.Figures.Percent(some, whole);
}
