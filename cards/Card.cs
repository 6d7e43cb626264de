using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>
/// An Adaptive Card of ours: typed data here, the layout in the template of the same name beside it, a picture of <c>Sample</c> as X.png.
/// </summary>
public interface ICard
{
    /// <summary>One line for notifications and for clients without cards.</summary>
    string Summary { get; }

    /// <summary>What the template is filled with. Texts that are shown are made inert by <see cref="Shown.Text"/>; values of inputs stay as they are.</summary>
    JsonObject Data();
}

/// <summary>Fills the templates.</summary>
public static class Card
{
    static readonly ConcurrentDictionary<string, JsonNode> Templates = new(StringComparer.Ordinal);

    /// <summary>The card as Adaptive Card JSON of version 1.4, in the subset that Teams and Webex have in common; channels fit it to themselves.</summary>
    public static JsonObject Bind(ICard card) => (JsonObject)Binder.Bind(Template(card.GetType().Name), Filling(card))!;

    /// <summary>The data that the template of a card sees.</summary>
    public static JsonObject Filling(ICard card)
    {
        var data = card.Data();
        data["summary"] = Shown.Text(card.Summary);
        return data;
    }

    /// <summary>The template of a card, as it stands in its file.</summary>
    public static JsonNode Template(string name) => Templates.GetOrAdd(name, static name =>
    {
        using var file = typeof(Card).Assembly.GetManifestResourceStream($"{name}.json") ?? throw new InvalidOperationException($"The card {name} has no template.");
        return JsonNode.Parse(file)!;
    });
}
