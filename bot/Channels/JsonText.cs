using System.Text.Json;

namespace ChuanKhuy.Bot.Channels;

/// <summary>Reads texts of JSON that a stranger wrote.</summary>
static class JsonText
{
    /// <summary>The text under this name; null when there is none, when it is not a text, or when it holds half of a surrogate pair ("\ud800").</summary>
    public static string? Find(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? Read(value) : null;

    /// <inheritdoc cref="Find"/>
    public static string? Read(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
