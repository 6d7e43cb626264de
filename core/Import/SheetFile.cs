using System.Text.Json;
using System.Xml;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Import;

/// <summary>
/// Reads a table that somebody brings, CSV, XLSX or JSON, told apart by what is in it and not by its name.
/// Whatever is wrong with the whole file is one sentence, never an exception.
/// </summary>
public static class SheetFile
{
    public const int MostBytes = 20 * 1024 * 1024;
    public const int MostRows = 100_000;

    public static async Task<FileOutcome<Sheet>> Read(Stream file, Columns columns, CancellationToken ct)
    {
        if (await Bytes(file, ct) is not { } bytes) return Unreadable("ไฟล์ใหญ่เกิน 20 เมกะไบต์", "The file is larger than 20 MB.");
        var raw = Xlsx.Is(bytes) ? Workbook(bytes) : JsonRows.Is(bytes) ? Json(bytes) : Text(bytes);
        if (raw is FileOutcome<IReadOnlyList<RawRow>>.Unreadable(var problem)) return new FileOutcome<Sheet>.Unreadable(problem);
        var rows = ((FileOutcome<IReadOnlyList<RawRow>>.Taken)raw).Value;
        return rows.Count > MostRows + 1 ? Unreadable("ไฟล์มีมากกว่า 100,000 แถว", "The file has more than 100,000 rows.") : columns.Read(rows);
    }

    static FileOutcome<IReadOnlyList<RawRow>> Text(byte[] bytes) => Letters.Read(bytes) switch
    {
        FileOutcome<string>.Taken(var text) => new FileOutcome<IReadOnlyList<RawRow>>.Taken(Csv.Read(text, MostRows + 1)),
        FileOutcome<string>.Unreadable(var problem) => new FileOutcome<IReadOnlyList<RawRow>>.Unreadable(problem),
        _ => throw new InvalidOperationException("A text was read in a third way."),
    };

    static FileOutcome<IReadOnlyList<RawRow>> Json(byte[] bytes)
    {
        try
        {
            return new FileOutcome<IReadOnlyList<RawRow>>.Taken(JsonRows.Read(bytes, MostRows + 1));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new FileOutcome<IReadOnlyList<RawRow>>.Unreadable(JsonRows.NotRows);
        }
    }

    static FileOutcome<IReadOnlyList<RawRow>> Workbook(byte[] bytes)
    {
        try
        {
            return new FileOutcome<IReadOnlyList<RawRow>>.Taken(Xlsx.Read(new MemoryStream(bytes), MostRows + 1));
        }
        catch (WorkbookException e)
        {
            return new FileOutcome<IReadOnlyList<RawRow>>.Unreadable(e.Problem);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException)
        {
            return new FileOutcome<IReadOnlyList<RawRow>>.Unreadable(Xlsx.Damaged().Problem);
        }
    }

    static async Task<byte[]?> Bytes(Stream file, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        while (await file.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (memory.Length + read > MostBytes) return null;
            memory.Write(buffer, 0, read);
        }
        return memory.ToArray();
    }

    static FileOutcome<Sheet>.Unreadable Unreadable(string thai, string english) => new(new(thai, english));
}
