using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Feedback;

/// <summary>
/// A box as a row. Each sorted list is spread over as many columns as it needs ("comments", "comments1", …), because one column holds 32 Ki characters
/// and a whole row 1 MiB: some 450 of the longest comments. Texts are joined by U+2028, which no cleaned comment holds, not written as nested JSON:
/// so a quote or an emoji takes no more room than it has letters.
/// </summary>
static class BoxRow
{
    const char Between = '\u2028';
    const string Who = "who";
    const string Ratings = "ratings";
    const string Comments = "comments";

    public static Change Write(string key, Stored<Box>? was, Box box) =>
        was is null ? new Change.Insert(key, Body(box)) : new Change.Replace(key, Body(box), was.ETag);

    public static Stored<Box> Read(Row row)
    {
        using var body = JsonDocument.Parse(row.Body);
        IReadOnlyList<string> List(string name) =>
        [
            .. body.RootElement.EnumerateObject().Where(column => column.Name.TrimEnd(Digits) == name)
                .SelectMany(column => column.Value.GetString()!.Split(Between)).Order(StringComparer.Ordinal),
        ];
        return new(row.Key, new(List(Who), List(Ratings), List(Comments)), row.ETag);
    }

    static byte[] Body(Box box)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            Spread(json, Who, box.Who);
            Spread(json, Ratings, box.Ratings);
            Spread(json, Comments, box.Comments);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    static void Spread(Utf8JsonWriter json, string name, IReadOnlyList<string> list)
    {
        var (column, number, first) = (new System.Text.StringBuilder(), 0, true);
        foreach (var text in list.Select(text => text.Replace(Between, ' ')))
        {
            if (!first && column.Length + 1 + text.Length > Limits.PropertyChars)
            {
                Flush();
                first = true;
            }
            if (!first) column.Append(Between);
            column.Append(text);
            first = false;
        }
        if (!first) Flush();

        void Flush()
        {
            json.WriteString(number == 0 ? name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}{number}"), column.ToString());
            column.Clear();
            number++;
        }
    }

    static readonly char[] Digits = [.. "0123456789"];

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
