using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Topics;

namespace ChuanKhuy.Tests.Topics;

/// <summary>From a search in vain to a session, in the chats of the people.</summary>
public sealed class TopicFlowTests
{
    [Fact]
    public async Task What_people_lack_is_voted_on_becomes_a_session_in_two_taps_and_those_who_wanted_it_are_told()
    {
        await using var office = await Office.Open();
        for (var i = 0; i < 3; i++) await office.Say("somchai", "ค้นหา ตรวจรับพัสดุ");
        await office.Say("malee", "ค้นหา ถ่ายภาพสินค้า");
        Assert.IsType<Notice>((await office.Say("mana", "อยากเรียน การตรวจรับพัสดุ")).Card);
        Assert.IsType<Refusal>((await office.Say("mana", "อยากเรียน ฟังพี่สมชาย ใจดี เล่า")).Card);
        Assert.IsType<Refusal>((await office.Say("somchai", "หัวข้อ")).Card);

        var list = Assert.IsType<TopicPick>((await office.Say("kanda", "หัวข้อ")).Card);
        Assert.StartsWith("ตรวจรับพัสดุ: ค้นไม่เจอ 3 · อยากให้จัด 1", list.Lines[0], StringComparison.Ordinal);
        var ask = await office.Seal(new(list), office.Coordinator, "topic", ("act", "ask"));
        Assert.IsType<Refusal>((await office.Click(office.Somchai, await office.Seal(new(list), office.Somchai, "topic", ("act", "ask")))).Card);
        Assert.IsType<Notice>((await office.Click(office.Coordinator, ask)).Card);
        Assert.Contains("ยังเปิดอยู่", Assert.IsType<TopicPick>((await office.Click(office.Coordinator, ask)).Card).Note, StringComparison.Ordinal);
        await office.Tick();

        // Everybody of the staff got the card once; the executive did not. One vote each, the newest counts.
        var (wanted, other) = (list.Topics[0].Id, list.Topics[1].Id);
        Assert.Equal(["kanda", "malee", "mana", "somchai", "wichai"], await office.Got(MessageKind.TopicVote, 1, "~topics"));
        foreach (var choice in new[] { other, wanted, wanted })
            Assert.Equal(choice, Assert.IsType<TopicPick>((await office.Click(office.Malee, (await Office.Button(office.Malee, "topic")).With(("topic", choice)))).Card).Chosen);
        Assert.IsType<Refusal>((await office.Click(office.Malee, (await Office.Button(office.Malee, "topic")).With(("topic", "0000")))).Card);
        list = Assert.IsType<TopicPick>((await office.Say("kanda", "หัวข้อ")).Card);
        Assert.Contains("เลือก 1", list.Lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("เลือก", list.Lines[1], StringComparison.Ordinal);

        // Two taps.
        var form = await office.Click(office.Coordinator, (await office.Seal(new(list), office.Coordinator, "topic", ("act", "plan"))).With(("topic", wanted)));
        var prefilled = Assert.IsType<SessionForm>(form.Card);
        var save = (await office.Seal(form, office.Coordinator, "plan")).With(
            ("kind", prefilled.Kind), ("title", prefilled.Title), ("date", prefilled.Date), ("start", prefilled.Start), ("end", prefilled.End), ("audience", "ทุกคน"), ("meeting", prefilled.Meeting));
        Assert.Equal("เพิ่มกิจกรรมแล้ว", Assert.IsType<Notice>((await office.Click(office.Coordinator, save)).Card).Title);
        Assert.Equal("หัวข้อนี้เป็นกิจกรรมแล้ว", Assert.IsType<Notice>((await office.Click(office.Coordinator, save.With(("start", "9.00")))).Card).Title);
        var session = await office.Find(TopicDesk.SessionOf(wanted));
        Assert.Equal(("ตรวจรับพัสดุ", 1), (session.Plan.Title, session.Version));
        Assert.DoesNotContain(Assert.IsType<TopicPick>((await office.Say("kanda", "หัวข้อ")).Card).Topics, topic => topic.Id == wanted);

        // Nobody hears of it while it can still be stopped; then those who voted or wished, once.
        await office.Tick();
        Assert.Empty(await office.Got(MessageKind.TopicPlanned, 1, $"~told-{wanted}"));
        await office.JumpTo(office.Now.AddMinutes(15));
        await office.Tick();
        Assert.Equal(["malee", "mana"], await office.Got(MessageKind.TopicPlanned, 1, $"~told-{wanted}"));
        Assert.Single(await office.Visitor("mana").Chat(Office.Ct), line => line.Card?.Contains("กำหนดวันแล้ว", StringComparison.Ordinal) == true);
        var year = await office.Get<Core.Reports.RhythmReports>().Year(Core.Text.Period.OfYear(2570), Office.Ct);
        Assert.Contains(year.Rows, row => row is ["ปัญหาและอุปสรรค", "ทีมพี่เลี้ยง (คน)", 0, "ยังไม่ถึง", _]);
        Assert.Contains(year.Rows, row => row is ["ข้อเสนอปีถัดไป", "จัดเรื่อง ถ่ายภาพสินค้า", 1, _, _]);
        Assert.DoesNotContain(office.Contents(), row => row.StartsWith("topics chosen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_speakers_blocked_day_and_the_confirmed_draft_make_the_year()
    {
        await using var office = await Office.Open();
        var first = Assert.IsType<Help>((await office.Say("kanda", "วางแผนปี 2571")).Card);
        Assert.Equal(12, first.Commands.Count);
        var old = first.Buttons.Single();
        var draft = await office.Get<YearPlanning>().Draft(2571, Office.Ct);
        Assert.Null((await office.Get<SessionStore>().Find(draft.Plans[0].Id, Office.Ct))?.Value);

        // The speaker blocks the first day: the draft that was seen is not created any more.
        Assert.IsType<Notice>((await office.Say("wichai", $"ไม่ว่าง {Core.Text.ThaiDate.Short(office.Get<OfficeCalendar>().Day(draft.Plans[0].Starts))}")).Card);
        var again = Assert.IsType<Help>((await office.Say("kanda", old)).Card);
        Assert.Contains("ร่างใหม่", again.Lead, StringComparison.Ordinal);
        Assert.IsType<Help>((await office.Say("somchai", again.Buttons.Single())).Card);
        Assert.Null(await office.Get<SessionStore>().Find(draft.Plans[0].Id, Office.Ct));
        var shown = await office.Get<YearPlanning>().Draft(2571, Office.Ct);
        Assert.NotEqual(draft.Plans[0].Starts, shown.Plans[0].Starts);
        Assert.Contains("เพิ่ม 12", Assert.IsType<Notice>((await office.Say("kanda", again.Buttons.Single())).Card).Text, StringComparison.Ordinal);
        Assert.Equal(shown.Plans[0], (await office.Find(shown.Plans[0].Id)).Plan with { Speakers = shown.Plans[0].Speakers });

        // As a file it is the same plan: bringing it in changes nothing.
        using var file = new MemoryStream();
        Core.Reports.ReportFiles.Csv(PlanTable.Make(shown.Plans, office.Get<OfficeCalendar>()), file);
        file.Position = 0;
        var imported = Assert.IsType<Core.Import.FileOutcome<PlanImported>.Taken>(await office.Get<PlanImport>().Run(file, null, null, Office.Ct)).Value;
        Assert.Equal((0, 12), (imported.Added, imported.Unchanged));
        Assert.Empty((await office.Get<YearPlanning>().Draft(2571, Office.Ct)).Plans);
    }

    [Fact]
    public async Task The_evaluation_goes_out_by_itself_once_late_in_the_quarter_when_something_took_place()
    {
        await using var office = await Office.Open();
        await office.Plan();
        await office.MoveTo(Office.Starts.AddHours(3));
        await office.JumpTo(Sessions.Given.At(2026, 12, 18, 10));
        Assert.Null(await office.Get<SessionStore>().Find(Evaluations.Id(2570, 1), Office.Ct));
        await office.JumpTo(Sessions.Given.At(2026, 12, 21, 10));
        await office.JumpTo(Sessions.Given.At(2026, 12, 21, 11));
        Assert.Equal(5, (await office.Got(MessageKind.Feedback, 1, Evaluations.Id(2570, 1))).Length);
        await office.JumpTo(Sessions.Given.At(2027, 3, 22, 10));
        Assert.Null(await office.Get<SessionStore>().Find(Evaluations.Id(2570, 2), Office.Ct));
    }
}
