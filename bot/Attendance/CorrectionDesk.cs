using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot;

/// <summary>The form with which a coordinator corrects who was there.</summary>
public sealed class CorrectionDesk(Upcoming upcoming, Says says, TimeProvider time)
{
    public async Task<Message> Form(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var recent = (await upcoming.Around(now.AddDays(-30), now.AddMinutes(15), ct)).Where(s => s.State is SessionState.Published or SessionState.Ended).Reverse().ToList();
        return recent.Count == 0
            ? new(new Refusal("ไม่มีกิจกรรมที่เพิ่งจัดให้แก้ไข"))
            : new(new CorrectForm([.. recent.Select(s => new Pick(s.Id, $"{says.When(s)} {s.Plan.Title}"))], null));
    }
}
