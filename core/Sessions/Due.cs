namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// What the calendar asks for in the life of a session, in the order in which it falls due.
/// SpeakerWeek asks the speakers to confirm, SpeakerFive and SpeakerThree ask those again who are silent, and SpeakerDay all; SpeakerSilent tells the
/// coordinators while there are still two days to find somebody else.
/// FeedbackReminder and FeedbackLast ask those once more who are silent after a day and after three, then nobody is asked any more.
/// End: signing in has closed, the session counts as ended and its figures are made. Close: feedback has closed, nothing is open any more.
/// </summary>
public enum DueKind
{
    Invite, SpeakerWeek, SpeakerFive, Nudge, SpeakerThree, SpeakerSilent, SpeakerDay, DayBefore, SpeakerHour, Soon, CheckIn, Feedback, End, SpeakerThanks,
    FeedbackReminder, FeedbackLast, Close,
}

/// <summary>One thing to do, no earlier than <paramref name="At"/> and no more of use from <paramref name="Until"/> on.</summary>
public sealed record DueItem(DueKind Kind, DateTimeOffset At, DateTimeOffset Until);

/// <summary>What to do now: <paramref name="Do"/> in this order, and <paramref name="Drop"/> because its time has passed or something better goes out.</summary>
public sealed record DueNow(IReadOnlyList<DueKind> Do, IReadOnlyList<DueKind> Drop)
{
    public bool Any => Do.Count + Drop.Count > 0;
}

/// <summary>
/// All calendar thinking of a session: its state and the time give what is due. Nothing is sent after it stopped being useful,
/// and after an outage of any length everybody gets at most one reminder.
/// </summary>
public static class Due
{
    static readonly TimeSpan InviteLead = TimeSpan.FromDays(14);
    static readonly TimeSpan Day = TimeSpan.FromDays(1);
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    static readonly TimeSpan JoinLead = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Everything still to come, earliest first. Nudges keep office hours and move to the working day before;
    /// <paramref name="bulk"/> is how long a message to everybody takes to send: reminders begin that much earlier, so that the last arrives in time.
    /// </summary>
    public static IReadOnlyList<DueItem> Of(Session session, OfficeCalendar office, TimeSpan bulk) => session.State switch
    {
        SessionState.Draft => [],
        SessionState.Cancelled => Open(session, [new(DueKind.Close, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)]),
        SessionState.Ended => Open(session, After(session, office)),
        _ => Open(session, [.. Before(session, office, bulk), .. After(session, office)]),
    };

    /// <summary>What to do at this moment.</summary>
    public static DueNow Now(Session session, OfficeCalendar office, TimeSpan bulk, DateTimeOffset now)
    {
        var ready = Of(session, office, bulk).Where(item => item.At <= now).ToList();
        var drop = ready.Where(item => item.Until <= now).Select(item => item.Kind).ToList();
        var act = ready.Where(item => item.Until > now).Select(item => item.Kind).ToList();
        KeepOne(act, drop, [DueKind.Invite, DueKind.Soon, DueKind.DayBefore, DueKind.Nudge]);
        KeepOne(act, drop, [DueKind.Feedback, DueKind.FeedbackLast, DueKind.FeedbackReminder]);
        KeepOne(act, drop, [DueKind.SpeakerHour, DueKind.SpeakerDay, DueKind.SpeakerWeek, DueKind.SpeakerThree, DueKind.SpeakerFive]);
        return new(act, drop);
    }

    /// <summary>The next moment at which this session needs attention, or null when it needs none any more.</summary>
    public static DateTimeOffset? Next(Session session, OfficeCalendar office, TimeSpan bulk) =>
        Of(session, office, bulk) is [var first, ..] ? first.At : null;

    /// <summary>Of several reminders that are due at once the most useful goes out; the others would only repeat it.</summary>
    static void KeepOne(List<DueKind> act, List<DueKind> drop, ReadOnlySpan<DueKind> byUse)
    {
        var found = false;
        foreach (var kind in byUse)
        {
            if (!act.Contains(kind)) continue;
            if (found) { act.Remove(kind); drop.Add(kind); }
            found = true;
        }
    }

    static IReadOnlyList<DueItem> Open(Session session, IEnumerable<DueItem> items) =>
        [.. items.Where(item => !session.IsDone(item.Kind)).OrderBy(item => item.At).ThenBy(item => item.Kind)];

    static IEnumerable<DueItem> Before(Session s, OfficeCalendar office, TimeSpan bulk)
    {
        var eve = office.Earlier(s.Starts - Day);
        var nudge = office.Earlier(s.Starts - 3 * Day);
        // Before a Monday both would fall on the Friday, and the nudge would have no time in which to be answered.
        if (nudge >= eve) nudge = office.Earlier(eve - Day);
        var dayBefore = Held(s, eve - bulk);
        var speakerDay = Held(s, office.Earlier(s.Starts - Day));
        yield return new(DueKind.Invite, Held(s, s.Starts - InviteLead), s.Starts);
        yield return new(DueKind.Nudge, Usable(office, Held(s, nudge - bulk)), dayBefore);
        yield return new(DueKind.DayBefore, dayBefore, s.Starts - Hour);
        yield return new(DueKind.Soon, Held(s, s.Starts - JoinLead - bulk), s.Starts);
        yield return new(DueKind.SpeakerWeek, Held(s, office.Earlier(s.Starts - 7 * Day)), speakerDay);
        yield return new(DueKind.SpeakerFive, Usable(office, Held(s, office.Earlier(s.Starts - 5 * Day))), speakerDay);
        yield return new(DueKind.SpeakerThree, Usable(office, Held(s, office.Earlier(s.Starts - 3 * Day))), speakerDay);
        yield return new(DueKind.SpeakerSilent, Usable(office, Held(s, office.Earlier(s.Starts - 2 * Day))), s.Starts - Hour);
        yield return new(DueKind.SpeakerDay, speakerDay, s.Starts - Hour);
        yield return new(DueKind.SpeakerHour, Held(s, s.Starts - Hour), s.Starts);
        yield return new(DueKind.CheckIn, Held(s, s.Starts), s.Ends);
    }

    static IEnumerable<DueItem> After(Session s, OfficeCalendar office)
    {
        yield return new(DueKind.Feedback, s.FeedbackOpens, s.FeedbackCloses);
        yield return new(DueKind.End, s.CheckInCloses, DateTimeOffset.MaxValue);
        yield return new(DueKind.SpeakerThanks, office.Later(s.CheckInCloses), s.FeedbackCloses);
        yield return new(DueKind.FeedbackReminder, office.Later(s.FeedbackOpens + Day), s.FeedbackCloses);
        yield return new(DueKind.FeedbackLast, office.Later(s.FeedbackOpens + 3 * Day), s.FeedbackCloses);
        yield return new(DueKind.Close, s.FeedbackCounted, DateTimeOffset.MaxValue);
    }

    static DateTimeOffset Held(Session s, DateTimeOffset at) => s.HeldUntil is { } held && held > at ? held : at;

    /// <summary>A nudge that was held back past its hour waits for the next office hour.</summary>
    static DateTimeOffset Usable(OfficeCalendar office, DateTimeOffset at) => office.Later(at);
}
