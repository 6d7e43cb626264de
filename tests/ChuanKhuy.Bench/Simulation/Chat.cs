using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using Microsoft.AspNetCore.Http;

namespace ChuanKhuy.Bench.Simulation;

/// <summary>What really arrived at people, whatever the senders believe. Outlives every process.</summary>
sealed class Chat
{
    /// <summary>How often each message arrived, by its key.</summary>
    public Dictionary<string, int> Arrived { get; } = new(StringComparer.Ordinal);

    /// <summary>When each message arrived last, by its key.</summary>
    public Dictionary<string, DateTimeOffset> At { get; } = new(StringComparer.Ordinal);

    /// <summary>The platform refuses everything for now.</summary>
    public bool Away { get; set; }

    readonly Dictionary<string, JsonObject> cards = new(StringComparer.Ordinal);

    /// <summary>The cards that lie before people, in the order of their names.</summary>
    public IEnumerable<string> Cards => cards.OrderBy(card => card.Key, StringComparer.Ordinal).Select(card => card.Value.ToJsonString());

    /// <summary>The newest card with an answer button that this person has before them; null while there is none.</summary>
    public JsonObject? CardOf(string person) => cards.GetValueOrDefault(person);

    /// <summary>Puts a card before a person, unless it was made for an older answer than the one that lies there.</summary>
    public void Lay(string person, JsonObject card)
    {
        if (CardButton.On(card) is [var button, ..] && (CardOf(person) is not { } before || button.N >= CardButton.On(before)[0].N)) cards[person] = card;
    }
}

/// <summary>A button by which a person answers: an invitation's, or a seat's.</summary>
sealed record CardButton(string Verb, JsonElement Data, int N)
{
    /// <summary>What the person means by it.</summary>
    public Answer Means => Text("choice") switch
    {
        "yes" => Answer.Yes,
        "maybe" => Answer.Maybe,
        "no" => Answer.No,
        _ => Text("take") is "true" ? Answer.Yes : Answer.No,
    };

    string? Text(string name) => Data.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static IReadOnlyList<CardButton> On(JsonNode card) =>
        [.. Actions(card).Where(a => (string?)a["verb"] is "rsvp" or "seat").Select(a => new CardButton((string)a["verb"]!, JsonSerializer.SerializeToElement(a["data"]), (int)a["data"]!["n"]!))];

    /// <summary>The button of this verb with a field filled in.</summary>
    public static CardButton Form(JsonNode card, string verb, (string Name, string Value) filled)
    {
        var data = (JsonObject)Actions(card).First(action => (string?)action["verb"] == verb)["data"]!.DeepClone();
        data[filled.Name] = filled.Value;
        return new(verb, JsonSerializer.SerializeToElement(data), 0);
    }

    static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject o when o["type"]?.ToString() == "Action.Execute" => [o],
        JsonObject o => o.SelectMany(property => Actions(property.Value)),
        JsonArray a => a.SelectMany(Actions),
        _ => [],
    };
}

/// <summary>A chat platform with faults: it refuses, swallows, or answers too late.</summary>
sealed class FaultyChannel(Chat chat, Sealer sealer, World world, Process process, Odds odds, Mutant mutant) : IChannel
{
    public const string ChannelName = "simulated";

    public string Name => ChannelName;

    public Capabilities Can { get; } = new(Update: true, Answer: true, InFlight: 4);

    public bool Meets(Person person) => true;

    public ValueTask<Reading> Read(HttpRequest request, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<Opened> Open(string body, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<SendOutcome> Reply(Incoming incoming, Message answer, string key, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<IResult> Answer(Incoming incoming, Message answer, CancellationToken ct) => throw new NotSupportedException();

    public async ValueTask<SendOutcome> Send(Person to, Message message, string key, CancellationToken ct)
    {
        await process.Step("send");
        if (chat.Away || world.Fault("refused", key, odds.Lost))
            return mutant is Mutant.RefusalIsSent ? new SendOutcome.Posted(key) : new SendOutcome.NotSent(TimeSpan.FromSeconds(chat.Away ? 180 : 3));
        var swallowed = world.Fault("no answer to a message", key, odds.Ambiguous);
        if (!swallowed || world.Chance(0.5))
        {
            (chat.Arrived[key], chat.At[key]) = (chat.Arrived.GetValueOrDefault(key) + 1, world.Now);
            chat.Lay(to.Id, await sealer.Seal(message, to.Id, ct));
        }
        await process.Step("sent");
        return !swallowed || mutant is Mutant.DoubtIsSent ? new SendOutcome.Posted(key)
            : mutant is Mutant.DoubtIsRetried ? new SendOutcome.NotSent(TimeSpan.FromSeconds(3)) : new SendOutcome.PerhapsSent("timeout");
    }
}
