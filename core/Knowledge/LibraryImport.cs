using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>
/// Brings the items of another library in, as released: id, title, category, format, body, tags. Items that the file does not name stay;
/// one that somebody is working on is not overwritten.
/// </summary>
public sealed class LibraryImport(KnowledgeStore store, TimeProvider time)
{
    public async Task<FileOutcome<Imported>> Run(Stream file, Action<int, int>? progress, CancellationToken ct)
    {
        var outcome = await SheetFile.Read(file, Columns.Library, ct);
        if (outcome is not FileOutcome<Sheet>.Taken(var sheet)) return new FileOutcome<Imported>.Unreadable(((FileOutcome<Sheet>.Unreadable)outcome).Problem);
        var stored = new Dictionary<string, Item>(StringComparer.Ordinal);
        await foreach (var row in store.All(ct)) stored[row.Value.Id] = row.Value;
        var (refused, seen, keep) = (new List<RowProblem>(sheet.Refused), new Dictionary<string, int>(StringComparer.Ordinal), new List<Item>());
        var (now, unchanged, added) = (time.GetUtcNow(), 0, 0);
        foreach (var row in sheet.Rows)
        {
            var (id, held) = (row["id"].Trim(), stored.GetValueOrDefault(row["id"].Trim()));
            var (text, problem) = Read(row, held, seen);
            if (text is null) refused.Add(new(row.Line, problem!));
            else if (held is { Work: Work.None, Released: { } same } && same.Same(text)) unchanged++;
            else
            {
                if (held is null) added++;
                keep.Add(Review.Import(held, id, text, ThaiText.Clean(row["source"], 200) is { Length: > 0 } source ? source : "นำเข้า", now));
            }
        }
        await store.Save(keep, done => progress?.Invoke(done, keep.Count), ct);
        return new FileOutcome<Imported>.Taken(new(added, keep.Count - added, unchanged, [.. refused.OrderBy(r => r.Line)], []));
    }

    static (ItemText? Text, Problem? Problem) Read(SheetRow row, Item? held, Dictionary<string, int> seen)
    {
        var id = row["id"].Trim();
        if (!Ids.Valid(id)) return (null, new($"รหัส: {Ids.Thai}", $"id: {Ids.English}."));
        if (!seen.TryAdd(id, row.Line)) return (null, new($"รหัส: {id} ซ้ำกับบรรทัด {seen[id]}", $"id: {id} is in line {seen[id]} too."));
        if (held is { Work: Work.Draft or Work.InReview }) return (null, new($"{id} มีคนกำลังแก้อยู่ ไม่ได้ทับ", $"{id} is being worked on and was left alone."));
        if (Categories.Read(row["category"]) is not { } category)
            return (null, new("หมวด: ใช้ manual, case, technique, law, faq หรือ tool", "category: use manual, case, technique, law, faq or tool."));
        var format = row["format"].Trim().Length == 0 ? category.Usual() : Categories.ReadFormat(row["format"]);
        if (format is null) return (null, new("รูปแบบ: ใช้ tips, howto, senior หรือ quick", "format: use tips, howto, senior or quick."));
        var text = new ItemText(
            ThaiText.Clean(row["title"], int.MaxValue), category, format.Value, Medium.Article, ThaiText.CleanLines(row["body"], int.MaxValue), [],
            [.. row["tags"].Split(';').Select(tag => ThaiText.Clean(tag, int.MaxValue)).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal)], []);
        return Review.Fault(text) is { } fault ? (null, new($"{id}: {fault}", $"{id}: the title, the text or the tags are empty or too long.")) : (text, null);
    }
}
