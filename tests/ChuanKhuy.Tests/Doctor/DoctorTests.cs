using System.Text.Json;
using ChuanKhuy.Core;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions;
using ChuanKhuy.Tests.Storage;
using ChuanKhuy.Tests.Web;

namespace ChuanKhuy.Tests.Doctor;

/// <summary>Each broken set-up is named, with why it matters, what to do and where; a sound one ends with 0.</summary>
public sealed class DoctorTests(Ward ward) : IClassFixture<Ward>
{
    [Fact]
    public async Task A_sound_installation_ends_with_0()
    {
        var said = await ward.Ask();
        Assert.True(said.Code == 0, said.Text);
        Assert.Empty(said.Faults);
        foreach (var subject in new[] { "ค่าที่ตั้ง", "ที่เก็บข้อมูล", "รายชื่อ", "ตัวจับเวลา", "ที่อยู่เว็บ", "นาฬิกา", "Teams", "Webex" }) Assert.Contains($"ดี\t{subject}: ", said.Text, StringComparison.Ordinal);
        Assert.EndsWith("เรียบร้อยทั้งหมด (all is well)", said.Text.TrimEnd(), StringComparison.Ordinal);
        said.KeepsSecrets();
    }

    [Theory]
    [InlineData("Office:TimeZone", "Siam/Bangkok", "ไม่รู้จักเขตเวลา Siam/Bangkok")]
    [InlineData("Storage:Kind", "Paper", "Storage:Kind เป็น Paper ไม่ได้")]
    [InlineData("Teams:AppId", "", "ขาด Teams:AppId")]
    [InlineData("Teams:AppId", "chuankhuy-bot", "Teams:AppId ไม่ใช่รหัสแอป")]
    [InlineData("Teams:TenantId", "", "ขาด Teams:TenantId")]
    [InlineData("Teams:Secret", "", "ขาด Teams:Secret")]
    [InlineData("Teams:Secret", "wrong-secret", "Microsoft ไม่ให้โทเคน")]
    [InlineData("Teams:Secret", " wrong-secret", "Teams:Secret มีช่องว่างหัวท้าย")]
    [InlineData("Teams:Secrte", "wrong-secret", "ไม่รู้จักค่า Teams:Secrte")]
    [InlineData("Teams:TokenEndpoint", "http://127.0.0.1:9/token", "127.0.0.1 ไม่ตอบ")]
    [InlineData("Teams:OpenIdMetadata", "http://127.0.0.1:9/metadata", "อ่านกุญแจจาก 127.0.0.1 ไม่ได้")]
    [InlineData("Graph:AppId", "cccccccc-0000-0000-0000-000000000009", "ขาด Graph:Organiser")]
    [InlineData("Webex:ClientId", "x", "ขาด Webex:ClientSecret, Webex:RefreshToken, Webex:HostEmail")]
    [InlineData("Webex:BotToken", "", "ขาด Webex:BotToken")]
    [InlineData("Webex:BotToken", "wrong-token", "Webex ไม่รู้จักโทเคนนี้")]
    [InlineData("Webex:WebhookSecret", "", "ยังไม่ได้ตั้ง Webex:WebhookSecret")]
    [InlineData("Webex:WebhookSecret", "short", "Webex:WebhookSecret สั้นเกินไป")]
    [InlineData("Webex:WebhookSecret", "another secret of more than 32 characters", "ชี้ไปที่อื่น หรือใช้ความลับเก่า")]
    [InlineData("Webex:OrgId", "", "ไม่ได้ระบุองค์กร")]
    [InlineData("Webex:Api", "http://127.0.0.1:9/v1/", "127.0.0.1 ไม่ตอบ")]
    [InlineData("Web:BaseUrl", "", "ยังชี้มาที่เครื่องนี้เอง")]
    [InlineData("Web:BaseUrl", "http://chuankhuy.example", "ไม่ใช่ https")]
    [InlineData("Web:BaseUrl", "https://chuankhuy.example/app", "ไม่ใช่ที่อยู่เว็บ")]
    [InlineData("Web:BaseUrl", "https://other.example", "มีโปรแกรมอื่นตอบ")]
    [InlineData("Web:BaseUrl", "https://nowhere.example", "ต่อถึง nowhere.example ไม่ได้")]
    [InlineData("Web:BaseUrl", "https://expired.example", "ใบรับรอง https ของ expired.example ใช้ไม่ได้")]
    public async Task A_wrong_setting_is_named(string key, string value, string fault) => (await ward.Ask([(key, value)])).Names(fault);

