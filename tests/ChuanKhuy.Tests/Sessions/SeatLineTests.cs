using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Sessions;

/// <summary>Seats and their line through the front door: clicks, the coordinator's plan, and the timer. Every commit is looked at.</summary>
public sealed class SeatLineTests
{
    static readonly DateTimeOffset Before = Given.At(2026, 11, 30, 9); // Monday, two days before

    readonly WatchedTables tables = new(new MemoryTables());

    SeatOffice At(DateTimeOffset now, bool online = false) => new(tables, now, online);

    [Fact]
    public async Task A_yes_takes_a_seat_and_the_next_one_waits_with_a_place()
    {
        var office = At(Before);
        await office.Open(seats: 1);
        Assert.Equal(SeatState.Accepted, (await office.First.Says(1, Answer.Yes, 0)).Answered!.Seat);
        var second = await office.First.Says(2, Answer.Yes, 0);
        var third = await office.First.Says(3, Answer.Yes, 0);
        Assert.Equal((SeatState.Waiting, 1), (second.Answered!.Seat, second.Position));
        Assert.Equal((SeatState.Waiting, 2), (third.Answered!.Seat, third.Position));
        Assert.Null(tables.Violation);
    }

    [Fact]
    public async Task Without_a_limit_there_is_no_counter_and_no_line()
    {
        var office = At(Before);
        await office.Open(seats: null);
        var yes = await office.First.Says(1, Answer.Yes, 0);
        Assert.Null(yes.Answered!.Seat);
        Assert.Null(yes.Tally);
        Assert.Null(await office.Sessions.FindTally(SeatOffice.Talk, default));
    }

    [Fact]
    public async Task Maybe_holds_no_seat_and_giving_up_a_seat_for_maybe_frees_it()
    {
        var office = At(Before, online: true);
        await office.Open(seats: 1);
        await office.First.Says(1, Answer.Maybe, 0);
        await office.First.Says(2, Answer.Yes, 0);
        await office.First.Says(3, Answer.Yes, 0);
        Assert.Equal((1, 1), ((await office.Tally()).Accepted, (await office.Tally()).Waiting));
        await office.First.Says(2, Answer.Maybe, 1);
        Assert.Equal(SeatState.Accepted, (await office.First.Desk.Look(SeatOffice.Talk, "p003", default))!.Answered!.Seat);
        Assert.Null(tables.Violation);
    }

    [Fact]
    public async Task Online_a_cancel_seats_the_next_one_in_the_same_commit_with_one_notice()
    {
        var office = At(Before, online: true);
        await office.Open(seats: 1);
        foreach (var person in new[] { 1, 2, 3 }) await office.First.Says(person, Answer.Yes, 0);
        var commits = tables.Commits;
        await office.First.Takes(1, take: false, n: 1);
        Assert.Equal(commits + 1, tables.Commits);
        Assert.Equal([(MessageKind.SeatGiven, "p002")], await office.Told());
        Assert.Equal(["p003"], await office.Line());
        Assert.Null(tables.Violation);
    }

    [Fact]
    public async Task On_site_the_next_one_is_asked_and_the_offered_seat_is_not_empty()
    {
        var office = At(Before);
        await office.Open(seats: 1);
        foreach (var person in new[] { 1, 2 }) await office.First.Says(person, Answer.Yes, 0);
        await office.First.Says(1, Answer.No, 1);
        Assert.Equal([(MessageKind.SeatOffered, "p002")], await office.Told());
        Assert.Equal(Before.AddHours(4), (await office.First.Desk.Look(SeatOffice.Talk, "p002", default))!.Answered!.OfferEnds);
        Assert.Equal(SeatState.Waiting, (await office.First.Says(3, Answer.Yes, 0)).Answered!.Seat);
        Assert.Equal(SeatState.Accepted, (await office.First.Takes(2, take: true, n: 1)).Answered!.Seat);
        Assert.Null(tables.Violation);
    }

