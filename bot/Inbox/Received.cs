using System.Text.Json.Serialization;

namespace ChuanKhuy.Bot;

/// <summary>Something accepted from a platform that waits to be answered.</summary>
/// <param name="Body">The channel's own text.</param>
/// <param name="Taken">When somebody began to work on it; older than <see cref="Inbox.Term"/> means they died.</param>
/// <param name="Replying">The answer was about to leave: from then on it is not answered a second time.</param>
/// <param name="Parked">Why it is not tried any more; kept for inspection and for another try by hand.</param>
public sealed record Received(
    string Channel, string Body, DateTimeOffset At, DateTimeOffset NotBefore, int Attempts = 0, DateTimeOffset? Taken = null, bool Replying = false, string? Parked = null);

/// <summary>That something was accepted, remembered after it is done, so that its repetition has no effect.</summary>
internal sealed record Seen(DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Received))]
[JsonSerializable(typeof(Seen))]
internal sealed partial class InboxJson : JsonSerializerContext;
