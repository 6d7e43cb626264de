using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Cards;

namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>Fits a card to Teams and wraps it as an activity. Source: learn.microsoft.com, "Universal Actions for Adaptive Cards" and "Send proactive messages".</summary>
static class TeamsCard
{
    // Not escaped: Thai letters take three bytes instead of six, and nothing here is read as HTML.
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// An invitation asks for the present state whenever its reader opens it again. Other cards stay what they are.
    /// </summary>
    /// <param name="user">The reader's `29:…` id; nobody else's client asks.</param>
    public static Action<JsonObject> Refresh(Message message, string? user) => card =>
    {
        if (message.Card is not Invite || user?.StartsWith("29:", StringComparison.Ordinal) != true) return;
        card["refresh"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "show", ["data"] = new JsonObject { ["session"] = message.Session } },
            ["userIds"] = new JsonArray(user),
        };
    };

    /// <summary>Gives every Action.Execute of an ActionSet the Action.Submit that older clients show instead; its data name the verb.</summary>
    public static JsonObject WithFallbacks(JsonObject card)
    {
        var copy = (JsonObject)card.DeepClone();
        foreach (var action in Sets(copy["body"]).SelectMany(set => set["actions"]!.AsArray()).OfType<JsonObject>())
            if ((string?)action["type"] == "Action.Execute")
            {
                var data = (JsonObject)action["data"]!.DeepClone();
                data["verb"] = (string?)action["verb"];
                action["fallback"] = new JsonObject { ["type"] = "Action.Submit", ["title"] = (string?)action["title"], ["data"] = data };
            }
        return copy;
    }

    /// <summary>
    /// The message as it is sent; the fallbacks for older clients are left out where there is no room for them. Null when it is too long even so.
    /// There is no text beside the card: Teams would make two messages of it.
    /// </summary>
    public static byte[]? Activity(JsonObject card, string summary, bool alert)
    {
        var full = Bytes(WithFallbacks(card), summary, alert);
        if (full.Length <= ConnectorClient.MostBytes) return full;
        var bare = Bytes((JsonObject)card.DeepClone(), summary, alert);
        return bare.Length <= ConnectorClient.MostBytes ? bare : null;
    }

    /// <summary>A message for everybody in a channel or group chat.</summary>
    public static byte[] Shared(JsonObject card, string summary) => Bytes(card, summary, alert: false);

    static byte[] Bytes(JsonObject card, string summary, bool alert)
    {
        var activity = new JsonObject
        {
            ["type"] = "message", ["locale"] = "th-TH", ["summary"] = summary,
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
        };
        if (alert) activity["channelData"] = new JsonObject { ["notification"] = new JsonObject { ["alert"] = true } };
        return Bytes(activity);
    }

    public static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(Plain));

    /// <summary>The answer to `adaptiveCard/action` that replaces the card for the one who pressed.</summary>
    public static string Replacement(JsonObject card) =>
        new JsonObject { ["statusCode"] = 200, ["type"] = "application/vnd.microsoft.card.adaptive", ["value"] = card }.ToJsonString(Plain);

    /// <summary>The answer to `adaptiveCard/action` that says what is wrong.</summary>
    public static string Error(int status, string code, string message) => new JsonObject
    {
        ["statusCode"] = status, ["type"] = "application/vnd.microsoft.error", ["value"] = new JsonObject { ["code"] = code, ["message"] = message },
    }.ToJsonString(Plain);

    static IEnumerable<JsonObject> Sets(JsonNode? node) => node switch
    {
        JsonObject o when (string?)o["type"] == "ActionSet" && o["actions"] is JsonArray => [o],
        JsonObject o => o.SelectMany(property => Sets(property.Value)),
        JsonArray a => a.SelectMany(Sets),
        _ => [],
    };
}
