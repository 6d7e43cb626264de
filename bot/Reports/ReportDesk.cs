using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"รายงาน" in the chat: the figures of a month, a quarter or a fiscal year; with KPI in it, the table of the programme's plan.</summary>
public sealed class ReportDesk(SummaryStore summaries, Reporting reporting, SatisfactionScale scale, Says says, TimeProvider time)
{
    const string Example = "เช่น รายงาน มี.ค. 69 หรือ รายงาน ไตรมาส 2 หรือ รายงาน KPI ปี 2570";

    public async Task<Message> Said(string period, CancellationToken ct)
    {
        var today = says.Office.Day(time.GetUtcNow());
        var kpi = period.StartsWith("kpi", StringComparison.Ordinal) || period.StartsWith("ตัวชี้วัด", StringComparison.Ordinal);
        var said = kpi ? period.Replace("kpi", "", StringComparison.Ordinal).Replace("ตัวชี้วัด", "", StringComparison.Ordinal).Trim() : period;
        return Period.Read(said.Length > 0 ? said : kpi ? "ปีนี้" : "เดือนนี้", today) switch
        {
            Heard<Period>.Found found when kpi => await Kpi(found.Value, ct),
            Heard<Period>.Found found => await Show(found.Value, ct),
            Heard<Period>.Ambiguous ask => new(new Refusal(ask.Question, Example)),
            Heard<Period>.NotUnderstood no => new(new Refusal(no.Because, Example)),
            _ => throw new InvalidOperationException("A period was read in a fourth way."),
        };
    }

    async Task<Message> Kpi(Period period, CancellationToken ct)
    {
        var table = await reporting.Make(ReportWhat.Kpi, period, ReportBy.Session, ct);
        var facts = table.Rows.Select(row => new ReportFact((string)row[0]!, row[2] switch
        {
            int count => $"{N(count)} ({row[1]}) {row[3]}",
            decimal value => $"{value.ToString("0.00", CultureInfo.InvariantCulture)} ({row[1]}) {row[3]}",
            _ => $"{row[3]} ({row[1]})",
        })).ToList();
        return new(new Report("ตัวชี้วัดโครงการ", period.Label, [new("ตามแผน", [.. facts.Take(8)]), new("ดูประกอบ", [.. facts.Skip(8)])], table.Reading));
    }

    async Task<Message> Show(Period period, CancellationToken ct)
    {
        var sessions = await summaries.Between(period.From, period.To, ct);
        if (sessions.Count == 0) return new(new Report("รายงานกิจกรรม", period.Label, [], "", "ยังไม่มีกิจกรรมที่จบในช่วงนี้"));
        var within = sessions.Select(s => s.Session).ToHashSet(StringComparer.Ordinal);
        var atoms = Publishing.Atoms(await reporting.Months(period, ct), says.Office).Where(atom => atom.Sessions.All(s => within.Contains(s.Session))).ToList();
        var tally = Tally.Sum(atoms.Select(atom => atom.Tally));
        var satisfaction = Satisfaction.Of(tally, scale);
        var (invited, yes, present) = (sessions.Sum(s => s.Invited), sessions.Sum(s => s.Yes), sessions.Sum(s => s.Present));
        return new(new Report(
            "รายงานกิจกรรม", period.Label,
            [
                new("ภาพรวม",
                [
                    new("กิจกรรม", N(sessions.Count)), new("เชิญ (ครั้ง)", N(invited)), new("ตอบว่าเข้าร่วม", N(yes)), new("เข้าร่วมจริง", N(present)),
                    new("อัตราตอบรับ", Percent(sessions.Sum(s => s.Yes + s.Maybe + s.No), invited)),
                    new("ความพึงพอใจ", satisfaction?.Shown ?? (sessions.Any(s => s is { Closes: not null, Feedback: null }) ? "รอแบบประเมินปิดก่อน จึงแสดงผล" : "ข้อมูลไม่พอ (ต้องมีอย่างน้อย 5 คำตอบ)")),
                ]),
                .. satisfaction is null ? [] : (ReportSection[])[new("รายข้อ", [.. Items(tally)])],
                new("รายกิจกรรม", [.. sessions.TakeLast(8).Select(s => new ReportFact(ThaiDate.Short(says.Office.Day(s.Starts)), $"{s.Title}: เข้าร่วม {N(s.Present)} จากเชิญ {N(s.Invited)}"))]),
            ],
            Reading(sessions, present, satisfaction)));
    }

    /// <summary>The means by item as bars; of a question that several forms ask, the newest wording.</summary>
    IEnumerable<ReportFact> Items(Tally tally) =>
        from item in tally.Items.Keys
        let figures = Satisfaction.Of(tally, item, scale)
        where figures is not null
        let label = Forms.All.SelectMany(form => form.Items).Last(known => known.Id == item && (item != Satisfaction.Overall || known.Label == "ภาพรวม")).Label
        orderby item == Satisfaction.Overall, label
        select new ReportFact(label, FeedbackResults.Bar(figures.Mean));

    string Reading(IReadOnlyList<SessionSummary> sessions, int present, Satisfaction? satisfaction)
    {
        var average = Math.Round((decimal)present / sessions.Count, 1, MidpointRounding.AwayFromZero);
        var text = string.Create(CultureInfo.InvariantCulture, $"จัดแล้ว {sessions.Count} กิจกรรม มีผู้เข้าร่วมเฉลี่ยครั้งละ {average:0.#} คน");
        return satisfaction is null ? text : $"{text} ความพึงพอใจ{(satisfaction.ReachesTarget ? "ถึง" : "ยังไม่ถึง")}เป้าหมายร้อยละ 80 ({scale.Formula}, เกณฑ์ {scale.Bands.Name})";
    }

    static string N(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    static string Percent(int part, int whole) =>
        whole == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"ร้อยละ {Figures.Percent(part, whole):0.00}");
}
