using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>
/// An activity of the Bot Framework protocol as far as we read it; everything else is accepted and left out.
/// Source: microsoft/Agents, specs/activity/protocol-activity.md.
/// </summary>
public sealed record Activity
{
    public string? Type { get; init; }
    public string? Id { get; init; }

    /// <summary>Of an invoke: what is asked for.</summary>
    public string? Name { get; init; }

    /// <summary>Of an installationUpdate: add, add-upgrade, remove or remove-upgrade.</summary>
    public string? Action { get; init; }

    public string? ChannelId { get; init; }
    public string? ServiceUrl { get; init; }
    public string? Text { get; init; }
    public string? ReplyToId { get; init; }
    public ChannelAccount? From { get; init; }
    public ChannelAccount? Recipient { get; init; }
    public ConversationAccount? Conversation { get; init; }
    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }
    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; init; }
    public JsonElement? Value { get; init; }
    public JsonElement? ChannelData { get; init; }

    /// <summary>The organisation it comes from: `channelData.tenant.id`, else `conversation.tenantId`.</summary>
    [JsonIgnore]
    public string? Tenant =>
        ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("tenant", out var tenant) && JsonText.Find(tenant, "id") is { Length: > 0 } id
            ? id
            : Conversation?.TenantId;

    /// <summary>Whether the bot itself is among these.</summary>
    public bool Us(IReadOnlyList<ChannelAccount>? members) => members?.Any(member => member.Id is { } id && id == Recipient?.Id) == true;
}

/// <param name="Id">The person's or bot's id on this channel, for people `29:…`.</param>
/// <param name="AadObjectId">The person's Entra object id.</param>
public sealed record ChannelAccount(string? Id, string? AadObjectId = null);

/// <param name="ConversationType">personal, groupChat or channel.</param>
public sealed record ConversationAccount(string? Id, string? ConversationType = null, string? TenantId = null)
{
    [JsonIgnore] public bool Personal => ConversationType is null or "personal";
}

/// <summary>Where a person is written to: their chat with the bot (null until it was made), or who they are so that it can be made.</summary>
/// <param name="User">Their `29:…` id, or their Entra object id.</param>
public sealed record TeamsAddress(string ServiceUrl, string User, string Tenant, string? Conversation = null);

/// <summary>The conversation in which something was said.</summary>
/// <param name="Card">The message with the card that was clicked, to be replaced.</param>
public sealed record TeamsPlace(string ServiceUrl, string Conversation, string? Card = null);

/// <summary>Where a board is reached.</summary>
/// <param name="Team">A channel of a team, where every posting begins a thread; else a group chat.</param>
public sealed record TeamsBoard(string ServiceUrl, string Tenant, bool Team);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(TeamsAddress))]
[JsonSerializable(typeof(TeamsPlace))]
[JsonSerializable(typeof(TeamsBoard))]
internal sealed partial class TeamsJson : JsonSerializerContext;
