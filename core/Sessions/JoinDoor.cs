using ChuanKhuy.Core.Meetings;

namespace ChuanKhuy.Core.Sessions;

/// <summary>What somebody finds who follows a session's join link.</summary>
public abstract record JoinDoor
{
    /// <summary>The door opens this long before the start.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMinutes(30);

    public sealed record Early(DateTimeOffset Opens) : JoinDoor;

    /// <param name="Meeting">Null when no meeting link is known: the session is in a room, or its link comes later.</param>
    public sealed record Open(Uri? Meeting) : JoinDoor;

    public sealed record Over : JoinDoor;

    public sealed record Cancelled : JoinDoor;

    /// <summary>
    /// Open until the session has ended: by the tap "จบแล้ว", or half an hour after its planned end. A talk that runs over must still let in
    /// who lost the connection. Null for a draft, which has no door yet.
    /// </summary>
    /// <param name="room">Its room on a meeting platform; a link that a coordinator gave comes first.</param>
    public static JoinDoor? Of(Session session, DateTimeOffset now, Room? room = null) => session switch
    {
        { State: SessionState.Draft } => null,
        { State: SessionState.Cancelled } => new Cancelled(),
        { State: SessionState.Ended } => new Over(),
        _ when now >= session.CheckInCloses => new Over(),
        _ when now < session.Starts - Lead => new Early(session.Starts - Lead),
        _ => new Open(Link(room?.Pasted) ?? Link(session.Plan.Place) ?? Link(room?.Link)),
    };

    /// <summary>The link, if it is one that may be shown.</summary>
    public static Uri? Link(string? place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri : null;
}
