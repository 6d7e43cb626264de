using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChuanKhuy.Bot.Channels;

// The objects of the Webex API, as far as we use them. Source: github.com/webex/webex-openapi-specs, public-spec/webex-messaging.json.

/// <param name="Type">"person" or "bot".</param>
sealed record WebexPerson(string Id, IReadOnlyList<string>? Emails = null, string? DisplayName = null, string? OrgId = null, string? Type = null);

/// <param name="RoomType">"direct" or "group".</param>
/// <param name="ParentId">The message that this one answers in a thread.</param>
sealed record WebexMessage(
    string Id, string RoomId, string PersonId, DateTimeOffset Created, string? RoomType = null, string? Text = null, string? Markdown = null, string? Html = null,
    string? ParentId = null, JsonElement? Attachments = null);

/// <summary>A press on a button. <paramref name="Inputs"/>: the button's data merged with what was filled in.</summary>
sealed record WebexAction(string Id, string Type, string MessageId, string PersonId, string RoomId, DateTimeOffset Created, JsonElement? Inputs = null);

sealed record WebexMembership(string Id, string RoomId, string PersonId, string? PersonEmail = null, string? RoomType = null);

/// <param name="Status">"active", or "inactive" after too many failed deliveries.</param>
sealed record WebexHook(
    string Name, string TargetUrl, string? Id = null, string? Resource = null, string? Event = null, string? Status = null, string? Secret = null,
    string? OwnedBy = null, string? Filter = null);

/// <param name="Id">Of a whole meeting, or of one time that it was on.</param>
sealed record WebexMeeting(string Id, string? Title = null, DateTimeOffset? Start = null, DateTimeOffset? End = null, string? WebLink = null);

/// <summary>A meeting as we make or change it; what is null stays as it is.</summary>
/// <param name="SendEmail">Whether Webex mails host and invitees; it would without a word about it.</param>
sealed record WebexMeetingPost(
    string Title, string Start, string End, string Timezone, string HostEmail, string? SiteUrl, bool SendEmail, IReadOnlyList<string> IntegrationTags,
    bool? EnabledJoinBeforeHost, int? JoinBeforeHostMinutes, bool? EnabledAutoRecordMeeting);

/// <param name="Next">The address of the next page.</param>
sealed record WebexPage(byte[] Body, string? Next);

sealed record WebexList<T>(IReadOnlyList<T> Items);

/// <summary>A message of ours. Exactly one of <paramref name="RoomId"/> and <paramref name="ToPersonEmail"/>.</summary>
sealed record WebexPost(string? RoomId, string? ToPersonEmail, string? ParentId, string Markdown, IReadOnlyList<WebexAttachment>? Attachments);

sealed record WebexAttachment(string ContentType, JsonObject Content)
{
    public const string Card = "application/vnd.microsoft.card.adaptive";
}

/// <summary>What is kept of a delivery until it is looked at: names of things, no content.</summary>
sealed record WebexHint(string Resource, string Event, string Id, string? Room = null, string? Person = null);

/// <summary>Where an answer goes: the room, and the message whose thread it belongs to.</summary>
sealed record WebexPlace(string Room, string Parent);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebexPerson))]
[JsonSerializable(typeof(WebexMessage))]
[JsonSerializable(typeof(WebexAction))]
[JsonSerializable(typeof(WebexHook))]
[JsonSerializable(typeof(WebexMeeting))]
[JsonSerializable(typeof(WebexMeetingPost))]
[JsonSerializable(typeof(WebexList<WebexMeeting>))]
[JsonSerializable(typeof(WebexPost))]
[JsonSerializable(typeof(WebexList<WebexMessage>))]
[JsonSerializable(typeof(WebexList<WebexHook>))]
[JsonSerializable(typeof(WebexList<WebexMembership>))]
[JsonSerializable(typeof(WebexHint))]
[JsonSerializable(typeof(WebexPlace))]
internal sealed partial class WebexJson : JsonSerializerContext;
