using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"ส่งถึงไหม": whom the newest message to many of a session reached, whom not and why, and sending it again to those.</summary>
public sealed class DeliveryDesk(SessionStore sessions, Upcoming upcoming, DeliveryStore deliveries, RosterStore rosters, Resend resend, Says says, TimeProvider time)
{
    static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    /// <summary>Of the named session, else of the one whose message left last.</summary>
    public async Task<Message> Said(string which, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        (Session Session, Fanout Fanout)? newest = null;
        foreach (var session in await upcoming.Around(now - LookBack, now.AddYears(1), ct, 200))
            if (which.Length == 0 || ThaiText.Normalise(session.Id) == which || ThaiText.Normalise(session.Plan.Title).Contains(which, StringComparison.Ordinal))
                if (await Newest(session, ct) is { } fanout && (newest is null || fanout.NotBefore > newest.Value.Fanout.NotBefore)) newest = (session, fanout);
        return newest is var (found, last)
            ? new(await Show(found, last, null, ct))
            : new(new Refusal(which.Length == 0 ? "ยังไม่มีกิจกรรมที่ส่งข้อความแล้ว" : "ไม่พบกิจกรรมนี้ในกิจกรรมที่ส่งข้อความแล้ว", "พิมพ์ ตาราง เพื่อดูกิจกรรมที่กำลังจะมา"));
    }

    public async Task<Message> Again(ResendClick click, CancellationToken ct)
    {
        if (await upcoming.Find(click.Session, ct) is not { } session || await Newest(session, ct) is not { } fanout) return new(new Refusal("ไม่พบข้อความที่จะส่งซ้ำ"));
        var count = await resend.Run(new(session.Id, fanout.Kind, fanout.Version), click.Doubtful, ct);
        return new(await Show(session, fanout, count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"กำลังส่งซ้ำถึง {count:#,0} คน อีกสักครู่พิมพ์ ส่งถึงไหม เพื่อดูผล")
            : "ยังไม่มีใครที่ส่งซ้ำได้ แก้เหตุข้างต้นก่อน แล้วลองอีกครั้ง", ct));
    }

    /// <summary>Every message to many of a session, the newest first.</summary>
    public async Task<IReadOnlyList<Deliveries>> Of(Session session, CancellationToken ct)
    {
        var (sent, all) = (new List<Fanout>(), new List<Deliveries>());
        await foreach (var fanout in sessions.Fanouts(session.Id, ct)) sent.Add(fanout.Value);
        foreach (var fanout in sent.OrderByDescending(f => f.Version).ThenByDescending(f => f.NotBefore)) all.Add(await Show(session, fanout, null, ct));
        return all;
    }

    async Task<Fanout?> Newest(Session session, CancellationToken ct)
    {
        Fanout? newest = null;
        await foreach (var fanout in sessions.Fanouts(session.Id, ct))
            if (newest is null || (fanout.Value.Version, fanout.Value.NotBefore).CompareTo((newest.Version, newest.NotBefore)) > 0) newest = fanout.Value;
        return newest;
    }

    async Task<Deliveries> Show(Session session, Fanout fanout, string? note, CancellationToken ct)
    {
        var rows = new List<Delivery>();
        await foreach (var row in deliveries.All(new(session.Id, fanout.Kind, fanout.Version), ct)) rows.Add(row.Value);
        var roster = await rosters.Load(ct);
        var counts = States.Select(state => new DeliveryCount(state.Shown, rows.Count(row => row.State == state.State))).Where(count => count.People > 0).ToList();
        if (fanout.Open) note ??= "กำลังเตรียมรายชื่อผู้รับ ตัวเลขยังไม่ครบ";
        var reasons = rows.Where(row => row.State is DeliveryState.Unreachable or DeliveryState.Parked).GroupBy(row => row.Reason ?? "ไม่ทราบเหตุ", StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new NotReached(group.Key, string.Join(", ", group.Select(row => roster.Find(row.Person)?.Name ?? row.Person).Order(ThaiOrder.Names)), group.Count())).ToList();
        return new(
            session.Id, session.Plan.Title, $"{What(fanout.Kind)} เริ่มส่ง {says.At(fanout.NotBefore)}", counts, reasons, reasons.Count > 0,
            rows.Count(row => row.State is DeliveryState.Unknown), note);
    }

    static readonly (DeliveryState State, string Shown)[] States =
    [
        (DeliveryState.Sent, "ส่งถึงแล้ว"), (DeliveryState.Pending, "รอส่ง"), (DeliveryState.Unknown, "ไม่แน่ใจว่าถึง"), (DeliveryState.Unreachable, "ส่งไม่ถึง"),
        (DeliveryState.Parked, "ส่งไม่ได้ แจ้งผู้ดูแลระบบ"), (DeliveryState.Cancelled, "ไม่ต้องส่งแล้ว"),
    ];

    static string What(MessageKind kind) => kind switch
    {
        MessageKind.Invite => "คำเชิญ",
        MessageKind.Nudge => "ชวนอีกครั้ง",
        MessageKind.DayBefore or MessageKind.Soon => "ข้อความเตือน",
        MessageKind.CheckIn => "การ์ดลงชื่อ",
        MessageKind.Feedback or MessageKind.FeedbackReminder => "แบบประเมิน",
        MessageKind.Moved => "แจ้งเลื่อน",
        MessageKind.Cancelled => "แจ้งยกเลิก",
        _ => "ข้อความ",
    };
}
