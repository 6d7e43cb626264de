using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Privacy;

/// <summary>What becomes of a row that is about a person when that person is erased.</summary>
public enum Fate
{
    /// <summary>It holds ids, times and states only, and stays under the tombstone.</summary>
    Keep,

    /// <summary>Some of its columns go; the rest stays under the tombstone.</summary>
    Clear,

    /// <summary>A message to the person: what is waiting is not sent, the platform's name of it goes.</summary>
    Unsend,

    Delete,
}

/// <param name="Prefix">Of the row's key.</param>
/// <param name="Columns">What is taken out by <see cref="Fate.Clear"/>. With '=' at the end: left empty, because the record needs it.</param>
public sealed record PersonalRow(string Table, string Prefix, Fate Fate, params IReadOnlyList<string> Columns);

/// <summary>
/// Which rows are about a person, and what becomes of each kind. A table that is not named here loses its rows about an erased person:
/// forgetting too much is mended, forgetting too little is not. A test fails for every table that nobody thought about.
/// </summary>
public static class PersonalRows
{
    public static IReadOnlyList<PersonalRow> All { get; } =
    [
        new("sessions", "answer|", Fate.Clear, "question"),
        new("sessions", "evidence|", Fate.Clear, "reason"),
        new("sessions", "appeal|", Fate.Clear, "words=", "beforeBecause=", "afterBecause"),
        new("sessions", "speaker|", Fate.Clear, "slides", "rehearsal"),
        new("sessions", "said|", Fate.Clear, "text="),
        new("sessions", "out|", Fate.Unsend),
        new("sessions", "attended|", Fate.Keep), new("sessions", "named|", Fate.Keep), new("sessions", "wait|", Fate.Keep), new("sessions", "offer|", Fate.Keep),
        new("sessions", "audit|", Fate.Keep),
        new("deliveries", "", Fate.Unsend),
        new("mine", "", Fate.Keep), new("useful", "", Fate.Keep), new("consents", "", Fate.Keep), new("calendars", "", Fate.Keep),
        new("kpi", "", Fate.Keep), new("audit", "", Fate.Keep), new("erasures", "", Fate.Keep), new("people", "", Fate.Keep),
        new("complaints", "", Fate.Delete), new("chat", "", Fate.Delete), new("signins", "", Fate.Delete), new("contacts", "", Fate.Delete), new("mentors", "", Fate.Delete),
        new("topics", "", Fate.Delete), new("blocked", "", Fate.Delete),
    ];

    /// <summary>Tables without rows about a person: texts in them are searched all the same.</summary>
    public static IReadOnlyList<string> Impersonal { get; } =
        ["asks", "boards", "feedback", "holidays", "inbox", "joins", "keys", "leases", "library", "marks", "misses", "months", "pulse", "tokens", "units", "work"];

    /// <summary>Where nothing is ever replaced: no text of a person can be in them, and a changed key would break them.</summary>
    public static bool IsClosed(string table) => table is "keys" or "leases" or "marks" or "pulse" or "erasures" or "people" or "tokens";

    public static PersonalRow? Of(string table, string key) =>
        All.Where(rule => rule.Table == table && key.StartsWith(rule.Prefix, StringComparison.Ordinal)).MaxBy(rule => rule.Prefix.Length);

    /// <summary>A quick look, because most rows have nothing to do with the person: neither the id nor a trace is in it, nor letters that are written as numbers.</summary>
    public static bool MayConcern(string person, Row row, Traces traces)
    {
        var text = System.Text.Encoding.UTF8.GetString(row.Body.Span);
        return row.Partition == person || row.Key.Contains(person, StringComparison.Ordinal) || text.Contains(person, StringComparison.Ordinal)
            || text.Contains("\\u", StringComparison.Ordinal) || traces.In(text);
    }

    /// <summary>Where the partition is a session, an item, a year; its id may by chance be that of a person.</summary>
    static readonly string[] ByOther = ["sessions", "deliveries", "useful", "kpi", "audit"];

    /// <summary>By the row's own word ("person", a speaker's "key", who said it), else by its partition or a part of its key.</summary>
    public static bool IsAbout(string person, string table, Row row, JsonObject body) =>
        !Impersonal.Contains(table)
        && ((body["person"] ?? (table == "sessions" ? body["key"] ?? (row.Key.StartsWith("said|", StringComparison.Ordinal) ? body["by"] : null) : null)) is JsonValue told && told.TryGetValue(out string? named)
            ? named == person
            : table != "sessions" && ((!ByOther.Contains(table) && row.Partition == person) || row.Key.Split('|').Contains(person, StringComparer.Ordinal)));

    /// <summary>In which columns the person stands as the one who did it.</summary>
    public static IEnumerable<string> Acts(string person, JsonObject body) =>
        body.Where(column => column.Value is JsonValue value && value.TryGetValue(out string? text) && text == person).Select(column => column.Key);

    public static JsonObject Read(Row row) => JsonNode.Parse(row.Body.Span)!.AsObject();

    public static ReadOnlyMemory<byte> Bytes(JsonNode body)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain)) body.WriteTo(json);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Replaces in every text of a body, also in JSON that stands in a text; true when something was replaced.</summary>
    public static bool Replace(JsonNode? node, Traces traces)
    {
        var changed = false;
        switch (node)
        {
            case JsonObject body:
                foreach (var (name, value) in body.ToList())
                    if (Text(value) is { } text)
                    {
                        if (Replace(text, traces) is not { } becomes) continue;
                        body[name] = becomes;
                        changed = true;
                    }
                    else changed |= Replace(value, traces);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                    if (Text(list[i]) is { } text)
                    {
                        if (Replace(text, traces) is not { } becomes) continue;
                        list[i] = becomes;
                        changed = true;
                    }
                    else changed |= Replace(list[i], traces);
                break;
        }
        return changed;
    }

    /// <summary>The text without the person; null when they are not in it.</summary>
    public static string? Replace(string text, Traces traces)
    {
        if (text.AsSpan().TrimStart() is ['{' or '[', ..] && Inner(text) is { } inner) return Replace(inner, traces) ? inner.ToJsonString(Relaxed) : null;
        return traces.In(text) ? traces.Replace(text) : null;
    }

    static JsonNode? Inner(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
