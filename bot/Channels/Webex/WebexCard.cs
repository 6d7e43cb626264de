using System.Text.Json.Nodes;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// Fits a card to what Webex draws: version 1.3, Action.Submit instead of Action.Execute
/// (developer.webex.com, "Buttons and Cards"; the versions of elements by github.com/microsoft/AdaptiveCards, schemas/src).
/// </summary>
static class WebexCard
{
    const string Version = "1.3";

    static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "TextBlock", "Image", "RichTextBlock", "TextRun", "ActionSet", "Container", "ColumnSet", "Column", "FactSet", "ImageSet",
        "Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet",
        "Action.OpenUrl", "Action.Submit", "Action.ShowCard", "Action.ToggleVisibility",
    };

    // What came after 1.3.
    static readonly string[] Later =
        ["refresh", "authentication", "metadata", "rtl", "tooltip", "isEnabled", "mode", "role", "labelPosition", "labelWidth", "inputStyle", "targetWidth"];

    static readonly string[] Lists = ["items", "columns", "actions", "images"];

    static readonly string[] Words = ["text", "title", "value", "altText"];

    /// <param name="card">A card of version 1.4, sealed. It becomes part of the result.</param>
    /// <param name="mark">A name on its first element, by which the message can be recognised in the room.</param>
    public static JsonObject Lower(JsonObject card, string mark)
    {
        foreach (var name in Later) card.Remove(name);
        card["version"] = Version;
        if (card["body"] is JsonArray body) card["body"] = Fit(body);
        if (card["actions"] is JsonArray actions) card["actions"] = Fit(actions);
        if (card["body"] is JsonArray { Count: > 0 } fitted) fitted[0]!["id"] = mark;
        return card;
    }

    static JsonArray Fit(JsonArray parts) => [.. parts.OfType<JsonObject>().Select(Fit).Where(part => part is not null)];

    /// <summary>Null when nothing of the part can be shown.</summary>
    static JsonObject? Fit(JsonObject part)
    {
        var made = (JsonObject)part.DeepClone();
        if ((string?)made["type"] == "Action.Execute") Submit(made);
        if (!Known.Contains((string?)made["type"] ?? "")) return Instead(made);
        if ((string?)made["type"] is "TextBlock" or "Action.Submit" or "Action.OpenUrl") made.Remove("style");
        foreach (var name in Later) made.Remove(name);
        made.Remove("fallback");
        foreach (var name in Lists)
            if (made[name] is JsonArray list) made[name] = Fit(list);
        if (made["selectAction"] is JsonObject select) made["selectAction"] = Fit(select);
        return made;
    }

    /// <summary>The verb comes back among the data.</summary>
    static void Submit(JsonObject action)
    {
        var data = action["data"]?.DeepClone() as JsonObject ?? [];
        data["verb"] = action["verb"]?.DeepClone();
        action.Remove("verb");
        (action["type"], action["data"]) = ("Action.Submit", data);
    }

    /// <summary>The card's own second choice, or its words as a text.</summary>
    static JsonObject? Instead(JsonObject part)
    {
        if (part["fallback"] is JsonObject second) return Fit(second);
        var words = string.Join(" · ", Texts(part).Where(text => text.Length > 0));
        return words.Length == 0 || ((string?)part["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true
            ? null
            : new() { ["type"] = "TextBlock", ["text"] = words, ["wrap"] = true };
    }

    static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Words.Contains(p.Key) && p.Value is JsonValue v && v.TryGetValue<string>(out var text) ? [text] : Texts(p.Value)),
        JsonArray a => a.SelectMany(Texts),
        _ => [],
    };
}
