using System.Globalization;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Reports;

/// <summary>Figures of the KPI table that no program can count.</summary>
public enum KpiFigure { Platforms, Channels, Complaints }

/// <summary>A figure as a coordinator reported it for one quarter of a fiscal year (Buddhist era), with the day it is true for and where it comes from.</summary>
public sealed record KpiEntry(KpiFigure Figure, int Year, int Quarter, int Value, DateOnly Day, string Reference, string By, DateTimeOffset At);

/// <summary>Table "kpi": partition = fiscal year, row = figure and quarter; a newer report replaces the older.</summary>
public sealed class KpiStore(ITables tables)
{
    const string Table = "kpi";

    public async Task Save(KpiEntry entry, CancellationToken ct) =>
        await tables.Commit(Table, Part(entry.Year), [Rows.Put(string.Create(CultureInfo.InvariantCulture, $"{entry.Figure}|{entry.Quarter}"), entry, KpiJson.Default.KpiEntry)], ct);

    public async Task<IReadOnlyList<KpiEntry>> Of(int year, CancellationToken ct)
    {
        var all = new List<KpiEntry>();
        await foreach (var row in tables.All(Table, Part(year), "", KpiJson.Default.KpiEntry, ct)) all.Add(row.Value);
        return all;
    }

    static string Part(int year) => year.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the KPI table is made of.</summary>
/// <param name="Evaluations">The quarterly evaluations of the fiscal year, in order.</param>
/// <param name="Quarters">The quarters of the fiscal year that the report covers.</param>
/// <param name="Honest">How many sessions and library items are about preventing corruption.</param>
public sealed record KpiFacts(
    int Year, IReadOnlyList<int> Quarters, int Mentors, IReadOnlyList<KpiEntry> Entries, IReadOnlyList<SessionSummary> Evaluations, IReadOnlyList<SessionSummary> Sessions, (int Sessions, int Items) Honest);

/// <summary>The programme's KPI table, in the order of its plan. A zero is only said when somebody confirmed it.</summary>
public static class KpiReport
{
    public const string NotReported = "ยังไม่รายงาน";

    public static string Name(KpiFigure figure) => figure switch
    {
        KpiFigure.Platforms => "แพลตฟอร์มเรียนรู้ด้วยตนเอง",
        KpiFigure.Channels => "ช่องทางให้คำปรึกษา",
        _ => "เรื่องร้องเรียนทุจริตหรือประพฤติมิชอบ",
    };

