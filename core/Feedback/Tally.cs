namespace ChuanKhuy.Core.Feedback;

/// <summary>
/// How often each rating was given, item by item: everything that statistics need and nothing that holds one person's answer together.
/// It is made once a form has closed, never answer by answer, because a row that grows with each answer would give them away one after the other.
/// </summary>
/// <param name="People">How many answered.</param>
/// <param name="Items">By the item's id: how many gave 1, 2, 3, 4 and 5.</param>
public sealed record Tally(int People, IReadOnlyDictionary<string, IReadOnlyList<int>> Items)
{
    public const int Highest = 5;

    public static Tally Empty { get; } = new(0, new Dictionary<string, IReadOnlyList<int>>());

    public static Tally Of(IReadOnlyList<FeedbackItem> items, IReadOnlyCollection<IReadOnlyList<int?>> answers)
    {
        var counts = new SortedDictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        foreach (var (place, item) in items.Index())
            counts[item.Id] = [.. Enumerable.Range(1, Highest).Select(rating => answers.Count(answer => answer.Count > place && answer[place] == rating))];
        return new(answers.Count, counts);
    }

    public static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate(Empty, (sum, tally) => sum + tally);

    public static Tally operator +(Tally a, Tally b)
    {
        var counts = new SortedDictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        foreach (var (item, given) in a.Items.Concat(b.Items))
            counts[item] = counts.TryGetValue(item, out var before) ? [.. before.Zip(given, (x, y) => x + y)] : given;
        return new(a.People + b.People, counts);
    }

    public static Tally Add(Tally left, Tally right) => left + right;
}
