using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Mentors;

/// <summary>
/// The mentor survey. A round is a standing session that nobody sees, whose versions are the first letter and the reminders: they go out like any
/// message to many, and who has answered gets no more of them.
/// </summary>
public sealed class SurveyDesk(MentorStore mentors, SessionStore sessions, Decisions decisions, OfficeCalendar office, TimeProvider time)
{
    static readonly TimeSpan[] Before = [TimeSpan.FromDays(3), TimeSpan.FromDays(1)];
    static readonly TimeSpan Shortest = TimeSpan.FromHours(4);

    /// <summary>Null when it has begun; else why not.</summary>
    public async Task<string?> Begin(DateTimeOffset deadline, string by, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (deadline < now + Shortest) return "วันสุดท้ายต้องเป็นวันข้างหน้า";
        var was = await mentors.Survey(ct);
        if (was?.Value is { } open && open.Deadline > now) return "มีแบบสำรวจที่ยังเปิดรับคำตอบอยู่ รอให้ปิดก่อน";
        var survey = new Survey((was?.Value.Round ?? 0) + 1, deadline, by);
        if (!await mentors.Begin(was, survey, ct)) return "มีคนเพิ่งเริ่มแบบสำรวจไปแล้ว";
        await Send(survey, ct);
        return null;
    }

    /// <summary>Sends what is due: after a crash the first letter too. Safe to call at any time, in any number.</summary>
    public async Task Tick(CancellationToken ct)
    {
        if (await mentors.Survey(ct) is { Value: var survey } && time.GetUtcNow() < survey.Deadline && office.MayNudge(time.GetUtcNow())) await Send(survey, ct);
    }

    /// <summary>The newest answer counts; an answer outside a round is kept too.</summary>
    public async Task Answer(SurveyAnswer answer, CancellationToken ct)
    {
        await mentors.Save([answer], ct);
        if (await mentors.Survey(ct) is not { Value: var survey }) return;
        while (true)
        {
            var was = await sessions.FindAnswer(survey.Session, answer.Person, ct);
            if (await sessions.Keep(survey.Session, [SessionRows.Answer(was, new(answer.Person, Sessions.Answer.Yes, (was?.Value.N ?? 0) + 1, time.GetUtcNow()))], ct)) return;
        }
    }

    /// <summary>Which letter it is time for: 1 at first, then one more for each reminder whose hour has come.</summary>
    internal static int Letter(Survey survey, DateTimeOffset began, OfficeCalendar office, DateTimeOffset now) =>
        1 + Before.Count(before => office.Earlier(survey.Deadline - before) is var due && due > began + TimeSpan.FromDays(1) && now >= due);

    async Task Send(Survey survey, CancellationToken ct)
    {
        var (now, was) = (time.GetUtcNow(), await sessions.Find(survey.Session, ct));
        var letter = Letter(survey, was?.Value.Starts ?? now, office, now);
        if (was is { Value.Version: var sent } && sent >= letter) return;
        var session = was?.Value ?? new(
            new(survey.Session, SessionKind.Talk, "แบบสำรวจพี่เลี้ยง", [], "", now, survey.Deadline, null, People.Audience.All, MeetingKind.None, "", true), SessionState.Published, letter, "", survey.Session);
        await decisions.Keep(was, new(session with { Version = letter }, [new Fanout(MessageKind.MentorSurvey, letter, office.Later(now), survey.Deadline)], []), null, ct);
    }
}
