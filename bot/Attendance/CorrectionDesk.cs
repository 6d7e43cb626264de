using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using CheckIn = ChuanKhuy.Core.Attendance.CheckIn;

namespace ChuanKhuy.Bot;

/// <summary>A coordinator corrects who was there, with a reason.</summary>
public sealed class CorrectionDesk(CheckInDesk desk, Upcoming upcoming, RosterStore rosters, Says says, TimeProvider time)
{
    public Task<Message> Form(string wanted, CancellationToken ct) => Form(wanted, null, null, ct);

    /// <summary>The filled form; when it is refused it comes back with what was typed.</summary>
    public async Task<Message> Filled(Person by, CorrectClick click, CancellationToken ct)
    {
        var roster = await rosters.Load(ct);
        var found = roster.Find(click.Person.Trim()) is { } exact ? [exact] : roster.Search(click.Person).Take(6).ToList();
        if (found.Count != 1)
            return await Form(
                "", click, found.Count == 0 ? "ไม่พบชื่อนี้ในทะเบียน ใส่รหัสหรือชื่อ-สกุลให้ตรงกับทะเบียน" : $"พบหลายคน ใส่รหัสแทน: {string.Join(", ", found.Select(p => $"{p.Name} ({p.Id})"))}", ct);
        var reason = ThaiText.Clean(click.Reason ?? "", CheckIn.ReasonChars);
        return await desk.Correct(click.Session, found[0].Id, click.Present, reason, by.Id, ct, click.Excused) switch
        {
            CheckInOutcome.Refused refused => await Form("", click, refused.Because, ct),
            _ => new(new Notice("แก้ไขแล้ว", $"{found[0].Name}: {(click.Present ? "เข้าร่วม" : click.Excused ? "ลาหรือติดราชการ" : "ไม่ได้เข้าร่วม")} เหตุผล: {reason}", Tone.Good)),
        };
    }

    async Task<Message> Form(string wanted, CorrectClick? kept, string? note, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var recent = (await upcoming.Around(now.AddDays(-30), now.AddMinutes(15), ct)).Where(s => s.State is SessionState.Published or SessionState.Ended).Reverse().ToList();
        if (recent.Count == 0) return new(new Refusal("ไม่มีกิจกรรมที่เพิ่งจัดให้แก้ไข"));
        var (picks, more) = Picks.Of(recent, wanted, says);
        return new(new CorrectForm(picks, kept?.Person ?? "", kept?.Present ?? true, kept?.Reason ?? "", note ?? more, kept?.Excused ?? false));
    }
}
