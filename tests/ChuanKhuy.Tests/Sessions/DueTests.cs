using ChuanKhuy.Core.Sessions;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Sessions;

public sealed class DueTests
{
    [Theory]
    [InlineData(DueKind.Invite, "2026-11-18 13:30")]
    [InlineData(DueKind.SpeakerWeek, "2026-11-25 13:30")]
    [InlineData(DueKind.SpeakerFive, "2026-11-27 13:30")]
    [InlineData(DueKind.SpeakerThree, "2026-11-27 13:30")] // a Sunday: the Friday before
    [InlineData(DueKind.SpeakerSilent, "2026-11-30 13:30")]
    [InlineData(DueKind.SpeakerThanks, "2026-12-02 15:30")]
    [InlineData(DueKind.Nudge, "2026-11-27 13:30")] // three days before is a Sunday: the Friday before
    [InlineData(DueKind.SpeakerDay, "2026-12-01 13:30")]
    [InlineData(DueKind.DayBefore, "2026-12-01 13:30")]
    [InlineData(DueKind.SpeakerHour, "2026-12-02 12:30")]
    [InlineData(DueKind.Soon, "2026-12-02 13:15")]
    [InlineData(DueKind.CheckIn, "2026-12-02 13:30")]
    [InlineData(DueKind.Feedback, "2026-12-02 14:55")]
    [InlineData(DueKind.End, "2026-12-02 15:30")]
    [InlineData(DueKind.FeedbackReminder, "2026-12-03 14:55")]
    [InlineData(DueKind.FeedbackLast, "2026-12-07 08:00")] // three days later is a holiday's Saturday: the next working morning
    [InlineData(DueKind.Close, "2026-12-09 15:05")]
    public void Each_step_of_a_session_has_its_hour(DueKind kind, string local)
    {
        var item = Due.Of(Given.Session(), Given.Office, TimeSpan.Zero).Single(i => i.Kind == kind);
        Assert.Equal(local, Given.Office.Local(item.At).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Nothing_is_due_in_a_draft() => Assert.Empty(Due.Of(Given.Session(SessionState.Draft), Given.Office, TimeSpan.Zero));

    [Fact]
    public void What_was_decided_is_not_due_again()
    {
        var session = Given.Session().With(DueKind.Invite, DueKind.SpeakerWeek);
        var now = Due.Now(session, Given.Office, TimeSpan.Zero, Given.Starts.AddDays(-6));
        Assert.False(now.Any);
    }

    [Fact]
    public void The_hold_of_an_import_delays_the_invitation()
    {
        var imported = Given.Starts.AddDays(-4);
        var session = Given.Session() with { HeldUntil = imported + Planning.Hold };
        Assert.False(Due.Now(session, Given.Office, TimeSpan.Zero, imported + TimeSpan.FromMinutes(9)).Any);
        Assert.Contains(DueKind.Invite, Due.Now(session, Given.Office, TimeSpan.Zero, imported + Planning.Hold).Do);
    }

    [Fact]
    public void After_an_outage_people_get_one_useful_message()
    {
        var session = Given.Session().With(DueKind.Invite);
        var now = Due.Now(session, Given.Office, TimeSpan.Zero, Given.Starts.AddMinutes(-10));
        Assert.Equal([DueKind.SpeakerHour, DueKind.Soon], now.Do.Order());
        Assert.Contains(DueKind.DayBefore, now.Drop);
        Assert.Contains(DueKind.Nudge, now.Drop);
    }

    [Fact]
    public void A_late_invitation_replaces_the_reminders_whose_hour_has_come()
    {
        var now = Due.Now(Given.Session(), Given.Office, TimeSpan.Zero, Given.Starts.AddHours(-20));
        Assert.Contains(DueKind.Invite, now.Do);
        Assert.DoesNotContain(DueKind.Nudge, now.Do);
        Assert.DoesNotContain(DueKind.DayBefore, now.Do);
    }

    [Fact]
    public void No_reminder_goes_out_after_the_start()
    {
        var now = Due.Now(Given.Session().With(DueKind.Invite), Given.Office, TimeSpan.Zero, Given.Starts);
        Assert.Equal([DueKind.CheckIn], now.Do);
    }

    [Fact]
    public void A_message_to_everybody_begins_early_enough_to_arrive_in_time()
    {
        var minutes = TimeSpan.FromMinutes(4);
        var soon = Due.Of(Given.Session(), Given.Office, minutes).Single(i => i.Kind == DueKind.Soon);
        Assert.Equal(Given.Starts.AddMinutes(-19), soon.At);
    }

    [Fact]
    public void An_early_end_opens_feedback_at_once()
    {
        var ended = Given.Session(SessionState.Ended) with { EndedAt = Given.Starts.AddMinutes(40) };
        var now = Due.Now(ended, Given.Office, TimeSpan.Zero, Given.Starts.AddMinutes(40));
        Assert.Equal([DueKind.Feedback], now.Do);
    }

    [Fact]
    public void A_cancelled_session_only_waits_to_be_put_away() =>
        Assert.Equal([DueKind.Close], Due.Now(Given.Session(SessionState.Cancelled), Given.Office, TimeSpan.Zero, Given.Starts).Do);

    /// <summary>
    /// Whenever the clock is looked at, however rarely: every step happens at most once, nothing before its time, no reminder after the start,
    /// no nudge at night or on a day off, and in the end nothing is left.
    /// </summary>
    [Property(MaxTest = 300)]
    public bool A_session_lives_its_life_whatever_the_gaps_between_two_looks(ushort[] gaps, ushort startHour)
    {
        var starts = Given.At(2026, 12, 1, 9).AddHours(startHour % 400);
        var session = Given.Session(starts: starts);
        var now = starts.AddDays(-20);
        var seen = new HashSet<DueKind>();
        foreach (var minutes in (gaps ?? []).Select(g => 1 + g % 6000).Concat(Enumerable.Repeat(2000, 60)))
        {
            now = now.AddMinutes(minutes);
            var due = Due.Now(session, Given.Office, TimeSpan.Zero, now);
            if (due.Do.Concat(due.Drop).Any(kind => !seen.Add(kind))) return false;
            if (now >= starts && due.Do.Any(k => k is DueKind.Nudge or DueKind.DayBefore or DueKind.Soon or DueKind.Invite)) return false;
            if (due.Do.Count(k => k is DueKind.Invite or DueKind.Nudge or DueKind.DayBefore or DueKind.Soon) > 1) return false;
            session = session.With([.. due.Do, .. due.Drop]);
        }
        return Due.Next(session, Given.Office, TimeSpan.Zero) is null && seen.SetEquals(Enum.GetValues<DueKind>());
    }

    [Fact]
    public void A_session_planned_late_asks_its_speakers_once_and_does_not_chase_them()
    {
        var now = Due.Now(Given.Session(), Given.Office, TimeSpan.Zero, Given.Starts.AddDays(-3));
        Assert.Contains(DueKind.SpeakerWeek, now.Do);
        Assert.DoesNotContain(DueKind.SpeakerFive, now.Do);
        Assert.DoesNotContain(DueKind.SpeakerThree, now.Do);
    }

    [Property(MaxTest = 500)]
    public bool Working_time_passes_only_in_office_hours(ushort hours, ushort minutes)
    {
        var from = Given.At(2026, 12, 1, 0).AddHours(hours % 2000).AddMinutes(hours % 60);
        var until = Given.Office.AfterWorking(from, TimeSpan.FromMinutes(minutes % 3000));
        var worked = 0;
        for (var at = from; at < until; at = at.AddMinutes(1)) if (Given.Office.MayNudge(at)) worked++;
        return worked == minutes % 3000;
    }

    [Property(MaxTest = 500)]
    public bool Moving_into_office_hours_goes_the_named_way_and_lands_inside(ushort hours)
    {
        var at = Given.At(2026, 12, 1, 0).AddHours(hours % 2000).AddMinutes(hours % 60);
        var (earlier, later) = (Given.Office.Earlier(at), Given.Office.Later(at));
        return earlier <= at && later >= at && Given.Office.MayNudge(earlier) && Given.Office.MayNudge(later)
            && (!Given.Office.MayNudge(at) || (earlier == at && later == at));
    }
}
