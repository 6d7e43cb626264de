namespace ChuanKhuy.Core.Reports;

/// <summary>A column: its key in JSON, its Thai heading on paper.</summary>
public sealed record ReportColumn(string Key, string Heading);

/// <summary>A report as figures, before it becomes a file. Cells are texts, whole numbers, decimals, days, or null where there is nothing to say.</summary>
public sealed record ReportTable(string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
