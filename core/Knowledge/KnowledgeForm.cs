using System.Globalization;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>
/// The Department's form "แบบบันทึกองค์ความรู้" for one item, as a Word file. Its layout is a template that the office can replace: wherever a field
/// like «ชื่อองค์ความรู้» stands, what we know is filled in; everything else of it stays.
/// </summary>
/// <param name="template">The office's own template; null for the one that comes with the program.</param>
public sealed class KnowledgeForm(SessionStore sessions, RosterStore rosters, UnitStore units, OfficeCalendar office, string? template = null)
{
    /// <param name="item">Released.</param>
    /// <exception cref="TroubleException">The template is not there or is no Word file.</exception>
    public async Task<byte[]> Fill(Item item, CancellationToken ct)
    {
        var fields = await Fields(item, ct);
        using var document = new MemoryStream();
        await using (var blank = Template()) await blank.CopyToAsync(document, ct);
        try
        {
            using var word = WordprocessingDocument.Open(document, isEditable: true);
            if (word.MainDocumentPart is not { Document: { } main } part) throw new OpenXmlPackageException("The file has no text.");
            foreach (var root in (IEnumerable<OpenXmlPartRootElement?>)[main, .. part.HeaderParts.Select(p => p.Header), .. part.FooterParts.Select(p => p.Footer)])
                foreach (var paragraph in root?.Descendants<Paragraph>().ToList() ?? []) Fill(paragraph, fields);
        }
        catch (Exception fault) when (fault is OpenXmlPackageException or FileFormatException or InvalidDataException)
        {
            throw new TroubleException("แบบบันทึกองค์ความรู้ที่ตั้งไว้ใน Library:Form ไม่ใช่ไฟล์ Word (.docx)", "The template named by Library:Form is not a Word file (.docx).", fault);
        }
        return document.ToArray();
    }

    async Task<IReadOnlyDictionary<string, string>> Fields(Item item, CancellationToken ct)
    {
        var (text, release, roster) = (item.Released!, item.Release!, await rosters.Load(ct));
        var session = item.Session is { } id ? (await sessions.Find(id, ct))?.Value : null;
        var owners = session is not null ? session.Plan.Speakers.Select(s => s.Person is { } p ? roster.Find(p) : new Person("", s.Name ?? "", "", "", "", Roles.None)).OfType<Person>().ToList()
            : roster.Find(item.Author) is { } author ? [author] : [];
        var known = await units.Load(ct);
        var steps = (text.Steps ?? []).ToHashSet();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ชื่อองค์ความรู้"] = text.Title,
            ["ชื่อ-สกุล"] = Join(owners.Select(p => p.Name)),
            ["ตำแหน่ง"] = Join(owners.Select(p => p.Position)),
            ["สังกัด"] = Join(owners.Select(p => known.Find(p.District)?.Title ?? "")),
            ["หมวด"] = text.Category.Thai(),
            ["ที่มา"] = item.Source,
            ["คำถาม"] = text.Question ?? "",
            ["เนื้อหา"] = string.Join('\n', text.Paragraphs.Where((_, at) => !steps.Contains(at + 1))),
            ["ขั้นตอน"] = string.Join('\n', text.Paragraphs.Where((_, at) => steps.Contains(at + 1)).Select((step, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}. {step}"))),
            ["ป้าย"] = Join(text.Tags),
            ["ฉบับที่"] = release.Version.ToString(CultureInfo.InvariantCulture),
            ["วันที่เผยแพร่"] = ThaiDate.Letter(office.Day(release.At)),
            ["ผู้ตรวจ"] = roster.Find(release.By)?.Name ?? "",
        };
    }

    Stream Template()
    {
        try
        {
            return template is null ? typeof(KnowledgeForm).Assembly.GetManifestResourceStream("form.docx")! : File.OpenRead(template);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TroubleException($"เปิดแบบบันทึกองค์ความรู้ {template} ไม่ได้ ตรวจ Library:Form", $"Cannot open the template {template}: check Library:Form.", fault);
        }
    }

    /// <summary>Word may cut a field into pieces of different format; then the whole paragraph takes the format of its first piece.</summary>
    static void Fill(Paragraph paragraph, IReadOnlyDictionary<string, string> fields)
    {
        foreach (var piece in paragraph.Descendants<DocumentFormat.OpenXml.Wordprocessing.Text>().ToList()) Put(piece, Replaced(piece.Text, fields));
        var pieces = paragraph.Descendants<DocumentFormat.OpenXml.Wordprocessing.Text>().ToList();
        var whole = string.Concat(pieces.Select(piece => piece.Text));
        if (Replaced(whole, fields) is var filled && filled == whole) return;
        foreach (var rest in pieces.Skip(1)) rest.Remove();
        Put(pieces[0], filled);
    }

    static string Replaced(string text, IReadOnlyDictionary<string, string> fields)
    {
        if (!text.Contains('«', StringComparison.Ordinal)) return text;
        foreach (var (name, value) in fields) text = text.Replace($"«{name}»", value.Replace("«", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        return text;
    }

    static void Put(DocumentFormat.OpenXml.Wordprocessing.Text piece, string text)
    {
        if (text == piece.Text) return;
        var lines = text.Split('\n');
        (piece.Text, piece.Space) = (lines[0], SpaceProcessingModeValues.Preserve);
        OpenXmlElement last = piece;
        foreach (var line in lines.Skip(1))
        {
            last = last.InsertAfterSelf(new Break());
            last = last.InsertAfterSelf(new DocumentFormat.OpenXml.Wordprocessing.Text(line) { Space = SpaceProcessingModeValues.Preserve });
        }
    }

    static string Join(IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part.Length > 0).Distinct(StringComparer.Ordinal));
}
