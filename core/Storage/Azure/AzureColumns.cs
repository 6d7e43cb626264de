using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// A JSON body as columns and back. Texts, truths and numbers become columns of those types. What a column cannot hold as it is (lists, objects,
/// null, numbers that would not come back digit by digit) becomes a text column named with <see cref="Guard.JsonSuffix"/> and holds JSON.
/// </summary>
internal static class AzureColumns
{
    // Thai stays readable and short in nested JSON; nothing of it is ever put into a page.
    static readonly JsonWriterOptions relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TableEntity Entity(string partition, string key, ReadOnlyMemory<byte> body)
    {
        var entity = new TableEntity(partition, key);
        using var document = JsonDocument.Parse(body);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            var value = Value(property.Value);
            if (value is null) entity[property.Name + Guard.JsonSuffix] = property.Value.GetRawText();
            else entity[property.Name] = value;
        }
        return entity;
    }

    public static Row Row(TableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, relaxed))
        {
            json.WriteStartObject();
            foreach (var (name, value) in entity)
            {
                if (name is "PartitionKey" or "RowKey" or "Timestamp" || name.StartsWith("odata.", StringComparison.Ordinal)) continue;
                Write(json, name, value);
            }
            json.WriteEndObject();
        }
        return new(entity.PartitionKey, entity.RowKey, entity.ETag.ToString(), buffer.WrittenMemory);
    }

    static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(value, value.GetRawText()),
        _ => null,
    };

    static object? Number(JsonElement value, string digits)
    {
        var culture = CultureInfo.InvariantCulture;
        if (value.TryGetInt32(out var small) && small.ToString(culture) == digits) return small;
        if (value.TryGetInt64(out var large) && large.ToString(culture) == digits) return large;
        if (value.TryGetDouble(out var real) && double.IsFinite(real) && real != 0 && real.ToString("R", culture) == digits) return real;
        return null;
    }

    static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string raw when name.EndsWith(Guard.JsonSuffix, StringComparison.Ordinal):
                json.WritePropertyName(name[..^Guard.JsonSuffix.Length]);
                json.WriteRawValue(raw, skipInputValidation: true);
                break;
            case string text: json.WriteString(name, text); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            case int small: json.WriteNumber(name, small); break;
            case long large: json.WriteNumber(name, large); break;
            case double real: json.WriteNumber(name, real); break;
            default: throw new InvalidDataException($"Column {name} holds a {value.GetType().Name}, which this program did not write.");
        }
    }
}
