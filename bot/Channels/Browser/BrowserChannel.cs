using System.Text.Json;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using Microsoft.AspNetCore.Http;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// The chat in the browser: a person's messages are rows, a card is replaced where it stands. Who is allowed to speak for a person
/// is decided by the endpoint in front of it.
/// </summary>
public sealed class BrowserChannel(ChatStore chat, Sealer sealer, Dice dice, TimeProvider time) : IChannel
{
    public const string ChannelName = "browser";

    public string Name => ChannelName;

    public Capabilities Can { get; } = new(Update: true, Answer: true);

    /// <summary>Everybody has a page; where there is a chat platform too, it counts from the first thing they write or press on it.</summary>
    public bool Meets(Person person) => true;

    /// <summary>`{"person":"p001","text":"ตาราง"}` or `{"person":"p001","source":"…","verb":"rsvp","data":{…}}`.</summary>
    public async ValueTask<Reading> Read(HttpRequest request, CancellationToken ct) =>
        await Find(request, ct) is { } incoming ? new Reading.Now(incoming) : new Reading.Refused(Results.BadRequest());

    public ValueTask<Opened> Open(string body, CancellationToken ct) => throw new NotSupportedException("The browser waits for its answers.");

    public ValueTask<SendOutcome> Reply(Incoming incoming, Message answer, string key, CancellationToken ct) => throw new NotSupportedException("The browser waits for its answers.");

    static async ValueTask<Incoming?> Find(HttpRequest request, CancellationToken ct)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, new() { MaxDepth = 16 }, ct);
            var root = body.RootElement;
            if (JsonText.Find(root, "person") is not { Length: > 0 } person) return null;
            if (JsonText.Find(root, "text") is { } text) return new Incoming.Said(person, text);
            return JsonText.Find(root, "verb") is { } verb && root.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Object
                ? new Incoming.Clicked(person, verb, data.Clone(), JsonText.Find(root, "source") ?? "")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async ValueTask<IResult> Answer(Incoming incoming, Message answer, CancellationToken ct)
    {
        if (incoming.Person is not { } person) return Results.NotFound();
        var now = time.GetUtcNow();
        if (incoming is Incoming.Said said) await chat.Add(person, new(dice.Id(), now, Said: said.Text), ct);
        var replaced = incoming is Incoming.Clicked { Source: { Length: > 0 } source } ? source : null;
        // Behind the person's own text, which has the same moment.
        var line = await Line(replaced ?? dice.Id(), now.AddTicks(1), answer, person, ct);
        if (replaced is null) await chat.Add(person, line, ct);
        else await chat.Replace(person, line, ct);
        return Results.Json(line, ChatJson.Default.ChatLine);
    }

    /// <summary>At most once for a key: the row is the message.</summary>
    public async ValueTask<SendOutcome> Send(Person to, Message message, string key, CancellationToken ct)
    {
        await chat.Add(to.Id, await Line(key, time.GetUtcNow(), message, to.Id, ct), ct);
        return new SendOutcome.Posted(key);
    }

    async ValueTask<ChatLine> Line(string id, DateTimeOffset at, Message message, string to, CancellationToken ct) =>
        new(id, at, Card: (await sealer.Seal(message, to, ct)).ToJsonString(Plain), Summary: message.Card.Summary);

    static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
