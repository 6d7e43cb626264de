using System.Globalization;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>A knowledge item in the words of the pages and of the export.</summary>
static class ItemFacts
{
    public static string About(ItemText text) => string.Create(CultureInfo.InvariantCulture, $"{text.Format.Thai()} · {Thai(text.Medium)} · อ่าน {text.Minutes:0.#} นาที");

    public static string Provenance(Item item, string? approver, string at) => string.Create(
        CultureInfo.InvariantCulture, $"ฉบับที่ {item.Release!.Version} · {(approver is null ? "นำเข้า" : $"ตรวจโดย {approver}")} · {at} · ที่มา {item.Source}");

    /// <summary>The question first, then the paragraphs, each with its place in the source.</summary>
    public static IReadOnlyList<Paragraph> Paragraphs(ItemText text)
    {
        var cited = text.Citations.ToLookup(citation => citation.Paragraph);
        var steps = (text.Steps ?? []).ToHashSet();
        return
        [
            .. text.Question is { } asked ? [new Paragraph(asked, Where(cited[0]), ParagraphKind.Question)] : Array.Empty<Paragraph>(),
            .. text.Paragraphs.Select((paragraph, at) => new Paragraph(paragraph, Where(cited[at + 1]), steps.Contains(at + 1) ? ParagraphKind.Step : ParagraphKind.Plain)).Where(p => p.Text.Length > 0),
        ];
    }

    public static IReadOnlyList<FileLink> Files(string item, ItemText text) =>
        [.. (text.Files ?? []).Select(file => new FileLink(file.Id, $"/library/{item}/files/{file.Id}", file.Name, Size(file.Bytes), file.Kind.IsPicture()))];

    public static string Where(IEnumerable<Citation> citations) => string.Join(", ", citations.Select(Where));

    public static string Thai(Medium medium) => medium switch
    {
        Medium.Article => "บทความสั้น",
        Medium.Infographic => "อินโฟกราฟิก",
        Medium.Clip => "คลิปสั้น",
        Medium.Checklist => "เช็กลิสต์",
        Medium.Form => "แบบฟอร์ม",
        _ => "ลิงก์",
    };

    public static string Thai(Standing standing) => standing switch
    {
        Standing.Draft => "ร่าง",
        Standing.InReview => "รอตรวจ",
        Standing.Published => "เผยแพร่แล้ว",
        Standing.DueForReview => "ถึงเวลาทบทวน",
        _ => "เลิกใช้",
    };

    static string Where(Citation citation) => string.Join(' ', new[]
    {
        citation.From is { } from ? string.Create(CultureInfo.InvariantCulture, $"{(int)from.TotalMinutes:00}:{from.Seconds:00}") : string.Create(CultureInfo.InvariantCulture, $"ช่วงที่ {citation.Unit}"),
        citation.Speaker,
    }.Where(part => part is not null));

    static string Size(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.0} MB");
}
