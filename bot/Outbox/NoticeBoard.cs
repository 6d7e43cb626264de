using System.Collections.Concurrent;
using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>
/// "ลงประกาศ": a session's invitation where many read along, for those whom no message of their own reaches. One card for all, which anyone of the audience
/// may answer. Where a card can be replaced it shows how many have, at most 30 seconds late, until the session begins; where it cannot, another card
/// comes only when the session is moved, changed or cancelled.
/// </summary>
public sealed class NoticeBoard(
    BoardStore boards, SessionStore sessions, Upcoming upcoming, RosterStore rosters, SessionCards cards, IReadOnlyList<IChannel> channels, IQueues queues, TimeProvider time)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<string, DateTimeOffset> rung = new(StringComparer.Ordinal);
    volatile Known known = Nothing;

    static Known Nothing { get; } = new(new HashSet<string>(), DateTimeOffset.MinValue);

    sealed record Known(IReadOnlySet<string> Sessions, DateTimeOffset Until);

    /// <summary>Whether this installation has a channel with boards.</summary>
    public bool Any => channels.Any(channel => channel.Can.Boards);

    /// <summary>Of the named session, else of the next one.</summary>
    public async Task<Message> Said(string which, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var session = (await upcoming.Around(now, now.AddYears(1), ct, 200)).FirstOrDefault(s =>
            s.State is SessionState.Published && (which.Length == 0 || ThaiText.Normalise(s.Id) == which || ThaiText.Normalise(s.Plan.Title).Contains(which, StringComparison.Ordinal)));
        return session is null ? new(new Refusal("ไม่พบกิจกรรมที่จะลงประกาศ", "พิมพ์ ตาราง เพื่อดูกิจกรรมที่กำลังจะมา")) : await Put(session, ct);
    }

    /// <summary>Puts this session's invitation on every board that does not have it.</summary>
    public async Task<Message> Put(Session session, CancellationToken ct)
    {
        var tried = new List<bool?>();
        await foreach (var board in boards.All(ct)) tried.Add(await Post(session, board, ct));
        var posted = tried.Count(done => done == true);
        known = Nothing;
        var there = await boards.Posted(session.Id, ct).CountAsync(posting => posting.Value.Posted is not null, ct);
        if (tried.Count == 0) return new(new Refusal("ยังไม่มีทีมหรือกลุ่มแชตที่มีชวนคุย", "เพิ่มแอปชวนคุยในทีมก่อน แล้วพิมพ์ ลงประกาศ อีกครั้ง"));
        var text = string.Create(CultureInfo.InvariantCulture, $"{session.Plan.Title}: ลงใหม่ {posted} แห่ง รวมเป็น {there} แห่ง ทุกคนในกลุ่มเป้าหมายกดตอบในประกาศได้");
        return new(there >= tried.Count
            ? new Notice(posted > 0 ? "ลงประกาศแล้ว" : "ลงประกาศไว้แล้ว", text, Tone.Good)
            : new Notice("ลงประกาศไม่ครบ", string.Create(CultureInfo.InvariantCulture, $"{text} อีก {tried.Count - there} แห่งไม่แน่ใจว่าลงได้ อีกสองนาทีลองพิมพ์ ลงประกาศ อีกครั้ง"), Tone.Warning));
    }

    /// <summary>Somebody's answer was kept: whoever reads a board sees it half a minute later. Where nothing is posted it costs a look into memory.</summary>
    public async ValueTask Answered(string session, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now >= known.Until) known = new(await boards.Posted(null, ct).Select(posting => posting.Value.Session).ToHashSetAsync(StringComparer.Ordinal, ct), now + Every);
        if (!known.Sessions.Contains(session) || (rung.TryGetValue(session, out var until) && now < until)) return;
        rung[session] = now + Every;
        await queues.Send(Hint.Queue, new Hint.Board(session).Text, Every, ct);
    }

    /// <summary>Shows what is new of one session, or of all; a posting that was written less than half a minute ago is looked at again then.</summary>
    public async Task Refresh(string? session, CancellationToken ct)
    {
        var again = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var posting in boards.Posted(session, ct))
            if (posting.Value.Posted is not null && await Refresh(posting, ct)) again.Add(posting.Value.Session);
        foreach (var waiting in again) await queues.Send(Hint.Queue, new Hint.Board(waiting).Text, Every, ct);
    }

    /// <returns>Whether it is to be looked at again soon.</returns>
    async Task<bool> Refresh(Stored<Posting> posting, CancellationToken ct)
    {
        var (was, now) = (posting.Value, time.GetUtcNow());
        if (await sessions.Find(was.Session, ct) is not { Value: var session })
        {
            await boards.Forget(posting, ct);
            return false;
        }
        var (message, shown) = await Make(session, was.Board, ct);
        var over = session.State is not SessionState.Published || now >= session.Starts;
        // That it begins is no news where every card is a new message.
        if (shown == was.Shown || (session.State is SessionState.Published && over && !Replaces(was.Board)))
        {
            if (over) await boards.Forget(posting, ct);
            return false;
        }
        if (now < was.At + Every) return true;
        if (await boards.Replace(posting, was with { At = now }, ct) is not { } mine) return false;
        switch (await Post(was.Board, message, was.Posted, ct))
        {
            case SendOutcome.Posted there when !over:
                await boards.Replace(mine, mine.Value with { Posted = there.Message, Shown = shown }, ct);
                return false;
            case SendOutcome.Posted or SendOutcome.Dead or SendOutcome.Rejected:
                await boards.Forget(mine, ct);
                return false;
            default:
                return true;
        }
    }

    /// <returns>Null when it is there already.</returns>
    async Task<bool?> Post(Session session, Board board, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await boards.Begin(new(session.Id, board, now), now - Delivery.IntentStale, ct) is not { } mine) return null;
        var (message, shown) = await Make(session, board, ct);
        switch (await Post(board, message, null, ct))
        {
            case SendOutcome.Posted posted:
                await boards.Replace(mine, mine.Value with { Posted = posted.Message, Shown = shown }, ct);
                return true;
            case SendOutcome.PerhapsSent:
                return false; // nobody knows: for two minutes it is not posted again
            case SendOutcome.Dead:
                await boards.Remove(board, ct);
                break;
        }
        await boards.Forget(mine, ct);
        return false;
    }

    async ValueTask<SendOutcome> Post(Board board, Message message, string? posted, CancellationToken ct) =>
        Of(board) is { } channel ? await channel.Post(board, message, posted, ct) : new SendOutcome.Dead("ไม่มีช่องทางนี้แล้ว");

    IChannel? Of(Board board) => channels.FirstOrDefault(channel => channel.Name == board.Channel);

    bool Replaces(Board board) => Of(board) is { Can.Update: true };

    async Task<(Message Message, string Shown)> Make(Session session, Board board, CancellationToken ct)
    {
        var (tally, counts) = ((SeatTally?)null, (Dictionary<Answer, int>?)null);
        if (Replaces(board))
        {
            counts = [];
            await foreach (var answer in sessions.Answers(session.Id, ct)) counts[answer.Value.Answer] = counts.GetValueOrDefault(answer.Value.Answer) + 1;
            tally = session.Plan.Seats is null ? null : (await sessions.FindTally(session.Id, ct))?.Value;
        }
        var message = cards.ForAll(session, await rosters.Load(ct), tally, counts);
        return (message, Card.Bind(message.Card).ToJsonString());
    }
}
