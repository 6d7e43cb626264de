using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Core.Topics;

namespace ChuanKhuy.Bot;

/// <summary>The coordinator's acts in the chat: plan, move, cancel, stop the sending, end.</summary>
public sealed class PlanDesk(Planner planner, Upcoming upcoming, RosterStore rosters, UnitStore units, Says says, TimeProvider time, Dice dice)
{
    public async Task<Message> Form(CancellationToken ct) => new(await Empty(null, ct));

    /// <summary>The form with a topic's title and a day three weeks ahead; the session gets this id.</summary>
    public async Task<Message> Prefilled(string id, string title, string note, CancellationToken ct)
    {
        var day = says.Office.Day(says.Office.Later(time.GetUtcNow().AddDays(21)));
        return new(await Empty((new("talk", title, null, ThaiDate.Short(day), "13.30", "15.00", null, null, "all", "none", null), note), ct), id);
    }

    /// <summary>The filled form: a plan, or the form again with what is missing.</summary>
    /// <param name="sealedFor">What the form was sealed for: the session of a topic, or nothing.</param>
    public async Task<Message> Filled(Person by, PlanClick click, CancellationToken ct, string sealedFor = "")
    {
        var topic = TopicDesk.IsTopic(sealedFor) ? sealedFor : null;
        if (topic is not null && await upcoming.Find(topic, ct) is { } held) return new(new Notice("หัวข้อนี้เป็นกิจกรรมแล้ว", $"{held.Plan.Title} {says.When(held)}", Tone.Info));
        var read = PlanText.Read(Fields(click, topic), await units.Load(ct), await rosters.Load(ct), says.Office.Zone);
        if (read is not PlanReading.Ok { Plan: var plan }) return new(await Empty((click, string.Join(" · ", ((PlanReading.Wrong)read).Problems.Select(p => p.Thai))), ct), topic ?? "");
        if (plan.Ends <= time.GetUtcNow()) return new(await Empty((click, "วันเวลานี้ผ่านไปแล้ว"), ct), topic ?? "");
        return await planner.Apply(plan, Planning.Hold, ct, by.Id) is Planned.Added added
            ? new(new Notice(
                "เพิ่มกิจกรรมแล้ว",
                $"{plan.Title} {says.When(added.Session)} คำเชิญจะออกหลัง {says.At(InviteAt(added.Session))} ถ้าต้องการหยุด พิมพ์ ยกเลิกการส่ง",
                Tone.Good))
            : new(new Refusal("บันทึกไม่ได้ ลองอีกครั้ง"));
    }

    /// <param name="wanted">Words of the title, to choose from fewer; empty: all.</param>
    public async Task<Message> MoveForm(string wanted, CancellationToken ct)
    {
        if (await Ahead(ct) is not { Count: > 0 } ahead) return Nothing;
        var (picks, note) = Picks.Of(ahead, wanted, says);
        return new(new MoveForm(picks, "", "", "", "", note));
    }

    public async Task<Message> Moved(Person by, MoveClick click, CancellationToken ct)
    {
        var today = says.Office.Day(time.GetUtcNow());
        if (When.Read($"{click.Date} {click.Start}-{click.End}", today) is not Heard<Moment>.Found { Value: { Day: { } day, From: { } from, To: { } to } })
            return await Again(click, "วันหรือเวลาไม่ชัด ลองแบบ 25 พ.ย. 69 เวลา 13.30 ถึง 15.00", ct);
        if (to <= from) return await Again(click, "เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม", ct);
        var reason = ThaiText.Clean(click.Reason ?? "", Planning.ReasonChars);
        return await planner.Move(click.Session, says.Office.Utc(day, from), says.Office.Utc(day, to), reason.Length > 0 ? reason : null, ct, by.Id) switch
        {
            Planned.Moved { Session: var moved } => new(new Notice(
                "เลื่อนแล้ว", $"{moved.Plan.Title} เป็น{says.When(moved)} ทุกคนที่ได้รับเชิญและวิทยากรจะได้รับแจ้ง", Tone.Good)),
            Planned.Refused refused => await Again(click, refused.Because, ct),
            _ => new(new Notice("ไม่มีอะไรเปลี่ยน", "วันเวลาเดิมอยู่แล้ว", Tone.Info)),
        };
    }

    /// <param name="wanted">Words of the title, to choose from fewer; empty: all.</param>
    public Task<Message> CancelForm(string wanted, CancellationToken ct) => CancelForm(wanted, "", null, ct);

    async Task<Message> CancelForm(string wanted, string reason, string? note, CancellationToken ct)
    {
        if (await Ahead(ct) is not { Count: > 0 } ahead) return Nothing;
        var (picks, more) = Picks.Of(ahead, wanted, says);
        return new(new CancelForm(picks, reason, note ?? more));
    }

    public async Task<Message> Cancelled(Person by, CancelClick click, CancellationToken ct)
    {
        if (!click.Confirm) return await CancelForm("", click.Reason ?? "", "แตะยืนยันก่อน แล้วจึงกดยกเลิกกิจกรรม", ct);
        var reason = ThaiText.Clean(click.Reason ?? "", Planning.ReasonChars);
        return await planner.Cancel(click.Session, reason.Length > 0 ? reason : null, ct, by.Id) switch
        {
            Planned.Cancelled { Session: var gone } => new(new Notice(
                "ยกเลิกกิจกรรมแล้ว", $"{gone.Plan.Title} {says.When(gone)} ทุกคนที่เกี่ยวข้องจะได้รับแจ้ง", Tone.Warning)),
            Planned.Refused refused => new(new Refusal(refused.Because)),
            _ => new(new Notice("ยกเลิกไว้แล้ว", "กิจกรรมนี้ยกเลิกไปก่อนหน้านี้แล้ว", Tone.Info)),
        };
    }

