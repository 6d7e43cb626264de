using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Talk;

/// <summary>What a coordinator changes in the chat, and who hears of it.</summary>
public sealed class ChangesTests : IAsyncLifetime
{
    static readonly DateTimeOffset NewStarts = Sessions.Given.At(2026, 12, 9, 9, 30);
    Office office = null!;

    public async Task InitializeAsync() => office = await Office.Open();

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Theory]
    [InlineData(Keeps.Sqlite)]
    [InlineData(Keeps.Azurite)]
    public async Task A_move_tells_everybody_concerned_once_and_moves_what_was_due(Keeps keeps)
    {
        await using var there = await Office.Open(keeps);
        await Answered(there);
        await Move(there);
        await there.Tick();
        string[] invited = ["kanda", "malee", "mana", "prasert", "somchai"];
        Assert.Equal(invited, await there.Got(MessageKind.Moved, 2));
        Assert.Equal(["wichai"], (await there.Few()).Where(row => row is { Kind: MessageKind.SpeakerMoved, State: DeliveryState.Sent }).Select(row => row.Person));
        Assert.Contains("9 ธ.ค. 69", (await there.Somchai.Chat(Office.Ct))[^1].Card, StringComparison.Ordinal);

        await there.MoveTo(Office.Starts.AddHours(1)); // past the old time
        Assert.Empty(await there.Rows(MessageKind.DayBefore));
        Assert.Empty(await there.Rows(MessageKind.Soon));
        Assert.Equal(invited, await there.Got(MessageKind.Moved, 2));
        await there.MoveTo(NewStarts);
        Assert.Equal(["malee", "somchai"], await there.Got(MessageKind.DayBefore, 2));
        Assert.Equal(["kanda", "malee", "prasert", "somchai"], await there.Got(MessageKind.Soon, 2));
        Assert.Empty(await there.Rows(MessageKind.Invite, 2));
        Assert.Equal(Answer.Yes, await there.AnswerOf(there.Somchai));
    }

    [Fact]
    public async Task A_move_before_the_invitations_tells_the_speaker_alone_and_invites_to_the_new_time()
    {
        await office.Plan();
        await Move(office);
        await office.Tick();
        Assert.Empty(await office.Rows(MessageKind.Moved, 2));
        Assert.Single(await office.Few(), row => row.Kind is MessageKind.SpeakerMoved);
        await office.MoveTo(NewStarts.AddDays(-13));
        Assert.Equal(5, (await office.Got(MessageKind.Invite, 2)).Length);
        Assert.Empty(await office.Rows(MessageKind.Invite));
    }

    [Theory]
    [InlineData(Keeps.Sqlite)]
    [InlineData(Keeps.Azurite)]
    public async Task Cancelling_tells_all_but_those_who_said_no_once_and_nothing_follows(Keeps keeps)
    {
        await using var there = await Office.Open(keeps);
        await Answered(there);
        await Cancel(there);
        await there.Tick();
        await there.MoveTo(Office.Starts.AddDays(10));
        Assert.Equal(["kanda", "malee", "prasert", "somchai"], await there.Got(MessageKind.Cancelled, 2));
        Assert.Single(await there.Few(), row => row is { Kind: MessageKind.SpeakerCancelled, State: DeliveryState.Sent });
        foreach (var kind in new[] { MessageKind.Nudge, MessageKind.DayBefore, MessageKind.Soon, MessageKind.CheckIn, MessageKind.Feedback })
            Assert.Empty((await there.Rows(kind)).Concat(await there.Rows(kind, 2)));
        Assert.Equal(2, (await there.Somchai.Chat(Office.Ct)).Count); // the invitation and the notice
    }

    [Fact]
    public async Task What_was_cancelled_is_in_no_report()
    {
        await Answered(office);
        await Cancel(office);
        await office.MoveTo(Office.Starts.AddDays(10));
        var day = DateOnly.FromDateTime(Office.Starts.DateTime);
        Assert.Empty(await office.Get<Core.Reports.SummaryStore>().Between(day, day, Office.Ct));
    }

    [Fact]
    public async Task Cancelling_asks_for_a_second_tap()
    {
        await Answered(office);
        await office.Coordinator.Says("ยกเลิก", Office.Ct);
        var before = office.Contents();
        var again = await office.Coordinator.Clicks("cancel", null, new Dictionary<string, string> { ["session"] = "t1", ["confirm"] = "false" }, Office.Ct);
        Assert.Contains("ยืนยัน", Assert.IsType<CancelForm>(again.Card).Note, StringComparison.Ordinal);
        Assert.Equal(before, office.Contents());
    }

    [Fact]
    public async Task Notices_do_not_keep_quiet_hours()
    {
        await Answered(office);
        await office.MoveTo(Sessions.Given.At(2026, 11, 28, 22)); // Saturday night
        await Move(office);
        await office.Drain();
        Assert.All(await office.Rows(MessageKind.Moved, 2), row => Assert.Equal((DeliveryState.Sent, office.Now), (row.State, row.SentAt)));
    }

    [Fact]
    public async Task A_session_from_the_chat_waits_ten_minutes_in_which_it_can_be_stopped()
    {
        await Form("25 พ.ย. 69");
        await office.JumpTo(office.Now.AddMinutes(9));
        Assert.Empty(await office.Somchai.Chat(Office.Ct));
        var hold = Assert.IsType<Hold>((await office.Coordinator.Says("ยกเลิกการส่ง", Office.Ct)).Card);
        Assert.Equal(5, Assert.Single(hold.Lines).People); // the speaker gets none
        await office.Coordinator.Clicks("hold", ("stop", "true"), null, Office.Ct);
        await office.MoveTo(Office.Starts);
        Assert.Empty(await office.Somchai.Chat(Office.Ct));
        Assert.Equal(SessionState.Draft, (await Only()).State);
    }

    [Fact]
    public async Task Let_go_at_once_it_does_not_wait_for_the_timer()
    {
        await office.MoveTo(Sessions.Given.At(2026, 11, 20, 9));
        await Form("25 พ.ย. 69");
        await office.Coordinator.Says("ยกเลิกการส่ง", Office.Ct);
        await office.Coordinator.Clicks("hold", ("stop", "false"), null, Office.Ct);
        await office.Drain();
        Assert.Single(await office.Somchai.Chat(Office.Ct));
    }

    [Fact]
    public async Task Left_alone_the_invitations_leave_after_the_hold_and_then_nothing_stops_them()
    {
        await office.MoveTo(Sessions.Given.At(2026, 11, 20, 9));
        await Form("25 พ.ย. 69");
        var button = office.Coordinator.Says("ยกเลิกการส่ง", Office.Ct);
        Assert.IsType<Hold>((await button).Card);
        var stop = await Office.Button(office.Coordinator, "hold", ("stop", "true"));
        await office.JumpTo(office.Now.AddMinutes(10));
        Assert.Single(await office.Somchai.Chat(Office.Ct));
        var before = office.Contents();
        Assert.Contains("เลื่อน", Assert.IsType<Refusal>((await office.Click(office.Coordinator, stop)).Card).Hint, StringComparison.Ordinal);
        Assert.Equal(before, office.Contents());
    }

    [Fact]
    public async Task A_form_with_gaps_comes_back_with_what_is_missing_and_what_was_typed()
    {
        await office.Coordinator.Says("เพิ่มกิจกรรม", Office.Ct);
        var before = office.Contents();
        var again = await office.Coordinator.Clicks(
            "plan", null, new Dictionary<string, string> { ["kind"] = "talk", ["title"] = "", ["speakers"] = "นายไม่มีตัวตน", ["date"] = "เมื่อวาน", ["start"] = "9", ["end"] = "", ["audience"] = "all" }, Office.Ct);
        var form = Assert.IsType<SessionForm>(again.Card);
        Assert.Contains("หัวข้อ", form.Note, StringComparison.Ordinal);
        Assert.Contains("นายไม่มีตัวตน", form.Note, StringComparison.Ordinal);
        Assert.Equal("นายไม่มีตัวตน", form.Speakers);
        Assert.Equal(before, office.Contents());
    }

    /// <summary>Invited; Somchai said yes, Malee maybe, Mana no.</summary>
    static async Task Answered(Office there)
    {
        await there.Plan();
        await there.MoveTo(Office.Starts.AddDays(-13));
        await there.Somchai.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
        await there.Malee.Clicks("rsvp", ("choice", "maybe"), null, Office.Ct);
        await there.Mana.Clicks("rsvp", ("choice", "no"), null, Office.Ct);
    }

    static async Task Move(Office there)
    {
        await there.Coordinator.Says("เลื่อน", Office.Ct);
        var moved = await there.Coordinator.Clicks(
            "move", null, new Dictionary<string, string> { ["session"] = "t1", ["date"] = "9 ธ.ค. 69", ["start"] = "9.30", ["end"] = "11.00", ["reason"] = "ห้องไม่ว่าง" }, Office.Ct);
        Assert.IsType<Notice>(moved.Card);
        Assert.Equal(NewStarts, (await there.Find()).Starts);
    }

    static async Task Cancel(Office there)
    {
        await there.Coordinator.Says("ยกเลิก", Office.Ct);
        var gone = await there.Coordinator.Clicks("cancel", null, new Dictionary<string, string> { ["session"] = "t1", ["confirm"] = "true", ["reason"] = "วิทยากรป่วย" }, Office.Ct);
        Assert.IsType<Notice>(gone.Card);
    }

    async Task Form(string date)
    {
        await office.Coordinator.Says("เพิ่มกิจกรรม", Office.Ct);
        var added = await office.Coordinator.Clicks(
            "plan", null,
            new Dictionary<string, string>
            {
                ["kind"] = "talk", ["title"] = "ชวนคุยเรื่องตลาด", ["speakers"] = "วิชัย รู้รอบ", ["date"] = date, ["start"] = "13.30", ["end"] = "15.00", ["audience"] = "all", ["meeting"] = "none",
                ["place"] = "ห้องประชุม 1", ["seats"] = "", ["zone"] = "-",
            },
            Office.Ct);
        Assert.IsType<Notice>(added.Card);
    }

    async Task<Session> Only() => Assert.Single(await office.Get<Upcoming>().Around(office.Now.AddYears(-1), office.Now.AddYears(1), Office.Ct));
}
