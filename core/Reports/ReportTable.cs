namespace ChuanKhuy.Core.Reports;

/// <summary>A column: its key in JSON, its Thai heading on paper.</summary>
public sealed record ReportColumn(string Key, string Heading);

/// <summary>A bar of a chart.</summary>
public sealed record ReportBar(string Name, decimal Value);

/// <summary>A chart of bars, all of one unit.</summary>
public sealed record ReportChart(string Heading, IReadOnlyList<ReportBar> Bars);

/// <summary>A report as figures, before it becomes a file. Cells are texts, whole numbers, decimals, days, or null where there is nothing to say.</summary>
/// <param name="Period">The days it is about, as the title says it.</param>
/// <param name="Method">How the figures were made, a sentence a line.</param>
/// <param name="Reading">What the figures say, in a sentence for the memo.</param>
public sealed record ReportTable(
    string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows,
    string Period = "", IReadOnlyList<string>? Method = null, string Reading = "", ReportChart? Chart = null)
{
    /// <summary>A chart of one column, without the last row when that is the sum.</summary>
    public ReportTable WithChart(string heading, string names, string numbers, bool sum = true)
    {
        var (name, number) = (Place(names), Place(numbers));
        var bars = Rows.SkipLast(sum ? 1 : 0).Select(row => (Name: row[name]?.ToString() ?? "", Value: row[number] switch { int whole => whole, decimal value => value, _ => (decimal?)null }))
            .Where(bar => bar.Value is not null).Select(bar => new ReportBar(bar.Name, bar.Value!.Value)).ToList();
        return bars.Count == 0 ? this : this with { Chart = new(heading, bars) };
    }

    int Place(string key) => Columns.TakeWhile(column => column.Key != key).Count();
}
