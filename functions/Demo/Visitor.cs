using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.People;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Demo;

/// <summary>One person of the office at the browser desk: types, and presses the buttons of the cards that really stand in the chat.</summary>
public sealed class Visitor(Installation installation, string person)
{
    public string Id => person;

    /// <summary>Everything in this person's chat, oldest first.</summary>
    public async Task<IReadOnlyList<ChatLine>> Chat(CancellationToken ct) => (await installation.Get<ChatStore>().Lines(person, ct)).Lines;

    /// <summary>The newest card that has a button with this verb; null when there is none.</summary>
    public async Task<ChatLine?> CardWith(string verb, CancellationToken ct) =>
        (await Chat(ct)).LastOrDefault(line => line.Card is { } card && Actions(JsonNode.Parse(card)).Any(a => Verb(a) == verb));

    public async Task<Message> Says(string text, CancellationToken ct) => await Handle(new Incoming.Said(person, text), ct);

    /// <summary>Presses a button of the newest card that has it.</summary>
    /// <param name="which">Data of the button that tells it apart from others with the same verb, e.g. ("choice", "yes").</param>
    /// <param name="inputs">What is filled in on the card.</param>
    /// <exception cref="InvalidOperationException">There is no such button.</exception>
    public async Task<Message> Clicks(string verb, (string Name, string Value)? which, IReadOnlyDictionary<string, string>? inputs, CancellationToken ct)
    {
        var line = await CardWith(verb, ct) ?? throw new InvalidOperationException($"{person} has no card with the button {verb}.");
        var action = Actions(JsonNode.Parse(line.Card!)).FirstOrDefault(a => Verb(a) == verb && (which is not { } w || a["data"]?[w.Name]?.ToString() == w.Value))
            ?? throw new InvalidOperationException($"{person}'s card has no button {verb} with {which}.");
        var data = (action["data"]?.DeepClone() as JsonObject) ?? [];
        foreach (var (name, value) in inputs ?? new Dictionary<string, string>()) data[name] = value;
        return await Handle(new Incoming.Clicked(person, verb, JsonSerializer.SerializeToElement(data), line.Id), ct);
    }

    async Task<Message> Handle(Incoming incoming, CancellationToken ct)
    {
        var answer = await installation.Get<Conversation>().Handle(incoming, ct);
        await installation.Get<BrowserChannel>().Answer(incoming, answer, ct);
        return answer;
    }

    static string? Verb(JsonObject action) => action["verb"]?.ToString();

    static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject o when o["type"]?.ToString() == "Action.Execute" => [o],
        JsonObject o => o.SelectMany(property => Actions(property.Value)),
        JsonArray a => a.SelectMany(Actions),
        _ => [],
    };
}