    [Theory]
    [InlineData(10, "เครื่องนี้เร็วไป 10 นาที")]
    [InlineData(-10, "เครื่องนี้ช้าไป 10 นาที")]
    [InlineData(3, "เครื่องนี้เร็วไป 3 นาที")]
    [InlineData(60, "หยุดไปแล้ว 60 นาที")]
    public async Task A_wrong_clock_and_a_silent_timer_are_named(int minutes, string fault) => (await ward.Ask(later: TimeSpan.FromMinutes(minutes))).Names(fault);

    [Fact]
    public async Task A_certificate_that_is_not_there_has_ended_or_has_another_password_is_named()
    {
        (string, string?) none = ("Teams:Secret", "");
        (await ward.Ask([none, ("Teams:Certificate", "nowhere.pfx")])).Names("เปิดใบรับรองของบอตไม่ได้");
        var file = ward.Certificate(ward.Clock.GetUtcNow().AddDays(-1));
        (await ward.Ask([none, ("Teams:Certificate", file), ("Teams:CertificatePassword", "wrong-secret")])).Names("เปิดใบรับรองของบอตไม่ได้");
        (await ward.Ask([none, ("Teams:Certificate", file), ("Teams:CertificatePassword", "password-of-the-test")])).Names("ใบรับรองของบอต หมดอายุแล้ว");
    }

    [Theory]
    [InlineData(31, null)]
    [InlineData(29, Health.Warning)]
    [InlineData(-1, Health.Missing)]
    public void A_certificate_is_told_of_before_it_ends(int days, Health? health) =>
        Assert.Equal(health, Certificates.Expires("x", "y", Office.Begin.AddDays(days), Office.Begin, "z")?.Health);

    [Fact]
    public async Task Webhooks_that_are_gone_or_switched_off_are_named()
    {
        var all = ward.Webex.Hooks.ToList();
        try
        {
            ward.Webex.Hooks.RemoveAll(hook => hook.Resource == "memberships");
            ward.Webex.Hooks[0] = ward.Webex.Hooks[0] with { Status = "inactive" };
            var said = await ward.Ask();
            said.Names("webhook memberships ยังไม่มี");
            said.Names($"webhook {all[0].Resource} ถูก Webex ปิด");
        }
        finally
        {
            ward.Webex.Hooks.Clear();
            ward.Webex.Hooks.AddRange(all);
        }
    }

    [Fact]
    public async Task A_service_that_never_answers_holds_nobody_up()
    {
        var never = new TaskCompletionSource();
        ward.Teams.Before = what => what == "token" ? never.Task : Task.CompletedTask;
        try
        {
            (await ward.Ask(patience: TimeSpan.FromSeconds(2))).Names("Teams: ไม่ตอบภายในเวลาที่รอ");
        }
        finally
        {
            ward.Teams.Before = null;
            never.SetResult();
        }
    }

    [Fact]
    public async Task A_folder_that_is_new_damaged_or_no_folder_is_named()
    {
        using var folder = new Folder();
        (await ward.Ask(data: folder.Path)).Names("ยังไม่มีข้อมูล");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        var file = folder.File("chuankhuy.db");
        await File.WriteAllTextAsync(file, new string('x', 8192));
        (await ward.Ask(data: folder.Path)).Names("ที่เก็บข้อมูล: ");
        (await ward.Ask(data: file)).Names("ที่เก็บข้อมูล: ");
    }

    [Fact]
    public async Task A_folder_that_others_may_enter_is_named()
    {
        if (OperatingSystem.IsWindows()) return;
        var mode = File.GetUnixFileMode(ward.Data);
        Assert.False(StorageCheck.Strangers(mode));
        File.SetUnixFileMode(ward.Data, mode | UnixFileMode.OtherExecute | UnixFileMode.GroupRead);
        try
        {
            (await ward.Ask()).Names($"คนอื่นในเครื่องนี้เปิดโฟลเดอร์ {ward.Data} ได้");
        }
        finally
        {
            File.SetUnixFileMode(ward.Data, mode);
        }
    }

