using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Tests.Teams;

/// <summary>The coordinator asks whom the invitations reached, mends what stands in the way, and sends again to those alone.</summary>
public sealed class DeliveryReportTests : IAsyncLifetime
{
    TeamsOffice office = null!;

    public async Task InitializeAsync()
    {
        office = await TeamsOffice.Open();
        await office.InstallAll("somchai", "kanda", "malee");
        office.Teams.Script("send", new Fault(403, Body: FakeTeams.Error("ConversationBlockedByUser")), new Fault(502));
        await office.Office.Plan();
        office.Office.Clock.SetUtcNow(Office.Starts.AddDays(-13).ToUniversalTime());
        await office.Tick();
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task Everybody_expected_is_in_the_report_and_only_those_who_miss_it_get_it_again()
    {
        var report = await Ask("ส่งถึงไหม");
        // Of Kanda, Malee and Somchai one blocked the bot, one perhaps has it and one has it; Mana and Prasert have no channel.
        Assert.Equal(5, report.Counts.Sum(count => count.People));
        Assert.Equal([("ส่งถึงแล้ว", 1), ("ไม่แน่ใจว่าถึง", 1), ("ส่งไม่ถึง", 3)], report.Counts.Select(count => (count.State, count.People)));
        Assert.Equal([("ยังไม่มีช่องทางที่ส่งถึง", 2), ("ปิดกั้นชวนคุยไว้ใน Teams", 1)], report.Reasons.Select(reason => (reason.Reason, reason.People)));
        Assert.Contains("นายมานะ", report.Reasons[0].Names, StringComparison.Ordinal);
        Assert.Equal((true, 1), (report.Missed, report.Doubtful));

        var before = office.Teams.Messages.Count;
        report = await Press("false");
        Assert.Contains("ยังไม่มีใคร", report.Note, StringComparison.Ordinal);

        await office.InstallAll("mana", "kanda", "malee", "somchai");
        report = await Press("false");
        Assert.Contains("2 คน", report.Note, StringComparison.Ordinal);
        await office.Tick();
        Assert.Equal(before + 2, office.Teams.Messages.Count);
        Assert.Single(office.Teams.To("mana"));

        report = await Press("true");
        Assert.Contains("1 คน", report.Note, StringComparison.Ordinal);
        await office.Tick();
        report = await Ask("ส่งถึงไหม ตลาดนัด");
        Assert.Equal([("ส่งถึงแล้ว", 4), ("ส่งไม่ถึง", 1)], report.Counts.Select(count => (count.State, count.People)));
        Assert.All(TeamsOffice.People.Select(p => p.Id).Except(["wichai", "prasert"]), person => Assert.Single(office.Teams.To(person)));
    }

    [Theory]
    [InlineData("ส่งถึงไหม เรื่องอื่น")]
    public async Task A_session_that_sent_nothing_is_said_so(string text) =>
        Assert.Contains("ไม่พบ", Assert.IsType<Refusal>((await office.Office.Say("kanda", text)).Card).Summary, StringComparison.Ordinal);

    [Fact]
    public async Task Others_may_neither_ask_nor_send()
    {
        Assert.IsType<Help>((await office.Office.Say("somchai", "ส่งถึงไหม")).Card);
        var shown = await office.Office.Say("kanda", "ส่งถึงไหม");
        var button = await office.Office.Seal(shown, office.Office.Somchai, "resend", ("doubtful", "true"));
        Assert.IsType<Refusal>((await office.Office.Click(office.Office.Somchai, button)).Card);
        Assert.Single(await office.Office.Rows(MessageKind.Invite), row => row.State is DeliveryState.Unknown);
    }

    async Task<Deliveries> Ask(string text) => Assert.IsType<Deliveries>((await office.Office.Say("kanda", text)).Card);

    async Task<Deliveries> Press(string doubtful)
    {
        var shown = await office.Office.Say("kanda", "ส่งถึงไหม");
        var button = await office.Office.Seal(shown, office.Office.Coordinator, "resend", ("doubtful", doubtful));
        return Assert.IsType<Deliveries>((await office.Office.Click(office.Office.Coordinator, button)).Card);
    }
}
