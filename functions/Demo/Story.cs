using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Functions.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Functions.Demo;

/// <summary>
/// The life of a talk and then of a workshop in the sample office, against a moved clock: real cards are sent, real buttons pressed, every step is checked.
/// A step that does not hold throws a <see cref="TroubleException"/>.
/// </summary>
public sealed partial class Story(Installation office, FakeTimeProvider clock, Action<string> tell)
{
    const string Talk = "demo-01";
    const string Coming = "yes";
    readonly Pump pump = new(office);
    int step;

    /// <summary>Plays everything and gives the attendance report at its end.</summary>
    public async Task<ReportTable> Play(CancellationToken ct)
    {
        var roster = await office.Get<RosterStore>().Load(ct);
        var staff = roster.People.Where(p => p.Roles.HasFlag(Roles.Staff) && !p.Roles.HasFlag(Roles.Speaker) && !p.Roles.HasFlag(Roles.Coordinator)).Take(12).Select(Visitor).ToList();
        var coordinator = Visitor(roster.People.First(p => p.Roles.HasFlag(Roles.Coordinator)));
        var speaker = Visitor(roster.People.First(p => p.Roles.HasFlag(Roles.Speaker)));

        var talk = await Plan(speaker, ct);
        var invited = await Invite(talk, roster, speaker, ct);
        await Answer(staff, ct);
        await Remind(talk, staff, speaker, ct);
        await CheckIn(talk, staff, ct);
        await Feedback(talk, staff, ct);
        var report = await Report(talk, coordinator, invited, ct);
        await Workshop(staff, speaker, coordinator, ct);
        return report;
    }

    async Task<Session> Plan(Visitor speaker, CancellationToken ct)
    {
        var day = office.Get<OfficeCalendar>();
        var starts = day.Utc(day.Day(day.Later(clock.GetUtcNow().AddDays(20))), new(13, 30));
        var plan = new Plan(
            Talk, SessionKind.Talk, "ตลาดนัดคนไทยยิ้มได้ ทำอย่างไรให้ชุมชนเดินเอง", [new(speaker.Id)], "1", starts, starts.AddMinutes(90), null, Audience.All,
            MeetingKind.None, "https://meet.example.org/chuankhuy", true);
        Check(await office.Get<Planner>().Apply(plan, Planning.Hold, ct) is Planned.Added, "กิจกรรมใหม่ถูกบันทึก");
        await MoveTo(clock.GetUtcNow() + Planning.Hold / 2, ct);
        Check((await Deliveries(MessageKind.Invite, ct)).Count == 0, "ยังไม่มีคำเชิญใดออกในช่วงพัก 10 นาที");
        Tell($"วางแผน: {plan.Title} {office.Get<Bot.Says>().When(plan.Starts, plan.Ends)} คำเชิญจะออก 14 วันก่อนวันนั้น");
        return (await office.Get<SessionStore>().Find(Talk, ct))!.Value;
    }

    async Task<int> Invite(Session talk, Roster roster, Visitor speaker, CancellationToken ct)
    {
        await MoveTo(talk.Starts.AddDays(-14), ct);
        var rows = await Deliveries(MessageKind.Invite, ct);
        var expected = roster.People.Count(p => p.Id != speaker.Id);
        Check(rows.Count == expected && rows.All(r => r.State is DeliveryState.Sent), "ทุกคนในกลุ่มเป้าหมายได้รับคำเชิญคนละหนึ่งใบ");
        Tell($"เชิญ: ส่งการ์ดถึง {rows.Count} คน ไม่มีใครตกหล่น ไม่มีใครได้สองใบ");
        return rows.Count;
    }

