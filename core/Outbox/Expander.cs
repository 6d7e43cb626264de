using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// Turns an open fanout row into one delivery row for each person, walking the roster in key order, page by page. It may be killed between any two pages,
/// run twice at once or run again: nobody is missing and nobody has two rows, because each page and the cursor are one transaction.
/// </summary>
public sealed class Expander(SessionStore sessions, DeliveryStore deliveries, RosterStore rosters, FeedbackStore feedback, IRoutes routes)
{
    /// <summary>Rows a page: with the cursor they fill one transaction.</summary>
    public const int PageRows = Limits.Transaction - 1;

    /// <summary>Goes on until the fanout row is closed (or was never there).</summary>
    public async Task Expand(Waiting waiting, CancellationToken ct)
    {
        var kind = waiting.Kind ?? throw new ArgumentException("Personal messages have rows already.", nameof(waiting));
        Known? known = null;
        while (await sessions.FindFanout(waiting.Session, kind, waiting.Version, ct) is { Value.Open: true } fanout)
        {
            if (await sessions.Find(waiting.Session, ct) is not { Value: var session }) return;
            var cursor = await deliveries.FindCursor(waiting, ct);
            var place = cursor?.Value is { } c && c.Run == fanout.Value.Run ? c : new Cursor(fanout.Value.Run, null, cursor?.Value.Count ?? 0);
            if (place.Done)
            {
                await Close(waiting.Session, fanout, place.Count, ct);
                continue;
            }
            if (known is null || known.Run != fanout.Value.Run) known = await Know(fanout.Value, session, ct);
            var page = session.Version == waiting.Version ? NextPage(session, kind, known, place.After) : [];
            if (page.Count == 0) await deliveries.Extend(waiting, cursor, place with { Done = true }, [], ct);
            else await Extend(waiting, session, fanout.Value, cursor, place, page, ct);
        }
    }

    static List<Person> NextPage(Session session, MessageKind kind, Known known, string? after) =>
        [.. known.Roster.After(after).Where(person => Recipients.Wants(kind, session, person, known.Of(person.Id))).Take(PageRows)];

    async Task Extend(Waiting waiting, Session session, Fanout fanout, Stored<Cursor>? was, Cursor place, List<Person> page, CancellationToken ct)
    {
        var last = page[^1].Id;
        var have = fanout.Run > 1 ? await deliveries.Have(waiting, place.After, last, ct) : new HashSet<string>();
        var route = await routes.Load(ct);
        var rows = page.Where(person => !have.Contains(person.Id)).Select(person => Row(session, fanout, person, route)).ToList();
        await deliveries.Extend(waiting, was, place with { After = last, Count = place.Count + rows.Count }, rows, ct);
    }

    static Delivery Row(Session session, Fanout fanout, Person person, Route route) =>
        Delivery.To(person.Id, person, fanout.Kind, session, route, fanout.NotBefore, fanout.Until);

    async Task Close(string session, Stored<Fanout> fanout, int count, CancellationToken ct) =>
        await sessions.Keep(session, [Rows.Replace(fanout, fanout.Value with { Open = false, Expected = count }, SessionJson.Default.Fanout)], ct);

    async Task<Known> Know(Fanout fanout, Session session, CancellationToken ct)
    {
        var answers = new Dictionary<string, Answered>(StringComparer.Ordinal);
        await foreach (var answer in sessions.Answers(session.Id, ct)) answers[answer.Value.Person] = answer.Value;
        var present = Recipients.NeedsPresence(fanout.Kind) ? await sessions.Present(session.Id, ct) : null;
        var gave = Recipients.NeedsFeedback(fanout.Kind) ? await feedback.Who(session.Id, ct) : null;
        return new(fanout.Run, await rosters.LoadNow(ct), answers, present, gave);
    }

    sealed record Known(int Run, Roster Roster, Dictionary<string, Answered> Answers, IReadOnlySet<string>? Present, FeedbackGiven? Gave)
    {
        public Standing Of(string person) =>
            new(Answers.GetValueOrDefault(person), Present?.Contains(person) == true, Gave?.Contains(person) == true);
    }
}
