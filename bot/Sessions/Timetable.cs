using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"ตาราง", "ของฉัน" and "ใครยังไม่ตอบ".</summary>
public sealed class Timetable(SessionStore sessions, Upcoming upcoming, RosterStore rosters, UnitStore units, Says says, TimeProvider time)
{
    const int Most = 8;

    public async Task<Message> Ahead(Person person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var ahead = (await upcoming.Around(now.AddHours(-12), now.AddYears(1), ct, 100))
            .Where(s => s.Ends > now && s.State is not SessionState.Cancelled && Invites.MaySee(s, person) && Concerns(s, person)).ToList();
        var items = new List<SessionItem>();
        foreach (var session in ahead.Take(Most)) items.Add(await Item(session, person, ct));
        return new(new SessionList(
            "กิจกรรมที่กำลังจะมา", items, items.Count == 0 ? "ยังไม่มีกิจกรรมข้างหน้า เมื่อมีแล้วคำเชิญจะมาถึงที่นี่" : null,
            ahead.Count > Most ? $"และอีก {ahead.Count - Most} กิจกรรมหลังจากนี้" : null));
    }

    public async Task<Message> Mine(Person person, CancellationToken ct)
    {
        var found = new List<Session>();
        foreach (var id in await sessions.Of(person.Id, ct))
            if (await sessions.Find(id, ct) is { Value: var session }) found.Add(session);
        var now = time.GetUtcNow();
        found.AddRange((await upcoming.Around(now.AddHours(-12), now.AddYears(1), ct, 100)).Where(s => s.HasSpeaker(person.Id) && found.All(f => f.Id != s.Id)));
        var mine = found.OrderBy(s => s.Ends <= now).ThenBy(s => s.Ends <= now ? now - s.Starts : s.Starts - now).ToList();
        var items = new List<SessionItem>();
        foreach (var session in mine.Take(Most)) items.Add(await Item(session, person, ct));
        return new(new SessionList(
            "กิจกรรมของฉัน", items, items.Count == 0 ? "ยังไม่มีกิจกรรมที่ตอบรับ พิมพ์ ตาราง เพื่อดูกิจกรรมที่กำลังจะมา" : null,
            mine.Count > Most ? $"และอีก {mine.Count - Most} กิจกรรม" : null));
    }

    /// <summary>Of the named session, else of the next one whose invitations are out.</summary>
    public async Task<Message> Unanswered(string which, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var open = (await upcoming.Around(now, now.AddYears(1), ct, 100)).Where(s => s is { State: SessionState.Published, Invited: true }).ToList();
        var session = which.Length == 0 ? open.FirstOrDefault()
            : open.FirstOrDefault(s => ThaiText.Normalise(s.Id) == which || ThaiText.Normalise(s.Plan.Title).Contains(which, StringComparison.Ordinal));
        if (session is null) return new(new Refusal(
            which.Length == 0 ? "ยังไม่มีกิจกรรมที่ส่งคำเชิญแล้ว" : "ไม่พบกิจกรรมนี้ในกิจกรรมที่ส่งคำเชิญแล้ว", "พิมพ์ ตาราง เพื่อดูกิจกรรมที่กำลังจะมา"));

        var answered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var answer in sessions.Answers(session.Id, ct)) answered.Add(answer.Value.Person);
        var (roster, all) = (await rosters.Load(ct), await units.Load(ct));
        var invited = roster.People.Where(p => session.Plan.Audience.Includes(p) && !session.HasSpeaker(p.Id)).ToList();
        var groups = invited.Where(p => !answered.Contains(p.Id)).GroupBy(p => p.District).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new UnansweredGroup(all.Find(g.Key)?.Name ?? g.Key, string.Join(", ", g.Select(p => p.Name).Order(ThaiOrder.Names)), g.Count())).ToList();
        return new(new Unanswered(session.Plan.Title, says.When(session), invited.Count, invited.Count(p => answered.Contains(p.Id)), groups));
    }

    static bool Concerns(Session session, Person person) =>
        session.Plan.Audience.Includes(person) || session.HasSpeaker(person.Id) || person.Roles.HasFlag(Roles.Coordinator);

    async Task<SessionItem> Item(Session session, Person person, CancellationToken ct)
    {
        var answered = await sessions.FindAnswer(session.Id, person.Id, ct);
        var status = session switch
        {
            { State: SessionState.Cancelled } => "ยกเลิกแล้ว",
            { State: SessionState.Draft } => "ร่าง",
            _ when session.HasSpeaker(person.Id) => "คุณเป็นวิทยากร",
            _ when session.Ends <= time.GetUtcNow() => await sessions.Present(session.Id, person.Id, ct) ? "เข้าร่วมแล้ว" : "จบแล้ว",
            _ => answered is null ? "ยังไม่ได้ตอบรับ" : SeatSays.Brief(answered.Value),
        };
        return new(session.Id, says.When(session), session.Plan.Title, Says.Where(session), status);
    }
}
