using System.Globalization;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions;

/// <summary>Whether the timer came to its end within the last three periods.</summary>
public sealed class TimerCheck : IDoctorCheck
{
    const string Why = "คำเชิญและคำเตือนจะไม่ออกตามเวลา";

    public string Subject => "ตัวจับเวลา";

    public async Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct)
    {
        if (patient.Store is not { Store.Tables: var tables }) return [];
        if (await new PulseStore(tables, patient.Time).Last(ct) is not { } last)
            return [Finding.Missing(Subject, "ยังไม่เคยทำงาน", "The timer never ran.", Why, "เริ่มโปรแกรม แล้วรอ 5 นาที", "dotnet run หรือ systemctl start chuankhuy")];
        var ago = patient.Time.GetUtcNow() - last;
        var minutes = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, ago.TotalMinutes):0}");
        return
        [
            ago <= 3 * Ticker.Period
                ? Finding.Good(Subject, $"ทำงานล่าสุดเมื่อ {minutes} นาทีก่อน", $"Last run {minutes} minutes ago.")
                : Finding.Missing(Subject, $"หยุดไปแล้ว {minutes} นาที", $"The timer has been silent for {minutes} minutes.", Why, "เริ่มโปรแกรมใหม่ แล้วดูบันทึกว่าเหตุใดจึงหยุด", "journalctl -u chuankhuy หรือ Application Insights"),
        ];
    }
}
