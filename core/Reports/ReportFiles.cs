using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChuanKhuy.Core.Reports;

/// <summary>A report as a file that opens in Excel, or as JSON.</summary>
public static class ReportFiles
{
    /// <summary>UTF-8 with BOM, CRLF, every text quoted, and no cell that a spreadsheet would take for a formula.</summary>
    public static void Csv(ReportTable table, Stream to)
    {
        using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', table.Columns.Select(c => Cell(c.Heading))));
        foreach (var row in table.Rows) writer.WriteLine(string.Join(',', row.Select(Cell)));
    }

    /// <summary>`{"title":…,"rows":[{…}]}` with the columns' keys; days as yyyy-MM-dd.</summary>
    public static void Json(ReportTable table, Stream to)
    {
        using var json = new Utf8JsonWriter(to, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("title", table.Title);
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            foreach (var (column, cell) in table.Columns.Zip(row))
                switch (cell)
                {
                    case null: json.WriteNull(column.Key); break;
                    case int number: json.WriteNumber(column.Key, number); break;
                    case decimal number: json.WriteNumber(column.Key, number); break;
                    default: json.WriteString(column.Key, Text(cell)); break;
                }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static string Cell(object? value) => value switch
    {
        null => "",
        int or decimal => Text(value),
        _ => $"\"{Inert(Text(value)).Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
    };

    static string Text(object value) => value switch
    {
        decimal number => number.ToString("0.##", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>
    /// A leading apostrophe makes a spreadsheet show the text as it is. Looked for behind white space and in each line, and full-width signs count too,
    /// because programs differ in what they skip. Source: OWASP, "CSV Injection".
    /// </summary>
    static string Inert(string text)
    {
        var starts = text.Split('\n', '\r').Any(line => line.TrimStart() is [var first, ..] && "=+-@＝＋－＠".Contains(first, StringComparison.Ordinal));
        return starts || text is ['\t' or '\r' or '\n', ..] ? $"'{text}" : text;
    }
}
