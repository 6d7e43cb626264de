using System.Text.Json;

namespace ChuanKhuy.Bot.Channels;

/// <summary>What a proven sender did. <paramref name="Person"/> is the roster id, null for a proven sender whom the roster does not know.</summary>
public abstract record Incoming(string? Person)
{
    /// <summary>Where it was said, in the channel's own words: for the reply.</summary>
    public string? Place { get; init; }

    /// <summary>Others read along: a group or a channel. What is only for this person is not said there.</summary>
    public bool Shared { get; init; }

    /// <summary>Typed a text.</summary>
    public sealed record Said(string? Person, string Text) : Incoming(Person);

    /// <summary>
    /// Pressed a button: its verb, and its data merged with the card's inputs. <paramref name="Source"/> is the channel's name of the card.
    /// </summary>
    public sealed record Clicked(string? Person, string Verb, JsonElement Data, string Source) : Incoming(Person)
    {
        /// <summary>When it was pressed, by the platform's clock; only from channels whose cards cannot be replaced, which are put in order by it.</summary>
        public DateTimeOffset? Made { get; init; }
    }
}
