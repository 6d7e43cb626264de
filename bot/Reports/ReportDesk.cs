using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"รายงาน" in the chat: the figures of a month, a quarter or a fiscal year.</summary>
public sealed class ReportDesk(SummaryStore summaries, FeedbackStore feedback, Says says, TimeProvider time)
{
    public async Task<Message> Said(string period, CancellationToken ct)
    {
        var today = says.Office.Day(time.GetUtcNow());
        return Period.Read(period.Length == 0 ? "เดือนนี้" : period, today) switch
        {
            Heard<Period>.Found found => await Show(found.Value, ct),
            Heard<Period>.Ambiguous ask => new(new Refusal(ask.Question, "เช่น รายงาน มี.ค. 69 หรือ รายงาน ไตรมาส 2")),
            Heard<Period>.NotUnderstood no => new(new Refusal(no.Because, "เช่น รายงาน มี.ค. 69 หรือ รายงาน ไตรมาส 2 หรือ รายงาน ปี 2570")),
            _ => throw new InvalidOperationException("A period was read in a fourth way."),
        };
    }

    async Task<Message> Show(Period period, CancellationToken ct)
    {
        var sessions = await summaries.Between(period.From, period.To, ct);
        if (sessions.Count == 0) return new(new Report("รายงานกิจกรรม", period.Label, [], "", "ยังไม่มีกิจกรรมที่จบในช่วงนี้"));
        var answers = new List<IReadOnlyList<int?>>();
        foreach (var session in sessions) answers.AddRange(await feedback.Ratings(session.Session, ct));
        var satisfaction = Satisfaction.Of(answers);
        var (invited, yes, present) = (sessions.Sum(s => s.Invited), sessions.Sum(s => s.Yes), sessions.Sum(s => s.Present));
        return new(new Report(
            "รายงานกิจกรรม", period.Label,
            [
                new("ภาพรวม",
                [
                    new("กิจกรรม", N(sessions.Count)), new("เชิญ (ครั้ง)", N(invited)), new("ตอบว่าเข้าร่วม", N(yes)), new("เข้าร่วมจริง", N(present)),
                    new("อัตราตอบรับ", Percent(sessions.Sum(s => s.Yes + s.Maybe + s.No), invited)),
                    new("ความพึงพอใจ", satisfaction?.Shown ?? "ข้อมูลไม่พอ (ต้องมีอย่างน้อย 5 คำตอบ)"),
                ]),
                new("รายกิจกรรม", [.. sessions.TakeLast(8).Select(s => new ReportFact(ThaiDate.Short(says.Office.Day(s.Starts)), $"{s.Title}: เข้าร่วม {N(s.Present)} จากเชิญ {N(s.Invited)}"))]),
            ],
            Reading(sessions, present, satisfaction)));
    }

    static string Reading(IReadOnlyList<SessionSummary> sessions, int present, Satisfaction? satisfaction)
    {
        var average = Math.Round((decimal)present / sessions.Count, 1, MidpointRounding.AwayFromZero);
        var text = string.Create(CultureInfo.InvariantCulture, $"จัดแล้ว {sessions.Count} กิจกรรม มีผู้เข้าร่วมเฉลี่ยครั้งละ {average:0.#} คน");
        return satisfaction switch
        {
            null => text,
            { Percent: >= 80 } => $"{text} ความพึงพอใจถึงเป้าหมายร้อยละ 80",
            _ => $"{text} ความพึงพอใจยังไม่ถึงเป้าหมายร้อยละ 80",
        };
    }

    static string N(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    static string Percent(int part, int whole) =>
        whole == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"ร้อยละ {Math.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero):0.00}");
}
