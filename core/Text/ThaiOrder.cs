using System.Globalization;

namespace ChuanKhuy.Core.Text;

/// <summary>Thai dictionary order. It needs ICU: without it (invariant globalization) the program does not start.</summary>
public static class ThaiOrder
{
    static readonly StringComparer Dictionary = StringComparer.Create(CultureInfo.GetCultureInfo("th-TH"), ignoreCase: false);

    /// <summary>Words and place names: ไชยา stands among ช, not after ฮ.</summary>
    public static IComparer<string> Words { get; } = Comparer<string>.Create((a, b) => Compare(a, b));

    /// <summary>People by their given name without the title, as Thai lists are sorted; the same order for the same names, always.</summary>
    public static IComparer<string> Names { get; } = Comparer<string>.Create((a, b) =>
        Dictionary.Compare(ThaiName.WithoutTitle(a), ThaiName.WithoutTitle(b)) is var order and not 0 ? order : Compare(a, b));

    static int Compare(string a, string b) => Dictionary.Compare(a, b) is var order and not 0 ? order : string.CompareOrdinal(a, b);
}
