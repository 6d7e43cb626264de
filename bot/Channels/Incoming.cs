using System.Text.Json;

namespace ChuanKhuy.Bot.Channels;

/// <summary>What a proven sender did. <paramref name="Person"/> is the roster id, null for a proven sender whom the roster does not know.</summary>
public abstract record Incoming(string? Person)
{
    /// <summary>Typed a text.</summary>
    public sealed record Said(string? Person, string Text) : Incoming(Person);

    /// <summary>Pressed a button: its verb, and its data merged with the card's inputs. <paramref name="Source"/> is the channel's name of the card.</summary>
    public sealed record Clicked(string? Person, string Verb, JsonElement Data, string Source) : Incoming(Person);
}
