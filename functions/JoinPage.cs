using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>The stable join link: whatever meeting the session has at the moment. Opening it records nothing; it is no attendance.</summary>
public sealed class JoinPage(SessionStore sessions, SessionFacts facts, Views views, TimeProvider time)
{
    [OpenTo(Door.LinkHolder)]
    [Function("Join")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "join/{id}")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await sessions.FindJoin(id, ct) is not { } session || JoinDoor.Of(session, time.GetUtcNow(), (await sessions.FindRoom(session.Id, ct))?.Value) is not { } door) return await views.NotFound(request);
        var (meeting, sentence) = door switch
        {
            JoinDoor.Early early => (null, $"ปุ่มเข้าร่วมจะเปิด {facts.At(early.Opens)} กลับมาที่ลิงก์เดิมนี้ได้เลย ถ้าเวลาเปลี่ยน ลิงก์ยังใช้ได้"),
            JoinDoor.Open { Meeting: { } link } => (link.AbsoluteUri, null),
            JoinDoor.Open => (null, Here(session)),
            JoinDoor.Over => (null, "ขอบคุณที่สนใจ ดูกิจกรรมครั้งต่อไปได้ที่หน้าแรก"),
            _ => ((string?)null, (string?)null),
        };
        return await views.Show<JoinView, JoinModel>(request, new(await facts.Of(session, ct), meeting, sentence));
    }

    static string Here(Session session) => session.Plan.Meeting is MeetingKind.None
        ? "กิจกรรมนี้ไม่ได้จัดออนไลน์ พบกันตามสถานที่ข้างบน"
        : "ยังไม่มีลิงก์การประชุม เปิดหน้านี้อีกครั้งในอีกสักครู่ หรือติดต่อผู้ประสานงาน";
}
