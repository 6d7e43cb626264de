namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// When people of the office may be nudged: working days from 08.00 to 18.00 of the office's zone.
/// Notices that a session was moved or cancelled never wait for it.
/// </summary>
/// <param name="IsWorkingDay">False on weekends and holidays.</param>
public sealed record OfficeCalendar(TimeZoneInfo Zone, Func<DateOnly, bool> IsWorkingDay)
{
    static readonly TimeOnly Opens = new(8, 0);
    static readonly TimeOnly Closes = new(18, 0);
    static readonly TimeOnly LastNudge = new(17, 45);
    const int Horizon = 60;

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;

    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));

    public DateTimeOffset Utc(DateOnly day, TimeOnly time) => new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time), Zone), TimeSpan.Zero);

    public bool MayNudge(DateTimeOffset at)
    {
        var local = Local(at);
        var time = TimeOnly.FromDateTime(local);
        return time >= Opens && time < Closes && IsWorkingDay(DateOnly.FromDateTime(local));
    }

    /// <summary>The moment itself when it may be used, else the last usable one before it, at the same time of day where possible.</summary>
    public DateTimeOffset Earlier(DateTimeOffset at)
    {
        if (MayNudge(at)) return at;
        var local = Local(at);
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (time >= Closes) time = LastNudge;
        else if (time < Opens) (day, time) = (day.AddDays(-1), LastNudge);
        for (var back = 0; back < Horizon; back++)
            if (IsWorkingDay(day.AddDays(-back))) return Utc(day.AddDays(-back), time);
        return at;
    }

    /// <summary>The moment at which this much of the office's working time has passed.</summary>
    public DateTimeOffset AfterWorking(DateTimeOffset from, TimeSpan time)
    {
        for (var (at, days) = (Later(from), 0); ; days++)
        {
            var closes = Utc(Day(at), Closes);
            if (at + time <= closes || days > Horizon) return at + time;
            time -= closes - at;
            at = Later(closes);
        }
    }

    /// <summary>The moment itself when it may be used, else the opening of the next working day.</summary>
    public DateTimeOffset Later(DateTimeOffset at)
    {
        if (MayNudge(at)) return at;
        var local = Local(at);
        var day = DateOnly.FromDateTime(local);
        if (TimeOnly.FromDateTime(local) >= Opens) day = day.AddDays(1);
        for (var on = 0; on < Horizon; on++)
            if (IsWorkingDay(day.AddDays(on))) return Utc(day.AddDays(on), Opens);
        return at;
    }
}
