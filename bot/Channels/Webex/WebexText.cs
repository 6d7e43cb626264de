using System.Text;
using System.Text.Json.Nodes;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// The card's content as Markdown, for notifications, screen readers and clients without cards. At most 7,439 bytes
/// (github.com/webex/webex-openapi-specs, "Create a Message"), about 2,479 Thai letters.
/// </summary>
static class WebexText
{
    public const int MostBytes = 7439;
    const string Between = "\n\n";

    /// <summary>What it is about, its facts and texts, and its links; links stay when the texts have to be cut.</summary>
    public static string Of(JsonObject card)
    {
        var summary = (string?)card["fallbackText"] ?? "";
        List<string> texts = [.. Texts(card["body"]).Where(text => text.Length > 0 && !summary.Contains(text, StringComparison.Ordinal))];
        var links = string.Join(" · ", Links(card));
        var room = MostBytes - (links.Length == 0 ? 0 : Bytes(links) + Between.Length);
        return string.Join(Between, [.. Fit([$"**{summary}**", .. texts], room), .. links.Length == 0 ? (string[])[] : [links]]);
    }

    /// <summary>As many paragraphs as there is room for, and the beginning of the next one.</summary>
    static IEnumerable<string> Fit(IEnumerable<string> texts, int room)
    {
        foreach (var text in texts)
        {
            var fits = Bytes(text) <= room;
            if ((fits ? text : ThaiText.CutBytes(text, room)) is { Length: > 0 } shown) yield return shown;
            if (!fits) yield break;
            room -= Bytes(text) + Between.Length;
        }
    }

    static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray parts => parts.SelectMany(Texts),
        JsonObject o => (string?)o["type"] switch
        {
            "TextBlock" => [(string?)o["text"] ?? ""],
            "FactSet" => [string.Join("\n", o["facts"]!.AsArray().Select(fact => $"{(string?)fact!["title"]}: {(string?)fact["value"]}  "))],
            "Input.ChoiceSet" or "Input.Text" or "Input.Toggle" or "ActionSet" => [],
            _ => Texts(o["items"]).Concat(Texts(o["columns"])),
        },
        _ => [],
    };

    static IEnumerable<string> Links(JsonNode? node) => node switch
    {
        JsonArray parts => parts.SelectMany(Links),
        JsonObject o when (string?)o["type"] == "Action.OpenUrl" => [$"[{(string?)o["title"]}]({(string?)o["url"]})"],
        // A part that opens a page as a whole is called by its first words.
        JsonObject o when o["selectAction"] is JsonObject select && (string?)select["type"] == "Action.OpenUrl" =>
            [$"[{Texts(o["items"]).FirstOrDefault() ?? (string?)select["title"]}]({(string?)select["url"]})"],
        JsonObject o => Links(o["body"]).Concat(Links(o["items"])).Concat(Links(o["columns"])).Concat(Links(o["actions"])),
        _ => [],
    };

    static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
