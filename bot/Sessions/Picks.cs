using ChuanKhuy.Cards;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>Sessions to choose from on a form.</summary>
static class Picks
{
    /// <summary>
    /// Those whose title has what was typed behind the word ("เลื่อน OTOP"), or all; and a sentence when that is not what was asked for, or more than a card shows.
    /// </summary>
    public static (IReadOnlyList<Pick> Picks, string? Note) Of(IReadOnlyList<Session> sessions, string wanted, Says says)
    {
        var text = ThaiText.Normalise(wanted);
        var found = text.Length == 0 ? sessions : [.. sessions.Where(s => s.Id == wanted.Trim() || ThaiText.Normalise(s.Plan.Title).Contains(text, StringComparison.OrdinalIgnoreCase))];
        var shown = found.Count > 0 ? found : sessions;
        var note = found.Count == 0 ? $"ไม่พบกิจกรรมที่ชื่อมีคำว่า {ThaiText.Clean(wanted, 60)} เลือกจากทั้งหมดด้านล่าง"
            : shown.Count > Pick.Most ? $"แสดง {Pick.Most} จาก {shown.Count} กิจกรรม ถ้าไม่เห็น พิมพ์คำในชื่อต่อท้าย เช่น เลื่อน OTOP"
            : null;
        return ([.. shown.Select(s => new Pick(s.Id, $"{says.When(s)} {s.Plan.Title}"))], note);
    }
}
