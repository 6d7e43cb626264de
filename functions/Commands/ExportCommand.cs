using System.CommandLine;
using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Functions.Server;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`export library DIR`: the released items as pages that need no server, for the office's own web site, with their files and Word forms.</summary>
static class ExportCommand
{
    static readonly Argument<DirectoryInfo> Folder = new("dir") { Description = "โฟลเดอร์ใหม่หรือโฟลเดอร์ที่ส่งออกไว้ก่อน (a new folder, or one exported before)" };

    const string Mark = ".chuankhuy-library";

    public static Command Make()
    {
        var library = new Command("library", "ห้องสมุดเป็นหน้าเว็บคงที่ (the library as static pages)") { Folder };
        library.SetAction(async (parsed, ct) =>
        {
            await using var office = await Installation.Open(Where.Read(parsed), ct);
            await office.Get<AuditLog>().Write(Act.Machine, ActKind.LibraryExported, "library", null, null, ct);
            var count = await Write(office, parsed.GetValue(Folder)!, ct);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ส่งออก {count} เรื่อง เปิด index.html (exported {count} items)"));
            return 0;
        });
        return new Command("export", "ส่งออก (write files for others)") { library };
    }

    static async Task<int> Write(Installation office, DirectoryInfo folder, CancellationToken ct)
    {
        try
        {
            if (folder.Exists && folder.EnumerateFileSystemInfos().Any() && !File.Exists(Path.Combine(folder.FullName, Mark)))
                throw new TroubleException($"โฟลเดอร์ {folder.FullName} มีไฟล์อื่นอยู่ เลือกโฟลเดอร์ว่าง", $"The folder {folder.FullName} holds other files: choose an empty one.");
            // What was taken back since the last export must not stay.
            if (folder.Exists) foreach (var old in folder.EnumerateFileSystemInfos()) { if (old is DirectoryInfo inner) inner.Delete(recursive: true); else old.Delete(); }
            folder.Create();
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, Mark), "", ct);
            return await Fill(office, folder.FullName, ct);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TroubleException($"เขียนลงโฟลเดอร์ {folder.FullName} ไม่ได้ ตรวจชื่อและสิทธิ์", $"Cannot write into {folder.FullName}: check its name and that it may be written.", fault);
        }
    }

    static async Task<int> Fill(Installation office, string folder, CancellationToken ct)
    {
        var (views, facts, store, form) = (office.Get<Views>(), office.Get<SessionFacts>(), office.Get<KnowledgeStore>(), office.Get<KnowledgeForm>());
        var (items, roster) = (await office.Get<Library>().All(ct), await office.Get<RosterStore>().Load(ct));
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        foreach (var item in items)
        {
            var (text, release) = (item.Released!, item.Release!);
            var files = new List<FileLink>();
            foreach (var file in text.Files ?? [])
            {
                // Our own id and ending: nothing that a person typed becomes a path.
                var name = $"{file.Id}{file.Kind.Ending()}";
                if (await store.OpenFile(file.Id, ct) is not { } content) continue;
                await using (content)
                await using (var copy = File.Create(Path.Combine(folder, "files", name))) await content.CopyToAsync(copy, ct);
                files.Add(new(file.Id, $"files/{name}", file.Name, "", file.Kind.IsPicture()));
            }
            await File.WriteAllBytesAsync(Path.Combine(folder, "files", $"form-{item.Id}.docx"), await form.Fill(item, ct), ct);
            var page = new StaticItemModel(
                text.Title, text.Category.Thai(), ItemFacts.About(text), ItemFacts.Paragraphs(text), text.Link, files, $"files/form-{item.Id}.docx",
                ItemFacts.Provenance(item, roster.Find(release.By)?.Name, facts.At(release.At)));
            await File.WriteAllTextAsync(Path.Combine(folder, $"item-{item.Id}.html"), await views.Html<StaticItemView, StaticItemModel>(page), ct);
        }
        var shelves = items.GroupBy(item => item.Released!.Category).OrderBy(group => group.Key)
            .Select(group => new StaticShelf(group.Key.Thai(), [.. group.Select(item => new PageLink($"item-{item.Id}.html", item.Released!.Title))])).ToList();
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), await views.Html<StaticIndexView, StaticIndexModel>(new(office.Get<OfficeSettings>().Name, shelves)), ct);
        foreach (var part in Parts) File.Copy(Path.Combine(AppContext.BaseDirectory, "assets", part), Path.Combine(folder, part), overwrite: true);
        return items.Count;
    }

    static readonly string[] Parts =
        ["web.css", "sarabun-thai-400-normal.woff2", "sarabun-thai-700-normal.woff2", "sarabun-latin-400-normal.woff2", "sarabun-latin-700-normal.woff2", "icon.svg"];
}
