using System.Text.Json.Serialization;
using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// Where a person who said yes to a session with few seats stands. Waiting, offered and accepted are open; the other three are ends,
/// from which only another yes leads on.
/// </summary>
public enum SeatState
{
    /// <summary>In the line, with a ticket.</summary>
    Waiting,

    /// <summary>A seat is kept for the person until a moment; it is not empty.</summary>
    Offered,

    /// <summary>Has a seat.</summary>
    Accepted,

    /// <summary>Did not want the offered seat.</summary>
    Declined,

    /// <summary>Did not take the offered seat in time.</summary>
    Expired,

    /// <summary>Gave the seat or the place in the line back.</summary>
    Cancelled,
}

/// <summary>
/// The counter of a session whose seats are or were limited; a session without a limit has none. Whoever changes a seat replaces this row under its ETag
/// in the same transaction: that makes all decisions about one session's seats follow one another.
/// </summary>
/// <param name="Limit">
/// The seats in force; null: all that are wanted. When seats are added it rises together with the promotions that fill them,
/// so that nobody ever waits beside an empty seat.
/// </param>
/// <param name="NextTicket">First in, first out: a ticket is given once.</param>
/// <param name="Counting">The limit is new and who said yes before it is still being counted: nobody is seated meanwhile.</param>
public sealed record SeatTally(int? Limit, int Accepted = 0, int Offered = 0, int Waiting = 0, int NextTicket = 1, bool Counting = false)
{
    [JsonIgnore] public int Taken => Accepted + Offered;

    [JsonIgnore] public bool Full => Taken >= Limit;

    /// <summary>The counter after one person went from one state to another (null: not in it).</summary>
    public SeatTally Move(SeatState? from, SeatState? to) => this with
    {
        Accepted = Accepted + One(to, SeatState.Accepted) - One(from, SeatState.Accepted),
        Offered = Offered + One(to, SeatState.Offered) - One(from, SeatState.Offered),
        Waiting = Waiting + One(to, SeatState.Waiting) - One(from, SeatState.Waiting),
    };

    static int One(SeatState? state, SeatState counted) => state == counted ? 1 : 0;
}

/// <summary>A person to be told that a seat became theirs, was offered to them, or is offered no more.</summary>
public sealed record SeatNotice(string Person, MessageKind Kind, int Ticket, DateTimeOffset Until);

/// <summary>A row that puts a person into an order: the line by ticket, or the open offers by their end.</summary>
public sealed record SeatMark(string Person);
