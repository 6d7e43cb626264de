using ChuanKhuy.Bot.Meetings;
using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Bot;

/// <summary>Follows a hint from the queue. Each may come twice, late, or for nothing.</summary>
public sealed class Courier(Ticker ticker, Expander expander, IReadOnlyList<Sender> senders, Inbox inbox, NoticeBoard board, RoomKeeper rooms)
{
    public async Task Take(string text, CancellationToken ct)
    {
        switch (Hint.Parse(text))
        {
            case Hint.Due due:
                await ticker.Act(due.Session, ct);
                break;
            case Hint.Expand expand:
                await expander.Expand(expand.Waiting, ct);
                await Send(ct);
                break;
            case Hint.Send:
                await Send(ct);
                break;
            case Hint.Receive receive:
                await inbox.Take(receive.Channel, receive.Hash, ct);
                break;
            case Hint.Room room:
                await rooms.Keep(room.Session, ct);
                break;
            case Hint.Fetch over:
                await rooms.Fetch(over.Session, ct);
                break;
            case Hint.Board posted:
                await board.Refresh(posted.Session, ct);
                break;
            default:
                throw new FormatException("The queue holds a message that is not a hint of ours.");
        }
    }

    Task Send(CancellationToken ct) => Task.WhenAll(senders.Select(sender => sender.Drain(ct)));
}
