using System.Globalization;

namespace ChuanKhuy.Core.Reports;

/// <summary>
/// Satisfaction of a group: the mean of all ratings given, on the scale of 1 to 5, and mean x 20 as a percentage.
/// </summary>
public sealed record Satisfaction(int People, decimal Mean)
{
    /// <summary>Below this many answers nothing is shown, so that nobody can be picked out.</summary>
    public const int Fewest = 5;

    /// <summary>The percentage as it is printed: two decimals, half away from zero.</summary>
    public decimal Percent => Math.Round(Mean * 20, 2, MidpointRounding.AwayFromZero);

    public string Shown => string.Create(CultureInfo.InvariantCulture, $"ค่าเฉลี่ย {Math.Round(Mean, 2, MidpointRounding.AwayFromZero):0.00} (ร้อยละ {Percent:0.00}) จาก {People} คำตอบ");

    /// <summary>Null below <see cref="Fewest"/> people.</summary>
    public static Satisfaction? Of(IReadOnlyCollection<IReadOnlyList<int?>> answers)
    {
        if (answers.Count < Fewest) return null;
        var ratings = answers.SelectMany(a => a).OfType<int>().ToList();
        return ratings.Count == 0 ? null : new(answers.Count, (decimal)ratings.Sum() / ratings.Count);
    }
}
