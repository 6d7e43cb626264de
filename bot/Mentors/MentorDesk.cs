using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>What a coordinator does for the mentor team, and a mentor's own pause.</summary>
public sealed class MentorDesk(AskDesk desk, AskStore asks, AskCards cards, MentorStore mentors, RosterStore rosters, UnitStore units, Says says, TimeProvider time)
{
    public async Task<Message> Form(string? note, CancellationToken ct)
    {
        var (all, roster, zones) = (await mentors.All(ct), await rosters.Load(ct), (await units.Load(ct)).Zones.ToList());
        var candidates = Candidates.Rank(await mentors.AllAnswers(ct), all, roster, zones);
        var serving = all.Where(mentor => mentor.Posts.Count > 0 && roster.Find(mentor.Person) is not null).ToList();
        var people = candidates.Select(c => c.Person).Concat(serving.Select(mentor => roster.Find(mentor.Person)!)).DistinctBy(person => person.Id).Select(person => new Pick(person.Id, person.Name)).ToList();
        if (people.Count == 0) return new(new Refusal(note ?? "ยังไม่มีใครตอบว่ายินดีเป็นพี่เลี้ยง", "เริ่มด้วยคำว่า สำรวจพี่เลี้ยง ตามด้วยวันสุดท้าย หรือนำเข้าคำตอบจากไฟล์"));
        return new(new AppointForm(
            [.. candidates.Select(c => $"{c.Person.Name}: {string.Join(" · ", c.Reasons)}")],
            [.. Candidates.Gaps(all, zones).Select(gap => $"{Subjects.Thai(gap.Subject)}: {(gap.Zones.Count == zones.Count ? "ทุกโซน" : $"โซน {string.Join(", ", gap.Zones)}")}")],
            [.. serving.Select(mentor => $"{roster.Find(mentor.Person)!.Name}: {string.Join(", ", mentor.Posts.Select(post => $"{Subjects.Thai(post.Subject)} {Zone(post)}"))}{(mentor.Paused ? " (พักอยู่)" : "")}")],
            people, [.. Subjects.All.Select(s => new Pick(s.Id, s.Thai))], [new("-", "ทุกโซน"), .. zones.Select(zone => new Pick(zone, $"โซน {zone}"))], note));
    }

    public async Task<Message> Filled(AppointClick click, CancellationToken ct)
    {
        if ((await rosters.Load(ct)).Find(click.Person) is not { } person || !Subjects.Known(click.Subject)) return await Form("เลือกคนและเรื่องก่อน", ct);
        if (click.For is { Length: > 0 } zone && !(await units.Load(ct)).Zones.Contains(zone, StringComparer.Ordinal)) return await Form("ไม่มีโซนนี้", ct);
        if (click.Grant && !Candidates.Asked(person)) return await Form("พัฒนาการอำเภอและผู้บริหารเป็นพี่เลี้ยงไม่ได้", ct);
        var post = new Post(click.Subject, click.For);
        await desk.Appoint(person.Id, post, click.Grant, ct);
        return await Form($"{(click.Grant ? "แต่งตั้ง" : "ให้พ้นแล้ว:")} {Says.Call(person)} {Subjects.Thai(post.Subject)} {Zone(post)}", ct);
    }

    public async Task<Message> Pause(Person person, bool pause, CancellationToken ct) => await desk.Pause(person.Id, pause, ct)
        ? new(pause
            ? new Notice("พักรับคำถามแล้ว", "คำถามที่คุณดูแลอยู่ส่งต่อให้พี่เลี้ยงคนอื่นแล้ว พร้อมเมื่อไรพิมพ์ รับคำถามต่อ", Tone.Good)
            : new Notice("กลับมารับคำถามแล้ว", "ขอบคุณที่ช่วยเพื่อนร่วมงาน", Tone.Good))
        : new(new Refusal("คำนี้สำหรับพี่เลี้ยง", "ถ้าอยากเป็นพี่เลี้ยง พิมพ์ ตอบแบบสำรวจพี่เลี้ยง"));

    /// <summary>Subject and age of what waits longer than a day; never a text, an asker or a mentor.</summary>
    public async Task<Message> Overdue(Person person, CancellationToken ct)
    {
        const int Most = 12;
        var lines = new List<(DateTimeOffset Since, string Line)>();
        foreach (var id in await asks.Open(ct))
            if (await asks.Find(id, ct) is { Value: { Owed: { } since } ask } && since <= time.GetUtcNow() - AskRule.RemindAfter && AskRights.May(ask, person, null, AskAct.SeeAge))
                lines.Add((since, $"{Subjects.Thai(ask.Subject)} · รอมา {cards.Age(ask)} · รหัส {ask.Id}"));
        return lines.Count == 0
            ? new(new Notice("ไม่มีคำถามค้าง", "ทุกคำถามได้คำตอบภายในหนึ่งวัน หรือยังไม่ครบวัน", Tone.Good))
            : new(new Notice(string.Create(CultureInfo.InvariantCulture, $"คำถามที่รอเกินหนึ่งวัน {lines.Count} เรื่อง"), string.Join('\n', lines.OrderBy(line => line.Since).Take(Most).Select(line => line.Line)), Tone.Warning));
    }

    public async Task<Message> Figures(CancellationToken ct)
    {
        var year = Period.OfYear(ThaiDate.FiscalYear(says.Office.Day(time.GetUtcNow())));
        var all = new List<Ask>();
        foreach (var id in await asks.Between(year.From, year.To, ct)) if (await asks.Find(id, ct) is { Value: var ask }) all.Add(ask);
        var figures = AskFigures.Of(all);
        if (figures.Asked is null) return new(new Notice("คำถามถึงพี่เลี้ยง", $"ยังมีไม่ถึง {AskFigures.Fewest.ToString(CultureInfo.InvariantCulture)} คำถามใน{year.Label} จึงไม่แสดงจำนวน", Tone.Info));
        var lines = new[] { ("ถามทั้งหมด", figures.Asked), ("ได้คำตอบ", figures.Answered), ("ผู้ถามบอกว่าช่วยได้", figures.Helped) }.Where(f => f.Item2 is not null).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Item1} {f.Item2}"));
        return new(new Notice($"คำถามถึงพี่เลี้ยง {year.Label}", string.Join('\n', lines.Concat(figures.Subjects.Select(s => string.Create(CultureInfo.InvariantCulture, $"{Subjects.Thai(s.Subject)} {s.Count}")))), Tone.Info));
    }

    /// <summary>For a person to paste into the LINE group: no account of ours is needed.</summary>
    public Message ForGroup() => new(new Notice(
        "ข้อความสำหรับกลุ่ม LINE พี่สอนน้อง",
        $"มีเรื่องงานที่อยากถาม ถามพี่เลี้ยงได้เป็นส่วนตัว\nเปิดแชตกับชวนคุย พิมพ์ ถามพี่เลี้ยง แล้วเลือกพี่เลี้ยงที่อยากคุยด้วย ไม่บอกชื่อก็ได้\nหรือเปิดจากมือถือ {says.BaseUrl}/me", Tone.Info));

    static string Zone(Post post) => post.Zone.Length > 0 ? $"โซน {post.Zone}" : "ทุกโซน";
}
