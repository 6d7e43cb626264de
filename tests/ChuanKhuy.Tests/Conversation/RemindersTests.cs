using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Talk;

/// <summary>Who is reminded, and when the office is left in peace.</summary>
public sealed class RemindersTests : IAsyncLifetime
{
    Office office = null!;

    public async Task InitializeAsync() => office = await Office.Open();

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Theory]
    [InlineData(2, 13, 30)] // Wednesday: three days before is a Sunday
    [InlineData(3, 9, 0)]
    [InlineData(4, 7, 0)] // before the office opens
    [InlineData(7, 19, 0)] // Monday evening
    [InlineData(8, 13, 30)] // behind a holiday (5 December) on a weekend
    [InlineData(13, 13, 30)] // three days before is a holiday (10 December)
    [InlineData(14, 13, 30)]
    public async Task Nudges_and_reminders_keep_office_hours_weekends_and_holidays(int day, int hour, int minute)
    {
        var starts = Sessions.Given.At(2026, 12, day, hour, minute);
        await office.Plan(starts: starts);
        await office.MoveTo(starts.AddDays(-12));
        await office.Somchai.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
        await office.MoveTo(starts);
        Assert.Equal(["kanda", "malee", "mana", "prasert"], await office.Got(MessageKind.Nudge));
        Assert.Equal(["somchai"], await office.Got(MessageKind.DayBefore));
        var calendar = office.Get<OfficeCalendar>();
        foreach (var row in (Delivery[])[.. await office.Rows(MessageKind.Nudge), .. await office.Rows(MessageKind.DayBefore)])
        {
            Assert.True(calendar.MayNudge(row.SentAt!.Value), $"{row.Kind} at {calendar.Local(row.SentAt.Value)}");
            Assert.InRange(row.SentAt.Value, starts.AddDays(-7), starts.AddHours(-12));
        }
    }

    [Fact]
    public async Task A_holiday_of_the_offices_own_table_is_kept_too()
    {
        await office.Get<HolidayStore>().Save([new(new(2026, 11, 27), "หยุดชดเชย")], Office.Ct); // the Friday before
        await office.Plan();
        await office.MoveTo(Office.Starts);
        Assert.All(await office.Rows(MessageKind.Nudge), row => Assert.Equal(Sessions.Given.At(2026, 11, 26, 13, 30), row.SentAt!.Value, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Who_said_no_hears_nothing_more()
    {
        await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
        await office.Mana.Clicks("rsvp", ("choice", "no"), null, Office.Ct);
        var chat = await office.Mana.Chat(Office.Ct);
        await office.MoveTo(Office.Starts.AddDays(9));
        Assert.Equal(chat, await office.Mana.Chat(Office.Ct));
    }

    [Fact]
    public async Task A_no_that_comes_between_deciding_and_sending_still_counts()
    {
        await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
        await office.Mana.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
        await office.MoveTo(Office.Starts.AddDays(-1).AddHours(-1));
        office.Clock.SetUtcNow(Office.Starts.AddDays(-1).ToUniversalTime());
        await office.Get<Ticker>().Act("t1", Office.Ct);
        await office.Get<Expander>().Expand(new("t1", MessageKind.DayBefore, 1), Office.Ct);
        await office.Mana.Clicks("rsvp", ("choice", "no"), null, Office.Ct);
        await office.Tick();
        Assert.Empty(await office.Got(MessageKind.DayBefore));
    }

    [Fact]
    public async Task After_an_outage_everybody_gets_one_reminder_and_nothing_stale()
    {
        await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
        await office.Somchai.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
        var before = (await office.Somchai.Chat(Office.Ct)).Count;
        await office.JumpTo(Office.Starts.AddMinutes(-10));
        Assert.Equal(before + 1, (await office.Somchai.Chat(Office.Ct)).Count);
        Assert.Equal(["somchai"], (await office.Got(MessageKind.Soon)).Where(person => person == "somchai"));
        Assert.Empty(await office.Rows(MessageKind.Nudge));
    }

    [Fact]
    public async Task After_an_outage_past_the_start_no_reminder_leaves()
    {
        await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
        await office.JumpTo(Office.Starts.AddDays(30));
        foreach (var kind in new[] { MessageKind.Nudge, MessageKind.DayBefore, MessageKind.Soon, MessageKind.CheckIn, MessageKind.Feedback })
            Assert.Empty(await office.Rows(kind));
        Assert.Equal(SessionState.Ended, (await office.Find()).State);
    }

    [Fact]
    public async Task The_speaker_hears_how_many_come_and_what_they_ask()
    {
        await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
        await office.Somchai.Clicks("rsvp", ("choice", "yes"), new Dictionary<string, string> { ["question"] = "เริ่มจากตรงไหน" }, Office.Ct);
        await office.MoveTo(Office.Starts.AddMinutes(-50));
        var cards = (await office.Speaker.Chat(Office.Ct)).Select(line => line.Card!).ToList();
        Assert.True(cards.Count >= 3, $"{cards.Count} reminders");
        Assert.Contains("เริ่มจากตรงไหน", cards[^1], StringComparison.Ordinal);
        Assert.Contains((await office.Find()).Code, cards[^1], StringComparison.Ordinal);
        Assert.DoesNotContain((await office.Find()).Code, cards[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_to_the_roster_later_is_invited_once_and_nobody_again()
    {
        await office.Plan();
        await office.Plan("zone3", audience: new("zone:3"));
        await office.MoveTo(Office.Starts.AddDays(-13));
        await New("nok", "8402");
        Assert.Equal(1, await office.Get<Reinvite>().Run(Office.Ct)); // Nok is not of zone 3
        await office.Drain();
        Assert.Single(await office.Visitor("nok").Chat(Office.Ct));
        Assert.Single(await office.Somchai.Chat(Office.Ct));
        var contents = office.Contents();
        Assert.Equal(0, await office.Get<Reinvite>().Run(Office.Ct));
        Assert.Equal(contents, office.Contents());
        var fanout = (await office.Get<SessionStore>().FindFanout("t1", MessageKind.Invite, 1, Office.Ct))!.Value;
        Assert.Equal((false, 6), (fanout.Open, fanout.Expected));
    }

    [Fact]
    public async Task Who_comes_after_a_move_is_told_the_time_that_holds()
    {
        await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
        await office.Get<Planner>().Move("t1", Office.Starts.AddDays(1), Office.Starts.AddDays(1).AddHours(1), null, Office.Ct);
        await office.Tick();
        await New("nok", "8402");
        Assert.Equal(1, await office.Get<Reinvite>().Run(Office.Ct));
        await office.Drain();
        Assert.Contains("3 ธ.ค. 69", Assert.Single(await office.Visitor("nok").Chat(Office.Ct)).Card, StringComparison.Ordinal);
        Assert.Equal(2, (await office.Somchai.Chat(Office.Ct)).Count);
    }

    [Fact]
    public async Task Before_the_invitations_and_after_the_start_there_is_nobody_to_invite_again()
    {
        await office.Plan();
        await New("nok", "8402");
        Assert.Equal(0, await office.Get<Reinvite>().Run(Office.Ct));
        await office.MoveTo(Office.Starts.AddMinutes(5));
        await New("noi", "8403");
        Assert.Equal(0, await office.Get<Reinvite>().Run(Office.Ct));
    }

    Task New(string id, string district) =>
        office.Get<RosterStore>().Save([new(id, "นางสาวมาใหม่ ไฟแรง", district, "1", "พัฒนากร", Roles.Staff)], null, Office.Ct);
}
