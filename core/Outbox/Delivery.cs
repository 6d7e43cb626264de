using System.Text.Json.Serialization;

namespace ChuanKhuy.Core.Outbox;

/// <summary>What a message is about. The text is made when it is sent, from the state at that time.</summary>
public enum MessageKind
{
    Invite, Nudge, DayBefore, Soon, CheckIn, Feedback, FeedbackReminder, Moved, Cancelled,
    SpeakerWeek, SpeakerDay, SpeakerHour, SpeakerMoved, SpeakerCancelled,
}

public enum DeliveryState
{
    /// <summary>To be sent, no earlier than <see cref="Delivery.NotBefore"/>.</summary>
    Pending,
    Sent,

    /// <summary>It may have arrived or not: the connection broke after the message left, or the process died on the way.</summary>
    Unknown,

    /// <summary>It cannot arrive; the reason says why.</summary>
    Unreachable,

    /// <summary>No longer wanted: the session was moved or cancelled, or the person does not need it any more.</summary>
    Cancelled,

    /// <summary>The channel refused its content: a defect of ours, kept for inspection.</summary>
    Parked,
}

/// <summary>
/// One message to one person: everybody expected has such a row. It is the truth about the sending; a queue message is only a hint.
/// </summary>
/// <param name="Version">The session's version it was planned for; another version cancels it.</param>
/// <param name="For">Passed on for this outside expert; the receiver is a coordinator.</param>
/// <param name="Until">No more of use from then on.</param>
/// <param name="Intent">When a sender began to send it; older than <see cref="IntentStale"/> means nobody knows.</param>
/// <param name="Posted">The channel's own name of the message, for replacing it later.</param>
/// <param name="Again">The unknown message was sent once more.</param>
public sealed record Delivery(
    MessageKind Kind,
    string Session,
    int Version,
    string Person,
    string Channel,
    DeliveryState State,
    DateTimeOffset NotBefore,
    DateTimeOffset Until,
    string? For = null,
    int Attempts = 0,
    DateTimeOffset? Intent = null,
    DateTimeOffset? SentAt = null,
    string? Posted = null,
    string? Reason = null,
    bool Again = false)
{
    public static readonly TimeSpan IntentStale = TimeSpan.FromMinutes(2);

    /// <summary>A second notice that a session was moved or cancelled harms nobody, a missing one does: sent again after this long when unknown.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(10);

    [JsonIgnore] public bool IsNotice => Kind is MessageKind.Moved or MessageKind.Cancelled or MessageKind.SpeakerMoved or MessageKind.SpeakerCancelled;
}
