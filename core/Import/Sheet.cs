using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Import;

/// <summary>A line of a file as it came: its number as an editor or Excel shows it, and the texts of its cells.</summary>
/// <param name="Fault">Why the line itself cannot be read; its cells are then of no use.</param>
public sealed record RawRow(int Line, IReadOnlyList<string> Cells, Problem? Fault = null);

/// <summary>A line whose cells are known by the names of the columns. Every column of the form is there, empty where the file has none.</summary>
public sealed record SheetRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells[column];
}

/// <summary>What is to be said about one line: why it was refused, or what was noticed while it was kept.</summary>
public sealed record RowProblem(int Line, Problem Problem);

/// <summary>A table that was read: its good lines, and the lines that could not be read as lines of the table.</summary>
public sealed record Sheet(IReadOnlyList<SheetRow> Rows, IReadOnlyList<RowProblem> Refused, IReadOnlyList<string> UnknownColumns);

/// <summary>A whole file that was taken, or the one reason why it was not.</summary>
public abstract record FileOutcome<T>
{
    public sealed record Taken(T Value) : FileOutcome<T>;

    /// <summary>Nothing of it was used.</summary>
    public sealed record Unreadable(Problem Problem) : FileOutcome<T>;
}
