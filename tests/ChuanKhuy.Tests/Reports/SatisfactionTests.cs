using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Reports;
using FsCheck;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Reports;

/// <summary>Statistics as Thai offices print them, with examples that were worked out by hand.</summary>
public sealed class SatisfactionTests
{
    static readonly SatisfactionScale equal = new(Bands.Equal, PercentBy.Mean);

    /// <summary>
    /// Five people give 5, 5, 4, 4, 3: the mean is 21/5 = 4.20, the squares about it 0.64 + 0.64 + 0.04 + 0.04 + 1.44 = 2.80, so S.D. = sqrt(2.80/4) = 0.84;
    /// mean x 20 = 84.00; four of five gave 4 or 5 = 80.00; (4.20 - 1)/4 = 80.00.
    /// </summary>
    [Fact]
    public void A_worked_example()
    {
        var figures = Satisfaction.Of(Overall(5, 5, 4, 4, 3), SatisfactionScale.Default)!;
        Assert.Equal((5, 4.20m, 0.84m), (figures.People, figures.Mean, figures.Deviation));
        Assert.Equal((84.00m, 80.00m, 80.00m), (figures.PercentByMean, figures.PercentByShare, figures.PercentBySpan));
        Assert.Equal((84.00m, "มาก", true), (figures.Percent, figures.Level, figures.ReachesTarget));
        Assert.Equal("ค่าเฉลี่ย 4.20 (ร้อยละ 84.00) ระดับมาก จาก 5 คำตอบ", figures.Shown);
        Assert.Contains("S.D. 0.84", figures.Reading, StringComparison.Ordinal);
        Assert.Equal("มาก", Satisfaction.Of(Overall(5, 5, 4, 4, 3), equal)!.Level);
    }

