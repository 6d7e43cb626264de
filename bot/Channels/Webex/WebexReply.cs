namespace ChuanKhuy.Bot.Channels;

/// <summary>What came of one request to Webex, told apart by what it means for trying again.</summary>
abstract record WebexReply<T>
{
    public sealed record Got(T Value) : WebexReply<T>;

    /// <summary>Certainly nothing was done: try again, no earlier than told.</summary>
    public sealed record NotNow(TimeSpan? After = null) : WebexReply<T>;

    /// <summary>Webex refuses; the same request will be refused again.</summary>
    public sealed record No(int Status) : WebexReply<T>;

    /// <summary>It left, and nobody knows what became of it.</summary>
    public sealed record Lost(string Reason) : WebexReply<T>;
}