    /// <summary>What is about to go out and can still be stopped.</summary>
    public async Task<Message> Held(CancellationToken ct)
    {
        var roster = await rosters.Load(ct);
        var now = time.GetUtcNow();
        var held = (await upcoming.Around(now, now.AddYears(2), ct, 500)).Where(s => s is { State: SessionState.Published, Invited: false }).ToList();
        var lines = held.Where(s => s.HeldUntil > now || InviteAt(s) <= now.AddDays(1)).Take(10)
            .Select(s => new HoldLine(s.Plan.Title, says.At(InviteAt(s)), roster.People.Count(p => s.Plan.Audience.Includes(p) && !s.HasSpeaker(p.Id)))).ToList();
        return new(new Hold(
            lines.Count == 0 ? "ตอนนี้ไม่มีคำเชิญที่กำลังจะออก" : "คำเชิญเหล่านี้กำลังจะออก",
            lines, held.Select(s => s.HeldUntil).Max() is { } until && until > now ? says.At(until) : null,
            lines.Count == 0 ? "คำเชิญที่ออกไปแล้วหยุดไม่ได้ ใช้ เลื่อน หรือ ยกเลิก แทน" : null));
    }

    public async Task<Message> Holding(Person by, HoldClick click, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var all = (await upcoming.Around(now, now.AddYears(2), ct, 500)).Where(s => s is { State: SessionState.Published, Invited: false });
        var about = click.Session == "*" ? all.Where(s => s.HeldUntil > now || InviteAt(s) <= now.AddDays(1)) : all.Where(s => s.Id == click.Session);
        var count = 0;
        foreach (var session in about.ToList())
            if ((click.Stop ? await planner.StopSending(session.Id, ct, by.Id) : await planner.SendNow(session.Id, ct, by.Id)) is Planned.Stopped or Planned.Edited) count++;
        return count == 0
            ? new(new Refusal("ไม่มีคำเชิญที่รออยู่", "คำเชิญที่ออกไปแล้วหยุดไม่ได้ ใช้ เลื่อน หรือ ยกเลิก แทน"))
            : click.Stop
                ? new(new Notice("หยุดแล้ว", $"{count} กิจกรรมกลับเป็นร่าง ยังไม่มีใครได้รับคำเชิญ", Tone.Good))
                : new(new Notice("ส่งเลย", $"คำเชิญของ {count} กิจกรรมจะออกตามกำหนดโดยไม่ต้องรอ", Tone.Good));
    }

    /// <summary>"จบแล้ว": by a speaker of the session or a coordinator.</summary>
    public async Task<Message> Ended(Person person, EndClick click, CancellationToken ct)
    {
        var session = await upcoming.Find(click.Session, ct);
        if (session is null || !(session.HasSpeaker(person.Id) || person.Roles.HasFlag(Roles.Coordinator)))
            return new(new Refusal("ปุ่มนี้สำหรับวิทยากรและผู้ประสานงานของกิจกรรม"));
        return await planner.End(click.Session, ct, person.Id) switch
        {
            Planned.Ended => new(new Notice("จบกิจกรรมแล้ว", "แบบประเมินกำลังออกไปถึงผู้ที่ลงชื่อเข้าร่วม ขอบคุณที่แบ่งปัน", Tone.Good)),
            Planned.Refused refused => new(new Refusal(refused.Because)),
            _ => new(new Notice("จบไปแล้ว", "กิจกรรมนี้จบไปก่อนหน้านี้แล้ว ขอบคุณที่แบ่งปัน", Tone.Info)),
        };
    }

    static Message Nothing => new(new Refusal("ไม่มีกิจกรรมข้างหน้า", "พิมพ์ เพิ่มกิจกรรม เพื่อเริ่มวางแผน"));

    static DateTimeOffset InviteAt(Session s) => s.Starts.AddDays(-14) is var usual && s.HeldUntil > usual ? s.HeldUntil.Value : usual;

    async Task<IReadOnlyList<Session>> Ahead(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return [.. (await upcoming.Around(now, now.AddYears(2), ct, 500)).Where(s => s.State is SessionState.Published or SessionState.Draft)];
    }

    async Task<Message> Again(MoveClick click, string note, CancellationToken ct) =>
        new(new MoveForm(Picks.Of(await Ahead(ct), "", says).Picks, click.Date ?? "", click.Start ?? "", click.End ?? "", click.Reason ?? "", note));

    async Task<SessionForm> Empty((PlanClick Click, string Note)? kept, CancellationToken ct)
    {
        var zones = (await units.Load(ct)).Zones.Select(z => new Pick(z, $"โซน {z}")).ToList();
        var c = kept?.Click;
        return new(c?.Kind ?? "talk", c?.Title ?? "", c?.Speakers ?? "", c?.Date ?? "", c?.Start ?? "", c?.End ?? "", c?.Zone ?? "", zones, c?.Seats ?? "",
            c?.Audience ?? "all", c?.Meeting ?? "none", c?.Place ?? "", kept?.Note);
    }

    Dictionary<string, string> Fields(PlanClick c, string? id) => new(StringComparer.Ordinal)
    {
        ["id"] = id ?? $"c-{dice.Id()[..10].Replace('_', 'x')}",
        ["kind"] = c.Kind ?? "", ["title"] = c.Title ?? "", ["speakers"] = c.Speakers ?? "", ["zone"] = c.Zone ?? "",
        ["start"] = $"{c.Date} {c.Start}", ["end"] = $"{c.Date} {c.End}", ["seats"] = c.Seats ?? "", ["audience"] = c.Audience ?? "",
        ["meeting"] = c.Meeting ?? "", ["place"] = c.Place ?? "", ["state"] = "published",
    };
}