    [Theory]
    [InlineData(2L << 30, null)]
    [InlineData(500L << 20, Health.Warning)]
    [InlineData(100L << 20, Health.Missing)]
    public void A_disk_that_fills_up_is_told_of(long free, Health? health) => Assert.Equal(health, new StorageCheck().Space(free)?.Health);

    [Fact]
    public async Task An_office_without_people_without_a_coordinator_or_with_invented_people_is_named()
    {
        using var folder = new Folder();
        await using (var store = await Stores.Open(new("Sqlite", folder.File("chuankhuy.db"), null), ward.Clock, default))
        {
            (await ward.Ask(data: folder.Path)).Names("ยังไม่มีรายชื่อ");
            var roster = new RosterStore(store.Store.Tables, new(store.Store.Tables, ward.Clock), ward.Clock);
            await roster.Save([new Person("p1", "นายสมชาย ใจดี", "8401", "1", "พัฒนากร", Roles.Staff)], null, default);
            var said = await ward.Ask(data: folder.Path);
            said.Names("ไม่มีผู้ประสานงาน");
            said.Names("ไม่มีใครมีที่อยู่ในแชต");
            said.Names("ตัวจับเวลา: ยังไม่เคยทำงาน");
            await new MarkStore(store.Store.Tables).Save(StoreMark.Sample, default);
            (await ward.Ask(data: folder.Path)).Names("นี่คือสำนักงานตัวอย่าง");
        }
    }

    [Fact]
    public async Task The_lines_are_there_as_json_too()
    {
        var said = await ward.Ask([("Teams:Secret", "wrong-secret")], json: true);
        Assert.Equal(1, said.Code);
        using var json = JsonDocument.Parse(said.Text);
        var fault = Assert.Single(json.RootElement.EnumerateArray(), finding => finding.GetProperty("health").GetString() == "Missing");
        Assert.Equal("Teams", fault.GetProperty("subject").GetString());
        foreach (var name in new[] { "thai", "english", "why", "do", "where" }) Assert.NotEqual("", fault.GetProperty(name).GetString());
        said.KeepsSecrets();
    }

    [Fact]
    public async Task A_fault_of_one_check_hides_no_other_one()
    {
        var patient = Patient.Of(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), true, null, null, ward.Clock);
        using var outside = patient.Outside;
        var findings = await Functions.Doctor.Examine(patient, [new Broken(), new SettingsCheck()], TimeSpan.FromSeconds(5), default);
        Assert.Equal([Health.Missing, Health.Good], findings.Select(finding => finding.Health));
    }

    sealed class Broken : IDoctorCheck
    {
        public string Subject => "x";

        public Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct) => throw new TroubleException("ก", "a");
    }

    [Fact]
    public async Task The_page_is_the_administrators_alone()
    {
        await using var office = await WebOffice.Open();
        await office.Get<RosterStore>().Save([.. WebOffice.People.Select(p => p.Id == "kanda" ? p with { Roles = p.Roles | Roles.Admin } : p)], null, default);
        using var somchai = await office.SignedIn("somchai");
        Assert.Equal(404, (await somchai.Get("/doctor")).Status);
        using var kanda = await office.SignedIn("kanda");
        var page = await kanda.Get("/doctor");
        Assert.Equal(200, page.Status);
        Assert.Contains("ยังไม่เคยทำงาน", page.Text, StringComparison.Ordinal);
        Assert.Contains("อ่านและเขียนได้", page.Text, StringComparison.Ordinal);
        Assert.Contains("เพราะ: คำเชิญและคำเตือนจะไม่ออกตามเวลา", page.Text, StringComparison.Ordinal);
        await office.Tick();
        Assert.DoesNotContain("ยังไม่เคยทำงาน", (await kanda.Get("/doctor")).Text, StringComparison.Ordinal);
    }
}