    [Theory]
    [InlineData("2026-11-30 09:00", "2026-11-30 13:00")] // four working hours
    [InlineData("2026-11-30 16:00", "2026-12-01 10:00")] // two today, two tomorrow
    [InlineData("2026-11-27 17:00", "2026-11-30 11:00")] // over a weekend
    [InlineData("2026-11-29 23:00", "2026-11-30 12:00")] // at night on a day off
    [InlineData("2026-12-02 08:30", "2026-12-02 11:30")] // two hours before the start
    public void An_offer_stays_four_working_hours_but_not_into_the_last_two_before_the_start(string local, string ends)
    {
        var now = Local(local);
        var session = Given.Session(seats: 1);
        var book = new SeatBook(
            new(session, new(1, Accepted: 1, Waiting: 1, NextTicket: 2), [new("p1", Answer.Yes, 1, now, Seat: SeatState.Accepted), new("p2", Answer.Yes, 1, now, Seat: SeatState.Waiting, Ticket: 1)], ["p2"]),
            Given.Office, now);
        book.Answer("p1", true, Answer.No, null, 1);
        Assert.Equal((SeatState.Offered, Local(ends)), (book.Of("p2")!.Seat, book.Of("p2")!.OfferEnds));
    }

    [Fact]
    public async Task Later_than_four_hours_before_the_start_the_next_one_is_seated_at_once()
    {
        var office = At(Given.Starts.AddHours(-4).AddTicks(1));
        await office.Open(seats: 1);
        foreach (var person in new[] { 1, 2 }) await office.First.Says(person, Answer.Yes, 0);
        await office.First.Says(1, Answer.No, 1);
        Assert.Equal([(MessageKind.SeatGiven, "p002")], await office.Told());
    }

    [Fact]
    public async Task An_offer_ends_at_night_by_the_timer_and_the_seat_goes_on()
    {
        // A start at 07.00 makes the last offers end at 05.00.
        var starts = Given.At(2026, 12, 2, 7);
        var office = At(starts.AddHours(-13));
        await office.First.Planner.Apply(office.Plan(1) with { Starts = starts, Ends = starts.AddHours(1) }, null, default);
        foreach (var person in new[] { 1, 2, 3 }) await office.First.Says(person, Answer.Yes, 0);
        await office.First.Says(1, Answer.No, 1);
        office.Time.SetUtcNow(starts.AddHours(-2).AddMinutes(-2));
        await office.First.Ticker.Tick(default);
        office.Time.SetUtcNow(starts.AddHours(-2));
        await office.First.Ticker.Act(SeatOffice.Talk, default);
        Assert.Contains((MessageKind.SeatExpired, "p002"), await office.Told());
        Assert.Contains((MessageKind.SeatGiven, "p003"), await office.Told());
        Assert.Null(tables.Violation);
    }

    [Fact]
    public async Task A_click_ends_a_passed_offer_before_it_is_looked_at()
    {
        var office = At(Before);
        await office.Open(seats: 1);
        foreach (var person in new[] { 1, 2, 3 }) await office.First.Says(person, Answer.Yes, 0);
        await office.First.Says(1, Answer.No, 1);
        office.Time.SetUtcNow(Before.AddHours(4));
        var late = await office.First.Takes(2, take: true, n: 1);
        Assert.Contains("หมดเวลา", Assert.IsType<RsvpOutcome.Refused>(late.Outcome).Because, StringComparison.Ordinal);
        Assert.Equal(SeatState.Offered, (await office.First.Desk.Look(SeatOffice.Talk, "p003", default))!.Answered!.Seat);
        var again = await office.First.Says(2, Answer.Yes, 1);
        Assert.Equal((SeatState.Waiting, 1), (again.Answered!.Seat, again.Position));
        Assert.Null(tables.Violation);
    }

    [Fact]
    public async Task An_old_or_repeated_seat_click_has_no_second_effect()
    {
        var office = At(Before, online: true);
        await office.Open(seats: 1);
        foreach (var person in new[] { 1, 2 }) await office.First.Says(person, Answer.Yes, 0);
        await office.First.Takes(1, take: false, n: 1);
        Assert.IsType<RsvpOutcome.Repeated>((await office.First.Takes(1, take: false, n: 1)).Outcome);
        await office.First.Says(1, Answer.Yes, 2);
        Assert.IsType<RsvpOutcome.Stale>((await office.First.Takes(1, take: false, n: 1)).Outcome);
        Assert.Equal(["p001"], await office.Line());
    }

