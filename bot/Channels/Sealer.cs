using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Bot.Channels;

/// <summary>What a genuine button says: it was made by us, for this session and verb, with this answer number, for this addressee.</summary>
public sealed record Proof(string Session, int? N, string To);

/// <summary>
/// Signs the data of every button with a key of our own (HMAC-SHA256) and proves it on a click. The seal says nothing about rights:
/// those come from who clicked and from the state. The seal's own fields in the data are `of` (session), `n`, `to`, `kid` and `seal`.
/// None is called `key`: Microsoft's own card renderer cannot send data with a field of that name (Agents Playground 0.2.28).
/// </summary>
public sealed class Sealer(KeyStore keys)
{
    const string Purpose = "card";

    /// <summary>The card as Adaptive Card JSON, each Action.Execute sealed for this addressee.</summary>
    /// <param name="fit">What a channel does to the card before it is sealed.</param>
    public async ValueTask<JsonObject> Seal(Message message, string to, CancellationToken ct, Action<JsonObject>? fit = null)
    {
        var key = await keys.Current(Purpose, ct);
        var card = Card.Bind(message.Card);
        fit?.Invoke(card);
        foreach (var action in Actions(card))
        {
            if (action["data"] is not JsonObject data) action["data"] = data = [];
            data["to"] = to;
            data["of"] = message.Session;
            if (message.N is { } n) data["n"] = n;
            data["kid"] = key.Id;
            data["seal"] = Sign(key.Secret, action["verb"]!.GetValue<string>(), message.Session, message.N, to);
        }
        return card;
    }

    /// <summary>Null when the button was not made by us or was changed.</summary>
    public async ValueTask<Proof?> Open(string verb, JsonElement data, CancellationToken ct)
    {
        if (JsonText.Find(data, "to") is not { } to || JsonText.Find(data, "kid") is not { } id || JsonText.Find(data, "seal") is not { } seal) return null;
        if (!Number(data, out var n) || await keys.Find(Purpose, id, ct) is not { } key) return null;
        var session = JsonText.Find(data, "of") ?? "";
        var expected = Sign(key.Secret, verb, session, n, to);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(seal)) ? new(session, n, to) : null;
    }

    static string Sign(byte[] secret, string verb, string session, int? n, string to) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, JsonSerializer.SerializeToUtf8Bytes(
            [verb, session, n?.ToString(CultureInfo.InvariantCulture) ?? "", to], SealJson.Default.StringArray)));

    // Some platforms give every value back as text.
    static bool Number(JsonElement data, out int? n)
    {
        n = null;
        if (!data.TryGetProperty("n", out var value)) return true;
        var ok = value.ValueKind is JsonValueKind.Number
            ? value.TryGetInt32(out var number)
            : int.TryParse(JsonText.Read(value), NumberStyles.None, CultureInfo.InvariantCulture, out number);
        n = number;
        return ok;
    }

    static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject o when o["type"] is JsonValue type && type.GetValue<string>() == "Action.Execute" => [o],
        JsonObject o => o.SelectMany(property => Actions(property.Value)),
        JsonArray a => a.SelectMany(Actions),
        _ => [],
    };
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class SealJson : System.Text.Json.Serialization.JsonSerializerContext;
