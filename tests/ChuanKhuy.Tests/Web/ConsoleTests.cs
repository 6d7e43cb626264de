using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Web;

/// <summary>The coordinators' pages: what is shown, what is done, what is refused, and what nobody else gets.</summary>
public sealed class ConsoleTests
{
    const string Script = "<script>alert(1)</script><b onclick=x>";

    [Fact]
    public async Task A_session_is_moved_corrected_and_cancelled_by_the_rules_of_the_chat_and_each_act_is_in_the_log()
    {
        await using var office = await Invited();
        using var visit = await office.SignedIn("kanda");
        var today = Text(await visit.Get("/"));
        Assert.Contains("3 คนยังไม่ตอบ", today, StringComparison.Ordinal);
        Assert.Contains("href=\"/sessions/s1#answers\"", today, StringComparison.Ordinal);
        var page = Text(await visit.Get("/sessions/s1"));
        Assert.Contains("นายสมชาย ใจดี", page, StringComparison.Ordinal);
        Assert.Contains("คำเชิญ เริ่มส่ง", page, StringComparison.Ordinal);

        var refused = await visit.Press("/sessions/s1", ("act", "move"), ("date", "วันไหนดี"), ("start", "9"), ("end", "10"));
        Assert.Equal(409, refused.Status);
        Assert.Contains("วันหรือเวลาไม่ชัด", refused.Text, StringComparison.Ordinal);
        Assert.Equal("/sessions/s1?done=move", (await visit.Press("/sessions/s1", ("act", "move"), ("date", "3 ธ.ค. 69"), ("start", "9.00"), ("end", "10.30"), ("reason", "ห้องไม่ว่าง"))).Location);
        Assert.Contains("เลื่อนแล้ว", Text(await visit.Get("/sessions/s1?done=move")), StringComparison.Ordinal);
        var moved = (await office.Get<SessionStore>().Find("s1", WebOffice.Ct))!.Value;
        Assert.Equal((2, Sessions.Given.At(2026, 12, 3, 9)), (moved.Version, moved.Starts));

        Assert.Equal(409, (await visit.Press("/sessions/s1", ("act", "correct"), ("person", "malee"), ("to", "came"), ("reason", "นั่งด้วยกัน"))).Status);
        office.Clock.SetUtcNow(moved.Starts);
        Assert.Equal(409, (await visit.Press("/sessions/s1", ("act", "correct"), ("person", "malee"), ("to", "came"), ("reason", ""))).Status);
        Assert.Equal(303, (await visit.Press("/sessions/s1", ("act", "correct"), ("person", "มาลี"), ("to", "came"), ("reason", "นั่งด้วยกัน"))).Status);
        Assert.Equal(["malee"], await office.Get<SessionStore>().Present("s1", WebOffice.Ct));
        Assert.Contains("ผู้ประสานงานยืนยันว่าเข้าร่วม: นั่งด้วยกัน", Text(await visit.Get("/sessions/s1")), StringComparison.Ordinal);
        Assert.Equal(303, (await visit.Press("/sessions/s1", ("act", "end"), ("confirm", "on"))).Status);

        await office.Plan(plan => plan with { Id = "s2", Starts = moved.Starts.AddDays(5), Ends = moved.Starts.AddDays(5).AddHours(1) });
        Assert.Equal(409, (await visit.Press("/sessions/s2", ("act", "cancel"), ("reason", "ฝนตก"))).Status);
        Assert.Equal(303, (await visit.Press("/sessions/s2", ("act", "cancel"), ("confirm", "on"), ("reason", "ฝนตก"))).Status);
        Assert.Equal(SessionState.Cancelled, (await office.Get<SessionStore>().Find("s2", WebOffice.Ct))!.Value.State);
        Assert.Equal(409, (await visit.Press("/sessions/s2", ("act", "no such thing"))).Status);

        Assert.Contains("เลื่อนกิจกรรม", Text(await visit.Get("/audit?month=2026-11")), StringComparison.Ordinal);
        var log = Text(await visit.Get("/audit"));
        foreach (var act in (string[])["แก้การเข้าร่วม", "จบกิจกรรม", "ยกเลิกกิจกรรม", "โดย นางกานดา พร้อมช่วย", "นางสาวมาลี สวนงาม"])
            Assert.Contains(act, log, StringComparison.Ordinal);
        Assert.DoesNotContain("ฝนตก", log, StringComparison.Ordinal);
        Assert.Contains("ไม่มีบันทึกในเดือนนี้", Text(await visit.Get("/audit?month=2020-01&after=;drop")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_session_is_planned_on_the_page_and_found_by_filter()
    {
        await using var office = await WebOffice.Open();
        using var visit = await office.SignedIn("kanda");
        Assert.Contains("เพิ่มกิจกรรมใหม่", Text(await visit.Get("/sessions")), StringComparison.Ordinal);
        await visit.Get("/sessions/new");
        (string, string)[] form = [("kind", "workshop"), ("title", Script), ("speakers", "p-speaker"), ("start", "13.30"), ("end", "15.00"), ("audience", "โซน 1"), ("meeting", "none"), ("place", "ห้อง 1")];
        var again = await visit.Press("/sessions/new", [.. form, ("date", "เมื่อไรก็ได้")]);
        Assert.Equal(400, again.Status);
        Assert.Contains($"value=\"{WebUtility.HtmlEncode(Script)}\"", again.Text, StringComparison.Ordinal);
        Assert.Equal("/sessions?done=new", (await visit.Press("/sessions/new", [.. form, ("date", "9 ธ.ค. 69")])).Location);
        var list = await visit.Get("/sessions?q=alert&state=published");
        var address = Regex.Match(list.Text, "href=\"(/sessions/c-[^\"]+)\"").Groups[1].Value;
        Inert(list);
        Inert(await visit.Get(address));
        Inert(await visit.Get("/"));
        foreach (var none in (string[])["q=ไม่มี", "state=ended", "year=2568", "zone=3"]) Assert.Contains("ไม่มีกิจกรรมตามที่เลือก", Text(await visit.Get($"/sessions?{none}")), StringComparison.Ordinal);
        Assert.Equal(303, (await visit.Press(address, ("act", "stop"))).Status);
        Assert.Contains(">ร่าง<", Text(await visit.Get(address)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_found_slips_let_them_in_and_only_an_admin_takes_somebody_out()
    {
        await using var office = await WebOffice.Open();
        await office.Get<RosterStore>().Save([new("root", "นายรากแก้ว ดูแล", "8400", "", "", Roles.Admin), new("boss", "นายบอส นำ", "8401", "1", "", Roles.Executive)], null, WebOffice.Ct);
        using var visit = await office.SignedIn("kanda");
        var found = Text(await visit.Get("/people?q=สมชาย"));
        Assert.Contains("นายสมชาย ใจดี", found, StringComparison.Ordinal);
        Assert.DoesNotContain("มาลี", found, StringComparison.Ordinal);
        Assert.DoesNotContain("นายสมชาย", Text(await visit.Get("/people?unit=8402&role=staff")), StringComparison.Ordinal);
        Assert.Contains("ไม่พบคน", Text(await visit.Get("/people?zone=3")), StringComparison.Ordinal);

        var slips = await visit.Press("/slips", ("unit", "8401"), ("all", "on"));
        var link = Assert.Single(Regex.Matches(slips.Text, "http://127[^<\"]+/signin/somchai\\.[^<\"]+").Select(m => m.Value).Distinct());
        Assert.DoesNotContain("นายบอส", slips.Text, StringComparison.Ordinal); // a coordinator opens no door that is wider than their own
        foreach (var person in (string[])["root", "boss", "nobody"]) Assert.Equal(409, (await visit.Press("/slips", ("person", person))).Status);
        using var phone = office.Visit();
        await phone.Get(new Uri(link).AbsolutePath);
        Assert.Equal(303, (await phone.Press(new Uri(link).AbsolutePath)).Status);
        Assert.Equal(200, (await phone.Get("/me")).Status);

        Assert.DoesNotContain("ลบข้อมูล", Text(await visit.Get("/people/somchai")), StringComparison.Ordinal);
        Assert.Equal(404, (await visit.Press("/people/somchai/erase", ("typed", "somchai"))).Status);
        using var admin = await office.SignedIn("root");
        await admin.Get("/people/somchai");
        Assert.Contains("ใจดี", (await admin.Press("/people/somchai/export")).Text, StringComparison.Ordinal);
        Assert.Equal("/people/somchai?no=id#erase", (await admin.Press("/people/somchai/erase", ("typed", "malee"))).Location);
        Assert.NotNull((await office.Get<RosterStore>().Load(WebOffice.Ct)).Find("somchai"));
        Assert.Equal(200, (await admin.Press("/people/somchai/erase", ("typed", "somchai"))).Status);
        Assert.Equal((404, 303), ((await admin.Get("/people/somchai")).Status, (await phone.Get("/me")).Status));
        var log = Text(await admin.Get("/audit"));
        Assert.Contains("ให้ลิงก์หรือสลิปเข้าใช้", log, StringComparison.Ordinal);
        Assert.Contains("ผู้ที่ลบข้อมูลแล้ว (somchai)", log, StringComparison.Ordinal);
        Assert.DoesNotContain("ใจดี", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_are_read_a_page_at_a_time_before_a_speaker_sees_any()
    {
        await using var office = await Invited();
        var talk = (await office.Get<SessionStore>().Find("s1", WebOffice.Ct))!.Value;
        await Answer(office, talk, 12);
        using var visit = await office.SignedIn("kanda");
        Assert.Contains("12 ความเห็นรออ่าน", Text(await visit.Get("/")), StringComparison.Ordinal);
        Assert.Contains("รออ่าน 12 ข้อความ", Text(await visit.Get("/feedback")), StringComparison.Ordinal);
        Inert(await visit.Get("/feedback/s1"));
        Assert.Equal(409, (await visit.Press("/feedback/s1", ("from", "0"), ("pass", "11"))).Status);
        Assert.Equal("/feedback/s1", (await visit.Press("/feedback/s1", ("from", "0"), ("pass", "1"), ("pass", "3"))).Location);
        Assert.Contains("ข้อความ 11-12 จาก 12", Text(await visit.Get("/feedback/s1")), StringComparison.Ordinal);
        Assert.Equal("/feedback?done=1", (await visit.Press("/feedback/s1", ("from", "10"))).Location);
        Assert.Contains("อ่านความเห็นครบแล้ว", Text(await visit.Get("/feedback/s1")), StringComparison.Ordinal);
        Assert.Equal([2, 0], (await office.Get<SessionStore>().Passed("s1", WebOffice.Ct)).Select(page => page.Texts.Count));
        Assert.DoesNotContain("ความเห็นรออ่าน", Text(await visit.Get("/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Executives_read_totals_and_take_files_and_see_nobody()
    {
        await using var office = await Invited();
        await office.Get<RosterStore>().Save([new("boss", "นายบอส นำ", "8400", "", "", Roles.Executive)], null, WebOffice.Ct);
        var talk = (await office.Get<SessionStore>().Find("s1", WebOffice.Ct))!.Value;
        await Answer(office, talk, 12);
        using var visit = await office.SignedIn("boss");
        var page = Text(await visit.Get("/reports"));
        Assert.Contains("ตัวชี้วัดโครงการ", page, StringComparison.Ordinal);
        Assert.Contains("ตลาดนัดคนไทยยิ้มได้", page, StringComparison.Ordinal);
        Assert.Contains("<rect ", page, StringComparison.Ordinal);
        foreach (var person in WebOffice.People) Assert.DoesNotContain(person.Name, page, StringComparison.Ordinal);
        Assert.Contains("ยังไม่มีข้อมูลในช่วงนี้", Text(await visit.Get("/reports?period=2569-1")), StringComparison.Ordinal);
        var csv = await visit.Get("/reports/attendance.csv?period=2570-1");
        Assert.Equal((200, "text/csv; charset=utf-8"), (csv.Status, csv.Headers["Content-Type"]));
        Assert.Contains("attachment; filename=attendance-20261001-20261231.csv", csv.Headers["Content-Disposition"], StringComparison.Ordinal);
        foreach (var file in (string[])["kpi.xlsx", "satisfaction.docx"]) Assert.StartsWith("PK", (await visit.Get($"/reports/{file}")).Text, StringComparison.Ordinal);
        foreach (var file in (string[])["kpi.exe", "people.csv", "kpi", ".csv", "xkpi.csv"]) Assert.Equal(404, (await visit.Get($"/reports/{file}")).Status);
        using var coordinator = await office.SignedIn("kanda");
        Assert.Contains("ดาวน์โหลดรายงาน", Text(await coordinator.Get("/audit?month=2026-12")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_that_are_data_come_in_by_file_and_no_secret_is_shown()
    {
        await using var office = await WebOffice.Open(configure: builder => builder.Configuration["Webex:WebhookSecret"] = "shh-secret");
        using var visit = await office.SignedIn("kanda");
        var page = Text(await visit.Get("/settings"));
        Assert.Contains("8406 อำเภอไชยา", page, StringComparison.Ordinal);
        Assert.DoesNotContain("shh-secret", page, StringComparison.Ordinal);
        var done = Text(await visit.Fill("/settings", [("what", "holidays")], ("days.csv", Encoding.UTF8.GetBytes("date,name\n2026-11-23,วันชดเชย\nไม่ใช่วัน,ผิด\n"))));
        Assert.Contains("23 พ.ย. 69 วันชดเชย", done, StringComparison.Ordinal);
        Assert.Contains("บรรทัด 3: วันที่", done, StringComparison.Ordinal);
        Assert.False(office.Get<HolidayStore>().IsWorkingDay(new(2026, 11, 23)));
        Assert.Contains("เพิ่ม 1", Text(await visit.Fill("/settings", [("what", "units")], ("units.csv", Encoding.UTF8.GetBytes("code,name,province,zone\n8499,ทดสอบ,84,9\n")))), StringComparison.Ordinal);
        Assert.Equal(400, (await visit.Fill("/settings", [("what", "units")], ("units.csv", [0x50, 0x4b, 1, 2]))).Status);
        Assert.Equal(400, (await visit.Fill("/settings", [("what", "units")])).Status);
    }

    [Fact]
    public async Task A_person_takes_their_data_and_ends_every_sign_in()
    {
        await using var office = await WebOffice.Open();
        using var phone = await office.SignedIn("somchai");
        using var desk = await office.SignedIn("somchai");
        using var other = await office.SignedIn("malee");
        await phone.Get("/me");
        var data = await phone.Press("/me/export");
        Assert.Equal(("application/json", "attachment; filename=somchai.json; filename*=UTF-8''somchai.json"), (data.Headers["Content-Type"], data.Headers["Content-Disposition"]));
        Assert.Contains("ใจดี", data.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("มาลี", data.Text, StringComparison.Ordinal);
        var link = await office.Link("somchai");
        Assert.Equal(303, (await phone.Press("/me/signout")).Status);
        Assert.Equal((303, 303, 404, 200), ((await phone.Get("/me")).Status, (await desk.Get("/me")).Status, (await desk.Get(link)).Status, (await other.Get("/me")).Status));
    }

    static async Task<WebOffice> Invited()
    {
        var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Speakers = [new("p-speaker")] });
        office.Clock.SetUtcNow(talk.Starts.AddDays(-7));
        await office.Tick();
        return office;
    }

    /// <summary>The talk is held, so many answer with a comment each, and the form closes.</summary>
    internal static async Task Answer(WebOffice office, Session talk, int people)
    {
        office.Clock.SetUtcNow(talk.Starts);
        await office.Get<CheckInDesk>().SignIn("s1", "somchai", talk.Code, WebOffice.Ct);
        office.Clock.SetUtcNow(talk.Ends.AddHours(1));
        await office.Tick();
        for (var i = 0; i < people; i++)
            await office.Get<FeedbackStore>().Add("s1", 1, $"x{i}", [.. Forms.Of(talk).Items.Select(_ => (int?)5)], [$"{Script} ความเห็นที่ {i} ได้ประโยชน์มาก อยากให้จัดอีก"], WebOffice.Ct);
        office.Clock.SetUtcNow(talk.FeedbackCounted.AddMinutes(1));
        await office.Tick();
    }

    static string Text(Seen seen)
    {
        Assert.Equal(200, seen.Status);
        return WebUtility.HtmlDecode(seen.Text);
    }

    static void Inert(Seen seen)
    {
        Assert.Equal(200, seen.Status);
        Assert.Contains("&lt;script&gt;alert(1)", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b onclick", seen.Text, StringComparison.Ordinal);
    }
}
