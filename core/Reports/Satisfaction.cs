using System.Globalization;
using ChuanKhuy.Core.Feedback;

namespace ChuanKhuy.Core.Reports;

/// <summary>
/// Satisfaction of a group of answers on the scale of 1 to 5. All figures are as printed: two decimals, half away from zero; they are judged as printed.
/// </summary>
/// <param name="People">How many answered.</param>
/// <param name="Mean">Of all ratings given.</param>
/// <param name="Deviation">S.D. of all ratings given, with n - 1; null of a single one.</param>
/// <param name="Percent">By the formula of the scale.</param>
/// <param name="Low">The 95 % interval (Wilson) of the share of people who gave ภาพรวม a 4 or a 5, in percent.</param>
public sealed record Satisfaction(
    int People, decimal Mean, decimal? Deviation, decimal Percent, decimal PercentByMean, decimal PercentByShare, decimal PercentBySpan, decimal Low, decimal High, SatisfactionScale Scale)
{
    /// <summary>Below this many answers nothing is shown, so that nobody can be picked out.</summary>
    public const int Fewest = 5;

    /// <summary>Comments are read from this many answers on.</summary>
    public const int FewestForComments = 10;

    public const string TooFew = "ข้อมูลไม่พอ";

    /// <summary>The item that every form has and every answer gives.</summary>
    public const string Overall = "overall";

    public string Level => Scale.Bands.Level(Mean);

    public bool ReachesTarget => Percent >= SatisfactionScale.Target;

    public string Shown => string.Create(CultureInfo.InvariantCulture, $"ค่าเฉลี่ย {Mean:0.00} (ร้อยละ {Percent:0.00}) ระดับ{Level} จาก {People} คำตอบ");

    /// <summary>The sentence for the memo.</summary>
    public string Reading => string.Create(
        CultureInfo.InvariantCulture,
        $"ผู้ตอบแบบประเมิน {People} คน มีความพึงพอใจในระดับ{Level} (ค่าเฉลี่ย {Mean:0.00}{(Deviation is { } sd ? $", S.D. {sd.ToString("0.00", CultureInfo.InvariantCulture)}" : "")}) คิดเป็นร้อยละ {Percent:0.00} {(ReachesTarget ? "เป็นไปตามเป้าหมายไม่น้อยกว่าร้อยละ 80" : "ยังไม่ถึงเป้าหมายร้อยละ 80")}");

    /// <summary>Null below <see cref="Fewest"/> people.</summary>
    public static Satisfaction? Of(Tally tally, SatisfactionScale scale) => tally.People < Fewest ? null : Of(tally.People, [.. tally.Items.Values], tally.Items.GetValueOrDefault(Overall) ?? [], scale);

    /// <summary>Of one item of the form. Null below <see cref="Fewest"/> people who gave it.</summary>
    public static Satisfaction? Of(Tally tally, string item, SatisfactionScale scale) =>
        tally.Items.GetValueOrDefault(item) is { } given && given.Sum() is >= Fewest and var people ? Of(people, [given], given, scale) : null;

    static Satisfaction? Of(int people, IReadOnlyList<IReadOnlyList<int>> counts, IReadOnlyList<int> judged, SatisfactionScale scale)
    {
        long n = 0, sum = 0, squares = 0;
        foreach (var count in counts)
            for (var i = 0; i < count.Count; i++) (n, sum, squares) = (n + count[i], sum + (long)count[i] * (i + 1), squares + (long)count[i] * (i + 1) * (i + 1));
        if (n == 0) return null;
        var mean = (decimal)sum / n;
        var deviation = n < 2 ? (decimal?)null : Figures.Round((decimal)Math.Sqrt((double)(n * squares - sum * sum) / ((double)n * (n - 1))));
        var (satisfied, all) = (judged.Skip(3).Sum(), judged.Sum());
        var (byMean, byShare, bySpan) = (Figures.Round(mean * 20), all == 0 ? 0 : Figures.Percent(satisfied, all), Figures.Round((mean - 1) * 25));
        var (low, high) = Figures.Wilson(satisfied, all);
        return new(
            people, Figures.Round(mean), deviation, scale.By switch { PercentBy.Mean => byMean, PercentBy.Share => byShare, _ => bySpan }, byMean, byShare, bySpan, low, high, scale);
    }
}

/// <summary>Figures as they are printed.</summary>
public static class Figures
{
    /// <summary>Two decimals, half away from zero.</summary>
    public static decimal Round(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    public static decimal Percent(int part, int whole) => Round(100m * part / whole);

    /// <summary>
    /// The 95 % interval of a share, in percent, by Wilson's score: right for few answers and near 100 % too.
    /// Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927).
    /// </summary>
    public static (decimal Low, decimal High) Wilson(int part, int whole)
    {
        if (whole == 0) return (0, 100);
        const double Z = 1.959964;
        var (n, p) = ((double)whole, (double)part / whole);
        var (middle, half) = (p + Z * Z / (2 * n), Z * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)));
        decimal At(double share) => Round((decimal)Math.Clamp(100 * share / (1 + Z * Z / n), 0, 100));
        return (At(middle - half), At(middle + half));
    }
}