    async Task Answer(List<Visitor> staff, CancellationToken ct)
    {
        for (var i = 0; i < 8; i++) await Rsvp(staff[i], Coming, i == 0 ? "เริ่มจากหมู่บ้านเล็กได้ไหม" : null, ct);
        for (var i = 8; i < 10; i++) await Rsvp(staff[i], "maybe", null, ct);
        await Rsvp(staff[10], "no", null, ct);
        await Rsvp(staff[7], "no", null, ct);
        var answers = new List<Answered>();
        await foreach (var row in office.Get<SessionStore>().Answers(Talk, ct)) answers.Add(row.Value);
        Check((Count(Core.Sessions.Answer.Yes), Count(Core.Sessions.Answer.Maybe), Count(Core.Sessions.Answer.No)) == (7, 2, 2), "คำตอบ 11 คน และคนที่เปลี่ยนใจนับครั้งเดียว");
        Tell("ตอบรับ: เข้าร่วม 7 อาจจะ 2 ไม่สะดวก 2 (คนหนึ่งเปลี่ยนใจ) มีคำถามถึงวิทยากร 1 ข้อ");

        int Count(Answer answer) => answers.Count(a => a.Answer == answer);
    }

    async Task Remind(Session talk, List<Visitor> staff, Visitor speaker, CancellationToken ct)
    {
        await MoveThrough(talk.Starts.AddDays(-14), talk.Starts.AddDays(-1).AddHours(12), ct);
        Check((await Deliveries(MessageKind.Nudge, ct)).All(r => staff.Take(11).All(s => s.Id != r.Person)), "ผู้ที่ตอบแล้วไม่ถูกเตือนซ้ำ");
        Check((await Deliveries(MessageKind.DayBefore, ct)).Count == 9, "วันก่อนหน้าเตือนเฉพาะผู้ที่ตอบว่าเข้าร่วมหรืออาจจะ");
        Check((await speaker.Chat(ct)).Any(line => line.Card?.Contains("เริ่มจากหมู่บ้านเล็กได้ไหม", StringComparison.Ordinal) == true), "วิทยากรเห็นคำถามที่ส่งมา");
        await MoveThrough(talk.Starts.AddDays(-1).AddHours(12), talk.Starts.AddMinutes(-15), ct);
        Check((await Deliveries(MessageKind.Soon, ct)).All(r => r.Person != staff[10].Id), "ผู้ที่ตอบว่าไม่สะดวกไม่ถูกรบกวนอีก");
        Tell($"เตือน: ก่อนวันงาน 9 คน และลิงก์เข้าห้องก่อนเริ่ม 15 นาที วิทยากรได้รับเตือน {(await speaker.Chat(ct)).Count} ครั้งพร้อมคำถาม");
    }

    async Task CheckIn(Session talk, List<Visitor> staff, CancellationToken ct)
    {
        await MoveThrough(talk.Starts.AddMinutes(-15), talk.Starts, ct);
        for (var i = 0; i < 4; i++) await staff[i].Clicks("checkin", null, null, ct);
        await staff[4].Says($"ลงชื่อ {talk.Code}", ct);
        await staff[11].Says($"เช็คชื่อ {talk.Code}", ct);
        await staff[5].Says("ลงชื่อ 00000", ct);
        var present = await office.Get<SessionStore>().Present(Talk, ct);
        Check(present.SetEquals([.. staff.Take(5).Select(s => s.Id), staff[11].Id]), "ผู้ที่กดปุ่มหรือพิมพ์รหัสถูกต้องเท่านั้นที่นับว่าเข้าร่วม");
        Tell($"ลงชื่อเข้าร่วม: {present.Count} คน (ปุ่ม 4 รหัส 2) รหัสผิดไม่นับ");
    }

