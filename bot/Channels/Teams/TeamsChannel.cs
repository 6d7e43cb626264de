using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>
/// Microsoft Teams over the Bot Framework's activity protocol: typed texts go to the inbox, clicks are answered within the request,
/// and who installs or removes the app becomes or stops being a contact.
/// </summary>
public sealed partial class TeamsChannel(
    TeamsSettings settings, TeamsTokens tokens, TeamsPeople people, ConnectorClient connector, BoardStore boards, Sealer sealer, Says says, ILogger<TeamsChannel> log) : IChannel
{
    public const string ChannelName = "teams";

    /// <summary>The largest activity that is read, in bytes.</summary>
    const int MostBytes = 256 * 1024;

    const int MostText = 2000;

    static readonly Counter<long> Dropped = new Meter("ChuanKhuy.Teams").CreateCounter<long>("chuankhuy.teams.dropped", description: "Requests that were refused or passed over, by reason.");

    public string Name => ChannelName;

    /// <summary>It has a pace of its own, which counts the answers too.</summary>
    public Capabilities Can { get; } = new(Update: true, Answer: true, Boards: true);

    public bool Meets(Person person) => !settings.Playground && person.TeamsId is { Length: > 0 };

    public async ValueTask<Reading> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MostBytes) return Refuse(StatusCodes.Status413PayloadTooLarge, "size");
        TokenReading.Genuine? token = null;
        if (!settings.Playground)
            switch (await tokens.Read(request.Headers.Authorization, ct))
            {
                case TokenReading.NoKeys: return Refuse(StatusCodes.Status503ServiceUnavailable, "no keys");
                case TokenReading.Refused refused: return Refuse(StatusCodes.Status401Unauthorized, refused.Why);
                case TokenReading.Genuine genuine: token = genuine; break;
            }
        Activity? activity;
        try
        {
            if (await Body(request, ct) is not { } body) return Refuse(StatusCodes.Status413PayloadTooLarge, "size");
            activity = JsonSerializer.Deserialize(body.Span, TeamsJson.Default.Activity);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Refuse(StatusCodes.Status400BadRequest, "json"); // also for half of a surrogate pair
        }
        catch (BadHttpRequestException bad)
        {
            return Refuse(bad.StatusCode, "request");
        }
        if (activity is not { Type.Length: > 0 }) return Refuse(StatusCodes.Status400BadRequest, "type");
        if (Doubt(activity, token) is { } why) return Refuse(StatusCodes.Status401Unauthorized, why);
        return settings.Playground || settings.Serves(activity.Tenant) ? await Take(activity, ct) : Refuse(StatusCodes.Status200OK, "tenant");
    }

    /// <summary>What speaks against this activity, although the token is genuine; null: nothing.</summary>
    string? Doubt(Activity activity, TokenReading.Genuine? token)
    {
        if (settings.Hosts.Allowed(activity.ServiceUrl) is null) return "service host";
        if (token is null) return null;
        if (activity.ChannelId != "msteams") return "channel";
        if (!token.Endorsements.Contains(activity.ChannelId)) return "endorsement";
        return string.Equals(token.ServiceUrl?.TrimEnd('/'), activity.ServiceUrl!.TrimEnd('/'), StringComparison.OrdinalIgnoreCase) ? null : "service address";
    }

    async ValueTask<Reading> Take(Activity activity, CancellationToken ct)
    {
        switch (activity.Type)
        {
            case "message" or "invoke" or "installationUpdate" or "conversationUpdate"
                when activity is not { Id.Length: > 0, From.Id.Length: > 0, Conversation.Id.Length: > 0 }:
                return Refuse(StatusCodes.Status400BadRequest, "incomplete");
            case "invoke":
                return activity.Name == "adaptiveCard/action" ? await Pressed(activity, ct) : Refuse(StatusCodes.Status501NotImplemented, "invoke");
            case "message" when activity.From!.Id == activity.Recipient?.Id:
                return Pass("own message");
            case "message" when activity.Value is { ValueKind: JsonValueKind.Object } value && string.IsNullOrWhiteSpace(activity.Text):
                return JsonText.Find(value, "verb") is { } verb ? await Clicked(activity, verb, value, submitted: true, ct) : Pass("a value without a verb");
            case "message":
                return Text(activity).Length > 0 ? Keep(activity) : Pass("no text");
            case "installationUpdate" when activity.Action?.StartsWith("add", StringComparison.Ordinal) == true:
            case "conversationUpdate" when activity.Us(activity.MembersAdded):
                return Keep(activity);
            case "installationUpdate" when activity.Action?.StartsWith("remove", StringComparison.Ordinal) == true:
            case "conversationUpdate" when activity.Us(activity.MembersRemoved):
                await Left(activity, ct);
                return Pass("removed");
            default:
                return Pass(activity.Type is "messageReaction" or "conversationUpdate" or "event" ? activity.Type : "other");
        }
    }

    /// <summary>An Action.Execute. Source: learn.microsoft.com, Adaptive Cards, "Universal Action Model", adaptiveCard/action.</summary>
    async ValueTask<Reading> Pressed(Activity activity, CancellationToken ct)
    {
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty("action", out var action) || action.ValueKind is not JsonValueKind.Object)
            return Wrong("BadRequest");
        if (JsonText.Find(action, "type") != "Action.Execute") return Wrong("NotSupported");
        if (JsonText.Find(action, "verb") is not { } verb) return Wrong("BadRequest");
        var data = action.TryGetProperty("data", out var given) && given.ValueKind is JsonValueKind.Object ? given : Empty;
        return await Clicked(activity, verb, data, submitted: false, ct);
    }

    static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    /// <param name="submitted">By an older client: the answer cannot travel back in the request.</param>
    async ValueTask<Reading> Clicked(Activity activity, string verb, JsonElement data, bool submitted, CancellationToken ct)
    {
        var known = await people.Find(activity, ct);
        if (known.Trouble is not null)
            return new Reading.Refused(submitted
                ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
                : Results.Text(TeamsCard.Error(500, "Unknown", "ตอนนี้ยังตรวจชื่อของคุณกับ Teams ไม่ได้ ลองกดอีกครั้งในอีกสักครู่"), "application/json"));
        if (known.Person is { } person) await people.Met(person, activity, alive: submitted, ct);
        return new Reading.Now(new Incoming.Clicked(known.Person, verb, data.Clone(), activity.ReplyToId ?? "")
        {
            Place = submitted ? Place(activity) : null, Shared = !activity.Conversation!.Personal,
        });
    }

    public async ValueTask<Opened> Open(string body, CancellationToken ct)
    {
        var activity = JsonSerializer.Deserialize(body, TeamsJson.Default.Activity)!;
        if (activity.Type != "message" && !activity.Conversation!.Personal)
        {
            await boards.Keep(Board(activity), ct);
            return await people.MeetMembers(activity, ct) is { } trouble ? Later(trouble) : new Opened.Nothing("a team or group chat");
        }
        var known = await people.Find(activity, ct);
        if (known.Trouble is { } unknown) return Later(unknown);
        if (known.Person is { } person) await people.Met(person, activity, alive: true, ct);
        return activity.Type == "message"
            ? new Opened.Heard(new Incoming.Said(known.Person, activity.Text!) { Place = Place(activity), Shared = !activity.Conversation!.Personal })
            : new Opened.Nothing("a contact");
    }

    static Opened Later(ConnectorAnswer answer) => answer.Outcome is SendOutcome.NotSent wait ? new Opened.NotYet(wait.RetryAfter) : new Opened.Nothing($"Teams answered {answer.Status}");

    public async ValueTask<IResult> Answer(Incoming incoming, Message answer, CancellationToken ct)
    {
        if (incoming.Place is null) return Results.Text(TeamsCard.Replacement(await sealer.Seal(answer, incoming.Person ?? "", ct)), "application/json");
        if (incoming.Shared) answer = Message.InPrivate;
        // What was pressed is kept already, so the platform's giving up on the request takes nothing back.
        await Reply(incoming, answer, "", CancellationToken.None);
        return Results.Ok();
    }

    public async ValueTask<SendOutcome> Reply(Incoming incoming, Message answer, string key, CancellationToken ct)
    {
        var place = JsonSerializer.Deserialize(incoming.Place!, TeamsJson.Default.TeamsPlace)!;
        return await Fit(answer, incoming.Person ?? "", null, alert: false, async activity =>
        {
            var replaced = place.Card is { } card ? await connector.Update(place.ServiceUrl, place.Conversation, card, activity, answers: true, ct) : null;
            return replaced is null || replaced.Outcome is SendOutcome.Dead ? await connector.Send(place.ServiceUrl, place.Conversation, activity, answers: true, ct) : replaced;
        }, ct);
    }

    public async ValueTask<SendOutcome> Send(Person to, Message message, string key, CancellationToken ct)
    {
        if (await people.Reach(to, ct) is not { } address) return new SendOutcome.Dead(ConnectorClient.NotInstalled);
        if (address.Conversation is null)
        {
            var made = await connector.Create(address.ServiceUrl, address.User, address.Tenant, ct);
            if (!made.Good) return made.Outcome;
            if (made.Id is not { Length: > 0 } conversation) return new SendOutcome.NotSent();
            address = address with { Conversation = conversation, ServiceUrl = Newer(made.Body, address.ServiceUrl) };
            await people.Made(to, address, ct);
        }
        return await Fit(message, to.Id, address.User, alert: true, activity => connector.Send(address.ServiceUrl, address.Conversation, activity, answers: false, ct), ct);
    }

    public async ValueTask<SendOutcome> Post(Board board, Message message, string? posted, CancellationToken ct)
    {
        var place = JsonSerializer.Deserialize(board.Address, TeamsJson.Default.TeamsBoard)!;
        // Older clients get no buttons: what they submit could be answered only before everybody.
        var activity = TeamsCard.Shared(await sealer.Seal(message, board.Id, ct), message.Card.Summary);
        if (posted is not null)
        {
            var there = JsonSerializer.Deserialize(posted, TeamsJson.Default.TeamsPlace)!;
            var updated = (await connector.Update(there.ServiceUrl, there.Conversation, there.Card!, activity, answers: false, ct)).Outcome;
            return updated is SendOutcome.Posted ? new SendOutcome.Posted(posted) : updated;
        }
        var made = place.Team
            ? await connector.Thread(place.ServiceUrl, board.Id, place.Tenant, activity, ct)
            : await connector.Send(place.ServiceUrl, board.Id, activity, answers: false, ct);
        if (!made.Good || made.Id is not { Length: > 0 } id) return made.Good ? new SendOutcome.PerhapsSent("Teams ไม่บอกชื่อประกาศ") : made.Outcome;
        var where = place.Team
            ? new TeamsPlace(place.ServiceUrl, id, (made.Body is { } body ? JsonText.Find(body, "activityId") : null) ?? id.Split(";messageid=")[^1])
            : new TeamsPlace(place.ServiceUrl, board.Id, id);
        return new SendOutcome.Posted(JsonSerializer.Serialize(where, TeamsJson.Default.TeamsPlace));
    }

    /// <summary>The channel or group chat in which something happened.</summary>
    static Board Board(Activity activity)
    {
        var place = new TeamsBoard(activity.ServiceUrl!, activity.Tenant ?? "", activity.Conversation!.ConversationType == "channel");
        return new(ChannelName, activity.Conversation.Id!.Split(";messageid=")[0], JsonSerializer.Serialize(place, TeamsJson.Default.TeamsBoard));
    }

    /// <summary>Sends the card; when the platform finds it too large, a short one that says where to look.</summary>
    async ValueTask<SendOutcome> Fit(Message message, string to, string? user, bool alert, Func<byte[], Task<ConnectorAnswer>> send, CancellationToken ct)
    {
        var card = await sealer.Seal(message, to, ct, TeamsCard.Refresh(message, user));
        var answer = TeamsCard.Activity(card, message.Card.Summary, alert) is { } activity ? await send(activity) : null;
        if (answer is not null && answer.Status != (int)HttpStatusCode.RequestEntityTooLarge) return answer.Outcome;
        Log.TooLarge(log, message.Card.GetType().Name);
        var notice = new Notice(message.Card.Summary, $"การ์ดนี้ยาวเกินกว่าที่ Teams จะแสดง ดูฉบับเต็มที่ {says.BaseUrl}/{(message.Session.Length > 0 ? $"s/{message.Session}" : "me")}", Tone.Info);
        var brief = await sealer.Seal(new(notice), to, ct);
        return (await send(TeamsCard.Activity(brief, notice.Summary, alert)!)).Outcome;
    }

    string Newer(JsonElement? body, string serviceUrl) =>
        body is { } json && JsonText.Find(json, "serviceUrl") is { } told && settings.Hosts.Allowed(told) is not null ? told : serviceUrl;

    async Task Left(Activity activity, CancellationToken ct)
    {
        if (!activity.Conversation!.Personal) await boards.Remove(Board(activity), ct);
        else if (await people.Find(activity.From!, ct) is { } person) await people.Lose(person, "ถอนชวนคุยออกจาก Teams แล้ว", ct);
    }

    /// <summary>What is needed later, under the conversation's and the activity's id.</summary>
    static Reading.Later Keep(Activity activity) => new(
        $"{activity.Conversation!.Id}\n{activity.Id}",
        JsonSerializer.Serialize(
            activity with { Text = Text(activity), Value = null, MembersAdded = null, MembersRemoved = null, ChannelData = null, Conversation = activity.Conversation with { TenantId = activity.Tenant } },
            TeamsJson.Default.Activity));

    /// <summary>The typed text without mentions: in a team the bot hears only what mentions it.</summary>
    static string Text(Activity activity)
    {
        var text = Mention().Replace(activity.Text ?? "", " ").Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();
        return text.Length > MostText ? text[..MostText] : text;
    }

    /// <summary>Where to answer. A card that others see too is not replaced by the answer to one of them.</summary>
    static string Place(Activity activity) => JsonSerializer.Serialize(
        new TeamsPlace(activity.ServiceUrl!, activity.Conversation!.Id!, activity is { ReplyToId: { Length: > 0 } card, Value: not null, Conversation.Personal: true } ? card : null),
        TeamsJson.Default.TeamsPlace);

    /// <summary>The whole body; null when it is too large.</summary>
    static async ValueTask<ReadOnlyMemory<byte>?> Body(HttpRequest request, CancellationToken ct)
    {
        var bytes = new byte[(int)(request.ContentLength ?? 4096) + 1];
        for (var length = 0; ;)
        {
            var read = await request.Body.ReadAsync(bytes.AsMemory(length), ct);
            if (read == 0) return bytes.AsMemory(0, length);
            length += read;
            if (length > MostBytes) return null;
            if (length == bytes.Length) Array.Resize(ref bytes, Math.Min(bytes.Length * 2, MostBytes + 1));
        }
    }

    static Reading.Refused Wrong(string code) => new(Results.Text(TeamsCard.Error(400, code, "อ่านปุ่มนี้ไม่ได้"), "application/json", statusCode: StatusCodes.Status400BadRequest));

    /// <summary>Nothing to do for a proven sender.</summary>
    Reading.Refused Pass(string why) => Refuse(StatusCodes.Status200OK, why);

    Reading.Refused Refuse(int status, string why)
    {
        if (status is StatusCodes.Status401Unauthorized) Log.Refused(log, why);
        Dropped.Add(1, new KeyValuePair<string, object?>("reason", why), new KeyValuePair<string, object?>("status", status));
        return new(Results.StatusCode(status));
    }

    [GeneratedRegex("<at[^>]*>.*?</at>", RegexOptions.Singleline | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Mention();

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A {Card} card is too large for Teams; a short one is sent")]
        public static partial void TooLarge(ILogger log, string card);

        [LoggerMessage(2, LogLevel.Information, "A request to Teams' door was refused: {Why}")]
        public static partial void Refused(ILogger log, string why);
    }
}
