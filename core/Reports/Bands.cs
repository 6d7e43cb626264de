using System.Globalization;

namespace ChuanKhuy.Core.Reports;

/// <summary>
/// A table that puts a mean of the scale of 1 to 5 into words. It is applied to the mean as printed (two decimals), so no value falls between two bands.
/// </summary>
/// <param name="Name">As `Office:SatisfactionScale` names it: the lowest mean of มากที่สุด.</param>
/// <param name="From">The lowest mean of มากที่สุด, มาก, ปานกลาง and น้อย; what lies below is น้อยที่สุด.</param>
public sealed record Bands(string Name, string Source, IReadOnlyList<decimal> From)
{
    /// <summary>Halves around the whole numbers.</summary>
    public static Bands Halves { get; } = new("4.51", "บุญชม ศรีสะอาด (2545)", [4.51m, 3.51m, 2.51m, 1.51m]);

    /// <summary>Five bands of equal width, (5 - 1) / 5 = 0.80.</summary>
    public static Bands Equal { get; } = new("4.21", "อันตรภาคชั้นเท่ากัน (5-1)/5", [4.21m, 3.41m, 2.61m, 1.81m]);

    static readonly string[] Levels = ["มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด"];

    public static Bands? Find(string name) => name switch { "4.51" => Halves, "4.21" => Equal, _ => null };

    /// <param name="mean">As printed.</param>
    public string Level(decimal mean) => Levels[From.TakeWhile(from => mean < from).Count()];

    /// <summary>"มากที่สุด 4.51-5.00, มาก 3.51-4.50, …", for the note under a table.</summary>
    public string Table => string.Join(", ", Levels.Select((level, i) => string.Create(
        CultureInfo.InvariantCulture, $"{level} {(i < From.Count ? From[i] : 1m):0.00}-{(i == 0 ? 5m : From[i - 1] - 0.01m):0.00}")));
}

/// <summary>
/// What "ร้อยละความพึงพอใจ" means. Offices use all three; one is the official one and is named wherever the figure stands.
/// </summary>
public enum PercentBy
{
    /// <summary>Mean x 20.</summary>
    Mean,

    /// <summary>The share of people who gave ภาพรวม a 4 or a 5.</summary>
    Share,

    /// <summary>(mean - 1) / 4 x 100.</summary>
    Span,
}

/// <summary>How this office reads its figures; stamped on every result.</summary>
public sealed record SatisfactionScale(Bands Bands, PercentBy By)
{
    /// <summary>The target of the programme's plan: not less than 80 percent.</summary>
    public const decimal Target = 80;

    public static SatisfactionScale Default { get; } = new(Bands.Halves, PercentBy.Mean);

    public string Formula => By switch
    {
        PercentBy.Mean => "ค่าเฉลี่ย x 20",
        PercentBy.Share => "สัดส่วนผู้ตอบที่ให้ภาพรวม 4 หรือ 5",
        _ => "(ค่าเฉลี่ย - 1) / 4 x 100",
    };

    /// <summary>The sentence under every table.</summary>
    public string Method => $"ร้อยละความพึงพอใจ = {Formula} เกณฑ์แปลผล {Bands.Name} ({Bands.Source}): {Bands.Table} ตัดสินจากค่าที่พิมพ์ (ทศนิยม 2 ตำแหน่ง)";
}
