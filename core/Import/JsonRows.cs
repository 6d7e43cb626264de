using System.Text.Json;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Import;

/// <summary>Reads a JSON array of flat objects as a table: the names are the headings, a list of texts is joined by ';', a line is where its object begins.</summary>
static class JsonRows
{
    static readonly JsonReaderOptions Options = new() { MaxDepth = 4, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <exception cref="JsonException">It is not such an array.</exception>
    public static IReadOnlyList<RawRow> Read(ReadOnlySpan<byte> bytes, int most)
    {
        var json = new Utf8JsonReader(bytes, Options);
        var (headings, objects) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<RawRow>());
        var (line, counted) = (1, 0);
        if (!json.Read() || json.TokenType is not JsonTokenType.StartArray) throw new JsonException();
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray && objects.Count <= most)
        {
            if (json.TokenType is not JsonTokenType.StartObject) throw new JsonException();
            line += bytes[counted..(int)json.TokenStartIndex].Count((byte)'\n');
            counted = (int)json.TokenStartIndex;
            objects.Add(new(line, Cells(ref json, headings)));
        }
        return [new(1, [.. headings.Keys]), .. objects];
    }

    static List<string> Cells(ref Utf8JsonReader json, Dictionary<string, int> headings)
    {
        var cells = new List<string>();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            if (!headings.TryGetValue(name, out var at)) headings[name] = at = headings.Count;
            if (at >= Columns.Most) throw new JsonException();
            while (cells.Count <= at) cells.Add("");
            json.Read();
            cells[at] = Value(ref json);
        }
        return cells;
    }

    static string Value(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.StartArray) return One(ref json);
        var parts = new List<string>();
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray) parts.Add(One(ref json));
        return string.Join(';', parts);
    }

    static string One(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString()!,
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(json.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "",
        _ => throw new JsonException(),
    };

    public static Problem NotRows { get; } = new(
        "ไฟล์ JSON นี้ไม่ใช่รายการ ต้องเป็น [ { \"id\": … }, … ]", "This JSON is not an array of flat objects: [ { \"id\": … }, … ].");
}
