using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot;

/// <summary>The cards about appeals: the case for the coordinators, the answer for the person.</summary>
public sealed class AppealCards(SessionStore sessions, RosterStore rosters, Says says)
{
    /// <summary>Null when there is nothing to say any more: another coordinator was quicker, or the person left.</summary>
    public async Task<Message?> Make(Delivery row, Session session, CancellationToken ct)
    {
        if (row.For is not { } id || (await sessions.FindAppeal(session.Id, id, ct))?.Value is not { } appeal) return null;
        if (row.Kind is MessageKind.AppealAnswered) return appeal.After is null ? null : new(Answer(session, appeal));
        return appeal.After is null ? await Case(session, appeal, null, ct) : null;
    }

    public async Task<Message> Case(Session session, Appeal appeal, string? note, CancellationToken ct) => new(
        new AppealCase(
            session.Id, appeal.Person, (await rosters.Load(ct)).Find(appeal.Person)?.Name ?? appeal.Person, session.Plan.Title, says.When(session), appeal.BeforeBecause, appeal.Words, note),
        session.Id);

    static Notice Answer(Session session, Appeal appeal) => appeal.After is AttendanceStatus.Present
        ? new("นับว่าคุณเข้าร่วมแล้ว", $"{session.Plan.Title} {appeal.AfterBecause}", Tone.Good)
        : new("ผู้ประสานงานตอบเรื่องที่แจ้งแล้ว", $"{session.Plan.Title} {appeal.AfterBecause} สอบถามเพิ่มเติมได้ที่ผู้ประสานงาน", Tone.Info);
}
