using ChuanKhuy.Bot;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Functions.Demo;

/// <summary>The second half: a workshop on site with two seats, its speaker, its queue, and colleagues behind one screen.</summary>
public sealed partial class Story
{
    const string Practice = "demo-02";

    async Task Workshop(List<Visitor> staff, Visitor speaker, Visitor coordinator, CancellationToken ct)
    {
        var roster = await office.Get<RosterStore>().Load(ct);
        // Three of one district office, who will sit behind one screen, and two others.
        var room = roster.People.Where(p => p.Roles is Roles.Staff).GroupBy(p => p.District).First(unit => unit.Count() >= 4).Take(4).Select(Visitor).ToList();
        var queue = staff.Where(s => room.TrueForAll(r => r.Id != s.Id)).Take(4).ToList();

        var day = office.Get<OfficeCalendar>();
        var starts = day.Utc(day.Day(day.Later(clock.GetUtcNow().AddDays(20))), new(9, 0));
        var plan = new Plan(
            Practice, SessionKind.Workshop, "ถ่ายภาพสินค้า OTOP ด้วยมือถือ", [new(speaker.Id)], "1", starts, starts.AddHours(3), 2, Audience.All, MeetingKind.None, "ห้องประชุมพัฒนาชุมชน", true);
        Check(await office.Get<Planner>().Apply(plan, null, ct) is Planned.Added, "เวิร์กช็อปถูกบันทึก");
        var workshop = (await office.Get<SessionStore>().Find(Practice, ct))!.Value;
        await MoveThrough(clock.GetUtcNow(), starts.AddDays(-14), ct);

        await Seats(queue, ct);
        await Confirm(workshop, speaker, coordinator, ct);
        await Room(workshop, room, ct);
        await MoveThrough(workshop.CheckInCloses, workshop.Ends.AddDays(2), ct);
        Check((await speaker.Chat(ct)).Any(line => line.Summary == new Cards.Thanks("", workshop.Plan.Title, "", 0, 0, "", null).Summary), "วิทยากรได้รับคำขอบคุณ");
        Tell($"ขอบคุณวิทยากร: การ์ดพร้อมจำนวนผู้เข้าร่วม {(await office.Get<SessionStore>().Present(Practice, ct)).Count} คน");
    }

    async Task Seats(List<Visitor> queue, CancellationToken ct)
    {
        foreach (var visitor in queue) await Rsvp(visitor, Coming, null, ct);
        Check(await States(queue, ct) is [SeatState.Accepted, SeatState.Accepted, SeatState.Waiting, SeatState.Waiting], "ที่นั่ง 2 ที่ คนที่ 3 และ 4 เข้าคิว");
        Check((await queue[3].Says("คิว", ct)).Card is Cards.Waiting { Position: "ลำดับที่ 2" }, "ถามคิวแล้วรู้ลำดับและเหตุผล");

        await Rsvp(queue[0], "no", null, ct);
        await pump.Tick(ct);
        await queue[2].Clicks("seat", ("take", "true"), null, ct);
        Check(await States(queue, ct) is [SeatState.Cancelled, SeatState.Accepted, SeatState.Accepted, SeatState.Waiting], "ที่นั่งที่คืนไปถึงคนแรกในคิว ซึ่งกดรับ");

        await Rsvp(queue[1], "no", null, ct);
        await pump.Tick(ct);
        Check((await States(queue, ct))[3] is SeatState.Offered, "ที่นั่งถัดไปเสนอให้คนที่รอ");
        await MoveThrough(clock.GetUtcNow(), clock.GetUtcNow().AddDays(2), ct);
        Check((await States(queue, ct))[3] is SeatState.Expired, "ไม่ตอบภายใน 4 ชั่วโมงทำการ ข้อเสนอหมดอายุ");
        await Rsvp(queue[3], Coming, null, ct);
        Check((await States(queue, ct))[3] is SeatState.Accepted, "กลับมาขอใหม่ ยังว่างอยู่ ได้ที่นั่ง");
        Tell("ที่นั่ง: 4 คนขอ 2 ที่ คืนแล้วถึงคิวถัดไปทันที ข้อเสนอที่เงียบหมดอายุเอง ไม่มีที่เกินและไม่มีที่ว่างข้างคนรอ");
    }

    async Task Confirm(Session workshop, Visitor speaker, Visitor coordinator, CancellationToken ct)
    {
        await MoveThrough(clock.GetUtcNow(), workshop.Starts.AddDays(-6), ct);
        await speaker.Clicks("speaker", ("confirm", "true"), new Dictionary<string, string> { ["slides"] = "https://slides.example.org/otop" }, ct);
        await pump.Tick(ct);
        Check((await office.Get<SessionStore>().Find(Practice, ct))!.Value.Slides is { Count: 1 }, "ลิงก์สไลด์อยู่ในคำเชิญ");
        Check((await coordinator.Chat(ct)).Any(line => line.Card?.Contains("ยืนยัน", StringComparison.Ordinal) == true), "ผู้ประสานงานรู้ว่าวิทยากรยืนยันแล้ว");
        await MoveThrough(workshop.Starts.AddDays(-6), workshop.Starts, ct);
        Check((await Few(MessageKind.SpeakerFive, ct)).Count + (await Few(MessageKind.SpeakerThree, ct)).Count + (await Few(MessageKind.SpeakerSilent, ct)).Count == 0, "ยืนยันแล้วไม่ถูกตามซ้ำ");
        Tell("วิทยากร: ยืนยันล่วงหน้า 6 วันพร้อมลิงก์สไลด์ ไม่มีใครถูกตามซ้ำ");
    }

    async Task Room(Session workshop, List<Visitor> room, CancellationToken ct)
    {
        await room[0].Says("ลงชื่อกลุ่ม", ct);
        await room[0].Clicks("group", null, new Dictionary<string, string> { ["people"] = string.Join(',', room.Skip(1).Select(v => v.Id)) }, ct);
        await pump.Tick(ct);
        foreach (var visitor in room.Skip(1).Take(2)) await visitor.Clicks("checkin", null, null, ct);
        Check((await office.Get<SessionStore>().Present(Practice, ct)).SetEquals([.. room.Take(3).Select(v => v.Id)]), "คนที่ถูกเอ่ยชื่อแต่ไม่แตะยืนยันไม่นับ");
        Tell("จอเดียวหลายคน: หนึ่งคนเอ่ยชื่อสาม สองคนแตะยืนยัน นับ 3 คน");
        await MoveThrough(workshop.Starts, workshop.CheckInCloses, ct);
    }

    async Task<IReadOnlyList<SeatState?>> States(List<Visitor> visitors, CancellationToken ct)
    {
        var states = new List<SeatState?>();
        foreach (var visitor in visitors) states.Add((await office.Get<SessionStore>().FindAnswer(Practice, visitor.Id, ct))?.Value.Seat);
        return states;
    }

    async Task<IReadOnlyList<Delivery>> Few(MessageKind kind, CancellationToken ct)
    {
        var rows = new List<Delivery>();
        await foreach (var row in office.Get<DeliveryStore>().All(new(Practice), ct)) if (row.Value.Kind == kind && row.Value.State is not DeliveryState.Cancelled) rows.Add(row.Value);
        return rows;
    }
}
