using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChuanKhuy.Cards;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// Webex. A webhook only says that something happened; what it was and who did it is asked for with the bot's token.
/// Cards cannot be replaced there and a click is not answered in its request: the answer is a message in the thread.
/// </summary>
public sealed class WebexChannel : IChannel, IDisposable
{
    public const string ChannelName = "webex";
    const int LongestRequest = 64 * 1024;
    const int LongestId = 256;
    const int Newest = 50;
    const int ForLink = 500;
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>Webex knows who was in a meeting a quarter of an hour after its end (developer.webex.com, "List Meetings", parameter state).</summary>
    static readonly TimeSpan Known = TimeSpan.FromMinutes(16);

    internal static readonly WebexHooks.Wish[] Hooks = [new("messages", "created"), new("attachmentActions", "created"), new("memberships", "all")];


    readonly WebexSettings settings;
    readonly WebexClient client;
    readonly WebexActors actors;
    readonly WebexHooks hooks;
    readonly Sealer sealer;
    readonly ContactStore contacts;
    readonly RosterStore rosters;
    readonly BoardStore boards;
    readonly RoomStore rooms;
    readonly TimeProvider time;

    public WebexChannel(
        WebexSettings settings, Sealer sealer, ContactStore contacts, RosterStore rosters, BoardStore boards, RoomStore rooms, LeaseStore leases, Dice dice, TimeProvider time, ILoggerFactory logs)
    {
        (this.settings, this.sealer, this.contacts, this.rosters, this.boards, this.rooms, this.time) = (settings, sealer, contacts, rosters, boards, rooms, time);
        client = new(settings, time, logs.CreateLogger<WebexClient>());
        actors = new(client, settings, rosters, time);
        hooks = new(client, settings, leases, dice, logs.CreateLogger<WebexHooks>(), null, Hooks);
        Can = new(Update: false, Answer: false, InFlight: 4, settings.PerSecond, Boards: true);
    }

    public string Name => ChannelName;

    public Capabilities Can { get; }

    /// <summary>Webex finds people by their address.</summary>
    public bool Meets(Person person) => Email(person) is not null;

