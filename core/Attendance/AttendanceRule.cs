namespace ChuanKhuy.Core.Attendance;

/// <summary>
/// How long somebody must be in the meeting to count. It is stamped on the session when its first report comes, so that a later default changes no past session.
/// </summary>
/// <param name="Percent">Of the actual length.</param>
/// <param name="Minutes">At least so many, or the whole of a shorter session.</param>
/// <param name="LateMinutes">Who joins this long after the start is late.</param>
public sealed record AttendanceRule(int Percent = 60, int Minutes = 10, int LateMinutes = 15)
{
    public static AttendanceRule Default { get; } = new();

    /// <summary>Seconds that must be reached in a session of this many seconds.</summary>
    public int Needed(int length) => Math.Min(length, Math.Max(Minutes * 60, (int)((((long)length * Percent) + 99) / 100)));
}
