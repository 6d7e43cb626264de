using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"ถามพี่เลี้ยง": the question, what the library has about it, whom to ask; and the conversation that follows.</summary>
public sealed class AskForms(AskDesk desk, AskStore asks, AskCards cards, Library library, Says says, Dice dice)
{
    const int IdChars = 12;

    public static Message Form(Person person, AskClick? kept = null, string? note = null) => new(new AskForm(
        null, ThaiText.CleanLines(kept?.Question ?? "", Ask.TextChars), kept?.Subject ?? "", Picks, kept?.Hide is "true", [], [], note ?? $"{Says.Call(person)} เขียนเรื่องที่อยากถามได้เลย"));

    public async Task<Message> Filled(Person person, AskClick click, CancellationToken ct)
    {
        var text = ThaiText.CleanLines(click.Question ?? "", Ask.TextChars);
        if (text.Length == 0) return Form(person, click, "เขียนคำถามก่อน แล้วกดหาพี่เลี้ยง");
        if (click.Subject is not { } subject || !Subjects.Known(subject)) return Form(person, click, "เลือกเรื่องก่อน แล้วกดหาพี่เลี้ยง");
        if (click is not { Id: { } id, Mentor: { } mentor }) return await Choose(person, text, subject, click.Hide is "true", null, ct);
        return await desk.Begin(id, person, mentor, subject, text, click.Hide is "true", ct) switch
        {
            AskOutcome.Kept kept => await Show(kept.Ask, person, ct, "ส่งคำถามแล้ว", "เมื่อพี่เลี้ยงตอบจะแจ้งที่นี่ ถ้าเงียบเกินสามวันจะหาคนใหม่ให้เอง"),
            AskOutcome.Same same => await Show(same.Ask, person, ct),
            var refused => await Choose(person, text, subject, click.Hide is "true", ((AskOutcome.Refused)refused).Because, ct),
        };
    }

    public async Task<Message> Said(Person person, AskSayClick click, CancellationToken ct)
    {
        var text = ThaiText.CleanLines(click.Text ?? "", Ask.TextChars);
        if (text.Length > 0) return await Answer(await desk.Say(click.Id, person, text, ct), person, "ส่งข้อความแล้ว", ct);
        return await asks.Find(click.Id, ct) is { Value: var ask } ? await Show(ask, person, ct, null, "เขียนข้อความก่อน แล้วกดส่ง") : Nothing;
    }

    public async Task<Message> Pressed(Person person, AskDoClick click, CancellationToken ct) => click.Press switch
    {
        AskPress.Close => await Answer(await desk.Close(click.Id, person, ct), person, null, ct),
        AskPress.Take => await Answer(await desk.Take(click.Id, person, ct), person, "คุณรับคำถามนี้แล้ว ขอบคุณ", ct),
        AskPress.Reveal => await Answer(await desk.Reveal(click.Id, person, ct), person, "บอกชื่อแล้ว", ct),
        _ => await desk.PassOn(click.Id, person, ct) is AskOutcome.Refused refused
            ? new(new Refusal(refused.Because))
            : new(new Notice("ส่งต่อแล้ว", "คำถามไปถึงพี่เลี้ยงคนอื่นแล้ว ขอบคุณที่บอก", Tone.Good)),
    };

    public async Task<Message> Judged(Person person, AskEndClick click, CancellationToken ct) =>
        await desk.Judge(click.Id, person, new(click.Helped, click.Shares), ct) is AskOutcome.Refused refused
            ? new(new Refusal(refused.Because))
            : new(new Notice("ขอบคุณที่บอก", click.Shares ? "ถ้าอีกฝ่ายยินดีด้วย จะร่างเป็นคำถามที่พบบ่อยโดยตัดชื่อออก และมีคนตรวจก่อนเผยแพร่" : "ข้อความจะไม่ถูกเก็บเข้าห้องสมุด", Tone.Good));

    /// <summary>"คำถามของฉัน 2" is the second newest that is open.</summary>
    public async Task<Message> Mine(Person person, string rest, CancellationToken ct)
    {
        var mine = new List<Ask>();
        foreach (var id in await asks.Of(person.Id, ct))
            if (await asks.Find(id, ct) is { Value: var ask } && AskRights.May(ask, person, null, AskAct.Read)) mine.Add(ask);
        mine = [.. mine.OrderBy(ask => ask.State is AskState.Closed).ThenByDescending(ask => ask.Asked).ThenBy(ask => ask.Id, StringComparer.Ordinal)];
        if (mine.Count == 0) return new(new Refusal("ยังไม่มีคำถาม", "พิมพ์ ถามพี่เลี้ยง เพื่อเริ่มถาม"));
        var at = int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= mine.Count ? number : 1;
        var more = mine.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"คำถามที่ {at} จาก {mine.Count} พิมพ์ คำถามของฉัน {(at % mine.Count) + 1} เพื่อดูคำถามถัดไป") : null;
        return await Show(mine[at - 1], person, ct, null, more);
    }

    async Task<Message> Choose(Person person, string text, string subject, bool hide, string? note, CancellationToken ct)
    {
        const int Hits = 3;
        var found = await library.Search(text, Hits, ct);
        var good = found.Where(f => f.Hit.Score >= SearchIndex.Good).Select(f => new AskHit(f.Hit.Title, $"{says.BaseUrl}/library/{f.Item.Id}")).ToList();
        var matches = await desk.Find(person, subject, ct);
        var id = dice.Id()[..IdChars].ToLowerInvariant(); // people type it in an emergency
        return new(
            new AskForm(
                id, text, subject, Picks, hide, good, [.. matches.Select(match => new AskMentor(match.Person.Id, match.Person.Name, string.Join(" · ", match.Reasons)))],
                note ?? (matches.Count > 0 ? "เลือกพี่เลี้ยงที่อยากถาม" : "ตอนนี้ยังไม่มีพี่เลี้ยงที่รับได้ ลองใหม่พรุ่งนี้ หรือถามผู้ประสานงาน")),
            id);
    }

    async Task<Message> Answer(AskOutcome outcome, Person person, string? lead, CancellationToken ct) => outcome switch
    {
        AskOutcome.Kept kept => await Show(kept.Ask, person, ct, lead),
        AskOutcome.Same same => await Show(same.Ask, person, ct, lead),
        _ => new(new Refusal(((AskOutcome.Refused)outcome).Because)),
    };

    async Task<Message> Show(Ask ask, Person person, CancellationToken ct, string? lead = null, string? note = null) => await cards.Show(ask, person, ct, lead, note) ?? Nothing;

    static IReadOnlyList<Pick> Picks => [.. Subjects.All.Select(subject => new Pick(subject.Id, subject.Thai))];

    static Message Nothing => new(new Refusal("ไม่พบคำถามนี้ หรือส่งต่อไปแล้ว"));
}
