using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>A speaker's word on the card that asks for it, or a coordinator's who passes on what an outside expert said.</summary>
public sealed class SpeakerForm(SpeakerDesk desk, SessionStore sessions, RosterStore rosters, SpeakerCards cards)
{
    /// <param name="about">The speaker whom the card is about, as sealed into it.</param>
    /// <param name="n">The number of the answer that the card was made with.</param>
    /// <param name="made">When the click was made, where cards carry no number.</param>
    public async Task<Message> Clicked(Person person, SpeakerConfirmClick click, string about, int? n, DateTimeOffset? made, CancellationToken ct)
    {
        var (id, key) = SpeakerCards.About(about) is (var session, { } expert) ? (session, expert) : (click.Session, person.Id);
        var outcome = await desk.Answer(
            person, id, key, click.Confirm, Clean(click.Slides, 500), Clean(click.Rehearsal, SpeakerRule.RehearsalChars), n, made, ct);
        if ((await sessions.Find(id, ct))?.Value is not { } stored || SpeakerRule.Find(stored, key) is null)
            return new(new Refusal(outcome is SpeakerOutcome.Refused gone ? gone.Because : "ไม่พบกิจกรรมนี้"));
        var note = outcome switch
        {
            SpeakerOutcome.Refused refused => refused.Because,
            SpeakerOutcome.Stale stale => stale.Because,
            SpeakerOutcome.Kept { Reply: { Confirmed: true, Slides: not null } } => "บันทึกแล้ว ขอบคุณ ลิงก์สไลด์จะอยู่ในคำเชิญ",
            SpeakerOutcome.Kept { Reply.Confirmed: true } => "บันทึกแล้ว ขอบคุณ แล้วพบกัน",
            SpeakerOutcome.Kept => "บันทึกแล้ว ผู้ประสานงานได้รับแจ้งทันที",
            _ => null,
        };
        return await cards.Confirm(stored, key, person, null, note, await rosters.Load(ct), ct);
    }

    static string? Clean(string? text, int chars) => text is null ? null : ThaiText.Clean(text, chars);
}
