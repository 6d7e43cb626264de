using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Functions.Demo;

namespace ChuanKhuy.Tests.Reports;

/// <summary>From the answers to the figures: a talk with fourteen listeners, the quarterly evaluation, and what everybody hears of it.</summary>
public sealed class ProgrammeTests : IAsyncLifetime
{
    static readonly DateTimeOffset ends = Office.Starts.AddMinutes(90);
    static readonly IReadOnlyList<Person> people =
    [
        .. Office.People,
        .. Enumerable.Range(10, 14).Select(i => new Person($"p{i}", $"นางสาวดวงใจ ลำดับ{i}", "8401", "1", "พัฒนากร", i == 10 ? Roles.Staff | Roles.Mentor : Roles.Staff)),
    ];

    Office office = null!;

    public async Task InitializeAsync()
    {
        office = await Office.Open(people: people);
        await office.Plan();
        await office.MoveTo(Office.Starts);
        var code = (await office.Find()).Code;
        foreach (var listener in Listeners) await listener.Says($"ลงชื่อ {code}", Office.Ct);
        await office.MoveTo(ends.AddMinutes(-5));
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    IReadOnlyList<Visitor> Listeners => [.. Enumerable.Range(10, 14).Select(i => office.Visitor($"p{i}"))];

    [Fact]
    public async Task Who_is_silent_is_asked_after_one_day_and_after_three_and_then_no_more()
    {
        foreach (var listener in Listeners.Take(12)) await Judge(listener, 5);
        await office.MoveTo(ends.AddDays(1).AddHours(1));
        await Judge(Listeners[12], 4);
        await office.MoveTo(ends.AddDays(10));
        Assert.Equal(["p22", "p23"], await office.Got(MessageKind.FeedbackReminder));
        Assert.Equal(["p23"], await office.Got(MessageKind.FeedbackLast));
        Assert.Equal(3, (await Listeners[13].Chat(Office.Ct)).Count(line => line.Card?.Contains("\"verb\":\"feedback\"", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task Figures_appear_when_the_form_has_closed_and_not_before()
    {
        foreach (var listener in Listeners.Take(10)) await Judge(listener, 5);
        await office.MoveTo(ends.AddDays(2));
        Assert.Null((await Summary()).Feedback);
        Assert.Contains("รอแบบประเมินปิดก่อน", await Said("รายงาน ธ.ค. 69"), StringComparison.Ordinal);
        await office.MoveTo(ends.AddDays(8));
        Assert.Equal(10, (await Summary()).Feedback!.People);
        Assert.Equal(14, (await Summary()).Asked);
        var card = await Said("รายงาน ธ.ค. 69");
        Assert.Contains("ค่าเฉลี่ย 5.00 (ร้อยละ 100.00) ระดับมากที่สุด จาก 10 คำตอบ", card, StringComparison.Ordinal);
        Assert.Contains("▇▇▇▇▇▇▇▇▇▇ 5.00", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_speaker_hears_figures_and_only_the_comments_that_a_coordinator_let_pass()
    {
        foreach (var (listener, i) in Listeners.Select((l, i) => (l, i))) await Judge(listener, 4 + i % 2, i < 3 ? $"ความเห็น {i}" : null);
        await office.MoveTo(ends.AddDays(8));
        var result = Assert.Single(await Reports(office.Speaker));
        Assert.Contains("4.50", result, StringComparison.Ordinal);
        Assert.Contains("ยังไม่มีกิจกรรมอื่นให้เทียบ", result, StringComparison.Ordinal);
        Assert.DoesNotContain("ความเห็น 1", result, StringComparison.Ordinal);
        var button = await Office.Button(office.Coordinator, "comments");
        Assert.IsType<Refusal>((await office.Click(office.Coordinator, button.With(("pass", "3")))).Card); // there are three
        Assert.Equal(Tone.Good, Assert.IsType<Notice>((await office.Click(office.Coordinator, button.With(("pass", "1")))).Card).Tone);
        await office.Tick();
        var passed = (await Reports(office.Speaker))[^1];
        Assert.Contains("ความเห็น 1", passed, StringComparison.Ordinal);
        Assert.DoesNotContain("ความเห็น 0", passed, StringComparison.Ordinal);
        Assert.Equal(Tone.Info, Assert.IsType<Notice>((await office.Click(office.Coordinator, button.With(("pass", "0,1,2")))).Card).Tone);
        await office.Tick();
        Assert.Equal(2, (await Reports(office.Speaker)).Count);
    }

    [Theory]
    [InlineData(9, 1, 0)] // from five on figures, from ten on comments
    [InlineData(4, 0, 0)]
    [InlineData(10, 1, 1)]
    public async Task Few_answers_are_not_shown(int answers, int results, int read)
    {
        foreach (var listener in Listeners.Take(answers)) await Judge(listener, 4, "ความเห็น");
        await office.MoveTo(ends.AddDays(8));
        Assert.Equal(results, (await Reports(office.Speaker)).Count);
        Assert.Equal(read, (await office.Coordinator.CardWith("comments", Office.Ct)) is null ? 0 : 1);
    }

    [Fact]
    public async Task The_programme_is_evaluated_once_a_quarter_by_all_staff_and_counts_apart_from_the_sessions()
    {
        foreach (var listener in Listeners) await Judge(listener, 3);
        await office.MoveTo(ends.AddDays(8));
        Assert.IsType<Refusal>((await office.Coordinator.Says("ประเมินโครงการ", Office.Ct)).Card);
        Assert.IsType<Refusal>((await office.Coordinator.Says("ประเมินโครงการ ไตรมาส 2", Office.Ct)).Card);
        Assert.IsType<Notice>((await office.Coordinator.Says("ประเมินโครงการ ไตรมาส 1", Office.Ct)).Card);
        Assert.IsType<Refusal>((await office.Coordinator.Says("ประเมินโครงการ ไตรมาส 1", Office.Ct)).Card);
        await office.Tick();
        var id = Evaluations.Id(2570, 1);
        Assert.Equal(people.Count(p => p.Roles.HasFlag(Roles.Staff)), (await office.Got(MessageKind.Feedback, 1, id)).Length);
        foreach (var listener in Listeners.Take(6))
            await listener.Clicks("feedback", null, Forms.Find("evaluation-1").Items.ToDictionary(item => item.Id, item => item.Id == "ready" ? "4" : "5").Append(new("proposal", "ขอบ่อยขึ้น")).ToDictionary(), Office.Ct);
        var button = await office.Seal(office.Get<Bot.FeedbackForm>().Show((await office.Get<SessionStore>().Find(id, Office.Ct))!.Value), office.Executive, "feedback");
        Assert.IsType<Refusal>((await office.Click(office.Executive, button.With(("overall", "1")))).Card);
        await office.MoveTo(office.Now.AddDays(8));

        var kpi = await office.Get<Reporting>().Make(ReportWhat.Kpi, Period.OfYear(2570), ReportBy.Session, Office.Ct);
        object?[] Row(string name) => [.. kpi.Rows.Single(row => ((string)row[0]!).StartsWith(name, StringComparison.Ordinal))];
        Assert.Equal((96.00m, "ถึงเป้าหมาย"), ((decimal)Row("ความพึงพอใจต่อโครงการ (")[2]!, Row("ความพึงพอใจต่อโครงการ (")[3]));
        Assert.Equal(4.00m, Row("พร้อมรับมือ")[2]);
        Assert.Equal(60.00m, Row("ความพึงพอใจต่อกิจกรรม")[2]);
        Assert.Equal([1, "ยังไม่ถึง"], Row("ทีมพี่เลี้ยง")[2..4]);
        Assert.Equal(["ข้อเสนอ: ขอบ่อยขึ้น"], (await office.Get<FeedbackStore>().Comments(id, Office.Ct)).Distinct());
        var attendance = await office.Get<Reporting>().Make(ReportWhat.Attendance, Period.OfYear(2570), ReportBy.Session, Office.Ct);
        Assert.Equal(2, attendance.Rows.Count); // the talk and the sum
        Assert.DoesNotContain("ประเมินโครงการ", await Said("ตาราง"), StringComparison.Ordinal);
        Assert.Contains("96.00", await Said("รายงาน KPI ปี 2570"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_complaint_is_only_said_when_somebody_confirmed_it_for_the_whole_period()
    {
        Assert.Equal(KpiReport.NotReported, (await Complaints())[3]);
        Assert.Equal(["2570-1", "2569-4", "2569-3", "2569-2", "2569-1"], Assert.IsType<KpiForm>((await office.Coordinator.Says("ตัวเลข KPI", Office.Ct)).Card).Periods.Select(p => p.Id));
        foreach (var (field, value) in new[] { ("value", "ไม่มี"), ("value", "-1"), ("date", "31 มี.ค. 80"), ("date", "1 ม.ค. 69"), ("reference", ""), ("period", "2571-1") })
            Assert.NotNull(Assert.IsType<KpiForm>((await Fill((field, value))).Card).Note);
        Assert.Equal(KpiReport.NotReported, (await Complaints())[3]);
        Assert.IsType<Notice>((await Fill()).Card);
        Assert.Equal([0, "ถึงเป้าหมาย"], (await Complaints()).Skip(2).Take(2));
        Assert.Contains("บันทึก สฎ 0019/12", (string)(await Complaints())[4]!, StringComparison.Ordinal);
        var year = await office.Get<Reporting>().Make(ReportWhat.Kpi, Period.OfYear(2570), ReportBy.Session, Office.Ct);
        Assert.Contains("ยังไม่รายงานไตรมาส 2, 3, 4", (string)year.Rows.Single(row => ((string)row[0]!).StartsWith("เรื่องร้องเรียน", StringComparison.Ordinal))[4]!, StringComparison.Ordinal);
        Assert.IsType<Refusal>((await office.Click(office.Somchai, await office.Seal(await office.Coordinator.Says("ตัวเลข KPI", Office.Ct), office.Somchai, "kpi"))).Card);

        async Task<Bot.Channels.Message> Fill(params (string Name, string Value)[] other)
        {
            var fields = new Dictionary<string, string> { ["what"] = "complaints", ["period"] = "2570-1", ["value"] = "๐", ["date"] = "1 ธ.ค. 69", ["reference"] = "บันทึก สฎ 0019/12" };
            foreach (var (name, value) in other) fields[name] = value;
            return await office.Coordinator.Clicks("kpi", null, fields, Office.Ct);
        }

        async Task<IReadOnlyList<object?>> Complaints() =>
            (await office.Get<Reporting>().Make(ReportWhat.Kpi, Period.OfQuarter(2570, 1), ReportBy.Session, Office.Ct)).Rows.Single(row => ((string)row[0]!).StartsWith("เรื่องร้องเรียน", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rebuilding_changes_nothing_and_repairs_what_was_lost()
    {
        foreach (var listener in Listeners.Take(7)) await Judge(listener, 4);
        await office.MoveTo(ends.AddDays(8));
        var summaries = office.Get<SummaryStore>();
        var before = office.Contents();
        Assert.Equal(new Rebuilt(1, 0), await summaries.Rebuild(Office.Ct));
        Assert.Equal(before, office.Contents());
        var row = (await office.Get<Core.Storage.ITables>().Find("months", "2026-12", "t1", Office.Ct))!;
        await office.Get<Core.Storage.ITables>().Commit("months", "2026-12", [new Core.Storage.Change.Delete("t1", row.ETag)], Office.Ct);
        await office.Get<Core.Storage.ITables>().Commit("months", "2026-11", [new Core.Storage.Change.Put("t1", row.Body)], Office.Ct);
        Assert.Equal(new Rebuilt(1, 1), await summaries.Rebuild(Office.Ct));
        Assert.Equal(before, office.Contents());
    }

    Task<Bot.Channels.Message> Judge(Visitor person, int rating, string? comment = null)
    {
        var answers = Forms.Find(null).Items.ToDictionary(item => item.Id, _ => rating.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (comment is not null) answers["comment"] = comment;
        return person.Clicks("feedback", null, answers, Office.Ct);
    }

    async Task<SessionSummary> Summary() => (await office.Get<SummaryStore>().Find("t1", Office.Ct))!;

    async Task<string> Said(string text) => Card.Bind((await office.Coordinator.Says(text, Office.Ct)).Card).ToJsonString(plain).Replace("\\", "", StringComparison.Ordinal);

    static async Task<List<string>> Reports(Visitor person) =>
        [.. (await person.Chat(Office.Ct)).Select(line => line.Card ?? "").Where(card => card.Contains("ผู้ฟังคิดอย่างไร", StringComparison.Ordinal) || card.Contains("ความเห็นจากผู้ฟัง", StringComparison.Ordinal))];

    static readonly System.Text.Json.JsonSerializerOptions plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
