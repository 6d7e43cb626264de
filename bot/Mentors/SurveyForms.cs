using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>The mentor survey: a coordinator begins it, every officer but the heads answers it.</summary>
public sealed class SurveyForms(SurveyDesk desk, MentorStore mentors, Says says, TimeProvider time)
{
    static readonly TimeOnly Closes = new(16, 30);

    public async Task<Message> Begin(Person by, string rest, CancellationToken ct)
    {
        var today = says.Office.Day(time.GetUtcNow());
        if (When.Read(rest, today) is not Heard<Moment>.Found { Value: { Day: { } day } moment }) return new(new Refusal("ตอบได้ถึงวันไหน", "พิมพ์ สำรวจพี่เลี้ยง ตามด้วยวันสุดท้าย เช่น สำรวจพี่เลี้ยง 15 ธ.ค. 69"));
        var deadline = says.Office.Utc(day, moment.From ?? Closes);
        return await desk.Begin(deadline, by.Id, ct) is { } because
            ? new(new Refusal(because))
            : new(new Notice("เริ่มแบบสำรวจพี่เลี้ยงแล้ว", $"ส่งถึงเจ้าหน้าที่ทุกคนยกเว้นพัฒนาการอำเภอและผู้บริหาร ตอบได้ถึง {says.At(deadline)} คนที่ยังไม่ตอบจะได้รับการเตือน ดูผลด้วยคำว่า ตั้งพี่เลี้ยง", Tone.Good));
    }

    /// <summary>The form as the letter; what was answered before is filled in.</summary>
    public async Task<Message> Show(Person person, Session round, CancellationToken ct) => await Form(person, $"ตอบได้ถึง {says.At(round.Plan.Ends)}", round.Version > 1 ? "ยังไม่ได้รับคำตอบของคุณ ใช้เวลาไม่ถึงสองนาที" : null, ct);

    public async Task<Message> Said(Person person, CancellationToken ct) => Candidates.Asked(person) ? await Form(person, "", null, ct) : NotAsked;

    public async Task<Message> Filled(Person person, SurveyClick click, CancellationToken ct)
    {
        if (!Candidates.Asked(person)) return NotAsked;
        var (known, _) = Subjects.Read(click.Subjects ?? "");
        var most = int.TryParse(click.Most, NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said is >= 1 and <= SurveyAnswer.MostAtOnce ? said : SurveyAnswer.Usual;
        var answer = new SurveyAnswer(
            person.Id, click.Willing, known, ThaiText.Clean(click.Free ?? "", SurveyAnswer.FreeChars), ThaiText.Clean(click.Style ?? "", SurveyAnswer.StyleChars), most, time.GetUtcNow());
        if (answer is { Willing: true, Subjects.Count: 0, Free.Length: 0 }) return await Form(person, "", "เลือกเรื่องที่ถนัดอย่างน้อยหนึ่งเรื่อง", ct);
        await desk.Answer(answer, ct);
        return new(new Notice("ขอบคุณที่ตอบ", click.Willing ? "ผู้ประสานงานจะติดต่อถ้าได้เป็นพี่เลี้ยง เปลี่ยนคำตอบได้ด้วยคำว่า ตอบแบบสำรวจพี่เลี้ยง" : "ถ้าวันหน้าสะดวก พิมพ์ ตอบแบบสำรวจพี่เลี้ยง", Tone.Good));
    }

    async Task<Message> Form(Person person, string when, string? note, CancellationToken ct)
    {
        var held = await mentors.FindAnswer(person.Id, ct);
        return new(new SurveyForm(
            when, held?.Willing ?? true, string.Join(',', held?.Subjects ?? []), [.. Subjects.All.Where(s => s.Id != Subjects.Other).Select(s => new Pick(s.Id, s.Thai))],
            held?.Free ?? "", held?.Style ?? "", (held?.Most ?? SurveyAnswer.Usual).ToString(CultureInfo.InvariantCulture), note));
    }

    static Message NotAsked => new(new Refusal("แบบสำรวจนี้สำหรับเจ้าหน้าที่", "พัฒนาการอำเภอและผู้บริหารไม่ต้องตอบ"));
}
