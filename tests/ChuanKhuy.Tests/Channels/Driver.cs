using System.Text.Json.Nodes;

namespace ChuanKhuy.Tests.Channels;

/// <summary>
/// A channel as the people of the office use it: they write, press the buttons of cards that really stand before them, and read.
/// The scenario knows nothing else of a channel; another platform is one more class like this.
/// </summary>
abstract class Driver : IAsyncDisposable
{
    public abstract string Name { get; }

    public abstract Office Office { get; }

    public abstract Task Says(string person, string text);

    /// <summary>Presses the button of the newest card that has it.</summary>
    /// <param name="which">Data that tells the button apart from others with the same verb.</param>
    /// <param name="inputs">What is filled in on the card.</param>
    public abstract Task Presses(string person, string verb, IReadOnlyList<(string Name, string Value)> which, params (string Name, string Value)[] inputs);

    /// <summary>What this person has been shown, oldest first, as a text for people.</summary>
    public abstract Task<IReadOnlyList<string>> Shown(string person);

    /// <summary>Lives on until then.</summary>
    public virtual Task MoveTo(DateTimeOffset at) => Office.MoveTo(at);

    public abstract ValueTask DisposeAsync();

    /// <summary>The button with this verb and data that a person can see on a card; null when there is none.</summary>
    protected static JsonObject? Find(JsonNode? node, string verb, IReadOnlyList<(string Name, string Value)> which) => node switch
    {
        JsonObject o when (string?)o["type"] == "Action.Execute" && (string?)o["verb"] == verb && which.All(w => o["data"]?[w.Name]?.ToString() == w.Value) => o,
        JsonObject o => o.Where(p => p.Key is not "refresh" and not "fallback").Select(p => Find(p.Value, verb, which)).FirstOrDefault(found => found is not null),
        JsonArray a => a.Select(part => Find(part, verb, which)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    /// <summary>A card in words: its texts, facts, inputs and buttons.</summary>
    protected static string Draw(JsonNode? node) => string.Join('\n', Lines(node));

    static IEnumerable<string> Lines(JsonNode? node) => node switch
    {
        JsonArray parts => parts.SelectMany(Lines),
        JsonObject o => (string?)o["type"] switch
        {
            "TextBlock" => [Plain(o["text"])],
            "FactSet" => o["facts"]!.AsArray().Select(fact => $"  {Plain(fact!["title"])}: {Plain(fact["value"])}"),
            "ActionSet" => [string.Concat(o["actions"]!.AsArray().Select(action => $"[{action!["title"]}] ")).Trim()],
            var type when type?.StartsWith("Input.", StringComparison.Ordinal) == true => [$"  ___ {o["label"] ?? o["title"]}: {Plain(o["value"])}"],
            _ => Lines(o["body"]).Concat(Lines(o["items"])).Concat(Lines(o["columns"])).Concat(Lines(o["actions"])),
        },
        _ => [],
    };

    static string Plain(JsonNode? text) => text?.ToString().Replace("\\", "", StringComparison.Ordinal).Replace("\n\n", " / ", StringComparison.Ordinal) ?? "";
}