    public async ValueTask<Reading> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.Headers[WebexSignature.Header] is not [{ Length: > 0 }]) return Refuse(StatusCodes.Status401Unauthorized);
        if (request.ContentLength > LongestRequest || await Body(request.Body, ct) is not { } body) return Refuse(StatusCodes.Status413PayloadTooLarge);
        if (!WebexSignature.Proves(request.Headers[WebexSignature.Header], body.Span, settings.Secret)) return Refuse(StatusCodes.Status401Unauthorized);
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = 16 });
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            return Refuse(StatusCodes.Status400BadRequest);
        }
    }

    Reading Read(JsonElement envelope)
    {
        var data = envelope.ValueKind is JsonValueKind.Object && envelope.TryGetProperty("data", out var found) ? found : default;
        var hint = new WebexHint(
            JsonText.Find(envelope, "resource") ?? "", JsonText.Find(envelope, "event") ?? "", JsonText.Find(data, "id") ?? "",
            JsonText.Find(data, "roomId"), JsonText.Find(data, "personId"));
        // Our own messages come back as well; most of them end here.
        var own = hint.Resource == "messages" && hint.Person is { } person && person == client.KnownMe;
        return !own && Wanted(hint) && hint.Id.Length is > 0 and <= LongestId && (hint.Room?.Length ?? 0) <= LongestId && (hint.Person?.Length ?? 0) <= LongestId
            ? new Reading.Later($"{hint.Resource}|{hint.Event}|{hint.Id}", JsonSerializer.Serialize(hint, WebexJson.Default.WebexHint))
            : Refuse(StatusCodes.Status200OK);
    }

    static bool Wanted(WebexHint hint) => (hint.Resource, hint.Event) is ("messages" or "attachmentActions" or "memberships", "created") or ("memberships", "deleted") or ("meetings", "ended");

    public async ValueTask<Opened> Open(string body, CancellationToken ct)
    {
        var hint = JsonSerializer.Deserialize(body, WebexJson.Default.WebexHint)!;
        return hint.Resource switch
        {
            "messages" => await Said(hint.Id, ct),
            "attachmentActions" => await Clicked(hint.Id, ct),
            "meetings" => await Over(hint.Id, ct),
            _ => await Membership(hint, ct),
        };
    }

    async Task<Opened> Said(string id, CancellationToken ct)
    {
        if (await client.Message(id, ct) is var reply && reply is not WebexReply<WebexMessage>.Got { Value: var message }) return Opens.NotYet(reply);
        if (await actors.Find(message.PersonId, ct) is var actor && actor is not WebexActor.Known { Person: var person }) return Unheard(actor);
        var direct = message.RoomType == "direct";
        if (direct && person is not null) await Met(person, message.PersonId, message.RoomId, ct);
        if (!direct) await boards.Keep(Board(message.RoomId), ct);
        var text = direct || await client.Me(ct) is not WebexReply<WebexPerson>.Got { Value: var me } ? message.Text ?? "" : WebexMention.Strip(message, me);
        return new Opened.Heard(new Incoming.Said(person?.Id, text) { Place = Place(message.RoomId, message.ParentId ?? message.Id), Shared = !direct });
    }

    async Task<Opened> Clicked(string id, CancellationToken ct)
    {
        if (await client.Action(id, ct) is var reply && reply is not WebexReply<WebexAction>.Got { Value: var action }) return Opens.NotYet(reply);
        if (await actors.Find(action.PersonId, ct) is var actor && actor is not WebexActor.Known { Person: var person }) return Unheard(actor);
        if (action is not { Type: "submit", Inputs: { ValueKind: JsonValueKind.Object } inputs } || JsonText.Find(inputs, "verb") is not { } verb)
            return new Opened.Nothing("not a button of ours");
        if (person is not null && (await contacts.Load(ct)).Find(Name, person.Id) is { Lost: not null } lost)
            await contacts.Keep(Name, lost with { Lost = null, Seen = time.GetUtcNow() }, ct);
        return new Opened.Heard(new Incoming.Clicked(person?.Id, verb, inputs, action.MessageId)
        {
            Place = Place(action.RoomId, action.MessageId), Made = action.Created, Shared = !await IsOwnRoom(person, action, ct),
        });
    }

    /// <summary>Whether nobody else reads along. An action does not say so; where the room is not known, its card is asked for, and doubt counts as company.</summary>
    async Task<bool> IsOwnRoom(Person? person, WebexAction action, CancellationToken ct) =>
        (person is not null && await RoomOf(person, ct) == action.RoomId)
        || (await client.Message(action.MessageId, ct) is WebexReply<WebexMessage>.Got { Value: { RoomType: "direct", RoomId: var room } } && room == action.RoomId);

    /// <summary>
    /// A meeting has ended. The id is that of the one time it was on: the id of the meeting, then "_I_" and a number (developer.webex.com, "Webex Meetings",
    /// meeting series, scheduled meetings and meeting instances).
    /// </summary>
    async Task<Opened> Over(string id, CancellationToken ct) =>
        new Opened.Nothing(await rooms.Ended(id.Split('_')[0], Known, ct) ? "who was there is asked" : "another meeting");

    static Opened Unheard(WebexActor actor) => actor switch
    {
        WebexActor.NotYet later => later.Opened,
        WebexActor.Foreign foreign => new Opened.Nothing(foreign.Why),
        _ => throw new InvalidOperationException($"Nobody knows {actor.GetType().Name}."),
    };

    /// <summary>The bot came into a room, or left it.</summary>
    async Task<Opened> Membership(WebexHint hint, CancellationToken ct)
    {
        if (await client.Me(ct) is var asked && asked is not WebexReply<WebexPerson>.Got { Value: var me }) return Opens.NotYet(asked);
        if (hint.Person != me.Id || hint.Room is not { } room) return new Opened.Nothing("another member");
        var (reply, roster, known) = (await client.Members(room, me.Id, ct), await rosters.Load(ct), await contacts.Load(ct));
        switch (reply)
        {
            case WebexReply<WebexList<WebexMembership>>.Got { Value.Items: [{ RoomType: "group" }, ..] }:
                await boards.Keep(Board(room), ct);
                break;
            case WebexReply<WebexList<WebexMembership>>.Got { Value.Items.Count: > 0 }:
                if (await client.Members(room, null, ct) is var pair && pair is not WebexReply<WebexList<WebexMembership>>.Got { Value.Items: var members }) return Opens.NotYet(pair);
                if (members.FirstOrDefault(m => m.PersonId != me.Id) is { RoomType: "direct", PersonEmail: { } email } other && roster.FindEmail(email) is { } person)
                    await Met(person, other.PersonId, room, ct);
                break;
            case WebexReply<WebexList<WebexMembership>>.Got or WebexReply<WebexList<WebexMembership>>.No when hint.Event == "deleted":
                await boards.Remove(Board(room), ct);
                foreach (var gone in roster.People.Where(p => known.Find(Name, p.Id) is { Lost: null } contact && contact.Address == room))
                    await contacts.Lose(Name, gone.Id, "บอตไม่อยู่ในห้องสนทนา Webex นี้แล้ว", ct);
                break;
            case WebexReply<WebexList<WebexMembership>>.NotNow or WebexReply<WebexList<WebexMembership>>.Lost:
                return Opens.NotYet(reply);
        }
        return new Opened.Nothing("the room is noted");
    }

    async Task Met(Person person, string who, string room, CancellationToken ct)
    {
        if ((await contacts.Load(ct)).Find(Name, person.Id) is not { Lost: null } known || known.Who != who || known.Address != room)
            await contacts.Keep(Name, new(person.Id, who, room, time.GetUtcNow()), ct);
    }

    public ValueTask<IResult> Answer(Incoming incoming, Message answer, CancellationToken ct) => throw new NotSupportedException("Webex does not wait for an answer.");

    /// <summary>In the thread; where that is not possible any more, in the room.</summary>
    public async ValueTask<SendOutcome> Reply(Incoming incoming, Message answer, string key, CancellationToken ct)
    {
        var place = JsonSerializer.Deserialize(incoming.Place!, WebexJson.Default.WebexPlace)!;
        var post = await Make(answer, incoming.Person ?? "", key, ct) with { RoomId = place.Room, ParentId = place.Parent };
        var reply = await client.Post(post, ct);
        if (reply is WebexReply<WebexMessage>.No { Status: 400 or 404 }) reply = await client.Post(post = post with { ParentId = null }, ct);
        return await Outcome(reply, post, answer, key, ct);
    }

    public async ValueTask<SendOutcome> Send(Person to, Message message, string key, CancellationToken ct)
    {
        var (room, email) = (await RoomOf(to, ct), Email(to));
        if (room is null && email is null) return new SendOutcome.Dead("ไม่มีที่อยู่อีเมลที่ Webex รู้จัก");
        var post = await Make(message, to.Id, key, ct) with { RoomId = room, ToPersonEmail = room is null ? email : null };
        var reply = await client.Post(post, ct);
        // A room that is gone says nothing about the person.
        if (reply is WebexReply<WebexMessage>.No { Status: 403 or 404 } && room is not null && email is not null)
            reply = await client.Post(post = post with { RoomId = null, ToPersonEmail = email }, ct);
        return await Outcome(reply, post, message, key, ct);
    }

    /// <summary>A card cannot be replaced: the old one goes, with its thread, before the new one comes.</summary>
    public async ValueTask<SendOutcome> Post(Board board, Message message, string? posted, CancellationToken ct)
    {
        var key = $"{board.Id}\n{Card.Bind(message.Card).ToJsonString()}";
        if (posted is not null)
        {
            if (await Find(board.Id, null, key, null, ct) is { } there) return new SendOutcome.Posted(there);
            if (await Withdraw(posted, ct) is { } wait) return new SendOutcome.NotSent(wait);
        }
        var post = await Make(message, board.Id, key, ct) with { RoomId = board.Id };
        return await Outcome(await client.Post(post, ct), post, message, key, ct);
    }

    static Board Board(string room) => new(ChannelName, room, "");

    /// <summary>With what we answered below it, which says the same things.</summary>
    public async ValueTask<TimeSpan?> Withdraw(string posted, CancellationToken ct)
    {
        var (asked, told) = (await client.Message(posted, ct), (IReadOnlyList<WebexMessage>)[]);
        if (asked is WebexReply<WebexMessage>.Got { Value: var message })
            switch (await client.Thread(message, ct))
            {
                case WebexReply<WebexList<WebexMessage>>.Got { Value.Items: var answers }: told = [.. answers.Where(a => a.PersonId == message.PersonId)]; break;
                case WebexReply<WebexList<WebexMessage>>.NotNow wait: return wait.After ?? Soon;
            }
        else if (asked is WebexReply<WebexMessage>.NotNow wait) return wait.After ?? Soon;
        // The card last: while it is there, another try finds the rest.
        foreach (var id in told.Select(answer => answer.Id).Append(posted))
            if (await client.Delete(id, ct) is WebexReply<bool>.NotNow wait) return wait.After ?? Soon;
        return null;
    }

    public async ValueTask<string?> Find(Person to, string key, CancellationToken ct) =>
        await RoomOf(to, ct) is var room && (room ?? Email(to)) is null ? null : await Find(room, Email(to), key, null, ct);

    public async ValueTask Tend(CancellationToken ct)
    {
        await client.Me(ct);
        await hooks.Check(ct);
    }

    public void Dispose() => client.Dispose();

    async ValueTask<WebexPost> Make(Message message, string to, string key, CancellationToken ct)
    {
        // Without a number: a card that cannot be replaced would go on showing an old one.
        var card = WebexCard.Lower(await sealer.Seal(message with { N = null }, to, ct), Mark(key));
        return new(null, null, null, WebexText.Of(card), [new(WebexAttachment.Card, card)]);
    }

    async Task<SendOutcome> Outcome(WebexReply<WebexMessage> reply, WebexPost post, Message message, string key, CancellationToken ct)
    {
        if (reply is WebexReply<WebexMessage>.No { Status: 413 } && post.Attachments is not null)
        {
            var shorter = post with { Attachments = null, Markdown = Short(post.Markdown, message) };
            return await Outcome(await client.Post(shorter, ct), shorter, message, key, ct);
        }
        return reply switch
        {
            WebexReply<WebexMessage>.Got got => new SendOutcome.Posted(got.Value.Id),
            WebexReply<WebexMessage>.NotNow wait => new SendOutcome.NotSent(wait.After),
            WebexReply<WebexMessage>.No { Status: 403 } => new SendOutcome.Dead("Webex ไม่ให้บอตส่งถึงคนนี้"),
            WebexReply<WebexMessage>.No { Status: 404 } => new SendOutcome.Dead("ไม่พบบัญชี Webex ของคนนี้"),
            WebexReply<WebexMessage>.No no => new SendOutcome.Rejected(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Webex ตอบ {no.Status}")),
            WebexReply<WebexMessage>.Lost lost => await Find(post.RoomId, post.ToPersonEmail, key, post.Attachments is null ? post.Markdown : null, ct) is { } posted
                ? new SendOutcome.Posted(posted)
                : new SendOutcome.PerhapsSent(lost.Reason),
            _ => throw new InvalidOperationException($"Nobody knows {reply.GetType().Name}."),
        };
    }

    /// <summary>Our message in the room, by the mark on its card, or by its text when it has none.</summary>
    async Task<string?> Find(string? room, string? email, string key, string? markdown, CancellationToken ct)
    {
        if (await client.Me(ct) is not WebexReply<WebexPerson>.Got { Value: var me }) return null;
        var reply = room is not null ? await client.Room(room, Newest, ct) : await client.Direct(email!, ct);
        return reply is WebexReply<WebexList<WebexMessage>>.Got { Value.Items: var messages } ? messages.FirstOrDefault(m => m.PersonId == me.Id && IsIt(m))?.Id : null;

        bool IsIt(WebexMessage m) =>
            markdown is null ? m.Attachments?.GetRawText().Contains(Mark(key), StringComparison.Ordinal) == true : m.Markdown == markdown;
    }

    async ValueTask<string?> RoomOf(Person person, CancellationToken ct) =>
        (await contacts.Load(ct)).Find(Name, person.Id) is { Lost: null, Address: { Length: > 0 } room } ? room : null;

    string Short(string markdown, Message message) =>
        message.Session.Split('|')[0] is { Length: > 0 } session ? $"{ThaiText.CutBytes(markdown, WebexText.MostBytes - ForLink)}\n\n[เปิดบนเว็บ]({settings.Site}/s/{session})" : markdown;

    static string? Email(Person person) => person.WebexEmail ?? person.Email;

    static string Mark(string key) => $"ck{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12))}";

    static string Place(string room, string parent) => JsonSerializer.Serialize(new(room, parent), WebexJson.Default.WebexPlace);

    static Reading.Refused Refuse(int status) => new(Results.StatusCode(status));

    /// <summary>The raw body; null when it is longer than anything that Webex sends.</summary>
    static async Task<ReadOnlyMemory<byte>?> Body(Stream stream, CancellationToken ct)
    {
        var bytes = new byte[LongestRequest + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return length <= LongestRequest ? bytes.AsMemory(0, length) : null;
    }
}
