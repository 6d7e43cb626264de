using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Topics;

namespace ChuanKhuy.Bot;

/// <summary>"หัวข้อ" and "อยากเรียน …": wishes, votes, and two taps from a topic to a session.</summary>
public sealed class TopicForms(TopicDesk desk, PlanDesk planning, SessionStore sessions, Says says)
{
    /// <summary>Coordinators see the proposals with their evidence, everybody else the open vote.</summary>
    public async Task<Message> Said(Person person, CancellationToken ct) =>
        person.Roles.HasFlag(Roles.Coordinator) ? await Proposals(null, ct) : await Voting(person, null, null, ct) ?? NoVote;

    public async Task<Message> Wished(Person person, string text, CancellationToken ct)
    {
        if (text.Length == 0) return new(new Refusal("อยากเรียนเรื่องอะไร", "พิมพ์ อยากเรียน ตามด้วยเรื่อง เช่น อยากเรียน ตรวจรับพัสดุ"));
        return await desk.Wish(person, text, ct)
            ? new(new Notice("รับเรื่องไว้แล้ว", "ผู้ประสานงานเห็นเรื่องนี้โดยไม่เห็นชื่อคุณ เมื่อกำหนดวันแล้วจะแจ้งคุณ", Tone.Good))
            : new(new Refusal("ยังรับเรื่องนี้ไม่ได้", "เขียนเป็นหัวข้อสั้น ๆ ไม่ใส่ชื่อคนหรือเบอร์โทร"));
    }

    public async Task<Message> Clicked(Person person, TopicClick click, CancellationToken ct)
    {
        if (click.Act is TopicAct.Vote)
            return click.Topic is { } vote && await desk.Vote(person, vote, ct)
                ? await Voting(person, null, "บันทึกแล้ว ขอบคุณที่ช่วยเลือก เปลี่ยนใจได้", ct) ?? NoVote
                : NoVote;
        if (!person.Roles.HasFlag(Roles.Coordinator)) return new(new Refusal("ส่วนนี้สำหรับผู้ประสานงาน"));
        if (click.Act is TopicAct.Ask)
            return await desk.Ask(person.Id, ct) is { } because
                ? await Proposals(because, ct)
                : new(new Notice("ส่งให้เลือกแล้ว", "เจ้าหน้าที่ทุกคนเลือกได้หนึ่งเรื่อง ดูผลด้วยคำว่า หัวข้อ", Tone.Good));
        return click.Topic is { } id && await desk.Choose(id, ct) is { } topic
            ? await planning.Prefilled(TopicDesk.SessionOf(topic.Id), topic.Title, "หัวข้อจากความต้องการ เปลี่ยนวันและวิทยากรได้ ผู้ที่ขอหรือเลือกเรื่องนี้จะได้รับแจ้ง", ct)
            : await Proposals("หัวข้อนี้ไม่อยู่ในรายการแล้ว เลือกใหม่อีกครั้ง", ct);
    }

    /// <summary>The vote card; null when that round is not open any more.</summary>
    /// <param name="round">The round that it was sent for; null: whichever is open.</param>
    public async Task<Message?> Voting(Person person, int? round, string? note, CancellationToken ct)
    {
        if (await desk.Open(ct) is not { } open || (round is { } n && n != open.N)) return null;
        var mine = await desk.VoteOf(person.Id, ct);
        return new(new TopicPick(
            "ครั้งหน้าอยากฟังเรื่องไหน", $"เลือกได้หนึ่งเรื่อง เปลี่ยนใจได้ถึง {says.At(open.Until)}", [], open.Topics.Any(topic => topic.Id == mine?.Topic) ? mine!.Topic : "",
            [.. open.Topics.Select(topic => new Pick(topic.Id, topic.Title))], [new("vote", "ส่งคำตอบ")], note));
    }

    /// <summary>That a topic has a day; null when it was cancelled meanwhile.</summary>
    public async Task<Message?> Planned(string place, CancellationToken ct) =>
        await sessions.Find(TopicDesk.OfTold(place), ct) is { Value: { State: SessionState.Published } session }
            ? new(new Notice("เรื่องที่คุณอยากฟัง กำหนดวันแล้ว", $"{session.Plan.Title}\n{says.When(session)}\nคำเชิญจะตามมาก่อนวันงาน", Tone.Good))
            : null;

    async Task<Message> Proposals(string? note, CancellationToken ct)
    {
        var (topics, votes) = (await desk.Proposals(ct), await desk.Votes(ct));
        if (topics.Count == 0) return new(new Notice("ยังไม่มีหัวข้อใหม่", note ?? "เมื่อมีคนค้นไม่เจอ ถามพี่เลี้ยงแล้วยังไม่ได้คำตอบ หรืออยากเรียนเรื่องใด จะเห็นที่นี่", Tone.Info));
        var ranked = topics.OrderByDescending(topic => votes.GetValueOrDefault(topic.Id)).ToList();
        return new(new TopicPick(
            "หัวข้อที่เพื่อนร่วมงานต้องการ", "เลือกเรื่อง แล้วแตะจัดเป็นกิจกรรม", [.. ranked.Select(topic => $"{topic.Title}: {Why(topic, votes.GetValueOrDefault(topic.Id))}")], ranked[0].Id,
            [.. ranked.Select(topic => new Pick(topic.Id, topic.Title))], [new("plan", "จัดเป็นกิจกรรม"), new("ask", "ให้ทุกคนช่วยเลือก")], note));
    }

    static string Why(Topic topic, int votes) => string.Join(" · ", new[] { ("เลือก", votes), ("ค้นไม่เจอ", topic.Searches), ("ถามพี่เลี้ยงแล้วยังไม่ได้คำตอบ", topic.Questions), ("อยากให้จัด", topic.Wishes) }
        .Where(part => part.Item2 > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2}")));

    static Message NoVote => new(new Refusal("ตอนนี้ไม่มีหัวข้อให้เลือก", "อยากให้จัดเรื่องใด พิมพ์ อยากเรียน ตามด้วยเรื่องนั้น"));
}