    public static ReportTable Make(KpiFacts facts, SatisfactionScale scale, OfficeCalendar office, string period)
    {
        // An evaluation has one form of its own and so is an atom of its own.
        var closed = facts.Evaluations.Where(Publishing.Alone).ToList();
        var latest = closed.LastOrDefault();
        var project = latest is null ? null : Satisfaction.Of(latest.Feedback!, scale);
        var year = Satisfaction.Of(Tally.Sum(closed.Select(e => e.Feedback!)), scale);
        var beside = Satisfaction.Of(Tally.Sum(Publishing.Atoms(facts.Sessions, office).Select(a => a.Tally)), scale);
        IReadOnlyList<IReadOnlyList<object?>> rows =
        [
            Counted(KpiFigure.Platforms, 1), Counted(KpiFigure.Channels, 1),
            ["ทีมพี่เลี้ยง (คน)", "ไม่น้อยกว่า 4", facts.Mentors, facts.Mentors >= 4 ? "ถึงเป้าหมาย" : "ยังไม่ถึง", "ทะเบียนเจ้าหน้าที่ที่มีบทบาทพี่เลี้ยง"],
            ["ความพึงพอใจต่อโครงการ (ร้อยละ)", "ไม่น้อยกว่า 80", project?.Percent, Reached(project), latest is null ? "ยังไม่มีแบบประเมินไตรมาสที่ปิดและมีคำตอบพอ" : $"{latest.Title} {project!.Shown} จากผู้ได้รับแบบ {latest.Asked.ToString(CultureInfo.InvariantCulture)} คน"],
            ["ความพึงพอใจต่อโครงการทั้งปี (ร้อยละ)", "ไม่น้อยกว่า 80", year?.Percent, Reached(year), year is null ? Satisfaction.TooFew : $"รวมทุกแบบประเมินไตรมาสของปี {year.Shown}"],
            Complaints(),
            Quality("พร้อมรับมือความท้าทายของงาน", "ready"), Quality("ความสัมพันธ์ในองค์กรดีขึ้น", "relation"),
            ["ความพึงพอใจต่อกิจกรรม (ร้อยละ)", "ดูประกอบ", beside?.Percent, beside?.Level ?? Satisfaction.TooFew, beside is null ? "" : $"จากแบบประเมินหลังกิจกรรม ไม่รวมในตัวชี้วัด {beside.Shown}"],
            ["กิจกรรมเรื่องป้องกันการทุจริต", "ดูประกอบ", facts.Honest.Sessions, "", "กิจกรรมที่มีคำว่า ทุจริต ในหัวข้อ"],
            ["ความรู้เรื่องป้องกันการทุจริต", "ดูประกอบ", facts.Honest.Items, "", "เรื่องในห้องสมุดที่มีป้าย ป้องกันการทุจริต"],
        ];
        return new(
            $"รายงานตัวชี้วัดโครงการ {period}", [new("kpi", "ตัวชี้วัด"), new("target", "เป้าหมาย"), new("value", "ผล"), new("result", "แปลผล"), new("source", "ที่มา")], rows, period,
            SatisfactionReport.Method(scale), project?.Reading ?? "ยังไม่มีผลประเมินโครงการที่ปิดรับแล้ว",
            closed.Count == 0 ? null : new("ความพึงพอใจต่อโครงการ (ร้อยละ)", [.. closed.Select(e => new ReportBar(e.Title, Satisfaction.Of(e.Feedback!, scale)!.Percent))]));

        IReadOnlyList<object?> Counted(KpiFigure figure, int least) => facts.Entries.Where(e => e.Figure == figure && facts.Quarters.Contains(e.Quarter)).MaxBy(e => e.Quarter) is { } entry
            ? [Name(figure), $"ไม่น้อยกว่า {least.ToString(CultureInfo.InvariantCulture)}", entry.Value, entry.Value >= least ? "ถึงเป้าหมาย" : "ยังไม่ถึง", Source(entry)]
            : [Name(figure), $"ไม่น้อยกว่า {least.ToString(CultureInfo.InvariantCulture)}", null, NotReported, ""];

        IReadOnlyList<object?> Complaints()
        {
            var entries = facts.Entries.Where(e => e.Figure is KpiFigure.Complaints && facts.Quarters.Contains(e.Quarter)).OrderBy(e => e.Quarter).ToList();
            var missing = facts.Quarters.Except(entries.Select(e => e.Quarter)).ToList();
            var sum = entries.Sum(e => e.Value);
            return missing.Count > 0
                ? [Name(KpiFigure.Complaints), "ไม่มี", null, sum > 0 ? "ยังไม่ถึง" : NotReported, $"{NotReported}ไตรมาส {string.Join(", ", missing.Select(q => q.ToString(CultureInfo.InvariantCulture)))}"]
                : [Name(KpiFigure.Complaints), "ไม่มี", sum, sum == 0 ? "ถึงเป้าหมาย" : "ยังไม่ถึง", string.Join("; ", entries.Select(Source))];
        }

        IReadOnlyList<object?> Quality(string name, string item) => latest is not null && Satisfaction.Of(latest.Feedback!, item, scale) is { } figures
            ? [$"{name} (ค่าเฉลี่ย)", "รายงานผล", figures.Mean, figures.Level, $"{latest.Title} {figures.Shown}"]
            : [$"{name} (ค่าเฉลี่ย)", "รายงานผล", null, Satisfaction.TooFew, ""];
    }

    static string Reached(Satisfaction? figures) => figures switch { null => Satisfaction.TooFew, { ReachesTarget: true } => "ถึงเป้าหมาย", _ => "ยังไม่ถึง" };

    static string Source(KpiEntry entry) => $"{entry.Reference} ({ThaiDate.Short(entry.Day)})";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(KpiEntry))]
internal sealed partial class KpiJson : JsonSerializerContext;
