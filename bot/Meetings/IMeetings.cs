using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot.Meetings;

/// <summary>A room as the platform has it now. <paramref name="Current"/>: with the title and the time that were asked for.</summary>
public sealed record MadeRoom(string Meeting, string Link, bool Current);

/// <summary>What a meeting platform answers.</summary>
public abstract record RoomReply<T>
{
    public sealed record Got(T Value) : RoomReply<T>;

    /// <summary>It does not know this meeting, or no longer.</summary>
    public sealed record Gone : RoomReply<T>;

    /// <summary>
    /// Not now; whatever became of the request, the same may be asked again. <paramref name="Grave"/>: only a person can mend it.
    /// <paramref name="Why"/> is a Thai sentence for the coordinators.
    /// </summary>
    public sealed record Failed(string Why, TimeSpan? After = null, bool Grave = false) : RoomReply<T>;
}

/// <summary>
/// Everything a meeting platform does for us. Every call may be repeated: after a lost answer the same call finds what the first one did.
/// Nobody is mailed by the platform; people hear of their sessions from us. Never throws for a fault of the platform.
/// </summary>
public interface IMeetings
{
    MeetingKind Kind { get; }

    /// <summary>Finds the room with this mark, or makes it.</summary>
    Task<RoomReply<MadeRoom>> Make(RoomPlan plan, CancellationToken ct);

    /// <summary>Gives it another title or time.</summary>
    Task<RoomReply<MadeRoom>> Change(string meeting, RoomPlan plan, CancellationToken ct);

    /// <summary>Takes it away. <paramref name="meeting"/> is null when it is only known that there may be one with this mark.</summary>
    Task<RoomReply<bool>> Drop(string? meeting, RoomPlan plan, CancellationToken ct);

    /// <summary>Who was there: the reports of every time the meeting was on and has ended, as they came. None yet is an empty list.</summary>
    Task<RoomReply<IReadOnlyList<byte[]>>> Reports(string meeting, RoomPlan plan, CancellationToken ct);

    /// <summary>What it looks after from time to time.</summary>
    ValueTask Tend(CancellationToken ct) => ValueTask.CompletedTask;
}
