using System.Globalization;
using ChuanKhuy.Bot;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>One session on the coordinators' table: who answered, what was sent, who came; moved, cancelled, ended, sent again. The rules are those of the chat.</summary>
public sealed class SessionDesk(
    Upcoming upcoming, SessionStore sessions, RosterStore rosters, UnitStore units, PlanDesk planning, CorrectionDesk corrections, AppealDesk appeals, MeetingDesk meetings, DeliveryDesk deliveries,
    NoticeBoard board, SessionFacts facts, FormGuard forms, Doors doors, TimeProvider time, Views views)
{
    [OpenTo(Door.Coordinators)]
    [Function("SessionDesk")]
    public Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sessions/{id}")] HttpRequest request, string id, CancellationToken ct) => doors.Show(this, request, async person =>
        await upcoming.Find(id, ct) is { IsEvaluation: false } session
            ? await Page(request, person, session, null, StatusCodes.Status200OK, ct)
            : await views.NotFound(request), ct);

    [OpenTo(Door.Coordinators)]
    [Function("SessionDeskAct")]
    public Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sessions/{id}")] HttpRequest request, string id, CancellationToken ct) => doors.Act(this, request, async (person, form) =>
    {
        if (await upcoming.Find(id, ct) is not { IsEvaluation: false } session) return await views.NotFound(request);
        string Field(string name, int most = Planning.ReasonChars) => ThaiText.Clean(form[name].ToString(), most);
        var act = form["act"].ToString();
        var reply = act switch
        {
            "move" => Reply.Of(await planning.Moved(person, new(id, Field("date"), Field("start"), Field("end"), Field("reason")), ct)),
            "cancel" => Reply.Of(await planning.Cancelled(person, new(id, form["confirm"] == "on", Field("reason")), ct), grave: true),
            "end" => form["confirm"] == "on" ? Reply.Of(await planning.Ended(person, new(id), ct)) : new("", "แตะยืนยันก่อน แล้วจึงกดจบกิจกรรม"),
            "stop" or "send" => Reply.Of(await planning.Holding(person, new(id, act == "stop"), ct)),
            "resend" or "doubtful" => Reply.Of(await deliveries.Again(new(id, act == "doubtful"), ct)),
            "post" when session.State is SessionState.Published => Reply.Of(await board.Put(session, ct)),
            "correct" => Reply.Of(await corrections.Filled(person, new(id, Field("person"), form["to"] == "came", Field("reason"), form["to"] == "leave"), ct)),
            "appeal" => await appeals.Answer(id, Field("person"), form["grant"] == "true", Field("reason"), person.Id, ct) is AppealOutcome.Refused no ? new("", no.Because) : new("", null),
            _ => new("", "ไม่รู้จักปุ่มนี้ เปิดหน้านี้ใหม่แล้วลองอีกครั้ง"),
        };
        return reply.Trouble is { } trouble
            ? await Page(request, person, session, trouble, StatusCodes.Status409Conflict, ct)
            : Views.SeeOther(request, $"/sessions/{session.Id}?done={Done.First(one => one.Act == act).Act}");
    }, ct);

    static readonly (string Act, string Said)[] Done =
    [
        ("move", "เลื่อนแล้ว ทุกคนที่ได้รับเชิญและวิทยากรจะได้รับแจ้ง"), ("cancel", "ยกเลิกกิจกรรมแล้ว ทุกคนที่เกี่ยวข้องจะได้รับแจ้ง"), ("end", "จบกิจกรรมแล้ว แบบประเมินกำลังออกไป"),
        ("stop", "หยุดแล้ว กิจกรรมกลับเป็นร่าง ยังไม่มีใครได้รับคำเชิญ"), ("send", "คำเชิญจะออกตามกำหนดโดยไม่ต้องรอ"),
        ("resend", "กำลังส่งซ้ำถึงผู้ที่ส่งไม่ถึงและมีช่องทางใหม่"), ("doubtful", "กำลังส่งซ้ำ รวมผู้ที่ไม่แน่ใจว่าได้รับ"), ("post", "ลงประกาศแล้ว"), ("correct", "แก้ไขการเข้าร่วมแล้ว"), ("appeal", "ตอบแล้ว ผู้แจ้งจะได้รับคำตอบ"),
    ];

    async Task<IResult> Page(HttpRequest request, Person person, Session session, string? trouble, int status, CancellationToken ct)
    {
        var (now, roster, offices) = (time.GetUtcNow(), await rosters.Load(ct), await units.Load(ct));
        var answers = new List<Answered>();
        await foreach (var row in sessions.Answers(session.Id, ct)) answers.Add(row.Value);
        var answered = answers.Select(a => a.Person).ToHashSet(StringComparer.Ordinal);
        var silent = session.Invited
            ? roster.People.Where(p => session.Plan.Audience.Includes(p) && !session.HasSpeaker(p.Id) && !answered.Contains(p.Id)).GroupBy(p => p.District, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new NameGroup(offices.Find(g.Key)?.Title ?? g.Key, [.. g.Select(p => p.Name).Order(ThaiOrder.Names)])).ToList()
            : [];
        var began = now >= session.CheckInOpens && session.State is SessionState.Published or SessionState.Ended;
        var speaking = session.State is SessionState.Published && session.IsDone(DueKind.SpeakerWeek) ? await sessions.Replies(session.Id, ct) : null;
        return await views.Show<SessionDeskView, SessionDeskModel>(request, new(ThaiName.Address(person.Name), session.Id, await facts.Of(session, ct), SessionsPage.Thai(session.State), await forms.Token(request, ct))
        {
            Trouble = trouble,
            Done = trouble is null ? Done.FirstOrDefault(one => one.Act == request.Query["done"]).Said : null,
            Audience = roster.Describe(session.Plan.Audience),
            Seats = session.Plan.Seats,
            Code = session.Code,
            Reason = session.Reason,
            Share = session.State is SessionState.Published ? await facts.Share(session, ct) : null,
            MayMove = session.State is SessionState.Published or SessionState.Draft && now < session.Starts,
            MayEnd = session.State is SessionState.Published && now >= session.Starts,
            Held = session is { State: SessionState.Published, Invited: false },
            Waits = session.HeldUntil > now,
            MayPost = board.Any && session is { State: SessionState.Published } && now < session.Starts,
            Speakers = speaking is null ? [] : [.. session.Plan.Speakers.Select(s => $"{(s.Person is { } id ? roster.Find(id)?.Name ?? id : s.Name)}: {Said(speaking.GetValueOrDefault(SpeakerRule.Key(s)), session)}")],
            Answers =
            [
                .. Group("เข้าร่วม", answers.Where(a => a.Comes)), .. Group("ได้รับข้อเสนอที่นั่ง รอตอบ", answers.Where(a => a.Seat is SeatState.Offered)),
                .. Group("คิวสำรอง (ตามลำดับ)", answers.Where(a => a.Seat is SeatState.Waiting).OrderBy(a => a.Ticket), sorted: true),
                .. Group("อาจจะเข้าร่วม", answers.Where(a => a.Answer is Answer.Maybe)), .. Group("ไม่สะดวก", answers.Where(a => a.Answer is Answer.No)),
            ],
            Silent = silent,
            Questions = [.. answers.Where(a => a.Question is { Length: > 0 }).Select(a => a.Question!)],
            Sent = [.. (await deliveries.Of(session, ct)).Select((d, place) => new SentMessage(
                d.What, [.. d.Counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.State} {c.People:#,0} คน"))], [.. d.Reasons.Select(r => new NameGroup(r.Reason, [r.Names]))],
                place == 0 && d.Missed, place == 0 && d.Doubtful > 0, d.Note))],
            Attendance = began
                ? [.. (await sessions.Verdicts(session, ct)).Select(v => new CameLine(v.Person, roster.Find(v.Person)?.Name ?? v.Person, Thai(v.Status), v.Because)).OrderBy(v => v.Name, ThaiOrder.Names)]
                : null,
            Appeals = began ? await Open(session.Id, roster, ct) : [],
            Unmatched = began ? [.. (await meetings.Facts(session, ct)).Unmatched.Select(u => u.Name)] : [],
        }, status);

        IEnumerable<NameGroup> Group(string title, IEnumerable<Answered> who, bool sorted = false)
        {
            var names = who.Select(a => roster.Find(a.Person)?.Name ?? a.Person).ToList();
            if (!sorted) names.Sort(ThaiOrder.Names);
            if (names.Count > 0) yield return new(title, names);
        }
    }

    async Task<IReadOnlyList<AppealLine>> Open(string session, Roster roster, CancellationToken ct)
    {
        var open = new List<AppealLine>();
        await foreach (var row in sessions.Appeals(session, ct))
            if (row.Value is { After: null } appeal) open.Add(new(appeal.Person, roster.Find(appeal.Person)?.Name ?? appeal.Person, appeal.Words, appeal.BeforeBecause));
        return open;
    }

    static string Said(SpeakerReply? reply, Session session) => reply is null || reply.Version != session.Version ? "ยังไม่ยืนยัน" : reply.Confirmed ? "ยืนยันแล้ว" : "ไม่สะดวก";

    static string Thai(AttendanceStatus status) => status switch
    {
        AttendanceStatus.Present => "เข้าร่วม", AttendanceStatus.Late => "เข้าร่วม (สาย)", AttendanceStatus.Partial => "อยู่ไม่นานพอ", AttendanceStatus.Excused => "ลาหรือติดราชการ", _ => "ไม่ได้เข้าร่วม",
    };
}