    [Fact]
    public async Task The_first_yes_delivered_again_does_not_enter_the_line_again()
    {
        var office = At(Before);
        await office.Open(seats: 1);
        foreach (var person in new[] { 1, 2 }) await office.First.Says(person, Answer.Yes, 0);
        Assert.IsType<RsvpOutcome.Repeated>((await office.First.Says(2, Answer.Yes, 0)).Outcome);
        await office.First.Says(2, Answer.No, 1);
        Assert.IsType<RsvpOutcome.Stale>((await office.First.Says(2, Answer.Yes, 0)).Outcome);
        Assert.Empty(await office.Line());
        Assert.Null(tables.Violation);
    }

    [Fact]
    public async Task More_seats_go_to_the_next_in_line_in_several_commits_and_nobody_waits_beside_an_empty_one()
    {
        var office = At(Before, online: true);
        await office.Open(seats: 1);
        for (var person = 0; person < 60; person++) await office.First.Says(person, Answer.Yes, 0);
        await office.First.Planner.Apply(office.Plan(50), null, default);
        var tally = await office.Tally();
        Assert.Equal((50, 50, 10), (tally.Limit, tally.Accepted, tally.Waiting));
        Assert.Equal(49, (await office.Told()).Count);
        Assert.True(tables.MostChanges <= Limits.Transaction);
        Assert.Null(tables.Violation);
    }

    [Fact]
    public async Task Fewer_seats_take_nobodys_seat_and_only_stop_the_promotion()
    {
        var office = At(Before, online: true);
        await office.Open(seats: 3);
        for (var person = 0; person < 5; person++) await office.First.Says(person, Answer.Yes, 0);
        await office.First.Planner.Apply(office.Plan(1), null, default);
        Assert.Equal((3, 2), ((await office.Tally()).Accepted, (await office.Tally()).Waiting));
        await office.First.Says(0, Answer.No, 1);
        await office.First.Says(1, Answer.No, 1);
        Assert.Equal((1, 2), ((await office.Tally()).Accepted, (await office.Tally()).Waiting));
        await office.First.Says(2, Answer.No, 1);
        Assert.Equal((1, 1), ((await office.Tally()).Accepted, (await office.Tally()).Waiting));
        Assert.Null(tables.Violation);
    }

    [Fact]
    public async Task A_limit_that_comes_later_counts_who_said_yes_before_and_lifting_it_seats_everybody()
    {
        var office = At(Before, online: true);
        await office.Open(seats: null);
        for (var person = 0; person < 120; person++) await office.First.Says(person, Answer.Yes, 0);
        await office.First.Planner.Apply(office.Plan(100), null, default);
        Assert.Equal((120, 0), ((await office.Tally()).Accepted, (await office.Tally()).Waiting));
        await office.First.Says(200, Answer.Yes, 0);
        Assert.Equal(["p200"], await office.Line());
        await office.First.Planner.Apply(office.Plan(null), null, default);
        Assert.Equal((121, 0), ((await office.Tally()).Accepted, (await office.Tally()).Waiting));
        Assert.Null(tables.Violation);
    }

    [Fact]
    public async Task A_yes_that_is_kept_while_the_limit_comes_is_counted_too()
    {
        var (armed, memory) = (false, new MemoryTables());
        var coordinator = new SeatOffice(memory, Before, online: true);
        var office = new SeatOffice(
            new HookedTables(memory, async (call, _) =>
            {
                if (!armed || call is not { Operation: StorageOperation.Commit, Where: SessionStore.Table, Done: false }) return;
                armed = false; // between this click's reading and its keeping, another process limits the seats
                await coordinator.First.Planner.Apply(coordinator.Plan(2), null, default);
            }),
            Before, online: true);
        await office.Open(seats: null);
        await office.First.Says(1, Answer.Yes, 0);
        armed = true;
        Assert.Equal(SeatState.Accepted, (await office.First.Says(2, Answer.Yes, 0)).Answered!.Seat);
        Assert.Equal((2, 2), ((await office.Tally()).Accepted, (await office.Answers()).Count(a => a.Seat is SeatState.Accepted)));
        Assert.Equal(SeatState.Waiting, (await office.First.Says(3, Answer.Yes, 0)).Answered!.Seat);
    }

