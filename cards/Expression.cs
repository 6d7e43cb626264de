using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>
/// The expressions of our templates: a path of names (`title`, `a.b`, `$root.x`, `$index`, `$data`) and the functions `empty(x)` and `not(x)`.
/// Source: learn.microsoft.com, Adaptive Expressions, "Prebuilt functions".
/// </summary>
static class Expression
{
    public static JsonNode? Value(string expression, Scope scope)
    {
        var text = expression.Trim();
        if (Argument(text, "not") is { } negated) return !IsTrue(Value(negated, scope));
        if (Argument(text, "empty") is { } asked) return IsEmpty(Value(asked, scope));
        return Path(text.Split('.'), scope);
    }

    /// <summary>Only `false` and nothing at all are not true.</summary>
    public static bool IsTrue(JsonNode? value) => value is not null && value.GetValueKind() is not JsonValueKind.False;

    static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonObject o => o.Count == 0,
        _ => value.GetValueKind() is JsonValueKind.String && value.GetValue<string>().Length == 0,
    };

    static string? Argument(string text, string function) =>
        text.StartsWith($"{function}(", StringComparison.Ordinal) && text.EndsWith(')') ? text[(function.Length + 1)..^1] : null;

    static JsonNode? Path(string[] names, Scope scope)
    {
        var at = names[0] switch
        {
            "$root" => scope.Root,
            "$data" => scope.Here,
            "$index" => scope.Index is { } index ? JsonValue.Create(index) : null,
            var first => (scope.Here as JsonObject)?[first],
        };
        foreach (var name in names.Skip(1)) at = (at as JsonObject)?[name];
        return at;
    }
}
