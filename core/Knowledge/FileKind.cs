using System.IO.Compression;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>What may go with an item; nothing that a browser would run.</summary>
public enum FileKind { Png, Jpeg, Pdf, Docx, Xlsx }

/// <summary>What became of a file that somebody brought.</summary>
public abstract record FileLook
{
    public sealed record Taken(FileKind Kind, string Name) : FileLook;

    /// <summary>An expected no, said in Thai.</summary>
    public sealed record Refused(string Because) : FileLook;
}

/// <summary>Tells files by what is in them, never by their name.</summary>
public static class FileKinds
{
    public const int MostBytes = 5 * 1024 * 1024;
    const int NameChars = 100;

    public static string Ending(this FileKind kind) => kind switch { FileKind.Png => ".png", FileKind.Jpeg => ".jpg", FileKind.Pdf => ".pdf", FileKind.Docx => ".docx", _ => ".xlsx" };

    public static string Type(this FileKind kind) => kind switch
    {
        FileKind.Png => "image/png",
        FileKind.Jpeg => "image/jpeg",
        FileKind.Pdf => "application/pdf",
        FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    public static bool IsPicture(this FileKind kind) => kind is FileKind.Png or FileKind.Jpeg;

    /// <param name="name">As the browser gave it; its ending is replaced by the true one.</param>
    public static FileLook Look(byte[] content, string name)
    {
        if (content.Length == 0) return new FileLook.Refused("ยังไม่ได้เลือกไฟล์ หรือไฟล์ว่างเปล่า");
        if (content.Length > MostBytes) return new FileLook.Refused("ไฟล์แนบใหญ่เกิน 5 เมกะไบต์ ย่อภาพหรือแบ่งไฟล์แล้วลองใหม่");
        if (Find(content) is not { } kind) return new FileLook.Refused("แนบได้เฉพาะ PNG, JPG, PDF, DOCX และ XLSX ที่ไม่มีมาโคร");
        var bare = ThaiText.Clean(Path.GetFileNameWithoutExtension(name.Replace('\\', '/')), NameChars);
        var safe = string.Concat(bare.Select(c => "\"/\\:*?<>|%;".Contains(c, StringComparison.Ordinal) ? '-' : c)).Trim('.', ' ');
        return new FileLook.Taken(kind, (safe.Length > 0 ? safe : "ไฟล์แนบ") + kind.Ending());
    }

    // PNG: W3C PNG 5.2; JPEG: ITU T.81 B.1.1.3 (SOI); PDF: ISO 32000-1, 7.5.2; docx and xlsx: ECMA-376 part 2 (a ZIP with [Content_Types].xml).
    static FileKind? Find(ReadOnlySpan<byte> content) => content switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => FileKind.Png,
        [0xFF, 0xD8, 0xFF, ..] => FileKind.Jpeg,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => FileKind.Pdf,
        [(byte)'P', (byte)'K', 3, 4, ..] => Package(content.ToArray()),
        _ => null,
    };

    static FileKind? Package(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false));
            var names = zip.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (!names.Contains("[Content_Types].xml") || names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return null;
            return names.Contains("word/document.xml") ? FileKind.Docx : names.Contains("xl/workbook.xml") ? FileKind.Xlsx : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
