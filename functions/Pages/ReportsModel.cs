namespace ChuanKhuy.Pages;

public sealed record BarLine(string Name, string Shown, decimal Value);

public sealed record ChartModel(string Heading, IReadOnlyList<BarLine> Bars);

/// <summary>A report as a table, the sentence about it, its files, and its chart where it has one.</summary>
public sealed record TableModel(
    string Title, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows, string Reading, IReadOnlyList<string> Method, IReadOnlyList<PageLink> Files, ChartModel? Chart);

public sealed record ReportsModel(string Me, string Period, IReadOnlyList<Option> Periods, IReadOnlyList<TableModel> Tables);
