using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"ใครคือ": the coordinator says who the participants of a meeting are whose name or address the roster does not have.</summary>
public sealed class WhoIsDesk(MeetingDesk meetings, SessionStore sessions, SummaryStore summaries, RosterStore rosters, Says says, TimeProvider time)
{
    const string Outside = "-";
    static readonly TimeSpan LookBack = TimeSpan.FromDays(60);

    /// <summary>Of the named session, else of the newest one with somebody unknown.</summary>
    public async Task<Message> Said(string which, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var ended in (await summaries.Between(says.Office.Day(now - LookBack), says.Office.Day(now), ct)).Reverse())
            if (await sessions.Find(ended.Session, ct) is { Value: var session } && (which.Length == 0 || ThaiText.Normalise(session.Id) == which || ThaiText.Normalise(session.Plan.Title).Contains(which, StringComparison.Ordinal)))
                if ((await meetings.Facts(session, ct)).Unmatched is { Count: > 0 } unknown) return Show(session, unknown, "", null);
        return new(new Notice("ไม่มีชื่อที่ต้องถาม", "รายงานการประชุมที่นำเข้าแล้วรู้จักทุกคน", Tone.Good));
    }

    public async Task<Message> Confirmed(Person by, WhoIsClick click, CancellationToken ct)
    {
        if (await sessions.Find(click.Session, ct) is not { Value: var session }) return new(new Refusal("ไม่พบกิจกรรมนี้"));
        var unknown = (await meetings.Facts(session, ct)).Unmatched;
        if (unknown.FirstOrDefault(u => u.Who == click.Who) is not { } asked) return Next(session, unknown, "ชื่อนี้ยืนยันไปแล้ว");
        var typed = (click.Person ?? "").Trim();
        if (typed == Outside) return Next(session, (await meetings.Confirm(session.Id, asked.Who, null, by.Id, ct)).Unmatched, $"{Name(asked)} เป็นคนนอก ไม่นับ");
        var roster = await rosters.Load(ct);
        var found = typed.Length == 0 ? [.. asked.Perhaps] : roster.Find(typed) is { } exact ? [exact] : roster.Search(typed).Take(6).ToList();
        return found switch
        {
            [var person] => Next(session, (await meetings.Confirm(session.Id, asked.Who, person.Id, by.Id, ct)).Unmatched, $"{Name(asked)} คือ {person.Name}"),
            [] => Show(session, unknown, typed, typed.Length == 0 ? "ชื่อนี้ไม่มีคนที่แนะนำ ใส่ชื่อ-สกุลหรือรหัสตามทะเบียน" : "ไม่พบชื่อนี้ในทะเบียน ใส่รหัสหรือชื่อ-สกุลให้ตรงกับทะเบียน"),
            _ => Show(session, unknown, typed, $"พบหลายคน ใส่รหัสแทน: {string.Join(", ", found.Select(p => $"{p.Name} ({p.Id})"))}"),
        };
    }

    Message Next(Session session, IReadOnlyList<Unmatched> unknown, string done) => unknown.Count == 0
        ? new(new Notice("ครบทุกชื่อแล้ว", done, Tone.Good))
        : Show(session, unknown, "", done);

    Message Show(Session session, IReadOnlyList<Unmatched> unknown, string typed, string? note) => new(
        new WhoIs(session.Id, session.Plan.Title, says.When(session), [.. unknown.Select(u => new Pick(u.Who, Line(u)))], typed, note), session.Id);

    /// <summary>"iPad ของพี่ต้อย (84 นาที)", with whom it may be.</summary>
    public static string Line(Unmatched unknown)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{Name(unknown)} ({unknown.Seconds / 60} นาที)");
        return unknown.Perhaps.Count == 0 ? line : $"{line} อาจเป็น {string.Join(" หรือ ", unknown.Perhaps.Select(p => p.Name))}";
    }

    static string Name(Unmatched unknown) => (unknown.Name, unknown.Email) switch
    {
        ({ Length: > 0 } name, { Length: > 0 } email) => $"{name} {email}",
        ({ Length: > 0 } name, _) => name,
        (_, { Length: > 0 } email) => email,
        _ => "ไม่มีชื่อ",
    };
}
