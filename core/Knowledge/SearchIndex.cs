using System.Buffers;
using System.Runtime.InteropServices;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>What the search knows of an item.</summary>
public sealed record Searchable(string Id, string Title, string Body);

/// <summary>An item that was found.</summary>
/// <param name="Score">Comparable within one answer; from <see cref="SearchIndex.Good"/> on it is likely what was meant.</param>
/// <param name="Passage">The part of the body that fits best.</param>
/// <param name="Marks">Where in the passage the words of the question stand, in order, not overlapping.</param>
public sealed record Hit(string Id, string Title, double Score, string Passage, IReadOnlyList<Mark> Marks);

/// <summary>A stretch of a text.</summary>
public readonly record struct Mark(int Start, int Length);

/// <summary>
/// Finds items by triples of letters, ranked by BM25 and by how much of the question stands in the item in one piece. Triples need no word
/// list, so a word is found inside an unspaced phrase and with a letter wrong; <see cref="Folded"/> says what never matters.
/// Immutable: a change makes a new index. May be used by many at once.
/// </summary>
public sealed class SearchIndex
{
    /// <summary>Below this a hit shares some letters with the question and perhaps nothing more.</summary>
    public const double Good = 0.75;

    const double K1 = 1.2, B = 0.6, TitleCounts = 2;
    const double Rank = 0.5, Whole = 0.6, InTitle = 0.4, Least = 0.3;
    const int Looked = 80, Width = 3;

    readonly IReadOnlyList<Searchable> items;
    readonly Dictionary<int, List<Place>> places = [];
    readonly double[] norms;

    /// <summary>How often a triple stands in an item's title and body.</summary>
    record struct Place(int Item, ushort Title, ushort Body);

    public SearchIndex(IReadOnlyList<Searchable> all)
    {
        (items, norms) = (all, new double[all.Count]);
        for (var i = 0; i < all.Count; i++)
        {
            var (title, body) = (Folded.Of(all[i].Title).Text, Folded.Of(all[i].Body).Text);
            norms[i] = (TitleCounts * title.Length) + body.Length;
            foreach (var triple in Triples(title)) At(triple, i).Title++;
            foreach (var triple in Triples(body)) At(triple, i).Body++;
        }
        var mean = Math.Max(1, norms.DefaultIfEmpty(1).Average());
        for (var i = 0; i < norms.Length; i++) norms[i] = K1 * (1 - B + (B * norms[i] / mean));
    }

    public int Count => items.Count;

    /// <summary>The best items first; none when no item has anything to do with the question.</summary>
    public IReadOnlyList<Hit> Find(string question, int most)
    {
        var asked = Question.Of(question);
        var best = Best(Weigh(asked));
        if (best.Count == 0) return [];
        var top = best[0].Score;
        var ways = asked.Ways.Select(way => (Lists: Triples(way.Text).Select(triple => places.GetValueOrDefault(triple)).ToList(), way.Counts)).ToList();
        return [.. best.Select(found => (found.Item, Score: (Rank * found.Score / top) + ways.Max(way => way.Counts * Covers(way.Lists, found.Item))))
            .Where(found => found.Score >= Least).OrderByDescending(found => found.Score).ThenBy(found => items[found.Item].Id, StringComparer.Ordinal)
            .Take(most).Select(found => Show(items[found.Item], found.Score, asked))];
    }

    static Hit Show(Searchable item, double score, Question asked)
    {
        var (passage, marks) = Passages.Of(item.Body, asked);
        return new(item.Id, item.Title, Math.Round(score, 4), passage, marks);
    }

    ref Place At(int triple, int item)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(places, triple, out _);
        list ??= [];
        if (list.Count == 0 || list[^1].Item != item) list.Add(new(item, 0, 0));
        return ref CollectionsMarshal.AsSpan(list)[^1];
    }

    /// <summary>Each triple of the question once, with the most that one of the ways of asking gives it.</summary>
    static Dictionary<int, double> Weigh(Question asked)
    {
        var weights = new Dictionary<int, double>();
        foreach (var (text, counts) in asked.Ways)
            foreach (var triple in Triples(text))
            {
                ref var weight = ref CollectionsMarshal.GetValueRefOrAddDefault(weights, triple, out _);
                weight = Math.Max(weight, counts);
            }
        return weights;
    }

    List<(int Item, double Score)> Best(Dictionary<int, double> weights)
    {
        var scores = ArrayPool<double>.Shared.Rent(Math.Max(1, items.Count));
        Array.Clear(scores, 0, items.Count);
        foreach (var (triple, weight) in weights)
        {
            if (!places.TryGetValue(triple, out var list)) continue;
            var rare = weight * Math.Log(1 + ((items.Count - list.Count + 0.5) / (list.Count + 0.5))) * (K1 + 1);
            foreach (var (item, title, body) in CollectionsMarshal.AsSpan(list))
            {
                var count = (TitleCounts * title) + body;
                scores[item] += rare * count / (count + norms[item]);
            }
        }
        var best = new PriorityQueue<int, (double Score, int Item)>();
        for (var item = 0; item < items.Count; item++)
        {
            if (scores[item] <= 0 || (best.Count == Looked && best.TryPeek(out _, out var last) && scores[item] <= last.Score)) continue;
            if (best.Count == Looked) best.Dequeue();
            best.Enqueue(item, (scores[item], -item));
        }
        var found = best.UnorderedItems.Select(entry => (entry.Element, entry.Priority.Score)).OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Element).ToList();
        ArrayPool<double>.Shared.Return(scores);
        return found;
    }

    /// <summary>How much of the question stands in the item, and in its title, 0 to 1 together.</summary>
    /// <param name="lists">Where each triple of the question is, in their order.</param>
    static double Covers(List<List<Place>?> lists, int item)
    {
        if (lists.Count == 0) return 0;
        var (all, title, inAll, inTitle) = (0, 0, 0, 0);
        foreach (var list in lists)
        {
            var place = list is null ? default : Find(list, item);
            inAll = Run(inAll, place.Title + place.Body > 0, ref all);
            inTitle = Run(inTitle, place.Title > 0, ref title);
        }
        var letters = lists.Count + Width - 2.0;
        return (Whole * Math.Min(1, all / letters)) + (InTitle * Math.Min(1, title / letters));
    }

    /// <summary>Triples in a row are one piece of text: a run of n covers n + 2 letters, of which the first is not counted.</summary>
    static int Run(int run, bool there, ref int covered)
    {
        if (!there) return 0;
        covered += run == 0 ? Width - 1 : 1;
        return run + 1;
    }

    static Place Find(List<Place> list, int item)
    {
        var (low, high) = (0, list.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (list[middle].Item == item) return list[middle];
            if (list[middle].Item < item) low = middle + 1;
            else high = middle - 1;
        }
        return default;
    }

    static IEnumerable<int> Triples(string text)
    {
        for (var i = 0; i + Width <= text.Length; i++) yield return Letter(text[i]) << 16 | Letter(text[i + 1]) << 8 | Letter(text[i + 2]);
    }

    static int Letter(char c) => c is >= 'ก' and <= '\u0E5B' ? 0x80 | (c & 0x7F) : c & 0x7F;
}
