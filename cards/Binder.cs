using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>
/// Binds data to a template of the Adaptive Cards Templating language, as far as our cards use it: `${path}`, `$data`, `$when`, `$root`, `$index`,
/// and the functions of <see cref="Expression"/>. Source: learn.microsoft.com, Adaptive Cards, "Adaptive Cards Templating language".
/// The tests hold its output against Microsoft's `adaptivecards-templating` for every card.
/// </summary>
static class Binder
{
    public static JsonNode? Bind(JsonNode template, JsonObject data) => Bind(template, new Scope(data, data, null)).FirstOrDefault();

    /// <summary>What a node becomes: nothing when its `$when` does not hold, several when its `$data` is a list.</summary>
    static IEnumerable<JsonNode?> Bind(JsonNode? node, Scope scope) => node switch
    {
        JsonObject o => BindObject(o, scope),
        JsonArray a => [new JsonArray([.. a.SelectMany(item => Bind(item, scope))])],
        JsonValue v when v.GetValueKind() is JsonValueKind.String => [Fill(v.GetValue<string>(), scope)],
        _ => [node?.DeepClone()],
    };

    static IEnumerable<JsonNode?> BindObject(JsonObject template, Scope scope)
    {
        if (template["$data"] is not { } source) return One(template, scope);
        return Fill(source.GetValue<string>(), scope) is JsonArray list
            ? list.SelectMany((item, index) => One(template, scope with { Here = item, Index = index }))
            : One(template, scope with { Here = Fill(source.GetValue<string>(), scope) });
    }

    static IEnumerable<JsonNode?> One(JsonObject template, Scope scope)
    {
        if (template["$when"] is { } when && !Expression.IsTrue(Fill(when.GetValue<string>(), scope))) yield break;
        var bound = new JsonObject();
        foreach (var (name, value) in template)
            if (!name.StartsWith('$') || name == "$schema")
                foreach (var filled in Bind(value, scope)) bound[name] = filled;
        yield return bound;
    }

    /// <summary>A text that is one expression keeps the value's type; else every expression becomes text.</summary>
    static JsonNode? Fill(string text, Scope scope)
    {
        var start = text.IndexOf("${", StringComparison.Ordinal);
        if (start < 0) return text;
        if (start == 0 && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1) return Expression.Value(text[2..^1], scope)?.DeepClone();
        var filled = new System.Text.StringBuilder();
        var at = 0;
        for (; start >= 0; start = text.IndexOf("${", at, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            filled.Append(text, at, start - at).Append(Expression.Value(text[(start + 2)..end], scope)?.ToString());
            at = end + 1;
        }
        return filled.Append(text, at, text.Length - at).ToString();
    }
}

/// <summary>What an expression sees: the nearest `$data`, the whole data, and the place in a list.</summary>
sealed record Scope(JsonNode? Here, JsonObject Root, int? Index);
