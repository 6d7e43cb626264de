using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot;

/// <summary>The feedback card and what happens to its answer. Nothing of the answer is logged or kept outside the box.</summary>
public sealed class FeedbackForm(SessionStore sessions, FeedbackStore feedback, Says says, TimeProvider time)
{
    const string Privacy =
        "คำตอบไม่ผูกกับชื่อ: ระบบเก็บว่าใครตอบแล้ว แยกจากคะแนนและข้อความ จึงไม่มีใครรู้ว่าใครตอบอะไร ส่งแล้วแก้ไม่ได้ อย่าใส่ชื่อหรือข้อมูลส่วนตัวในข้อความ";

    public Message Show(Session session, string? note = null)
    {
        var form = Forms.Of(session);
        return new(
            new Feedback(
                session.Id, form.Heading, session.Plan.Title, session.IsEvaluation ? $"ตอบได้ถึง{says.At(session.FeedbackCloses)}" : says.When(session), Privacy,
                [.. form.Items.Select(item => new FeedbackQuestion(item.Id, item.Label))], [.. form.Texts.Select(text => new FeedbackQuestion(text.Id, text.Label))], note),
            session.Id);
    }

    public async Task<Message> Clicked(Person person, FeedbackClick click, CancellationToken ct)
    {
        if (await sessions.Find(click.Session, ct) is not { Value: var session }) return new(new Refusal("ไม่พบกิจกรรมนี้"));
        var came = session.IsEvaluation ? session.Plan.Audience.Includes(person) : await sessions.Present(session.Id, person.Id, ct);
        if (FeedbackRule.Refuse(session, came, click.Ratings, time.GetUtcNow()) is { } because)
            return came && time.GetUtcNow() < session.FeedbackCloses && !click.Ratings.ContainsKey(FeedbackRule.Needed) ? Show(session, because) : new(new Refusal(because));
        var form = Forms.Of(session);
        return await feedback.Add(session.Id, session.Boxes, person.Id, FeedbackRule.Vector(form, click.Ratings), FeedbackRule.Texts(form, click.Comment, click.Proposal), ct)
            ? new(new Notice("ขอบคุณสำหรับความเห็น", "ความเห็นของคุณช่วยให้ครั้งหน้าดีขึ้น", Tone.Good))
            : new(new Notice("ได้รับคำตอบของคุณแล้ว", "แบบประเมินตอบได้ครั้งเดียว ขอบคุณที่ช่วยกัน", Tone.Info));
    }
}
