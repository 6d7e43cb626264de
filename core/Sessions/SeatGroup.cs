using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>What a person wants of a session's invitation. <paramref name="N"/> is the answer number on the clicked card; null when it carries none.</summary>
public abstract record Wish(Person Person, int? N)
{
    /// <summary>When the click was made, where cards carry no number because they cannot be replaced.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>Answers the invitation.</summary>
    public sealed record Reply(Person Person, Answer Answer, string? Question, int? N) : Wish(Person, N);

    /// <summary>Takes the offered seat, or gives back a seat or a place in the line.</summary>
    public sealed record Seat(Person Person, bool Take, int? N) : Wish(Person, N);

    /// <summary>On a card without an answer, most probably a first answer: worth trying without looking.</summary>
    internal bool Fresh => this is Reply { N: 0 };

    internal RsvpOutcome Decide(SeatBook book, Session session) => this switch
    {
        Reply r => book.Answer(Person.Id, session.Plan.Audience.Includes(Person), r.Answer, r.Question, N, Made),
        Seat s => book.Take(Person.Id, s.Take, N, Made),
        _ => throw new InvalidOperationException($"Nobody decides {GetType().Name}."),
    };
}

/// <summary>How a wish ended and how the person stands now.</summary>
/// <param name="Session">Null when there is no such session.</param>
/// <param name="Position">The place in the line, from 1, of a person who waits.</param>
public sealed record SeatReply(Session? Session, RsvpOutcome Outcome, Answered? Answered, SeatTally? Tally, int? Position);

