using System.Security.Cryptography;
using System.Text;
using ChuanKhuy.Core.Knowledge;

namespace ChuanKhuy.Core.Topics;

/// <summary>What speaks for a topic: searches in vain, questions that no mentor answered, wishes.</summary>
public enum EvidenceKind { Search, Question, Wish }

/// <summary>A text that may become a topic, and how often it was met. Never who it came from.</summary>
public sealed record Evidence(EvidenceKind Kind, string Text, int Count);

/// <summary>What people lack, in the words that were met most often, with its evidence.</summary>
/// <param name="Id">Made from the folded title: the same need has the same id every time.</param>
public sealed record Topic(string Id, string Title, int Searches, int Questions, int Wishes)
{
    [System.Text.Json.Serialization.JsonIgnore] public int Total => Searches + Questions + Wishes;
}

/// <summary>
/// Groups evidence into topics. Texts are compared as the search compares them: without spaces and tone marks, letters of one sound as one. The order
/// in which the evidence comes makes no difference: the texts met most often lead, and every other one joins the leader that it is most like.
/// </summary>
public static class TopicRule
{
    /// <summary>Of the shorter text's letter triples, so many must be shared.</summary>
    const double Alike = 0.6;

    /// <summary>A text of fewer triples than this is not alike merely because it is in every other one.</summary>
    const int FewestTriples = 3;

    const int Compared = 500;

    /// <summary>Best supported first.</summary>
    public static IReadOnlyList<Topic> Group(IEnumerable<Evidence> evidence, int most)
    {
        var leaders = new List<(HashSet<string> Triples, Topic Topic)>();
        foreach (var text in Merged(evidence).Take(Compared))
        {
            var triples = Triples(text.Folded);
            var (best, place) = (0.0, -1);
            for (var i = 0; i < leaders.Count; i++)
                if (Likeness(triples, leaders[i].Triples) is var like && like >= Alike && like > best) (best, place) = (like, i);
            if (place < 0) leaders.Add((triples, text.Topic));
            else leaders[place] = leaders[place] with { Topic = Sum(leaders[place].Topic, text.Topic) };
        }
        return [.. leaders.Select(leader => leader.Topic).OrderByDescending(topic => topic.Total).ThenBy(topic => topic.Title, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>Whether a text is about this topic.</summary>
    public static bool IsAbout(string text, string title) => Likeness(Triples(Folded.Of(text).Text), Triples(Folded.Of(title).Text)) >= Alike;

    public static string IdOf(string title) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folded.Of(title).Text)).AsSpan(0, 6));

    static IEnumerable<(string Folded, Topic Topic)> Merged(IEnumerable<Evidence> evidence) =>
        evidence.Where(item => item.Count > 0).GroupBy(item => Folded.Of(item.Text).Text, StringComparer.Ordinal).Where(same => same.Key.Length >= 3)
            .Select(same => (Folded: same.Key, Topic: One(same))).OrderByDescending(text => text.Topic.Total).ThenBy(text => text.Folded, StringComparer.Ordinal);

    static Topic One(IEnumerable<Evidence> same)
    {
        var title = same.OrderByDescending(item => item.Count).ThenBy(item => item.Text, StringComparer.Ordinal).First().Text;
        return new(IdOf(title), title, Count(same, EvidenceKind.Search), Count(same, EvidenceKind.Question), Count(same, EvidenceKind.Wish));
    }

    static int Count(IEnumerable<Evidence> all, EvidenceKind kind) => all.Where(e => e.Kind == kind).Sum(e => e.Count);

    static Topic Sum(Topic a, Topic b) => a with { Searches = a.Searches + b.Searches, Questions = a.Questions + b.Questions, Wishes = a.Wishes + b.Wishes };

    static double Likeness(HashSet<string> a, HashSet<string> b) =>
        (double)a.Count(b.Contains) / Math.Max(Math.Min(a.Count, b.Count), FewestTriples);

    static HashSet<string> Triples(string folded) =>
        [.. Enumerable.Range(0, Math.Max(0, folded.Length - 2)).Select(at => folded.Substring(at, 3))];
}
