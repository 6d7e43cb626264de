namespace ChuanKhuy.Core.Knowledge;

/// <summary>A sentence of the source, word for word, with the unit it stands in.</summary>
public sealed record Cited(string Text, SourceUnit Unit);

/// <summary>A proposed item for the coordinator to complete.</summary>
/// <param name="Keywords">Words of the source.</param>
/// <param name="Question">What was asked, when the item answers a question.</param>
/// <param name="Steps">Those of the sentences that are steps, in their order; empty when there are fewer than two.</param>
/// <param name="Minutes">True reading time, one decimal.</param>
/// <param name="Series">Items with the same number belong together; from 1.</param>
public sealed record Proposal(
    string Title, Category Category, Format Format, IReadOnlyList<string> Keywords, Cited? Question,
    IReadOnlyList<Cited> Sentences, IReadOnlyList<Cited> Steps, double Minutes, int Series);

/// <summary>
/// Proposes knowledge items from a source. Pure: the same source gives the same items. Every word of them stands in the source;
/// what the source says, also to the reader of a machine, is text and nothing else.
/// </summary>
public static class Draft
{
    /// <summary>Letters of Thai that a person reads in a minute; an assumption, to be measured with the office.</summary>
    public const int CharsAMinute = 900;

    /// <summary>An item that would take longer to read than this is cut in two.</summary>
    public const double LongestMinutes = 10;

    const double Key = 2.2, Rich = 2.6;
    const double FollowsUp = 0.05, Related = 0.12, SeriesMinutes = 5;

    public static IReadOnlyList<Proposal> Make(Source source)
    {
        var units = source.Units;
        var signs = units.Select(Signs.Of).ToList();
        var likeness = new Likeness([.. signs.Select(s => s.Spelled)]);
        var teachers = Topics.Teachers(units, signs);
        var topics = Topics.Cut(units, signs, teachers, likeness);
        var asked = topics.Count(topic => topic.Opener is not null) > 1;
        var picked = Join([.. topics.Select(topic => (Topic: topic, Keys: Pick(topic, units, signs, teachers)))], likeness)
            .Where(t => t.Keys.Count >= (t.Topic.Opener is null && asked ? 3 : 2) || (t.Topic.Opener is not null && t.Keys.Any(i => signs[i].Weight >= Rich))).SelectMany(t => Split(t, units)).ToList();
        return Series([.. picked.Select(t => Propose(t.Topic, t.Keys, units, signs))], [.. picked.Select(t => likeness.Sum(t.Keys))]);
    }

    /// <summary>The units of a topic that are worth keeping.</summary>
    static List<int> Pick(Topic topic, IReadOnlyList<SourceUnit> units, List<Signs> signs, IReadOnlySet<string> teachers)
    {
        var keys = new List<int>();
        for (var at = 0; at < topic.Body.Count; at++)
        {
            var i = topic.Body[at];
            var s = signs[i];
            var score = s.Weight + (topic.Opener is null ? 0.2 : 0.9) + Neighbours(topic, at, signs) - (s.Chatter * 1.3) - (s.Personal * 0.7) - (s.Asks ? 1.5 : 0) - (s.Scene ? 1.0 : 0);
            if (units[i].Speaker is { } speaker) score += teachers.Contains(speaker) ? 0.3 : -1.2;
            if (at == 0 && s.Acknowledges && topic.Body.Count > 2) score -= 1.3;
            if (score >= Key) keys.Add(i);
        }
        return keys;
    }

    /// <summary>Advice comes in runs: what stands between two good sentences is likely one.</summary>
    static double Neighbours(Topic topic, int at, List<Signs> signs)
    {
        double Good(int other) => other < 0 || other >= topic.Body.Count ? 0 : Math.Clamp(signs[topic.Body[other]].Weight - (1.3 * signs[topic.Body[other]].Chatter), 0, 3);
        return 0.12 * (Good(at - 1) + Good(at + 1));
    }

    /// <summary>A short follow-up ("แล้ว … ได้ไหม", one answer) belongs to the topic before it.</summary>
    static List<(Topic Topic, List<int> Keys)> Join(List<(Topic Topic, List<int> Keys)> topics, Likeness likeness)
    {
        var joined = new List<(Topic Topic, List<int> Keys)>();
        foreach (var (topic, keys) in topics)
        {
            if (joined.Count > 0 && joined[^1] is var (before, kept) && kept.Count >= 2 && keys.Count <= 1 && topic.Body.Count <= 2 && topic.Opener is { } opener
                && Likeness.Cosine(likeness.Sum(kept), likeness.Sum([opener, .. topic.Body])) >= FollowsUp)
                joined[^1] = (before with { Body = [.. before.Body, .. topic.Body] }, [.. kept, .. keys]);
            else joined.Add((topic, keys));
        }
        return joined;
    }

    static IEnumerable<(Topic Topic, List<int> Keys)> Split((Topic Topic, List<int> Keys) item, IReadOnlyList<SourceUnit> units)
    {
        if (item.Keys.Count < 2 || Minutes(item.Keys.Sum(i => units[i].Text.Length)) <= LongestMinutes) return [item];
        var half = item.Keys.Count / 2;
        return Split((item.Topic, item.Keys[..half]), units).Concat(Split((item.Topic with { Opener = null }, item.Keys[half..]), units));
    }

    static Proposal Propose(Topic topic, List<int> keys, IReadOnlyList<SourceUnit> units, List<Signs> signs)
    {
        var opener = topic.Opener is { } o ? signs[o] : null;
        var category = Categories.Guess(opener?.Spelled ?? Spelled.Of(""), [.. topic.Body.Select(i => signs[i].Spelled)]);
        var sentences = keys.Select(i => new Cited(Titles.Trim(units[i].Text), units[i])).ToList();
        var steps = keys.Select((i, at) => (Sentence: sentences[at], Step: signs[i].Spelled.Any(Cues.Step))).Where(s => s.Step).Select(s => s.Sentence).ToList();
        return new(
            Titles.Make(topic.Opener, keys, units, signs), category, category.Usual(), Titles.Keywords(topic.Body.Prepend(topic.Opener ?? topic.Body[0]).Select(i => units[i].Text)),
            opener is { Asks: true } ? new(Titles.Trim(units[topic.Opener!.Value].Text), units[topic.Opener.Value]) : null,
            sentences, steps.Count > 1 ? steps : [], Minutes(sentences.Sum(s => s.Text.Length)), 1);
    }

    internal static double Minutes(int chars) => Math.Max(0.1, Math.Round(chars / (double)CharsAMinute, 1, MidpointRounding.AwayFromZero));

    /// <summary>Neighbours that speak of the same become a series until it takes five minutes to read; nothing is added to fill it.</summary>
    static List<Proposal> Series(List<Proposal> items, List<Dictionary<int, double>> words)
    {
        var (made, series, minutes) = (new List<Proposal>(), 0, 0.0);
        for (var i = 0; i < items.Count; i++)
        {
            var goesOn = i > 0 && minutes < SeriesMinutes && minutes + items[i].Minutes <= LongestMinutes && Likeness.Cosine(words[i - 1], words[i]) >= Related;
            if (!goesOn) (series, minutes) = (series + 1, 0);
            minutes += items[i].Minutes;
            made.Add(items[i] with { Series = series });
        }
        return made;
    }
}