    [Fact]
    public async Task A_promotion_that_a_crash_left_half_done_is_finished_by_the_timer()
    {
        var office = At(Before, online: true);
        await office.Open(seats: 1);
        for (var person = 0; person < 40; person++) await office.First.Says(person, Answer.Yes, 0);
        var stored = (await office.Sessions.Find(SeatOffice.Talk, default))!;
        var raised = stored.Value with { Plan = office.Plan(40) };
        var first = await office.First.Group.Prepare(raised, stored.Value, default);
        Assert.True(await office.Sessions.Keep(
            SeatOffice.Talk, [Rows.Replace(stored, raised, SessionJson.Default.Session), .. first], default));
        Assert.True((await office.Tally()).Waiting > 0);
        Assert.Null(tables.Violation);
        await office.First.Ticker.Act(SeatOffice.Talk, default);
        Assert.Equal((40, 0), ((await office.Tally()).Accepted, (await office.Tally()).Waiting));
    }

    /// <summary>
    /// Any history of answers, takings, seats added and removed, over days and nights, with the timer running or not:
    /// the rows are what slips of paper would be, and every commit on the way was in order.
    /// </summary>
    [Property(MaxTest = 150)]
    public async Task<bool> Any_history_ends_as_with_slips_of_paper((byte What, byte Who, ushort Minutes)[] history, bool online, byte seats)
    {
        var watched = new WatchedTables(new MemoryTables());
        var office = new SeatOffice(watched, Given.Starts.AddDays(-4), online);
        var model = new SeatLineModel(online, Given.Office, Given.Starts) { Seats = seats % 4 };
        await office.Open(model.Seats);
        foreach (var (what, who, minutes) in history ?? [])
        {
            if (office.Time.GetUtcNow().AddMinutes(minutes % 300) is var later && later < Given.Starts) office.Time.SetUtcNow(later);
            var (now, person, id) = (office.Time.GetUtcNow(), who % 9, SeatOffice.Id(who % 9));
            switch (what % 8)
            {
                case 0 or 1 or 2: model.Pass(now); model.Yes(id, now); await office.First.Says(person, Answer.Yes); break;
                case 3: model.Pass(now); model.Leaves(id, now); await office.First.Says(person, Answer.No); break;
                case 4: model.Pass(now); model.Leaves(id, now); await office.First.Says(person, Answer.Maybe); break;
                case 5: model.Pass(now); model.Takes(id); await office.First.Takes(person, take: true); break;
                case 6: model.Pass(now); await office.First.Ticker.Act(SeatOffice.Talk, default); break;
                default:
                    model.Pass(now);
                    model.Seats = who % 10 == 9 ? null : who % 10;
                    model.Fill(now);
                    await office.First.Planner.Apply(office.Plan(model.Seats), null, default);
                    break;
            }
            if (watched.Violation is { } wrong) throw new InvalidOperationException(wrong);
        }
        model.Pass(office.Time.GetUtcNow());
        await office.First.Group.Finish(SeatOffice.Talk, default);
        var answers = await office.Answers();
        return watched.Violation is null
            && model.Seated.SetEquals(answers.Where(a => a.Seat is SeatState.Accepted).Select(a => a.Person))
            && model.Offers.ToHashSet().SetEquals(answers.Where(a => a.Seat is SeatState.Offered).Select(a => (a.Person, a.OfferEnds!.Value)))
            && model.Line.SequenceEqual(await office.Line());
    }

    static DateTimeOffset Local(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7));
}
