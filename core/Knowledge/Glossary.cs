using System.Text;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>
/// The office's abbreviations and words for the same thing, as shipped in glossary.csv: one subject a line, its names separated by commas,
/// the one to show first.
/// </summary>
static class Glossary
{
    public static IReadOnlyList<IReadOnlyList<string>> Lines { get; } = Read();

    /// <summary>Every name as written and in small letters, longest first.</summary>
    public static IReadOnlyList<(string Term, string Small)> Terms { get; } =
        [.. Lines.SelectMany(names => names).Distinct(StringComparer.Ordinal).Select(term => (term, term.ToLowerInvariant())).Where(t => t.term.Length >= 4)
            .OrderByDescending(t => t.term.Length).ThenBy(t => t.term, StringComparer.Ordinal)];

    static List<IReadOnlyList<string>> Read()
    {
        using var file = typeof(Glossary).Assembly.GetManifestResourceStream("glossary.csv") ?? throw new InvalidOperationException("glossary.csv is not in the assembly.");
        using var reader = new StreamReader(file, Encoding.UTF8);
        return [.. Csv.Read(reader.ReadToEnd(), SheetFile.MostRows).Select(row => (IReadOnlyList<string>)[.. row.Cells.Select(name => ThaiText.Clean(name, 100)).Where(name => name.Length > 0)]).Where(names => names.Count > 0)];
    }
}