/// <summary>
/// Decides the answers of one session, several at once: one read, one decision, one transaction with everything it causes.
/// When another process came first, it reads and decides again.
/// </summary>
public sealed class SeatGroup(
    SessionStore sessions, SeatReader reader, WorkStore work, RosterStore rosters, OfficeCalendar office, IRoutes routes, IQueues queues, TimeProvider time)
{
    /// <summary>Decides as many of these as fit into one transaction, at least one, and keeps them. Nobody is answered before it is durable.</summary>
    public async Task<IReadOnlyList<SeatReply>> Decide(string id, IReadOnlyList<Wish> wishes, CancellationToken ct)
    {
        var trusting = true;
        while (true)
        {
            var now = time.GetUtcNow();
            var unread = trusting ? wishes.Where(w => w.Fresh).Select(w => w.Person.Id).ToHashSet(StringComparer.Ordinal) : [];
            foreach (var wish in wishes) if (!wish.Fresh) unread.Remove(wish.Person.Id);
            if (await reader.Read(id, [.. wishes.Select(w => w.Person.Id).Where(p => !unread.Contains(p))], null, now, ct) is not { } read)
                return [.. wishes.Select(_ => new SeatReply(null, new RsvpOutcome.Refused("ไม่พบกิจกรรมนี้"), null, null, null))];
            if (await Counted(id, read, ct)) continue;

            var session = read.Session.Value;
            var book = new SeatBook(read.Page(), office, now);
            book.Settle();
            var outcomes = new List<RsvpOutcome>();
            foreach (var wish in wishes.TakeWhile(_ => book.HasRoom)) outcomes.Add(wish.Decide(book, session));
            var decided = wishes.Take(outcomes.Count).ToList();
            // A refusal shows the answer that stands, so it has to be looked at.
            if (unread.Count > 0 && outcomes.Exists(o => o is RsvpOutcome.Refused)) { trusting = false; continue; }

            switch (await Keep(id, read, book, decided.Where(w => book.Of(w.Person.Id) is not null && !read.Answers.ContainsKey(w.Person.Id)).Select(w => w.Person.Id), ct))
            {
                case Committed.Conflict conflict:
                    trusting &= !conflict.Key.StartsWith(SessionKeys.Answers, StringComparison.Ordinal);
                    continue;
                case Committed.Done when read.Tally is null && await sessions.FindTally(id, ct) is not null:
                    trusting = false; // The seats became limited while these were kept: they must be counted too.
                    continue;
            }
            if (outcomes.Count == 0) continue;
            if (book.Unfinished) await Finish(id, ct);
            var replies = new List<SeatReply>();
            foreach (var (wish, outcome) in decided.Zip(outcomes)) replies.Add(await Stand(session, book, wish.Person.Id, outcome, ct));
            return replies;
        }
    }

    /// <summary>Does what is due without a click (offers that have passed, seats that were added) until nothing of it is left.</summary>
    public async Task Finish(string id, CancellationToken ct)
    {
        while (await reader.Read(id, [], null, time.GetUtcNow(), ct) is { } read)
        {
            if (await Counted(id, read, ct)) continue;
            var book = new SeatBook(read.Page(), office, time.GetUtcNow());
            book.Settle();
            var kept = await Keep(id, read, book, [], ct);
            if (kept is null || (kept is Committed.Done && !book.Unfinished && book.Notices.Count == 0)) return;
        }
    }

    /// <summary>
    /// What another plan does to the seats, as the first step: to be kept in the plan's own transaction, and then <see cref="Finish"/>ed.
    /// Fewer seats take nobody's seat away; more seats go to the next in line.
    /// </summary>
    public async Task<IReadOnlyList<Change>> Prepare(Session becomes, Session? was, CancellationToken ct)
    {
        const int Room = 10; // leaves space for the messages that the change of plan itself causes
        if (becomes.Plan.Seats == was?.Plan.Seats) return [];
        if (was is null) return [SessionRows.Tally(null, new(becomes.Plan.Seats))];
        var now = time.GetUtcNow();
        if (await reader.Read(becomes.Id, [], becomes.Plan, now, ct) is not { } read) return [];
        var book = new SeatBook(read.Page(becomes, read.Tally?.Value ?? New(becomes)), office, now, Room);
        book.Settle();
        return [.. read.Changes(book), .. await Outs(book, becomes, ct)];
    }

    /// <summary>When this session's seats need attention without a click: now, at the end of an offer, or never (null).</summary>
    public async Task<DateTimeOffset?> Next(Session session, CancellationToken ct)
    {
        if (session.State is not SessionState.Published || time.GetUtcNow() >= session.Starts) return null;
        if (await sessions.FindTally(session.Id, ct) is not { Value: var tally }) return session.Plan.Seats is null ? null : time.GetUtcNow();
        if (tally.Counting || tally.Limit != session.Plan.Seats) return time.GetUtcNow();
        return tally.Offered > 0 && await sessions.Offers(session.Id, 1, ct) is [var first] ? SessionKeys.OfferEnds(first.Key) : null;
    }

    /// <summary>How a person stands, without a click.</summary>
    public async Task<SeatReply?> Look(string id, string person, CancellationToken ct)
    {
        if (await sessions.Find(id, ct) is not { Value: var session }) return null;
        var (tally, answered) = ((await sessions.FindTally(id, ct))?.Value, (await sessions.FindAnswer(id, person, ct))?.Value);
        var position = answered?.Seat is SeatState.Waiting ? await sessions.Position(id, answered, ct) : (int?)null;
        return new(session, new RsvpOutcome.Refused(""), answered, tally, position);
    }

    /// <summary>Null when there was nothing to keep.</summary>
    async Task<Committed?> Keep(string id, SeatReading read, SeatBook book, IEnumerable<string> newcomers, CancellationToken ct)
    {
        List<Change> changes = [.. read.Changes(book), .. await Outs(book, read.Session.Value, ct)];
        if (changes.Count == 0) return null;
        // The pointers first: a crash after them leaves pointers to nothing, never work that nobody finds.
        var began = time.GetUtcNow();
        if (book.Notices.Count > 0) await work.PutWaiting(new(id), ct);
        var committed = await sessions.Commit(id, changes, newcomers, ct);
        if (committed is not Committed.Done || book.Notices.Count == 0) return committed;
        if (time.GetUtcNow() > began + WorkStore.Grace / 2) await work.PutWaiting(new(id), ct);
        await queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, ct);
        return committed;
    }

    async Task<IReadOnlyList<Change>> Outs(SeatBook book, Session session, CancellationToken ct)
    {
        if (book.Notices.Count == 0) return [];
        var (roster, route, now) = (await rosters.Load(ct), await routes.Load(ct), time.GetUtcNow());
        return [.. book.Notices.Select(n => SessionRows.Out(
            Delivery.To(n.Person, roster.Find(n.Person), n.Kind, session, route, now, n.Until), n.Ticket.ToString("D9", System.Globalization.CultureInfo.InvariantCulture)))];
    }

    async Task<SeatReply> Stand(Session session, SeatBook book, string person, RsvpOutcome outcome, CancellationToken ct)
    {
        var answered = book.Of(person);
        var position = book.Position(person) ?? (answered?.Seat is SeatState.Waiting ? await sessions.Position(session.Id, answered, ct) : null);
        return new(session, outcome, answered, book.Tally, position);
    }

    static SeatTally New(Session session) => new(session.Plan.Seats, Counting: true);

    /// <summary>
    /// Brings in who said yes before the seats were limited: they have their seats, even when they are more than the new limit.
    /// True when something was done, so that what was read is old.
    /// </summary>
    async Task<bool> Counted(string id, SeatReading read, CancellationToken ct)
    {
        if (read.Tally is null ? read.Session.Value.Plan.Seats is null : !read.Tally.Value.Counting) return false;
        if (read.Tally is not { } tally) return await sessions.Keep(id, [SessionRows.Tally(null, New(read.Session.Value))], ct) || true;
        var page = new List<Stored<Answered>>();
        await foreach (var answer in sessions.Answers(id, ct))
        {
            if (answer.Value is { Answer: Answer.Yes, Seat: null }) page.Add(answer);
            if (page.Count == Limits.Transaction - 1) break;
        }
        var counted = tally.Value with { Accepted = tally.Value.Accepted + page.Count, Counting = page.Count == Limits.Transaction - 1 };
        await sessions.Keep(id, [.. page.Select(a => SessionRows.Answer(a, a.Value with { Seat = SeatState.Accepted })), SessionRows.Tally(tally, counted)], ct);
        return true;
    }
}
