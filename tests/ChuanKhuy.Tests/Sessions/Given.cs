using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Sessions;

/// <summary>A session to start a rule's test from: Wednesday 2 December 2026, 13.30-15.00 in Bangkok.</summary>
static class Given
{
    public static readonly TimeZoneInfo Bangkok = TimeZoneInfo.FindSystemTimeZoneById("Asia/Bangkok");

    public static readonly DateTimeOffset Starts = At(2026, 12, 2, 13, 30);

    /// <summary>Weekends are off, and 10 December.</summary>
    public static readonly OfficeCalendar Office = new(
        Bangkok, day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && day != new DateOnly(2026, 12, 10));

    /// <summary>Local time of the office as a moment.</summary>
    public static DateTimeOffset At(int year, int month, int day, int hour, int minute = 0) => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(7));

    public static Plan Plan(DateTimeOffset? starts = null, int? seats = null, bool published = true) => new(
        "s1", SessionKind.Talk, "ตลาดนัดคนไทยยิ้มได้", [new("p-speaker")], "1", starts ?? Starts, (starts ?? Starts).AddMinutes(90), seats,
        Audience.All, MeetingKind.None, "ห้องประชุม 1", published);

    public static Session Session(SessionState state = SessionState.Published, DateTimeOffset? starts = null, int? seats = null) =>
        new(Plan(starts, seats), state, 1, "12345", "join-id");
}
