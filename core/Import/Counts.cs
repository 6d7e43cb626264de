using System.Globalization;

namespace ChuanKhuy.Core.Import;

/// <summary>The figures of an import on one line, without those that are nought.</summary>
static class Counts
{
    public static string Thai(params IEnumerable<(string Word, int Count)> counts) => Join(counts, " ", "ไม่มีแถวข้อมูล");

    public static string English(params IEnumerable<(string Word, int Count)> counts) => Join(counts, ", ", "no rows");

    /// <summary>How many lines these are about; one line may have several faults.</summary>
    public static int Lines(IEnumerable<RowProblem> problems) => problems.Select(p => p.Line).Distinct().Count();

    static string Join(IEnumerable<(string Word, int Count)> counts, string between, string none)
    {
        var said = counts.Where(c => c.Count > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Word} {c.Count:#,0}")).ToList();
        return said.Count == 0 ? none : string.Join(between, said);
    }
}