    async Task Feedback(Session talk, List<Visitor> staff, CancellationToken ct)
    {
        await MoveThrough(talk.Starts, talk.Ends.AddMinutes(-5), ct);
        var rows = await Deliveries(MessageKind.Feedback, ct);
        Check(rows.Count == 6, "แบบประเมินไปถึงผู้ที่ลงชื่อเท่านั้น ก่อนจบ 5 นาที");
        foreach (var (visitor, score) in staff.Take(5).Zip((int[])[5, 5, 4, 4, 3]))
            await visitor.Clicks("feedback", null, Forms.Find(null).Items.ToDictionary(item => item.Id, _ => score.ToString(CultureInfo.InvariantCulture)), ct);
        await MoveThrough(talk.Ends.AddMinutes(-5), talk.Ends.AddDays(4), ct);
        var reminded = await Deliveries(MessageKind.FeedbackReminder, ct);
        Check(reminded.Select(r => r.Person).SequenceEqual([staff[11].Id]), "เตือนเฉพาะผู้ที่ยังไม่ตอบแบบประเมิน");
        Tell("ประเมิน: ตอบ 5 จาก 6 คน เตือนเฉพาะคนที่ยังไม่ตอบ 1 คน โดยไม่มีใครรู้ว่าใครตอบอะไร");
    }

    async Task<ReportTable> Report(Session talk, Visitor coordinator, int invited, CancellationToken ct)
    {
        await MoveThrough(talk.Ends.AddDays(4), talk.Ends.AddDays(8), ct);
        var day = office.Get<OfficeCalendar>().Day(talk.Starts);
        var sessions = await office.Get<SummaryStore>().Between(day, day, ct);
        Check(sessions is [{ Yes: 7, Maybe: 2, No: 2, Present: 6 } one] && one.Invited == invited, "ตัวเลขในรายงานตรงกับที่เกิดขึ้น");
        var satisfaction = Satisfaction.Of(sessions[0].Feedback ?? Tally.Empty, office.Get<SatisfactionScale>());
        Check(satisfaction is { People: 5, Percent: 84.00m }, "ความพึงพอใจ (5+5+4+4+3)/5 = 4.20 คือร้อยละ 84.00");
        var card = await coordinator.Says($"รายงาน {ThaiDate.Short(day)[3..].Trim()}", ct);
        Check(card.Card is Cards.Report, "ผู้ประสานงานเรียกรายงานในแชตได้");
        Tell($"รายงาน: เชิญ {invited} ตอบว่าเข้าร่วม 7 เข้าร่วมจริง 6 ความพึงพอใจ {satisfaction!.Shown}");
        var units = await office.Get<UnitStore>().Load(ct);
        return AttendanceReport.Make(sessions, ReportBy.Session, units, office.Get<OfficeCalendar>(), ThaiDate.Short(day));
    }

    Visitor Visitor(Person person) => new(office, person.Id);

    static Task<Message> Rsvp(Visitor visitor, string choice, string? question, CancellationToken ct) =>
        visitor.Clicks("rsvp", ("choice", choice), question is null ? null : new Dictionary<string, string> { ["question"] = question }, ct);

    async Task<IReadOnlyList<Delivery>> Deliveries(MessageKind kind, CancellationToken ct, string session = Talk)
    {
        var rows = new List<Delivery>();
        await foreach (var row in office.Get<DeliveryStore>().All(new(session, kind, 1), ct)) rows.Add(row.Value);
        return [.. rows.Where(r => r.State is not DeliveryState.Cancelled)];
    }

    /// <summary>Steps through the time between, so that everything happens at its hour.</summary>
    async Task MoveThrough(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var stride = TimeSpan.FromTicks(Math.Max(Ticker.Period.Ticks, (to - from).Ticks / 200));
        for (var at = from + stride; at < to; at += stride) await MoveTo(at, ct);
        await MoveTo(to, ct);
    }

    async Task MoveTo(DateTimeOffset at, CancellationToken ct)
    {
        clock.SetUtcNow(at);
        await pump.Tick(ct);
    }

    void Tell(string what) => tell(string.Create(CultureInfo.InvariantCulture, $"{++step}. {what}"));

    static void Check(bool holds, string what)
    {
        if (!holds) throw new TroubleException($"ขั้นนี้ไม่เป็นไปตามที่ควร: {what}", "A step of the demo did not hold.");
    }
}
