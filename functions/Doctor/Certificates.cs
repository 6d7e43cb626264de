using System.Globalization;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Functions;

/// <summary>A certificate's end as a finding.</summary>
static class Certificates
{
    static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Null while it is good for another 30 days. The ACME renewals of common proxies happen before that.</summary>
    public static Finding? Expires(string subject, string what, DateTimeOffset end, DateTimeOffset now, string where)
    {
        if (end > now + Soon) return null;
        var (over, day) = (end <= now, ThaiDate.Short(DateOnly.FromDateTime(end.UtcDateTime)));
        return new(
            over ? Health.Missing : Health.Warning, subject, over ? $"{what} หมดอายุแล้วเมื่อ {day}" : $"{what} จะหมดอายุ {day}",
            string.Create(CultureInfo.InvariantCulture, $"The certificate {(over ? "ended" : "ends")} on {end:yyyy-MM-dd}."), "หลังวันนั้นจะต่อไม่ได้", "ต่ออายุใบรับรอง", where);
    }
}
