using ChuanKhuy.Bot;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>A session in the words of the pages.</summary>
public sealed class SessionFacts(Says says, RosterStore rosters, TimeProvider time)
{
    public async ValueTask<TalkFacts> Of(Session session, CancellationToken ct) => new(
        SessionKinds.Thai(session.Plan.Kind), session.Plan.Title, says.When(session), Says.Where(session),
        Says.Speakers(session, await rosters.Load(ct)), Note(session));

    public string When(Session session) => says.When(session);

    public string At(DateTimeOffset moment) => says.At(moment);

    /// <summary>The text that a coordinator pastes into the LINE group.</summary>
    public async ValueTask<string> Share(Session session, CancellationToken ct)
    {
        var facts = await Of(session, ct);
        string[] lines =
        [
            $"ชวนคุย: {facts.Title}", facts.When, $"ที่: {facts.Where}",
            .. facts.Speakers.Length > 0 ? [$"วิทยากร: {facts.Speakers}"] : Array.Empty<string>(),
            .. facts.Note is { } note ? [note] : Array.Empty<string>(),
            $"ดูรายละเอียดและตอบรับ: {says.BaseUrl}/s/{session.Id}",
        ];
        return string.Join('\n', lines);
    }

    string? Note(Session session) => session switch
    {
        { State: SessionState.Cancelled } => "กิจกรรมครั้งนี้ยกเลิกแล้ว",
        { State: SessionState.Ended } => "กิจกรรมครั้งนี้จบแล้ว",
        { State: SessionState.Draft } => "ร่าง ยังไม่เปิดให้ตอบรับ",
        _ when time.GetUtcNow() >= session.CheckInCloses => "กิจกรรมครั้งนี้จบแล้ว",
        { MovedFrom: { } from } => $"เลื่อนมาจาก {says.At(from)}",
        _ => null,
    };
}
