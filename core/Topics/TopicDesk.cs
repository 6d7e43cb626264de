using System.Globalization;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Topics;

/// <summary>
/// The closed loop: what people lack becomes proposals, a vote, a session, and word to those who wanted it. A round of votes and the word are standing
/// sessions that nobody sees, so they go out like any message to many: never twice, never lost.
/// </summary>
public sealed class TopicDesk(
    TopicStore topics, MissStore misses, AskStore asks, SummaryStore summaries, SessionStore sessions, RosterStore rosters, Decisions decisions, AuditLog audit, OfficeCalendar office, TimeProvider time)
{
    /// <summary>So many are shown and voted on.</summary>
    public const int Most = 6;

    const string Place = "~topics", Told = "~told-", Planned = "topic-";
    const int Searches = 500, WishDays = 365, AskDays = 180;
    static readonly TimeSpan VoteStays = TimeSpan.FromDays(14), ChosenStays = TimeSpan.FromDays(60), Useful = TimeSpan.FromDays(7);

    /// <summary>The id of the session that a topic becomes.</summary>
    public static string SessionOf(string topic) => $"{Planned}{topic}";

    /// <summary>Whether a session's id is that of a topic.</summary>
    public static bool IsTopic(string session) => session.StartsWith(Planned, StringComparison.Ordinal);

    /// <summary>The topic's session for which a word stands.</summary>
    public static string OfTold(string place) => SessionOf(place[Told.Length..]);

    /// <summary>What people lack and nobody has planned yet, best supported first.</summary>
    public async Task<IReadOnlyList<Topic>> Proposals(CancellationToken ct)
    {
        var names = (await rosters.Load(ct)).People.Select(person => person.Name).ToList();
        var evidence = (await Evidence(ct)).Where(item => Wishing.NamesNobody(item.Text, names));
        var open = new List<Topic>();
        foreach (var topic in TopicRule.Group(evidence, Most * 4))
            if (await sessions.Find(SessionOf(topic.Id), ct) is null) open.Add(topic);
        return [.. open.Take(Most)];
    }

    /// <summary>False when the text names somebody or says nothing.</summary>
    public async Task<bool> Wish(Person person, string text, CancellationToken ct)
    {
        var clean = Text.ThaiText.Clean(text, Wishing.TextChars);
        if (clean.Count(char.IsLetter) < 3 || !Wishing.NamesNobody(clean, (await rosters.Load(ct)).People.Select(p => p.Name))) return false;
        await topics.Keep(new Wish(person.Id, clean, time.GetUtcNow()), ct);
        return true;
    }

    /// <summary>Sends the best proposals to all staff for a vote; null when it has begun, else why not.</summary>
    public async Task<string?> Ask(string by, CancellationToken ct)
    {
        var (now, was) = (time.GetUtcNow(), await topics.Round(ct));
        if (was?.Value is { } open && open.Until > now && await sessions.Find(Place, ct) is { Value.Version: var sent } && sent >= open.N) return "มีการเลือกหัวข้อที่ยังเปิดอยู่ รอให้ปิดก่อน";
        var proposals = await Proposals(ct);
        if (proposals.Count < 2) return "ยังมีหัวข้อให้เลือกไม่ถึงสองเรื่อง";
        var round = new Round((was?.Value.N ?? 0) + 1, proposals, now, now + VoteStays, by);
        await audit.Write(by, ActKind.TopicsAsked, string.Create(CultureInfo.InvariantCulture, $"topics-{round.N}"), null, null, ct);
        if (!await topics.Begin(was, round, ct)) return "มีคนเพิ่งส่งให้เลือกไปแล้ว";
        await Send(round, ct);
        return null;
    }

    /// <summary>The open round; null when there is none.</summary>
    public async Task<Round?> Open(CancellationToken ct) => await topics.Round(ct) is { Value: var round } && time.GetUtcNow() < round.Until ? round : null;

    public Task<Vote?> VoteOf(string person, CancellationToken ct) => topics.FindVote(person, ct).AsTask();

    /// <summary>One vote a person, the newest counts. False when the topic is not one of the open round.</summary>
    public async Task<bool> Vote(Person person, string topic, CancellationToken ct)
    {
        if (await Open(ct) is not { } round || round.Topics.All(t => t.Id != topic)) return false;
        await topics.Keep(new Vote(person.Id, topic, time.GetUtcNow()), ct);
        return true;
    }

    /// <summary>Votes by topic, of the newest round.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Votes(CancellationToken ct)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (await topics.Round(ct) is not { Value: var round }) return counts;
        await foreach (var vote in topics.AllVotes(ct))
            if (vote.Value.At >= round.At) counts[vote.Value.Topic] = counts.GetValueOrDefault(vote.Value.Topic) + 1;
        return counts;
    }

    /// <summary>The topic that a coordinator turns into a session, from the proposals or from the round; null when there is none of this id.</summary>
    public async Task<Topic?> Choose(string id, CancellationToken ct)
    {
        var topic = (await Proposals(ct)).FirstOrDefault(t => t.Id == id) ?? (await topics.Round(ct))?.Value.Topics.FirstOrDefault(t => t.Id == id);
        if (topic is not null) await topics.Keep(new Chosen(topic, time.GetUtcNow()), ct);
        return topic;
    }

    /// <summary>Sends what is due: after a crash the vote card too; and tells those who wanted a topic that it has a day. Safe to call at any time, in any number.</summary>
    public async Task Tick(CancellationToken ct)
    {
        if (await Open(ct) is { } round) await Send(round, ct);
        await foreach (var chosen in topics.AllChosen(ct)) await Tell(chosen, ct);
    }

    async Task Send(Round round, CancellationToken ct)
    {
        var (now, was) = (time.GetUtcNow(), await sessions.Find(Place, ct));
        if (was is { Value.Version: var sent } && sent >= round.N) return;
        var session = Standing(Place, "เลือกหัวข้อ", new("role:staff"), round.At, round.Until) with { Version = round.N };
        await decisions.Keep(was, new(session, [new Fanout(MessageKind.TopicVote, round.N, office.Later(now), round.Until)], []), null, ct);
    }

    /// <summary>Once the session is published and its hold is over: a row for each person who wanted it, then one message to all of them.</summary>
    async Task Tell(Stored<Chosen> chosen, CancellationToken ct)
    {
        var (now, topic) = (time.GetUtcNow(), chosen.Value.Topic);
        if (await sessions.Find(SessionOf(topic.Id), ct) is not { Value: { State: SessionState.Published } session } || session.HeldUntil > now)
        {
            if (now > chosen.Value.At + ChosenStays) await topics.Remove(chosen, ct);
            return;
        }
        var place = $"{Told}{topic.Id}";
        foreach (var person in await Wanted(topic, ct))
            if (await sessions.FindAnswer(place, person, ct) is null) await sessions.Keep(place, [SessionRows.Answer(null, new(person, Answer.Yes, 1, now))], ct);
        await decisions.Keep(null, new(Standing(place, topic.Title, Audience.All, now, session.Starts), [new Fanout(MessageKind.TopicPlanned, 1, office.Later(now), now + Useful)], []), null, ct);
        await topics.Remove(chosen, ct);
    }

    async Task<IReadOnlyCollection<string>> Wanted(Topic topic, CancellationToken ct)
    {
        var people = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var vote in topics.AllVotes(ct)) if (vote.Value.Topic == topic.Id) people.Add(vote.Value.Person);
        await foreach (var wish in topics.AllWishes(ct)) if (TopicRule.IsAbout(wish.Value.Text, topic.Title)) people.Add(wish.Value.Person);
        return people;
    }

    async Task<IReadOnlyList<Evidence>> Evidence(CancellationToken ct)
    {
        var (now, all) = (time.GetUtcNow(), new List<Evidence>());
        all.AddRange((await misses.Most(Searches, ct)).Select(miss => new Evidence(EvidenceKind.Search, miss.Text, miss.Count)));
        await foreach (var wish in topics.AllWishes(ct)) if (wish.Value.At > now.AddDays(-WishDays)) all.Add(new(EvidenceKind.Wish, wish.Value.Text, 1));
        var today = office.Day(now);
        foreach (var form in (await summaries.Between(today.AddDays(-WishDays), today, ct)).Concat(await summaries.Evaluations(today.AddDays(-WishDays), today, ct)))
            all.AddRange((await sessions.Passed(form.Session, ct)).SelectMany(page => page.Texts).Select(Wishing.Read).OfType<string>().Select(text => new Evidence(EvidenceKind.Wish, text, 1)));
        return [.. all, .. await Questions(now, ct)];
    }

    /// <summary>
    /// By subject, never a text. What waits longer than a day a coordinator may see one by one; what ended without an answer counts from five of a subject on.
    /// </summary>
    async Task<IReadOnlyList<Evidence>> Questions(DateTimeOffset now, CancellationToken ct)
    {
        var (waiting, ended) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var id in await asks.Between(office.Day(now).AddDays(-AskDays), office.Day(now), ct))
            if (await asks.Find(id, ct) is { Value: { Answered: null } ask } && ask.Subject != Subjects.Other)
            {
                if (ask.State is AskState.Closed) ended[ask.Subject] = ended.GetValueOrDefault(ask.Subject) + 1;
                else if (ask.Owed <= now - AskRule.RemindAfter) waiting[ask.Subject] = waiting.GetValueOrDefault(ask.Subject) + 1;
            }
        return [.. waiting.Concat(ended.Where(subject => subject.Value >= AskFigures.Fewest)).Select(subject => new Evidence(EvidenceKind.Question, Subjects.Thai(subject.Key), subject.Value))];
    }

    static Session Standing(string place, string title, Audience audience, DateTimeOffset starts, DateTimeOffset ends) => new(
        new(place, SessionKind.Talk, title, [], "", starts, ends, null, audience, MeetingKind.None, "", true), SessionState.Published, 1, "", place);
}
