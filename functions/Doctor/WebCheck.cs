using System.Net;
using System.Text.Json;

namespace ChuanKhuy.Functions;

/// <summary>Whether the public address is one that chat platforms and phones can use, and leads to this program.</summary>
public sealed class WebCheck : IDoctorCheck
{
    const string Setting = "Web:BaseUrl";
    const string Why = "ลิงก์ในการ์ดเปิดไม่ได้ และแชตส่งคำตอบกลับมาไม่ถึง";

    public string Subject => "ที่อยู่เว็บ";

    public async Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct)
    {
        if (patient.Office is not { BaseUrl: var address }) return [];
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.AbsolutePath != "/" || url.Query.Length > 0)
            return [Finding.Missing(Subject, "Web:BaseUrl ไม่ใช่ที่อยู่เว็บ", "Web:BaseUrl is no address of a web site without a path.", Why, "ใส่ https://ชื่อเครื่อง ไม่มีอะไรต่อท้าย", Setting)];
        if (patient.HasChat && (url.IsLoopback || patient.Text(Setting) is null))
            return [Finding.Missing(Subject, "มีช่องทางแชต แต่ Web:BaseUrl ยังชี้มาที่เครื่องนี้เอง", "There is a chat channel, but Web:BaseUrl still names this machine itself.", Why, "ใส่ที่อยู่ https ที่เปิดจากมือถือได้", Setting)];
        if (!url.IsLoopback && url.Scheme != Uri.UriSchemeHttps)
            return [Finding.Missing(Subject, "Web:BaseUrl ไม่ใช่ https", "Web:BaseUrl is not https.", "ลงชื่อเข้าใช้ผ่าน http ไม่ได้ และแชตไม่ส่งถึงที่อยู่ที่ไม่เข้ารหัส", "ตั้ง reverse proxy หรือ tunnel ที่มี https", "docs/one-pc.md")];
        List<Finding> found = [await Answers(patient, url, ct)];
        if (patient.Ends.TryGetValue(url.Host, out var end) && Certificates.Expires(Subject, $"ใบรับรอง https ของ {url.Host}", end, patient.Time.GetUtcNow(), "reverse proxy") is { } soon) found.Add(soon);
        return found;
    }

    async Task<Finding> Answers(Patient patient, Uri url, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "healthz"));
            using var response = await patient.Outside.Client.SendAsync(request, ct);
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable && await IsOurs(response, ct))
                return Finding.Missing(Subject, "โปรแกรมตอบ แต่ที่เก็บข้อมูลไม่ตอบ", "The program answers, but its store does not.", "ไม่มีอะไรถูกเก็บ", "ดูบรรทัดที่เก็บข้อมูล", "Storage:");
            return response.IsSuccessStatusCode && await IsOurs(response, ct)
                ? Finding.Good(Subject, $"{url.GetLeftPart(UriPartial.Authority)} ตอบ", "The public address answers.")
                : Finding.Missing(Subject, $"ที่ {url.Host} มีโปรแกรมอื่นตอบ", $"Something else answers at {url.Host} (status {(int)response.StatusCode}).", Why, "ให้ reverse proxy หรือ tunnel ชี้มาที่โปรแกรมนี้", Setting);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            return Finding.Missing(Subject, $"ใบรับรอง https ของ {url.Host} ใช้ไม่ได้", $"The https certificate of {url.Host} is not valid.", "แชตและเบราว์เซอร์ไม่ยอมต่อ", "ต่ออายุหรือเปลี่ยนใบรับรอง ตรวจชื่อเครื่องและวันหมดอายุ", "reverse proxy");
        }
        catch (HttpRequestException fault)
        {
            return Finding.Missing(Subject, $"ต่อถึง {url.Host} ไม่ได้", $"{url.Host} cannot be reached ({fault.HttpRequestError}).", Why, "เริ่มโปรแกรม ตรวจ DNS ไฟร์วอลล์ และ tunnel", Setting);
        }
    }

    static async Task<bool> IsOurs(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(ct), WebJson.Default.HealthReport) is { Status.Length: > 0, Version.Length: > 0 };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
