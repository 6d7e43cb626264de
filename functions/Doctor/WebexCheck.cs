using ChuanKhuy.Bot.Channels;

namespace ChuanKhuy.Functions;

/// <summary>Whether Webex knows the token, it is a bot's, of our organisation, and the webhooks lead here.</summary>
public sealed class WebexCheck : IDoctorCheck
{
    const string Apps = "developer.webex.com > My Webex Apps";
    const int ShortestSecret = 32;

    public string Subject => "Webex";

    public async Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct)
    {
        if (patient.Webex is not { } settings) return [];
        List<Finding> found = [];
        if (settings.Secret.Length < ShortestSecret)
            found.Add(Finding.Warn(Subject, "Webex:WebhookSecret สั้นเกินไป", "Webex:WebhookSecret is shorter than 32 characters.", "เดาได้ง่าย คนอื่นจะปลอมข้อความได้", "ใส่ข้อความสุ่มยาว 32 ตัวขึ้นไป", "Webex:WebhookSecret"));
        if (settings.Target is null)
            found.Add(Finding.Missing(Subject, "Webex ส่งถึงที่อยู่นี้ไม่ได้", "Webex cannot deliver to Web:BaseUrl.", "บอตไม่ได้ยินคำตอบของใคร", "ใส่ที่อยู่ https ที่เปิดจากภายนอกได้", "Web:BaseUrl"));
        return [.. found, .. await new WebexProbe(settings, patient.Outside.Client).Look(ct) switch
        {
            WebexHealth.NoAnswer => [Finding.Missing(Subject, $"{settings.Api.Host} ไม่ตอบ", $"{settings.Api.Host} does not answer.", "ส่งการ์ดทาง Webex ไม่ได้", "เปิดไฟร์วอลล์ขาออกไปยังที่อยู่นี้", "Webex:Api")],
            WebexHealth.BadToken => [Finding.Missing(Subject, "Webex ไม่รู้จักโทเคนนี้", "Webex does not know this token.", "ส่งการ์ดทาง Webex ไม่ได้", "ออกโทเคนของบอตใหม่ (Regenerate) แล้วใส่ Webex:BotToken", Apps)],
            WebexHealth.Known known => Known(settings, known),
            var other => throw new InvalidOperationException($"Nobody knows {other.GetType().Name}."),
        }];
    }

    List<Finding> Known(WebexSettings settings, WebexHealth.Known known)
    {
        List<Finding> found = [Finding.Good(Subject, "โทเคนใช้ได้", "The token is good.")];
        if (!known.IsBot)
            found.Add(Finding.Missing(Subject, "โทเคนนี้เป็นของคน ไม่ใช่บอต", "The token is a person's, not a bot's.", "โทเคนของคนหมดอายุใน 12 ชั่วโมง", "สร้างบอต แล้วใช้โทเคนของบอต", Apps));
        if (settings.Orgs.Count == 0)
            found.Add(Finding.Warn(Subject, "ไม่ได้ระบุองค์กร", "Webex:OrgId is empty.", "คนนอกองค์กรคุยกับบอตได้", "ใส่รหัสองค์กรของสำนักงาน", "Webex:OrgId"));
        if (known.Hooks is null)
            found.Add(Finding.Missing(Subject, "อ่านรายการ webhook ไม่ได้", "The webhooks cannot be read.", "บอกไม่ได้ว่าบอตได้ยินคำตอบหรือไม่", "ตรวจใหม่ในอีกสักครู่", Apps));
        else if (settings.Target is not null)
            found.AddRange(known.Hooks.Select(hook => hook.State is HookState.Active
                ? Finding.Good(Subject, $"webhook {hook.Resource} ทำงาน", $"The webhook {hook.Resource} is active.")
                : Finding.Missing(
                    Subject, $"webhook {hook.Resource} {(hook.State is HookState.Absent ? "ยังไม่มี" : hook.State is HookState.Inactive ? "ถูก Webex ปิด" : "ชี้ไปที่อื่น หรือใช้ความลับเก่า")}",
                    $"The webhook {hook.Resource} is {hook.State switch { HookState.Absent => "missing", HookState.Inactive => "inactive", _ => "for another address or secret" }}.", "บอตไม่ได้ยินคำตอบของใคร",
                    "โปรแกรมที่ทำงานอยู่จะลงทะเบียนใหม่ภายในหนึ่งชั่วโมง เริ่มใหม่ถ้าไม่อยากรอ", "Web:BaseUrl, Webex:WebhookSecret")));
        return found;
    }
}
