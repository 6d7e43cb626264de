using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Tests.Cards;
using ChuanKhuy.Tests.Commands;
using ChuanKhuy.Tests.Storage;
using ChuanKhuy.Tests.Web;

namespace ChuanKhuy.Tests.Attendance;

/// <summary>After a session: its report, the names nobody knows, appeals, hours and no-shows.</summary>
public sealed class AttendanceFlowTests
{
    static readonly IReadOnlyList<Person> People = [.. Office.People.Select(p => p with { Email = $"{p.Id}@example.go.th" })];

    [Fact]
    public async Task A_report_is_brought_in_by_the_command_and_twice_is_once()
    {
        using var folder = new Folder();
        await using (var office = await Ended(folder.File("data"))) Assert.Equal(SessionState.Ended, (await office.Find()).State);
        var once = (await Built.Run("import", "attendance", "t1", Report("teams.csv"), "--data", folder.File("data"))).IsDone();
        Assert.Contains("iPad ของพี่ต้อย", once.Out, StringComparison.Ordinal);
        Assert.Contains("พิมพ์ ใครคือ", once.Out, StringComparison.Ordinal);
        Assert.Contains("4 participants read, 3 people known, 3 reach 60 percent, 1 unmatched", once.Out, StringComparison.Ordinal);
        await using var again = await Ended(folder.File("data"), live: false);
        var before = again.Contents();
        Assert.Equal(once.Out, (await Built.Run("import", "attendance", "t1", Report("teams.csv"), "--data", folder.File("data"))).IsDone().Out);
        Assert.Equal(before, again.Contents());
        (await Built.Run("import", "attendance", "t9", Report("teams.csv"), "--data", folder.File("data"))).IsRefusal(1, "ไม่พบกิจกรรมรหัส t9", "no session t9");
        (await Built.Run("import", "attendance", "t1", Repository.File("README.md"), "--data", folder.File("data"))).IsRefusal(1, "อ่านไฟล์นี้ไม่ออก", "No table");
    }

    [Fact]
    public async Task Who_was_in_the_meeting_counts_in_the_figures_and_is_asked_for_feedback()
    {
        await using var office = await Ended();
        await Import(office, "teams.csv");
        Assert.Equal(["kanda", "malee", "somchai"], (await office.Get<SessionStore>().Present("t1", Office.Ct)).Order());
        Assert.Equal(3, Assert.Single(await office.Get<SummaryStore>().Between(new(2026, 12, 1), new(2026, 12, 31), Office.Ct)).Present);
        Assert.Equal((60, 10), ((await office.Find()).Counts!.Percent, (await office.Find()).Counts!.Minutes));
        Assert.Equal(AttendanceStatus.Late, (await Verdict(office, "malee")).Status);
        await office.Tick();
        Assert.Equal(["kanda", "malee", "somchai"], await office.Got(MessageKind.Feedback));
        await foreach (var blob in office.Get<IBlobs>().List("attendance/t1/", Office.Ct))
        {
            await using var kept = await office.Get<IBlobs>().Open(blob, Office.Ct);
            Assert.Equal(new FileInfo(Report("teams.csv")).Length, kept!.Length);
        }
    }

