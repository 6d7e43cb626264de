using System.Globalization;

namespace ChuanKhuy.Functions;

/// <summary>This machine's clock against the Date header of the services that we use.</summary>
public sealed class ClockCheck : IDoctorCheck
{
    // Tokens are accepted five minutes around their time; half of that is a reason to look at the clock.
    static readonly TimeSpan Refused = TimeSpan.FromMinutes(5), Odd = TimeSpan.FromMinutes(2);

    public string Subject => "นาฬิกา";

    public async Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct)
    {
        Uri?[] services = [patient.Teams is { On: true, Playground: false } teams ? teams.OpenIdMetadata : null, patient.Webex?.Api];
        foreach (var service in services.OfType<Uri>())
            if (await Date(patient, service, ct) is { } date) return [Judge(patient.Time.GetUtcNow() - date, service.Host)];
        return [];
    }

    Finding Judge(TimeSpan ahead, string host)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(ahead.TotalMinutes):0}");
        if (ahead.Duration() < Odd) return Finding.Good(Subject, $"ตรงกับ {host}", $"The clock agrees with {host}.");
        return new(
            ahead.Duration() < Refused ? Health.Warning : Health.Missing, Subject, $"เครื่องนี้{(ahead > TimeSpan.Zero ? "เร็ว" : "ช้า")}ไป {text} นาที",
            $"This machine's clock is {text} minutes {(ahead > TimeSpan.Zero ? "ahead" : "behind")}.", "โทเคนจะถูกปฏิเสธ และคำเตือนออกผิดเวลา", "เปิดการตั้งเวลาอัตโนมัติ (NTP)", "timedatectl set-ntp true");
    }

    static async Task<DateTimeOffset?> Date(Patient patient, Uri service, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, service);
            using var response = await patient.Outside.Client.SendAsync(request, ct);
            return response.Headers.Date;
        }
        catch (HttpRequestException)
        {
            return null; // that it cannot be reached is said by the channel's own check
        }
    }
}