    [Theory]
    [InlineData("4.51", "5.00", "มากที่สุด")]
    [InlineData("4.51", "4.51", "มากที่สุด")]
    [InlineData("4.51", "4.50", "มาก")]
    [InlineData("4.51", "3.51", "มาก")]
    [InlineData("4.51", "3.50", "ปานกลาง")]
    [InlineData("4.51", "2.50", "น้อย")]
    [InlineData("4.51", "1.51", "น้อย")]
    [InlineData("4.51", "1.50", "น้อยที่สุด")]
    [InlineData("4.21", "4.21", "มากที่สุด")]
    [InlineData("4.21", "4.20", "มาก")]
    [InlineData("4.21", "3.40", "ปานกลาง")]
    [InlineData("4.21", "2.60", "น้อย")]
    [InlineData("4.21", "1.80", "น้อยที่สุด")]
    public void Each_table_has_its_bands(string table, string mean, string level) =>
        Assert.Equal(level, Bands.Find(table)!.Level(decimal.Parse(mean, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void The_table_is_printed_as_books_have_it()
    {
        Assert.Equal("มากที่สุด 4.51-5.00, มาก 3.51-4.50, ปานกลาง 2.51-3.50, น้อย 1.51-2.50, น้อยที่สุด 1.00-1.50", Bands.Halves.Table);
        Assert.Equal("มากที่สุด 4.21-5.00, มาก 3.41-4.20, ปานกลาง 2.61-3.40, น้อย 1.81-2.60, น้อยที่สุด 1.00-1.80", Bands.Equal.Table);
        Assert.Null(Bands.Find("4.5"));
    }

    /// <summary>901 of 200 ratings: 4.505 is printed as 4.51 (half away from zero), so it is มากที่สุด; to even it would be 4.50 and มาก.</summary>
    [Fact]
    public void A_mean_is_rounded_half_away_from_zero_before_it_is_put_into_words()
    {
        var figures = Satisfaction.Of(Overall([.. Enumerable.Repeat(5, 101), .. Enumerable.Repeat(4, 99)]), SatisfactionScale.Default)!;
        Assert.Equal((4.51m, "มากที่สุด"), (figures.Mean, figures.Level));
    }

    /// <summary>19,999/5,000 = 3.9998: printed it is 4.00 and 80.00, and what is printed is judged. 3.9997 x 20 = 79.994 is printed 79.99.</summary>
    [Theory]
    [InlineData(4999, 5000, "80.00", true)]
    [InlineData(9997, 10000, "79.99", false)]
    public void The_target_is_judged_as_printed(int fours, int all, string percent, bool reached)
    {
        var figures = Satisfaction.Of(Overall([.. Enumerable.Repeat(4, fours), .. Enumerable.Repeat(3, all - fours)]), SatisfactionScale.Default)!;
        Assert.Equal((percent, reached), (figures.Percent.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), figures.ReachesTarget));
    }

    /// <summary>The same answers miss the target by one formula and reach it by another; the chosen one is named.</summary>
    [Theory]
    [InlineData(PercentBy.Mean, "83.00", "x 20")]
    [InlineData(PercentBy.Share, "75.00", "4 หรือ 5")]
    [InlineData(PercentBy.Span, "78.75", "/ 4")]
    public void The_office_chooses_its_formula_and_it_is_named(PercentBy by, string percent, string named)
    {
        // 9 x 5 + 6 x 4 + 4 x 3 + 2 = 83 of 20 people: a mean of 4.15, and 15 of 20 at 4 or 5.
        var scale = new SatisfactionScale(Bands.Halves, by);
        var figures = Satisfaction.Of(Overall([.. Enumerable.Repeat(5, 9), .. Enumerable.Repeat(4, 6), .. Enumerable.Repeat(3, 4), 2]), scale)!;
        Assert.Equal(4.15m, figures.Mean);
        Assert.Equal(percent, figures.Percent.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(named, scale.Method, StringComparison.Ordinal);
        Assert.Contains("4.51", scale.Method, StringComparison.Ordinal);
    }

    /// <summary>Wilson: 8 of 10 is 49.02 to 94.33, all of 20 is 83.89 to 100, none of 5 is 0 to 43.45.</summary>
    [Theory]
    [InlineData(8, 10, "49.02", "94.33")]
    [InlineData(20, 20, "83.89", "100.00")]
    [InlineData(0, 5, "0.00", "43.45")]
    public void The_interval_is_Wilsons(int part, int whole, string low, string high)
    {
        var (l, h) = Figures.Wilson(part, whole);
        Assert.Equal((low, high), (l.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), h.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Under_five_answers_there_is_nothing()
    {
        Assert.Null(Satisfaction.Of(Overall(5, 5, 5, 5), SatisfactionScale.Default));
        Assert.NotNull(Satisfaction.Of(Overall(5, 5, 5, 5, 5), SatisfactionScale.Default));
        Assert.Null(Satisfaction.Of(Tally.Empty, SatisfactionScale.Default));
    }

    [Fact]
    public void An_item_that_fewer_than_five_gave_has_no_figures_of_its_own()
    {
        FeedbackItem[] items = [new("content", ""), new("overall", "")];
        var tally = Tally.Of(items, [[5, 5], [5, 5], [5, 4], [null, 4], [null, 3]]);
        Assert.Null(Satisfaction.Of(tally, "content", SatisfactionScale.Default));
        Assert.Equal(4.20m, Satisfaction.Of(tally, "overall", SatisfactionScale.Default)!.Mean);
    }

    /// <summary>Against the definitions, number by number.</summary>
    [Property(MaxTest = 300)]
    public void Figures_are_those_of_the_definitions(NonEmptyArray<byte> given)
    {
        int[] ratings = [.. given.Get.Select(b => 1 + b % 5), 1, 2, 3, 4, 5];
        var figures = Satisfaction.Of(Overall(ratings), SatisfactionScale.Default)!;
        var mean = ratings.Average();
        Assert.Equal((double)figures.Mean, mean, 0.00501);
        Assert.Equal((double)figures.Deviation!.Value, Math.Sqrt(ratings.Sum(r => (r - mean) * (r - mean)) / (ratings.Length - 1)), 0.00501);
        Assert.InRange(figures.PercentByShare, figures.Low, figures.High);
        Assert.InRange(figures.Percent, 20, 100);
    }

    /// <summary>Figures of a sum are those of all answers together, whatever the order of adding.</summary>
    [Property(MaxTest = 200)]
    public void Tallies_add_up(byte[] left, byte[] right)
    {
        int[] a = [.. (left ?? []).Select(b => 1 + b % 5)], b = [.. (right ?? []).Select(r => 1 + r % 5)];
        var sum = Overall(a) + Overall(b);
        Assert.Equal(Overall([.. b, .. a]).Items["overall"], (Overall(b) + Overall(a)).Items["overall"]);
        Assert.Equal(Overall([.. a, .. b]).Items["overall"], sum.Items["overall"]);
        Assert.Equal(a.Length + b.Length, sum.People);
    }

    static Tally Overall(params int[] ratings) => Tally.Of([new("overall", "ภาพรวม")], [.. ratings.Select(r => (IReadOnlyList<int?>)[r])]);
}
