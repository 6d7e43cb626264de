namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// Where all answers to invitations come in. Clicks on one session stand in a lane and are decided in groups; the answer comes when its group is durable.
/// </summary>
public sealed class SeatDesk(SeatGroup group)
{
    // A group is decided for many: one caller's cancellation must not undo the others.
    readonly Lane<Wish, SeatReply> lane = new(Storage.Limits.Transaction, (session, wishes) => group.Decide(session, wishes, CancellationToken.None));

    public Task<SeatReply> Decide(string session, Wish wish, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return lane.Take(session, wish);
    }

    /// <summary>How a person stands, for "ทำไมยังไม่ถึงคิว"; null when there is no such session.</summary>
    public Task<SeatReply?> Look(string session, string person, CancellationToken ct) => group.Look(session, person, ct);
}
