using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>What listeners thought: to the speaker, with the programme's mean beside it, and to the coordinator, who reads the comments first.</summary>
public sealed class FeedbackResults(SessionStore sessions, SummaryStore summaries, CommentDesk comments, Reporting reporting, SatisfactionScale scale, Says says)
{
    /// <summary>Null when there is nothing to say.</summary>
    public Task<Message?> Make(Delivery row, Session session, CancellationToken ct) => row.Kind switch
    {
        MessageKind.SpeakerResult => Result(row, session, ct),
        MessageKind.SpeakerComments => Comments(row, session, ct),
        _ => Page(session, 0, ct),
    };

    /// <summary>The ticked comments of one page; the next page comes back, or the thanks after the last.</summary>
    public async Task<Message> Read(Person by, CommentsClick click, CancellationToken ct)
    {
        if (await sessions.Find(click.Session, ct) is not { Value: var session }) return new(new Refusal("ไม่พบกิจกรรมนี้"));
        var all = await comments.Read(session.Id, ct);
        var page = Enumerable.Range(click.From, Cards.Comments.Most).Where(place => place < all.Count).ToList();
        if (page.Count == 0 || click.From % Cards.Comments.Most != 0 || click.Pass.Except(page).Any()) return new(new Refusal("การ์ดใบนี้ใช้ไม่ได้แล้ว"));
        var next = click.From + Cards.Comments.Most;
        var kept = await comments.Pass(session.Id, new(click.From, [.. click.Pass.Order().Select(place => all[place])], by.Id), next >= all.Count, ct);
        if (next < all.Count) return (await Page(session, next, ct))!;
        return new(kept
            ? new Notice("อ่านความเห็นครบแล้ว", "ข้อความที่เลือกจะส่งถึงวิทยากร ขอบคุณที่ช่วยดูแล", Tone.Good)
            : new Notice("ความเห็นชุดนี้มีผู้ประสานงานอ่านแล้ว", "ใช้ผลที่เลือกไว้ครั้งแรก", Tone.Info));
    }

    async Task<Message?> Page(Session session, int from, CancellationToken ct)
    {
        var all = await comments.Read(session.Id, ct);
        if (from >= all.Count) return null;
        var page = all.Skip(from).Take(Cards.Comments.Most).Select((text, i) => new Pick(N(from + i), text)).ToList();
        return new(
            new Comments(session.Id, session.Plan.Title, $"ข้อความ {N(from + 1)}-{N(from + page.Count)} จาก {N(all.Count)} ติ๊กเฉพาะข้อความที่ส่งต่อให้วิทยากรได้", page, from), session.Id);
    }

    async Task<Message?> Result(Delivery row, Session session, CancellationToken ct)
    {
        if ((await summaries.Find(session.Id, ct))?.Feedback is not { } tally || Satisfaction.Of(tally, scale) is not { } own) return null;
        var year = Period.OfYear(ThaiDate.FiscalYear(says.Office.Day(session.Starts)));
        var atoms = Publishing.Atoms(await reporting.Months(year, ct), says.Office);
        var programme = atoms.Any(atom => atom.Sessions.All(s => s.Session != session.Id)) ? Satisfaction.Of(Tally.Sum(atoms.Select(a => a.Tally)), scale) : null;
        var facts = Forms.Of(session).Items.Select(item => (item.Label, Figures: Satisfaction.Of(tally, item.Id, scale))).Where(item => item.Figures is not null)
            .Select(item => new ReportFact(item.Label, Bar(item.Figures!.Mean))).ToList();
        return new(new Report(
            "ผู้ฟังคิดอย่างไร", session.Plan.Title,
            [
                new("ครั้งนี้", [.. facts, new("รวม", own.Shown)]),
                new("เทียบกับทั้งโครงการ", [new(year.Label, programme?.Shown ?? "ยังไม่มีกิจกรรมอื่นให้เทียบ")]),
            ],
            $"{For(row, session)}ขอบคุณที่แบ่งปัน ผู้ฟังพึงพอใจในระดับ{own.Level}"), session.Id);
    }

    async Task<Message?> Comments(Delivery row, Session session, CancellationToken ct)
    {
        var texts = (await sessions.Passed(session.Id, ct)).SelectMany(page => page.Texts).ToList();
        return texts.Count == 0 ? null : new(new Report("ความเห็นจากผู้ฟัง", session.Plan.Title, [], $"{For(row, session)}ข้อความเหล่านี้ผู้ประสานงานอ่านแล้ว และไม่มีใครรู้ว่าใครเขียน", null, texts), session.Id);
    }

    /// <summary>An outside expert's message comes to the coordinator.</summary>
    static string For(Delivery row, Session session) =>
        row.For is { } key && SpeakerRule.Find(session, key) is { Person: null, Name: var name } ? $"โปรดส่งต่อให้คุณ{ThaiName.Given(name ?? "")}: " : "";

    /// <summary>"▇▇▇▇▇▇▇▇▇ 4.52": a bar that needs no picture and shows in every client.</summary>
    public static string Bar(decimal mean) => $"{new string('▇', Math.Max(1, (int)Math.Round(mean * 2, MidpointRounding.AwayFromZero)))} {mean.ToString("0.00", CultureInfo.InvariantCulture)}";

    static string N(int value) => value.ToString(CultureInfo.InvariantCulture);
}
