using System.Text.Json.Serialization;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Outbox;

/// <summary>What a message is about. The text is made when it is sent, from the state at that time.</summary>
public enum MessageKind
{
    // to those who are invited, answered or came
    Invite, Nudge, DayBefore, Soon, CheckIn, Feedback, FeedbackReminder, FeedbackLast, Moved, Cancelled,

    // to one person about a seat
    SeatGiven, SeatOffered, SeatExpired,

    // to somebody whom a colleague named as being in the same room
    Named,

    // the weekly tip, to everybody who wants it
    Tip,

    // to the speakers; an outside expert's go to the coordinators, who pass them on
    SpeakerWeek, SpeakerFive, SpeakerThree, SpeakerDay, SpeakerHour, SpeakerMoved, SpeakerCancelled, SpeakerThanks, SpeakerConsent,

    // about a speaker, to the coordinators
    SpeakerReplied, SpeakerSilent,

    // what listeners thought: to the speakers, and first to the coordinators who read the comments
    SpeakerResult, SpeakerComments, ReadComments,

    // somebody says that they were there: to the coordinators, and their answer to that person
    Appealed, AppealAnswered,

    // something is wrong with a session's meeting room: to the coordinators
    RoomTrouble,

    // the mentor survey and its reminders, to everybody who has not answered
    MentorSurvey,

    // a question to a mentor: to the mentor, to the mentors of the pool, to the asker, to both, to the coordinators without its text
    AskGiven, AskSaid, AskRemind, AskOffered, AskHandedOver, AskClosed, AskOverdue, AskOpened,

    // topics to vote on, to all staff; and word that a topic has a day, to those who wanted it
    TopicVote, TopicPlanned,
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
/// <param name="For">The speaker (by key) whom the message is for or about, when the receiver is a coordinator; the colleague who named the receiver; or who appealed.</param>
/// <param name="Until">No more of use from then on.</param>
/// <param name="Intent">When a sender began to send it; older than <see cref="IntentStale"/> means nobody knows.</param>
/// <param name="Posted">The channel's own name of the message, for replacing it later.</param>
/// <param name="Again">The unknown message was sent once more.</param>
/// <param name="Tried">The channel that turned out not to reach the person, before the message went to another one.</param>
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
    bool Again = false,
    string? Tried = null)
{
    public static readonly TimeSpan IntentStale = TimeSpan.FromMinutes(2);

    /// <summary>A second notice that a session was moved or cancelled harms nobody, a missing one does: sent again after this long when unknown.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>A new message to one person; one whom no channel reaches has a row that says so.</summary>
    public static Delivery To(string id, Person? person, MessageKind kind, Session session, Route route, DateTimeOffset notBefore, DateTimeOffset until, string? about = null)
    {
        var channel = person is null ? null : route(person);
        return new(
            kind, session.Id, session.Version, id, channel ?? "", channel is null ? DeliveryState.Unreachable : DeliveryState.Pending,
            notBefore, until, about, Reason: channel is null ? "ยังไม่มีช่องทางที่ส่งถึง" : null);
    }

    /// <summary>About a seat or a tap that stays what it is when the session moves, unlike everything planned for one version of it.</summary>
    [JsonIgnore] public bool OutlivesMove => Kind is MessageKind.SeatGiven or MessageKind.SeatOffered or MessageKind.SeatExpired or MessageKind.SpeakerReplied;

    [JsonIgnore] public bool IsAboutSpeaker => Kind is MessageKind.SpeakerWeek or MessageKind.SpeakerFive or MessageKind.SpeakerThree or MessageKind.SpeakerDay
        or MessageKind.SpeakerHour or MessageKind.SpeakerMoved or MessageKind.SpeakerCancelled or MessageKind.SpeakerThanks
        or MessageKind.SpeakerReplied or MessageKind.SpeakerSilent;

    /// <summary>What was said in a form that has closed.</summary>
    [JsonIgnore] public bool IsResult => Kind is MessageKind.SpeakerResult or MessageKind.SpeakerComments or MessageKind.ReadComments;

    /// <summary>About a question to a mentor, whose partition it stands in.</summary>
    [JsonIgnore] public bool IsAsk => Kind is MessageKind.AskGiven or MessageKind.AskSaid or MessageKind.AskRemind or MessageKind.AskOffered
        or MessageKind.AskHandedOver or MessageKind.AskClosed or MessageKind.AskOverdue or MessageKind.AskOpened;

    [JsonIgnore] public bool IsNotice => Kind is MessageKind.Moved or MessageKind.Cancelled or MessageKind.SpeakerMoved or MessageKind.SpeakerCancelled;
}
