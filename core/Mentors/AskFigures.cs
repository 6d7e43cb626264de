namespace ChuanKhuy.Core.Mentors;

/// <summary>What is told of the questions to everybody who leads: numbers, and those only from five questions on.</summary>
/// <param name="Asked">Null when there are fewer than five.</param>
/// <param name="Subjects">Only those with at least five questions, the most asked first; never one that would tell the rest by difference.</param>
public sealed record AskFigures(int? Asked, int? Answered, int? Helped, IReadOnlyList<(string Subject, int Count)> Subjects)
{
    public const int Fewest = 5;

    public static AskFigures Of(IReadOnlyCollection<Ask> asks)
    {
        if (asks.Count < Fewest) return new(null, null, null, []);
        var groups = asks.GroupBy(ask => ask.Subject, StringComparer.Ordinal).Select(group => (group.Key, Count: group.Count())).OrderByDescending(group => group.Count).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        var shown = groups.Where(group => group.Count >= Fewest).ToList();
        // What is left over must be nothing or enough, else the total would tell it.
        while (shown.Count > 0 && asks.Count - shown.Sum(group => group.Count) is > 0 and < Fewest) shown.RemoveAt(shown.Count - 1);
        return new(asks.Count, Shown(asks.Count(ask => ask.Answered is not null)), Shown(asks.Count(ask => ask.AskerSays?.Helped == true)), shown);

        int? Shown(int part) => part >= Fewest && (asks.Count - part is 0 or >= Fewest) ? part : null;
    }
}
