using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Bot;

/// <summary>A question as one person may see it at this moment. Every way to its texts leads through here or through the emergency.</summary>
public sealed class AskCards(AskStore asks, MentorStore mentors, RosterStore rosters, TimeProvider time)
{
    /// <summary>Null when the message is no longer for this person.</summary>
    public async Task<Message?> Make(Delivery row, Person person, CancellationToken ct)
    {
        if (await asks.Find(AskStore.Of(row.Session), ct) is not { Value: var ask }) return null;
        return row.Kind switch
        {
            MessageKind.AskOpened => await Opened(ask, person, ct),
            MessageKind.AskOverdue => AskRights.May(ask, person, null, AskAct.SeeAge) ? Overdue(ask) : null,
            MessageKind.AskRemind when ask.Owed is null || ask.Mentor != person.Id => null,
            MessageKind.AskGiven when ask.Mentor != person.Id => null,
            MessageKind.AskClosed => await Show(ask, person, ct, "คำถามนี้จบแล้ว ขอบคุณที่คุยกัน"),
            MessageKind.AskRemind => await Show(ask, person, ct, "มีคำถามที่รอคุณตอบอยู่", "ถ้ายังไม่สะดวก กด ส่งต่อให้คนอื่น ได้เลย"),
            MessageKind.AskHandedOver => await Show(ask, person, ct, ask.Mentor is null ? "กำลังหาพี่เลี้ยงในโซนให้คุณ" : "มีพี่เลี้ยงอีกคนมาช่วยแล้ว", "คำถามของคุณยังอยู่ ไม่ต้องถามใหม่"),
            MessageKind.AskOffered => await Show(ask, person, ct, "มีคำถามที่รอพี่เลี้ยงช่วย"),
            MessageKind.AskGiven => await Show(ask, person, ct, "มีคำถามถึงคุณ"),
            _ => await Show(ask, person, ct, "มีข้อความใหม่"),
        };
    }

    /// <summary>Null for who has no part in it.</summary>
    public async Task<Message?> Show(Ask ask, Person person, CancellationToken ct, string? lead = null, string? note = null)
    {
        var mentor = (await mentors.Find(person.Id, ct))?.Value;
        bool May(AskAct act) => AskRights.May(ask, person, mentor, act);
        if (May(AskAct.Take))
            return new(new AskChat(ask.Id, lead ?? "มีคำถามที่รอพี่เลี้ยงช่วย", $"{Subjects.Thai(ask.Subject)} · {Zone(ask)} · รอมา {Age(ask)}", [], 0, false, false, false, true, false, note ?? "คนแรกที่รับจะได้เห็นข้อความ"), ask.Id);
        if (!May(AskAct.Read)) return null;
        // A later mentor reads what the asker wrote, not what an earlier one answered.
        var lines = (await asks.Lines(ask.Id, ct)).Where(line => person.Id == ask.Asker || line.By == ask.Asker || line.By == person.Id).ToList();
        const int Shown = 4;
        var judged = person.Id == ask.Asker ? ask.AskerSays : ask.MentorSays;
        return new(
            new AskChat(
                ask.Id, lead ?? State(ask, person), $"{Subjects.Thai(ask.Subject)} · {await Other(ask, person, ct)}", [.. lines.TakeLast(Shown).Select(line => new AskText(line.By == person.Id ? "คุณ" : line.By == ask.Asker ? "ผู้ถาม" : "พี่เลี้ยง", line.Text.Length > 0 ? line.Text : "(ลบตามคำขอ)"))],
                Math.Max(0, lines.Count - Shown), May(AskAct.Write), May(AskAct.PassOn), May(AskAct.Reveal), false, May(AskAct.Judge) && judged is null, note),
            ask.Id);
    }

    public Message Overdue(Ask ask) => new(new Notice(
        "มีคำถามถึงพี่เลี้ยงที่รอนานแล้ว", $"เรื่อง {Subjects.Thai(ask.Subject)} · {Zone(ask)} · รอมา {Age(ask)}\nส่งถึงพี่เลี้ยงทุกคนที่รับได้แล้ว ช่วยชวนพี่เลี้ยงรับ หรือตั้งพี่เลี้ยงเพิ่ม", Tone.Warning));

    /// <summary>How long its asker has been waiting, in whole days or hours.</summary>
    public string Age(Ask ask) => (time.GetUtcNow() - (ask.Owed ?? ask.Step)) switch
    {
        { TotalHours: < 1 } => "ไม่ถึงชั่วโมง",
        { TotalDays: < 1 } wait => string.Create(CultureInfo.InvariantCulture, $"{(int)wait.TotalHours} ชั่วโมง"),
        var wait => string.Create(CultureInfo.InvariantCulture, $"{(int)wait.TotalDays} วัน"),
    };

    public static string Zone(Ask ask) => ask.Zone.Length > 0 ? $"โซน {ask.Zone}" : "ส่วนกลาง";

    static string State(Ask ask, Person person) => ask switch
    {
        { State: AskState.Closed } => "คำถามนี้จบแล้ว",
        { State: AskState.Pool } => "กำลังหาพี่เลี้ยงในโซนให้คุณ",
        { Owed: null } => person.Id == ask.Asker ? "พี่เลี้ยงตอบแล้ว" : "คุณตอบแล้ว",
        _ => person.Id == ask.Asker ? "รอพี่เลี้ยงตอบ" : "มีคำถามถึงคุณ",
    };

    async Task<string> Other(Ask ask, Person person, CancellationToken ct)
    {
        var roster = await rosters.Load(ct);
        if (person.Id != ask.Asker) return ask.Hidden ? $"เพื่อนร่วมงาน {Zone(ask)}" : roster.Find(ask.Asker)?.Name ?? "เพื่อนร่วมงาน";
        return ask.Mentor is { } mentor ? roster.Find(mentor)?.Name ?? "พี่เลี้ยง" : "พี่เลี้ยงในโซน";
    }

    async Task<Message?> Opened(Ask ask, Person person, CancellationToken ct)
    {
        if (await asks.FindGlass(ask.Id, ct) is not { Value: var glass }) return null;
        var by = (await rosters.Load(ct)).Find(glass.By)?.Name ?? "ผู้ประสานงาน";
        if (glass.Agreed is not null)
            return AskRights.May(ask, person, null, AskAct.Read)
                ? new(new Notice("คำถามของคุณถูกเปิดอ่านในเหตุฉุกเฉิน", $"{by} ขอ และมีคนที่สองเห็นชอบ เหตุผล: {glass.Reason}", Tone.Warning))
                : null;
        return AskRights.May(ask, person, null, AskAct.BreakGlass) && person.Id != glass.By
            ? new(new Notice("ขอเปิดอ่านคำถามในเหตุฉุกเฉิน", $"{by} ขอเปิด เหตุผล: {glass.Reason}\nถ้าเห็นชอบ พิมพ์ เห็นชอบเปิดคำถาม {ask.Id}", Tone.Warning))
            : null;
    }
}
