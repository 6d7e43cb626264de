using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using Microsoft.AspNetCore.Http;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// Everything a chat platform does for us; each is one folder. Conversation code never asks which platform it is:
/// what differs stands in <see cref="Can"/> or inside the channel.
/// </summary>
public interface IChannel
{
    /// <summary>Its name in stored rows: "browser", "teams", "webex".</summary>
    string Name { get; }

    Capabilities Can { get; }

    /// <summary>Whether it can write to a person who never wrote or pressed anything there.</summary>
    bool Meets(Person person);

    /// <summary>Proves the sender and reads what they said or clicked. Never throws for what a stranger sent.</summary>
    ValueTask<Reading> Read(HttpRequest request, CancellationToken ct);

    /// <summary>Reads what <see cref="Read"/> had wanted to be kept; may ask the platform.</summary>
    ValueTask<Opened> Open(string body, CancellationToken ct);

    /// <summary>Answers a request of <see cref="Reading.Now"/>, the way the platform wants it.</summary>
    ValueTask<IResult> Answer(Incoming incoming, Message answer, CancellationToken ct);

    /// <summary>Answers what came out of the inbox, in the place where it was said. <paramref name="key"/> as for <see cref="Send"/>.</summary>
    ValueTask<SendOutcome> Reply(Incoming incoming, Message answer, string key, CancellationToken ct);

    /// <summary>
    /// Sends a message of our own accord. Never throws for a fault of the platform: the outcome says whether it may be tried again.
    /// <paramref name="key"/> is the same in every attempt for one delivery; channels that can, use it to send at most once.
    /// </summary>
    ValueTask<SendOutcome> Send(Person to, Message message, string key, CancellationToken ct);

    /// <summary>
    /// Takes back a message, where a sent card cannot be replaced. Null when it is gone or will never go; else how long to wait before it is tried again.
    /// </summary>
    ValueTask<TimeSpan?> Withdraw(string posted, CancellationToken ct) => new((TimeSpan?)null);

    /// <summary>The channel's name of the message that left under this key, where the platform can tell; null when it cannot, or there is none.</summary>
    ValueTask<string?> Find(Person to, string key, CancellationToken ct) => new((string?)null);

    /// <summary>
    /// Puts a card for everybody on a board, or has it take the place of the one of this name. <see cref="SendOutcome.Posted"/> brings the name that it has now;
    /// dead means that the board or the card is gone.
    /// </summary>
    ValueTask<SendOutcome> Post(Board board, Message message, string? posted, CancellationToken ct) => new(new SendOutcome.Dead("ช่องทางนี้ไม่มีที่ลงประกาศ"));

    /// <summary>What the channel looks after from time to time; called by the timer, and never throws for a fault of the platform.</summary>
    ValueTask Tend(CancellationToken ct) => ValueTask.CompletedTask;
}

/// <param name="Update">A card that was sent can be replaced.</param>
/// <param name="Answer">A click is answered with a card in the same request.</param>
/// <param name="InFlight">How many sends may be under way at once.</param>
/// <param name="PerSecond">How many sends a second the platform allows us; null: as many as we can.</param>
/// <param name="Boards">It has places where many read along and where we may post.</param>
public sealed record Capabilities(bool Update, bool Answer, int InFlight = 16, double? PerSecond = null, bool Boards = false);
