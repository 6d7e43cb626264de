using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.People;

/// <summary>What an import of people or units did.</summary>
/// <param name="Notes">What was kept and should be looked at.</param>
public sealed record Imported(int Added, int Changed, int Unchanged, IReadOnlyList<RowProblem> Refused, IReadOnlyList<RowProblem> Notes)
{
    public string Thai => Counts.Thai(("เพิ่ม", Added), ("แก้ไข", Changed), ("เหมือนเดิม", Unchanged), ("ไม่รับ", Counts.Lines(Refused)));

    public string English => Counts.English(("added", Added), ("changed", Changed), ("unchanged", Unchanged), ("refused", Counts.Lines(Refused)));
}

/// <summary>Brings units.csv into the store: which offices there are and how they form zones. Units that the file does not name stay.</summary>
public sealed class UnitImport(UnitStore units)
{
    const int NameChars = 100;

    public async Task<FileOutcome<Imported>> Run(Stream file, CancellationToken ct)
    {
        var outcome = await SheetFile.Read(file, Columns.Units, ct);
        if (outcome is not FileOutcome<Sheet>.Taken(var sheet)) return new FileOutcome<Imported>.Unreadable(((FileOutcome<Sheet>.Unreadable)outcome).Problem);
        var stored = await units.Load(ct);
        var (refused, seen, keep) = (new List<RowProblem>(sheet.Refused), new Dictionary<string, int>(StringComparer.Ordinal), new List<Unit>());
        foreach (var row in sheet.Rows)
        {
            var (unit, problem) = Read(row, seen);
            if (unit is not null) keep.Add(unit);
            else refused.Add(new(row.Line, problem!));
        }
        var changed = keep.Where(unit => stored.Find(unit.Code) != unit).ToList();
        var added = changed.Count(unit => stored.Find(unit.Code) is null);
        await units.Save(changed, ct);
        return new FileOutcome<Imported>.Taken(new(added, changed.Count - added, keep.Count - changed.Count, [.. refused.OrderBy(r => r.Line)], []));
    }

    static (Unit? Unit, Problem? Problem) Read(SheetRow row, Dictionary<string, int> seen)
    {
        var (code, name) = (ThaiText.Normalise(row["code"]), ThaiText.Clean(row["name"], NameChars));
        if (!Ids.Valid(code)) return (null, new($"รหัส: {Ids.Thai}", $"code: {Ids.English}."));
        if (name.Length == 0) return (null, new("ชื่อ: ยังว่างอยู่", "name: is empty."));
        if (!seen.TryAdd(code, row.Line)) return (null, new($"รหัส: {code} ซ้ำกับบรรทัด {seen[code]}", $"code: {code} is in line {seen[code]} too."));
        return (new(code, name, ThaiText.Clean(row["province"], NameChars), ZoneText.Read(row["zone"])), null);
    }
}
