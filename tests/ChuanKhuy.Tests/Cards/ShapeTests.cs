using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Cards;

namespace ChuanKhuy.Tests.Cards;

/// <summary>What Teams and Webex both show, and no more: elements and properties of version 1.3, Action.Execute for the channels to fit.</summary>
public sealed class ShapeTests
{
    const int MostBytes = 15 * 1024;
    const int MostActions = 4;

    // What a signature adds to the data of a button: addressee, session, number, key and 64 digits.
    const int SealBytes = 260;

    static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["AdaptiveCard"] = ["$schema", "version", "lang", "fallbackText", "body"],
        ["TextBlock"] = ["text", "wrap", "size", "weight", "color", "isSubtle", "spacing", "separator", "horizontalAlignment"],
        ["FactSet"] = ["facts", "spacing", "separator"],
        ["Container"] = ["items", "style", "spacing", "separator", "selectAction"],
        ["ColumnSet"] = ["columns", "spacing", "separator"],
        ["Column"] = ["items", "width", "spacing"],
        ["ActionSet"] = ["actions", "spacing"],
        ["Input.Text"] = ["id", "label", "value", "placeholder", "maxLength", "isMultiline", "isRequired", "errorMessage", "spacing"],
        ["Input.ChoiceSet"] = ["id", "label", "value", "placeholder", "style", "isMultiSelect", "choices", "wrap", "isRequired", "errorMessage", "spacing"],
        ["Input.Toggle"] = ["id", "label", "title", "value", "valueOn", "valueOff", "wrap", "isRequired", "errorMessage", "spacing"],
        ["Action.Execute"] = ["title", "verb", "data", "associatedInputs"],
        ["Action.OpenUrl"] = ["title", "url"],
    };

    public static TheoryData<string> Names => Deck.Names;

    [Theory, MemberData(nameof(Names))]
    public void A_card_keeps_to_the_parts_that_both_platforms_have(string name)
    {
        foreach (var card in Variants(name))
            foreach (var part in Parts(Card.Bind(card)))
            {
                var type = (string)part["type"]!;
                Assert.True(Allowed.TryGetValue(type, out var properties), $"{type} is not in the subset.");
                Assert.All(part, property => Assert.True(property.Key == "type" || properties.Contains(property.Key), $"{type}.{property.Key} is not in the subset."));
                if (type == "TextBlock") Assert.True((bool?)part["wrap"] is true && ((string?)part["text"])?.Length > 0, $"A text is cut or empty: {part.ToJsonString(AsSent)}");
                if (type == "ColumnSet") Assert.InRange(part["columns"]!.AsArray().Count, 1, 3);
                if (type == "Action.OpenUrl") Assert.StartsWith("https://", (string?)part["url"], StringComparison.Ordinal);
                if (type == "FactSet") Assert.NotEmpty(part["facts"]!.AsArray());
            }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_card_is_small_enough_with_the_most_that_can_be_in_it(string name)
    {
        foreach (var card in (ICard[])[Deck.Samples[name], Deck.Full(Deck.Samples[name])])
        {
            var bound = Card.Bind(card);
            var size = Encoding.UTF8.GetByteCount(bound.ToJsonString(AsSent)) + (SealBytes * Parts(bound).Count(p => (string?)p["type"] == "Action.Execute"));
            Assert.True(size <= MostBytes, $"{size} bytes");
            Assert.InRange(Parts(bound).Where(p => (string?)p["type"] == "ActionSet").Sum(set => set["actions"]!.AsArray().Count), 0, MostActions);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Inputs_do_not_shadow_the_seal_and_chosen_values_can_be_joined(string name)
    {
        foreach (var card in Variants(name))
        {
            var bound = Card.Bind(card);
            var inputs = Parts(bound).Where(p => ((string?)p["type"])!.StartsWith("Input.", StringComparison.Ordinal)).ToList();
            var ids = inputs.Select(input => (string?)input["id"]).ToList();
            Assert.Equal(ids.Distinct(), ids);
            Assert.DoesNotContain(ids, id => id is null or "" or "to" or "of" or "n" or "kid" or "key" or "seal");
            Assert.All(inputs, input => Assert.True((input["label"] ?? input["title"]) is not null, "An input without a label."));
            foreach (var choice in inputs.SelectMany(input => input["choices"]?.AsArray() ?? [])) Assert.DoesNotContain(",", (string)choice!["value"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_card_has_a_summary_that_is_shown_as_it_is_where_cards_are_not_shown() => Assert.All(Deck.Samples, sample =>
    {
        Assert.NotEmpty(sample.Value.Summary);
        Assert.DoesNotContain('\n', sample.Value.Summary);
        Assert.Equal(Shown.Text(Deck.With(sample.Value, "[a](https://example.org)").Summary), (string?)Card.Bind(Deck.With(sample.Value, "[a](https://example.org)"))["fallbackText"]);
    });

    static IEnumerable<ICard> Variants(string name) =>
        [Deck.Samples[name], Deck.Bare(Deck.Samples[name]), Deck.Full(Deck.Samples[name]), .. Deck.Hostile.Select(text => Deck.With(Deck.Samples[name], text))];

    // Everything with a type; the data of buttons is ours alone.
    static IEnumerable<JsonObject> Parts(JsonNode? node) => node switch
    {
        JsonObject o => [.. o.ContainsKey("type") ? [o] : (JsonObject[])[], .. o.Where(p => p.Key != "data").SelectMany(p => Parts(p.Value))],
        JsonArray a => a.SelectMany(Parts),
        _ => [],
    };
}
