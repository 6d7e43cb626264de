using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>What was read of a session for one decision, with the ETags that guard its keeping.</summary>
public sealed record SeatReading(
    Stored<Session> Session, Stored<SeatTally>? Tally, IReadOnlyDictionary<string, Stored<Answered>> Answers,
    IReadOnlyDictionary<string, string> Marks, IReadOnlyList<string> Line)
{
    public SeatPage Page(Session? becomes = null, SeatTally? tally = null) =>
        new(becomes ?? Session.Value, tally ?? Tally?.Value, [.. Answers.Values.Select(a => a.Value)], Line);

    /// <summary>The writes that make the book true: answers, orders, counter. Empty when nothing changed.</summary>
    public List<Change> Changes(SeatBook book)
    {
        var changes = new List<Change>();
        foreach (var (was, becomes) in book.Changed)
        {
            changes.Add(SessionRows.Answer(Answers.GetValueOrDefault(becomes.Person), becomes));
            var (leaves, enters) = (was is null ? null : SessionKeys.Mark(was), SessionKeys.Mark(becomes));
            if (leaves == enters) continue;
            if (leaves is not null && Marks.TryGetValue(leaves, out var etag)) changes.Add(new Change.Delete(leaves, etag));
            if (enters is not null) changes.Add(SessionRows.Mark(enters, becomes.Person));
        }
        if (book.Tally is { } tally && (changes.Count > 0 || tally != Tally?.Value)) changes.Add(SessionRows.Tally(Tally, tally));
        return changes;
    }
}

/// <summary>
/// Reads what a decision about seats needs and no more. The counter is read before the orders, and every change of an order replaces the counter:
/// so a decision that is kept was made from one state of the line.
/// </summary>
public sealed class SeatReader(SessionStore sessions)
{
    const int OffersAtOnce = 10;

    /// <param name="people">Whose answers are needed. Who is left out counts as not having answered yet, and the keeping proves it.</param>
    /// <param name="plan">The plan as it is about to become; null: as it is.</param>
    public async Task<SeatReading?> Read(string id, IReadOnlyCollection<string> people, Plan? plan, DateTimeOffset now, CancellationToken ct)
    {
        var (reading, counting, answering) = (sessions.Find(id, ct).AsTask(), sessions.FindTally(id, ct).AsTask(), Find(id, people, ct));
        await Task.WhenAll(reading, counting, answering);
        if (await reading is not { } session) return null;
        var answers = await answering;
        if (await counting is not { } tally) return new(session, null, answers, new Dictionary<string, string>(), []);

        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mark in await Task.WhenAll(answers.Values.Select(a => sessions.FindMark(id, a.Value, ct).AsTask())))
            if (mark is not null) marks[mark.Key] = mark.ETag;

        var offers = tally.Value.Offered > 0 ? await sessions.Offers(id, OffersAtOnce, ct) : [];
        var lapsed = offers.Where(offer => SessionKeys.OfferEnds(offer.Key) <= now).ToList();
        var empty = (plan ?? session.Value.Plan).Seats is { } seats ? Math.Max(0, seats - tally.Value.Taken) : Outbox.Decision.FewAtMost;
        var free = lapsed.Count + answers.Values.Count(a => a.Value.Holds) + empty;
        var leaving = answers.Values.Count(a => a.Value.Seat is SeatState.Waiting);
        var line = tally.Value.Waiting > 0 && free > 0 ? await sessions.Line(id, Math.Min(free, Outbox.Decision.FewAtMost) + leaving, ct) : [];

        foreach (var mark in lapsed.Concat(line)) marks[mark.Key] = mark.ETag;
        foreach (var (person, answer) in await Find(id, [.. lapsed.Concat(line).Select(m => m.Value.Person).Where(p => !answers.ContainsKey(p))], ct)) answers[person] = answer;
        return new(session, tally, answers, marks, [.. line.Select(m => m.Value.Person).Where(p => answers.GetValueOrDefault(p)?.Value.Seat is SeatState.Waiting)]);
    }

    async Task<Dictionary<string, Stored<Answered>>> Find(string id, IReadOnlyCollection<string> people, CancellationToken ct)
    {
        var found = await Task.WhenAll(people.Distinct(StringComparer.Ordinal).Select(person => sessions.FindAnswer(id, person, ct).AsTask()));
        return found.OfType<Stored<Answered>>().ToDictionary(a => a.Value.Person, StringComparer.Ordinal);
    }
}
