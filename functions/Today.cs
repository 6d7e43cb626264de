using System.Globalization;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>
/// What needs a coordinator now, each with the page where it is done. Read from the index of open sessions, the summaries of the last weeks and the rows
/// of those few sessions; nothing walks through all sessions or all people's rows.
/// </summary>
public sealed class Today(
    Upcoming upcoming, SessionStore sessions, SummaryStore summaries, CommentDesk comments, MeetingDesk meetings, Reviewing reviewing, RosterStore rosters, IRoutes routes, SessionFacts facts,
    OfficeCalendar office, TimeProvider time)
{
    const int Most = 20;
    static readonly TimeSpan Near = TimeSpan.FromDays(14), Back = TimeSpan.FromDays(35);

    public async Task<IReadOnlyList<Need>> For(Person person, CancellationToken ct)
    {
        var (now, roster) = (time.GetUtcNow(), await rosters.Load(ct));
        var needs = new List<Need>();
        var ahead = (await upcoming.Around(now, now + Near, ct, Most)).Where(s => s.State is SessionState.Published).ToList();
        if (ahead.FirstOrDefault(s => s.Invited) is { } next && await Silent(next, roster, ct) is > 0 and var silent)
            needs.Add(new($"/sessions/{next.Id}#answers", silent, "คนยังไม่ตอบ", $"{next.Plan.Title} {facts.When(next)}"));
        foreach (var session in ahead.Where(s => s.IsDone(DueKind.SpeakerWeek)))
        {
            var replies = await sessions.Replies(session.Id, ct);
            if (session.Plan.Speakers.Count(s => replies.GetValueOrDefault(SpeakerRule.Key(s))?.Version != session.Version) is > 0 and var waiting)
                needs.Add(new($"/sessions/{session.Id}", waiting, "วิทยากรยังไม่ยืนยัน", $"{session.Plan.Title} {facts.When(session)}"));
        }
        foreach (var session in await Recent(now, ct))
        {
            if (await sessions.Appeals(session.Id, ct).CountAsync(row => row.Value.After is null, ct) is > 0 and var appeals)
                needs.Add(new($"/sessions/{session.Id}#attendance", appeals, "คนแจ้งว่าเข้าร่วม รอคำตอบ", session.Plan.Title));
            if ((await meetings.Facts(session, ct)).Unmatched.Count is > 0 and var names)
                needs.Add(new($"/sessions/{session.Id}#attendance", names, "ชื่อในรายงานประชุมที่ยังไม่รู้ว่าใคร", session.Plan.Title));
            if (await Unread(session.Id, ct) is > 0 and var texts)
                needs.Add(new($"/feedback/{session.Id}", texts, "ความเห็นรออ่าน", session.Plan.Title));
        }
        if ((await reviewing.Waiting(person.Id, ct)).Count is > 0 and var drafts) needs.Add(new("/library/desk", drafts, "เรื่องในคลังความรู้รอตรวจ", "คนเขียนเผยแพร่เองไม่ได้ ต้องมีคนที่สอง"));
        var route = await routes.Load(ct);
        if (roster.People.Count(p => route(p) is null) is > 0 and var lost)
            needs.Add(new("/people?reach=no", lost, "คนที่ยังไม่มีช่องทางส่งถึง", "พิมพ์สลิปเข้าใช้ให้ หรือให้ทักชวนคุยในแชต"));
        return needs;
    }

    /// <summary>How many comments of a session nobody has read yet.</summary>
    public async Task<int> Unread(string session, CancellationToken ct)
    {
        var all = (await comments.Read(session, ct)).Count;
        var read = all == 0 ? [] : (await sessions.Passed(session, ct)).Select(page => page.From).ToHashSet();
        return Enumerable.Range(0, all).Count(place => !read.Contains(place - (place % Cards.Comments.Most)));
    }

    /// <summary>Sessions that ended in the last weeks, newest first.</summary>
    public async Task<IReadOnlyList<Session>> Recent(DateTimeOffset now, CancellationToken ct)
    {
        var recent = new List<Session>();
        foreach (var summary in (await summaries.Between(office.Day(now - Back), office.Day(now), ct)).Reverse().Take(Most))
            if (await sessions.Find(summary.Session, ct) is { Value: var session }) recent.Add(session);
        return recent;
    }

    async Task<int> Silent(Session session, Roster roster, CancellationToken ct)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var answer in sessions.Answers(session.Id, ct)) answered.Add(answer.Value.Person);
        return roster.People.Count(p => session.Plan.Audience.Includes(p) && !session.HasSpeaker(p.Id) && !answered.Contains(p.Id));
    }
}
