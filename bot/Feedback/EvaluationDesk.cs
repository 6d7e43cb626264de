using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"ประเมินโครงการ ไตรมาส 1": sends the quarterly evaluation to all staff. Which quarter must be said, because it goes out at once.</summary>
public sealed class EvaluationDesk(Evaluations evaluations, Says says, TimeProvider time)
{
    const string Example = "เช่น ประเมินโครงการ ไตรมาส 1";

    public async Task<Message> Said(string which, CancellationToken ct) =>
        which.Length == 0 ? new(new Refusal("จะประเมินไตรมาสไหน แบบประเมินจะส่งถึงเจ้าหน้าที่ทุกคนทันที", Example))
        : Period.Read(which, says.Office.Day(time.GetUtcNow())) switch
        {
            Heard<Period>.Found(var found) when Period.OfQuarter(ThaiDate.FiscalYear(found.From), ThaiDate.FiscalQuarter(found.From)) == found => await Open(found, ct),
            Heard<Period>.Ambiguous ask => new(new Refusal(ask.Question, Example)),
            _ => new(new Refusal("แบบประเมินโครงการส่งเป็นรายไตรมาส", Example)),
        };

    async Task<Message> Open(Period quarter, CancellationToken ct) =>
        await evaluations.Open(ThaiDate.FiscalYear(quarter.From), ThaiDate.FiscalQuarter(quarter.From), ct) switch
        {
            EvaluationOutcome.Opened opened => new(new Notice(
                "ส่งแบบประเมินแล้ว", string.Create(CultureInfo.InvariantCulture, $"{quarter.Label} ถึงเจ้าหน้าที่ {opened.People:#,0} คน ปิดรับ{says.At(opened.Session.FeedbackCloses)} เตือนผู้ที่ยังไม่ตอบอีกสองครั้ง"), Tone.Good)),
            EvaluationOutcome.Refused refused => new(new Refusal(refused.Because)),
            _ => throw new InvalidOperationException("An evaluation ended in a third way."),
        };
}
