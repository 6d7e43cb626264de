using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChuanKhuy.Core.Storage;

/// <summary>A stored value together with the ETag it was read with.</summary>
public sealed record Stored<T>(string Key, T Value, string ETag);

/// <summary>Typed reading and writing: a record is one row, its properties are the row's columns.</summary>
public static class Rows
{
    /// <summary>The row's record. Columns that the record does not know are left out, missing ones take the record's defaults.</summary>
    public static T Read<T>(this Row row, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(row.Body.Span, type) ?? throw new JsonException($"A row of {typeof(T).Name} is empty.");

    public static Stored<T> ReadStored<T>(this Row row, JsonTypeInfo<T> type) => new(row.Key, row.Read(type), row.ETag);

    public static async ValueTask<Stored<T>?> Find<T>(
        this ITables tables, string table, string partition, string key, JsonTypeInfo<T> type, CancellationToken ct) =>
        await tables.Find(table, partition, key, ct) is { } row ? row.ReadStored(type) : null;

    /// <summary>Every row of a partition whose key begins with the prefix, page by page, in ordinal order of the key.</summary>
    public static async IAsyncEnumerable<Row> All(
        this ITables tables, string table, string partition, string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        const int Page = 1000;
        string? after = null;
        while (true)
        {
            var page = await tables.Query(table, partition, prefix, after, Page, ct);
            foreach (var row in page) yield return row;
            if (page.Count < Page) yield break;
            after = page[^1].Key;
        }
    }

    /// <summary>The same, as records.</summary>
    public static async IAsyncEnumerable<Stored<T>> All<T>(
        this ITables tables, string table, string partition, string prefix, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in tables.All(table, partition, prefix, ct)) yield return row.ReadStored(type);
    }

    public static Change Insert<T>(string key, T value, JsonTypeInfo<T> type) => new Change.Insert(key, Bytes(value, type));

    public static Change Put<T>(string key, T value, JsonTypeInfo<T> type) => new Change.Put(key, Bytes(value, type));

    public static Change Replace<T>(Stored<T> was, T value, JsonTypeInfo<T> type) => new Change.Replace(was.Key, Bytes(value, type), was.ETag);

    /// <summary>Insert when nothing was stored, else replace what was read.</summary>
    public static Change Write<T>(string key, Stored<T>? was, T value, JsonTypeInfo<T> type) =>
        was is null ? Insert(key, value, type) : Replace(was, value, type);

    static byte[] Bytes<T>(T value, JsonTypeInfo<T> type)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain)) JsonSerializer.Serialize(json, value, type);
        return bytes.WrittenSpan.ToArray();
    }

    // Thai letters as they are, three bytes each instead of six; rows never reach a browser as script.
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
