using Microsoft.AspNetCore.Http;

namespace ChuanKhuy.Bot.Channels;

/// <summary>What a channel makes of a request.</summary>
public abstract record Reading
{
    /// <summary>Not genuine, or nothing to do: this is the answer to it.</summary>
    public sealed record Refused(IResult Result) : Reading;

    /// <summary>To be answered within the request.</summary>
    public sealed record Now(Incoming Incoming) : Reading;

    /// <summary>
    /// To be kept in the inbox and acknowledged at once. The same <paramref name="Key"/> means the same thing again: it has one effect.
    /// <paramref name="Body"/> is the channel's own text, at most <see cref="Inbox.LongestBody"/> characters.
    /// </summary>
    public sealed record Later(string Key, string Body) : Reading;
}

/// <summary>What was in something that had been kept in the inbox.</summary>
public abstract record Opened
{
    public sealed record Heard(Incoming Incoming) : Opened;

    /// <summary>Nothing to answer: our own message, a stranger's organisation, deleted meanwhile. <paramref name="Why"/> is for the log.</summary>
    public sealed record Nothing(string Why) : Opened;

    /// <summary>The platform does not tell yet; no earlier than told. <paramref name="Down"/>: it does not answer at all, which may last longer than ten minutes.</summary>
    public sealed record NotYet(TimeSpan? RetryAfter = null, bool Down = false) : Opened;
}
