using System.Globalization;
using ChuanKhuy.Bot;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>
/// An outside expert's own page: what a speaker of ours sees on cards, and the same questions. Looking answers nothing; the buttons do. Whoever holds
/// the link speaks for the expert, so it shows no names of the audience.
/// </summary>
public sealed class SpeakerPage(
    SpeakerLinks links, SpeakerDesk desk, SpeakerCards cards, SessionStore sessions, RosterStore rosters, SessionFacts facts, Says says, FormGuard forms, Views views, TimeProvider time)
{
    static readonly TimeSpan CodeLead = TimeSpan.FromHours(1);

    [OpenTo(Door.LinkHolder)]
    [Function("Speaker")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "speaker/{token}")] HttpRequest request, string token, CancellationToken ct) =>
        await links.Find(token, ct) is var (session, speaker) ? await Page(request, session, speaker, null, StatusCodes.Status200OK, ct) : await Gone(request);

    [OpenTo(Door.LinkHolder)]
    [Function("SpeakerAnswer")]
    public async Task<IResult> Answer([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "speaker/{token}")] HttpRequest request, string token, CancellationToken ct)
    {
        if (await links.Find(token, ct) is not var (session, speaker)) return await Gone(request);
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        var form = await request.ReadFormAsync(ct);
        if (form["answer"].ToString() is not ("yes" or "no") || !int.TryParse(form["n"], NumberStyles.None, CultureInfo.InvariantCulture, out var n))
            return Problems.BadRequest("คำตอบนี้อ่านไม่ได้ เปิดหน้านี้ใหม่แล้วลองอีกครั้ง", "The form is not complete.");
        var outcome = await desk.AnswerOutside(
            session.Id, SpeakerRule.Key(speaker), form["answer"] == "yes", ThaiText.Clean(form["slides"].ToString(), 500),
            ThaiText.Clean(form["rehearsal"].ToString(), SpeakerRule.RehearsalChars), n, ct);
        var (said, status) = outcome switch
        {
            SpeakerOutcome.Kept { Reply.Confirmed: true } => ("บันทึกแล้ว ขอบคุณ แล้วพบกัน", StatusCodes.Status200OK),
            SpeakerOutcome.Kept => ("บันทึกแล้ว ผู้ประสานงานได้รับแจ้งทันที ขอบคุณที่บอก", StatusCodes.Status200OK),
            SpeakerOutcome.Refused refused => (refused.Because, StatusCodes.Status409Conflict),
            SpeakerOutcome.Stale => ("มีคำตอบใหม่กว่าแล้ว คำตอบล่าสุดแสดงอยู่ด้านล่าง", StatusCodes.Status409Conflict),
            _ => ("บันทึกไว้แล้ว", StatusCodes.Status200OK),
        };
        return await links.Find(token, ct) is var (now, _) ? await Page(request, now, speaker, said, status, ct) : await Gone(request);
    }

    async Task<IResult> Page(HttpRequest request, Session session, Speaker speaker, string? said, int status, CancellationToken ct)
    {
        var (roster, now) = (await rosters.Load(ct), time.GetUtcNow());
        var room = await cards.Room(session, roster, ct);
        var reply = (await sessions.FindReply(session.Id, SpeakerRule.Key(speaker), ct))?.Value;
        var live = session.State is SessionState.Published && now < session.CheckInCloses;
        var asked = live && now < session.Starts;
        return await views.Show<SpeakerView, SpeakerModel>(request, new(
            await facts.Of(session, ct), speaker.Name ?? "", said, SpeakerCards.Status(session, reply), roster.Describe(session.Plan.Audience), room.Yes, room.Maybe, room.Silent,
            room.Questions, reply?.Slides, reply?.Rehearsal, reply?.N ?? 0, asked, live ? says.Join(session) : null,
            live && now >= session.Starts - CodeLead ? session.Code : null,
            session.State is SessionState.Ended || now >= session.CheckInCloses ? (await sessions.Present(session.Id, ct)).Count : null,
            asked ? await forms.Token(request, ct) : ""), status);
    }

    Task<IResult> Gone(HttpRequest request) =>
        views.Say(request, StatusCodes.Status404NotFound, "ไม่พบหน้านี้", "ลิงก์อาจคัดลอกมาไม่ครบ หรือผู้ประสานงานเปลี่ยนแผนแล้ว ลองติดต่อผู้ที่ส่งลิงก์ให้ท่าน");
}
