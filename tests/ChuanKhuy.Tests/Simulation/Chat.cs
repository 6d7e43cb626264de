using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using Microsoft.AspNetCore.Http;

namespace ChuanKhuy.Tests.Simulation;

/// <summary>What really arrived at people, whatever the senders believe. Outlives every process.</summary>
sealed class Chat
{
    /// <summary>How often each message arrived, by its key.</summary>
    public Dictionary<string, int> Arrived { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest invitation that each person has before them.</summary>
    public Dictionary<string, JsonObject> Invitations { get; } = new(StringComparer.Ordinal);
}

/// <summary>A chat platform with faults: it refuses, swallows, or answers too late.</summary>
sealed class FaultyChannel(Chat chat, Sealer sealer, World world, Process process, Odds odds) : IChannel
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
        await process.Step();
        if (world.Chance(odds.Lost)) return new SendOutcome.NotSent(TimeSpan.FromSeconds(3));
        var swallowed = world.Chance(odds.Ambiguous);
        if (!swallowed || world.Chance(0.5))
        {
            chat.Arrived[key] = chat.Arrived.GetValueOrDefault(key) + 1;
            if (message.Card is ChuanKhuy.Cards.Invite) chat.Invitations[to.Id] = await sealer.Seal(message, to.Id, ct);
        }
        await process.Step();
        return swallowed ? new SendOutcome.PerhapsSent("timeout") : new SendOutcome.Posted(key);
    }

    /// <summary>The data of the button with this choice on a person's invitation.</summary>
    public static JsonElement Button(JsonObject card, string choice) =>
        JsonSerializer.SerializeToElement(Actions(card).First(a => a["data"]?["choice"]?.ToString() == choice)["data"]);

    static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject o when o["type"]?.ToString() == "Action.Execute" => [o],
        JsonObject o => o.SelectMany(property => Actions(property.Value)),
        JsonArray a => a.SelectMany(Actions),
        _ => [],
    };
}