    [Fact]
    public async Task Before_the_end_nothing_is_taken()
    {
        await using var office = await Office.Open(people: People);
        await office.Plan();
        await office.MoveTo(Office.Starts.AddMinutes(10));
        var refused = Assert.IsType<FileOutcome<MeetingImported>.Unreadable>(await TryImport(office, "teams.csv"));
        Assert.Contains("ยังไม่จบ", refused.Problem.Thai, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_coordinator_says_who_a_name_is_and_the_figures_follow()
    {
        await using var office = await Ended();
        await Import(office, "webex.csv");
        var form = Assert.IsType<WhoIs>((await office.Coordinator.Says("ใครคือ", Office.Ct)).Card);
        Assert.Equal(2, form.Names.Count);
        var mana = form.Names.Single(n => n.Title.Contains("อาจเป็น นายมานะ อดทน", StringComparison.Ordinal));
        var phone = form.Names.Single(n => n.Title.StartsWith("Call-in", StringComparison.Ordinal));
        Assert.DoesNotContain("mana", await office.Get<SessionStore>().Present("t1", Office.Ct));

        Assert.Contains("ไม่พบชื่อนี้", Assert.IsType<WhoIs>((await Confirm(office, phone.Id, "คนไม่มีจริง")).Card).Note, StringComparison.Ordinal);
        Assert.Contains("ไม่มีคนที่แนะนำ", Assert.IsType<WhoIs>((await Confirm(office, phone.Id, "")).Card).Note, StringComparison.Ordinal);
        Assert.Equal([phone.Id], Assert.IsType<WhoIs>((await Confirm(office, mana.Id, "")).Card).Names.Select(n => n.Id));
        Assert.Contains("mana", await office.Get<SessionStore>().Present("t1", Office.Ct));
        Assert.Equal("ครบทุกชื่อแล้ว", Assert.IsType<Notice>((await Confirm(office, phone.Id, "-")).Card).Title);
        Assert.Equal("ไม่มีชื่อที่ต้องถาม", Assert.IsType<Notice>((await office.Coordinator.Says("ใครคือ", Office.Ct)).Card).Title);
        Assert.Contains("สำหรับผู้ประสานงาน", Assert.IsType<Help>((await office.Somchai.Says("ใครคือ", Office.Ct)).Card).Lead, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_appeal_is_decided_by_a_coordinator_and_before_and_after_are_kept()
    {
        await using var office = await Ended();
        await Import(office, "teams.csv");
        await office.Mana.Says("แจ้งว่าเข้าร่วมแล้ว", Office.Ct);
        Assert.Contains("เล่าสั้น ๆ", Assert.IsType<AppealForm>((await Appeal(office.Mana, " ")).Card).Note, StringComparison.Ordinal);
        Assert.IsType<Notice>((await Appeal(office.Mana, "นั่งจอเดียวกับพี่สมชาย")).Card);
        await office.Mana.Says("แจ้งว่าเข้าร่วมแล้ว", Office.Ct);
        Assert.Contains("กำลังรอ", Assert.IsType<AppealForm>((await Appeal(office.Mana, "อีกครั้ง")).Card).Note, StringComparison.Ordinal);
        await office.Tick();

        Assert.Contains("บอกเหตุผล", Assert.IsType<AppealCase>((await Answer(office.Coordinator, grant: false)).Card).Note, StringComparison.Ordinal);
        Assert.Equal(AttendanceStatus.Absent, (await Verdict(office, "mana")).Status);
        Assert.Equal("นับว่าเข้าร่วมแล้ว", Assert.IsType<Notice>((await Answer(office.Coordinator, grant: true)).Card).Title);
        Assert.Contains("ตอบไปแล้ว", Assert.IsType<AppealOutcome.Refused>(await office.Get<AppealDesk>().Answer("t1", "mana", true, "", "kanda", Office.Ct)).Because, StringComparison.Ordinal);
        var kept = (await office.Get<SessionStore>().FindAppeal("t1", "mana", Office.Ct))!.Value;
        Assert.Equal((AttendanceStatus.Absent, AttendanceStatus.Present, "kanda"), (kept.Before, kept.After, kept.By));
        Assert.True((await Verdict(office, "mana")).Came);
        await office.Tick();
        Assert.Contains(await office.Mana.Chat(Office.Ct), line => line.Summary == "นับว่าคุณเข้าร่วมแล้ว");
        Assert.IsType<Refusal>((await office.Somchai.Says("แจ้งว่าเข้าร่วมแล้ว", Office.Ct)).Card);
    }

    [Fact]
    public async Task Nobody_but_a_coordinator_decides_and_not_on_their_own()
    {
        await using var office = await Ended();
        await office.Coordinator.Says("แจ้งว่าเข้าร่วมแล้ว", Office.Ct);
        await Appeal(office.Coordinator, "เป็นผู้จัด อยู่ตลอด");
        await office.Tick();
        Assert.DoesNotContain(await office.Coordinator.Chat(Office.Ct), line => line.Summary?.Contains("แจ้งว่าเข้าร่วม ", StringComparison.Ordinal) == true);
        Assert.Contains("คนอื่น", Assert.IsType<AppealOutcome.Refused>(await office.Get<AppealDesk>().Answer("t1", "kanda", true, "", "kanda", Office.Ct)).Because, StringComparison.Ordinal);
        await office.Mana.Says("แจ้งว่าเข้าร่วมแล้ว", Office.Ct);
        await Appeal(office.Mana, "อยู่จริง");
        await office.Tick();
        var stolen = await Office.Button(office.Coordinator, "appealed", ("grant", "true"));
        Assert.IsType<Refusal>((await office.Click(office.Mana, stolen)).Card);
        Assert.Null((await office.Get<SessionStore>().FindAppeal("t1", "mana", Office.Ct))!.Value.After);
        office.Clock.SetUtcNow((await office.Find()).Ends + Appeals.Stays + TimeSpan.FromMinutes(1));
        Assert.IsType<Refusal>((await office.Malee.Says("แจ้งว่าเข้าร่วมแล้ว", Office.Ct)).Card);
    }

    [Fact]
    public async Task Hours_are_those_measured_or_the_whole_session_for_a_check_in()
    {
        await using var office = await Office.Open(people: People);
        await office.Plan();
        await office.MoveTo(Office.Starts);
        await office.Mana.Says($"ลงชื่อ {(await office.Find()).Code}", Office.Ct);
        await office.MoveTo(Office.Starts.AddHours(3));
        await Import(office, "teams.csv");
        Assert.Contains("รวม 1 ชั่วโมง จาก 1 กิจกรรม", Assert.IsType<Report>((await office.Somchai.Says("ชั่วโมงของฉัน", Office.Ct)).Card).Reading, StringComparison.Ordinal);
        Assert.Contains("รวม 1 ชั่วโมง 30 นาที", Assert.IsType<Report>((await office.Mana.Says("ชั่วโมงของฉัน", Office.Ct)).Card).Reading, StringComparison.Ordinal);
        Assert.NotNull(Assert.IsType<Report>((await office.Executive.Says("ชั่วโมงของฉัน", Office.Ct)).Card).Empty);
        office.Clock.SetUtcNow(Office.Starts.AddMonths(11));
        Assert.NotNull(Assert.IsType<Report>((await office.Mana.Says("ชั่วโมงของฉัน", Office.Ct)).Card).Empty);
    }

    [Fact]
    public async Task No_shows_are_counted_gently_and_never_named_to_executives()
    {
        await using var office = await Office.Open(people: [.. People.Select(p => p.Id == "wichai" ? p with { Roles = p.Roles | Roles.Coordinator | Roles.Executive } : p)]);
        for (var n = 1; n <= 3; n++)
        {
            var starts = Office.Starts.AddDays(n * 7);
            await office.Plan($"t{n}", starts);
            await office.MoveTo(starts.AddDays(-3));
            foreach (var person in new[] { office.Somchai, office.Malee }) await person.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
            await office.MoveTo(starts);
            await office.Mana.Says($"ลงชื่อ {(await office.Find($"t{n}")).Code}", Office.Ct);
            await office.MoveTo(starts.AddHours(3));
            await office.Coordinator.Says("แก้ลงชื่อ", Office.Ct);
            await office.Coordinator.Clicks("correct", null, new Dictionary<string, string> { ["session"] = $"t{n}", ["person"] = "malee", ["present"] = "leave", ["reason"] = "ลาป่วย" }, Office.Ct);
        }
        var named = Assert.IsType<Report>((await office.Coordinator.Says("ใครไม่มาตามนัด", Office.Ct)).Card);
        Assert.Equal([("นายสมชาย ใจดี", "3 ครั้ง ล่าสุด 23 ธ.ค. 69")], named.Sections.Single().Facts.Select(f => (f.Title, f.Value)));
        Assert.Contains("ไม่พบว่ามา 3 ครั้ง", Assert.IsType<Report>((await office.Somchai.Says("ชั่วโมงของฉัน", Office.Ct)).Card).Reading, StringComparison.Ordinal);
        foreach (var other in new[] { office.Executive, office.Speaker, office.Mana })
            Assert.DoesNotContain("สมชาย", Card.Bind((await other.Says("ใครไม่มาตามนัด", Office.Ct)).Card).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);

        office.Clock.SetUtcNow(Office.Starts.AddDays(14 + 100));
        Assert.NotNull(Assert.IsType<Report>((await office.Coordinator.Says("ใครไม่มาตามนัด", Office.Ct)).Card).Empty);
        office.Clock.SetUtcNow(Office.Starts.AddDays(21 + 181));
        Assert.DoesNotContain("ไม่พบว่ามา", Assert.IsType<Report>((await office.Somchai.Says("ชั่วโมงของฉัน", Office.Ct)).Card).Reading, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(89, 1)]
    [InlineData(90, 0.5)]
    [InlineData(179, 0.5)]
    [InlineData(180, 0)]
    public void A_no_show_fades(int days, double weight) => Assert.Equal(weight, NoShows.Weigh([Office.Starts], Office.Starts.AddDays(days)));

    [Fact]
    public async Task The_own_page_shows_the_hours_and_a_certificate_that_is_the_persons_own()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan();
        office.Clock.SetUtcNow(talk.Starts);
        using var visit = await office.SignedIn("somchai");
        await visit.Get($"/in/s1/{talk.Code}");
        await visit.Press($"/in/s1/{talk.Code}");
        Assert.Equal(404, (await visit.Get("/me/certificate/s1")).Status);
        office.Clock.SetUtcNow(talk.Ends.AddHours(1));
        await office.Tick();

        var me = await visit.Get("/me");
        Assert.Contains("ปีงบประมาณ 2570", me.Text, StringComparison.Ordinal);
        Assert.Contains("1 ชั่วโมง 30 นาที", me.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/me/certificate/s1\"", me.Text, StringComparison.Ordinal);
        var paper = await visit.Get("/me/certificate/s1");
        foreach (var text in new[] { "ใบรับรองการเข้าร่วม", "นายสมชาย ใจดี", "ตลาดนัดคนไทยยิ้มได้", "2 ธันวาคม 2569", "1 ชั่วโมง 30 นาที", "นายวิชัย รู้รอบ" })
            Assert.Contains(text, paper.Text, StringComparison.Ordinal);
        using var other = await office.SignedIn("malee");
        Assert.Equal(404, (await other.Get("/me/certificate/s1")).Status);
        Assert.Equal(404, (await other.Get("/me/certificate/none")).Status);
    }

    /// <summary>The talk of 2 December, three hours after its start; nobody signed in.</summary>
    static async Task<Office> Ended(string? data = null, bool live = true)
    {
        var office = await Office.Open(data: data, people: live ? People : []);
        if (!live) return office;
        await office.Plan();
        await office.MoveTo(Office.Starts.AddHours(3));
        return office;
    }

    static async Task Import(Office office, string name) => Assert.IsType<FileOutcome<MeetingImported>.Taken>(await TryImport(office, name));

    static async Task<FileOutcome<MeetingImported>> TryImport(Office office, string name)
    {
        await using var file = File.OpenRead(Report(name));
        return await office.Get<MeetingDesk>().Import("t1", file, Office.Ct);
    }

    static async Task<Verdict> Verdict(Office office, string person) => await office.Get<SessionStore>().Verdict(await office.Find(), person, Office.Ct);

    static Task<Bot.Channels.Message> Confirm(Office office, string who, string person) =>
        office.Coordinator.Clicks("whois", null, new Dictionary<string, string> { ["who"] = who, ["person"] = person }, Office.Ct);

    static Task<Bot.Channels.Message> Appeal(Visitor person, string words) =>
        person.Clicks("appeal", null, new Dictionary<string, string> { ["session"] = "t1", ["words"] = words }, Office.Ct);

    static Task<Bot.Channels.Message> Answer(Visitor coordinator, bool grant) =>
        coordinator.Clicks("appealed", ("grant", grant ? "true" : "false"), new Dictionary<string, string> { ["reason"] = "" }, Office.Ct);

    static string Report(string name) => Repository.File("tests", "ChuanKhuy.Tests", "Attendance", "Files", name);
}
