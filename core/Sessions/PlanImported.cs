using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Sessions;

/// <summary>What the import of a plan did, and which messages it will cause.</summary>
/// <param name="Past">How many of the added sessions are over already: they came in as ended and send nothing.</param>
/// <param name="Notes">What was kept and should be looked at.</param>
/// <param name="Messages">Invitations and notices of moves that will go out, counted by the roster of this moment.</param>
/// <param name="FirstLeaves">When the first of them leaves; null when there are none.</param>
/// <param name="StopUntil">Nothing leaves before; null when nothing waits.</param>
public sealed record PlanImported(
    int Added, int Changed, int Moved, int Unchanged, int Past, IReadOnlyList<RowProblem> Refused, IReadOnlyList<RowProblem> Notes,
    int Messages, DateTimeOffset? FirstLeaves, DateTimeOffset? StopUntil)
{
    public string Thai => Counts.Thai(("เพิ่ม", Added), ("แก้ไข", Changed), ("เลื่อน", Moved), ("เหมือนเดิม", Unchanged), ("ไม่รับ", Counts.Lines(Refused)));

    public string English => Counts.English(("added", Added), ("changed", Changed), ("moved", Moved), ("unchanged", Unchanged), ("refused", Counts.Lines(Refused)));

    /// <summary>"จะส่งคำเชิญ 148 ข้อความ เริ่ม พ. 18 พ.ย. 69 เวลา 13.30 น."</summary>
    public string Sending(TimeZoneInfo zone) => FirstLeaves is { } first
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"จะส่งคำเชิญ {Messages:#,0} ข้อความ เริ่ม {ThaiDate.Chat(first, zone)}")
            + (StopUntil is not null ? " ถ้าต้องการหยุด พิมพ์ ยกเลิกการส่ง ในแชต" : "")
        : "ไม่มีข้อความที่จะส่ง";
}
