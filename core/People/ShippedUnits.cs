using System.Reflection;
using System.Text;
using ChuanKhuy.Core.Import;

namespace ChuanKhuy.Core.People;

/// <summary>
/// The units that come with the program: the 19 districts of Surat Thani by the codes of the interior ministry, and the provincial office under our own code 8400.
/// Zones 1 to 4 are a proposal; the office changes them with its own units.csv.
/// </summary>
public static class ShippedUnits
{
    public static IReadOnlyList<Unit> All => field ??= Load();

    static List<Unit> Load()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("units.csv") ?? throw new InvalidOperationException("units.csv is not in the assembly.");
        using var reader = new StreamReader(file, Encoding.UTF8);
        return Columns.Units.Read(Csv.Read(reader.ReadToEnd(), SheetFile.MostRows)) is FileOutcome<Sheet>.Taken(var sheet)
            ? [.. sheet.Rows.Select(row => new Unit(row["code"], row["name"], row["province"], row["zone"]))]
            : throw new InvalidOperationException("The shipped units.csv cannot be read.");
    }
}
