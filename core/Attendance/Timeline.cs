namespace ChuanKhuy.Core.Attendance;

/// <summary>The actual time of a session, in whole seconds; what lies outside it does not count.</summary>
public readonly record struct Timeline
{
    // Webex writes 1970-01-01 for "not yet"; no meeting of ours is older than this.
    static readonly DateTimeOffset Oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly long from, to;

    /// <param name="ends">The real end, earlier or later than planned.</param>
    public Timeline(DateTimeOffset starts, DateTimeOffset ends) => (from, to) = (starts.ToUnixTimeSeconds(), Math.Max(starts.ToUnixTimeSeconds(), ends.ToUnixTimeSeconds()));

    /// <summary>Seconds from the start to the end.</summary>
    public int Length => (int)(to - from);

    /// <summary>The moment, or null where a platform writes a date that means none.</summary>
    public static DateTimeOffset? Real(DateTimeOffset? at) => at >= Oldest ? at : null;

    /// <summary>
    /// The stay in seconds after the start; null when nothing of it lies in the session. A missing end is found by the stay's own length, else it lasted to the end;
    /// a missing beginning only by the length. What ends before it begins counts nothing.
    /// </summary>
    public (int From, int To)? Clip(Stay stay)
    {
        var (joined, left) = (Real(stay.Joined)?.ToUnixTimeSeconds(), Real(stay.Left)?.ToUnixTimeSeconds());
        joined ??= left - stay.Seconds;
        left ??= joined + (stay.Seconds ?? Math.Max(0, to - (joined ?? to)));
        return joined is { } a && left is { } b && Math.Max(a, from) is var begin && Math.Min(b, to) is var end && begin < end
            ? ((int)(begin - from), (int)(end - from))
            : null;
    }

    /// <summary>The seconds covered by at least one of these. Sorts the list.</summary>
    public static int Union(List<(int From, int To)> spans)
    {
        spans.Sort();
        var (sum, reached) = (0, 0);
        foreach (var (begin, end) in spans)
        {
            sum += Math.Max(0, end - Math.Max(begin, reached));
            reached = Math.Max(reached, end);
        }
        return sum;
    }
}
