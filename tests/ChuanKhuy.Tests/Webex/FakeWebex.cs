using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Tests.Webex;

/// <summary>What goes wrong with the next request.</summary>
/// <param name="Status">The answer instead of the right one; 0: the connection breaks.</param>
/// <param name="Done">Whether the work is done before that.</param>
/// <param name="Headers">Headers of the answer.</param>
sealed record Fault(int Status, bool Done = false, params (string Name, string Value)[] Headers);

sealed record FakePerson(string Id, string Email, string Name, string Org, string Type = "person");

sealed class FakeRoom(string id, string type, params string[] members)
{
    public string Id => id;
    public string Type => type;
    public List<string> Members { get; } = [.. members];
}

/// <summary>A message as the API shows it, with what only the fake knows.</summary>
sealed record FakeMessage(string Id, FakeRoom Room, FakePerson By, DateTimeOffset Created, string? Text, string? Markdown, string? Html, string? Parent, JsonObject? Card)
{
    /// <summary>Its place among all messages.</summary>
    public int Number { get; init; }

    /// <summary>The buttons that send something, in their order.</summary>
    public IEnumerable<JsonObject> Buttons => Parts(Card, "Action.Submit");

    public static IEnumerable<JsonObject> Parts(JsonNode? node, string type) => node switch
    {
        JsonObject o => [.. (string?)o["type"] == type ? [o] : (JsonObject[])[], .. o.SelectMany(p => Parts(p.Value, type))],
        JsonArray a => a.SelectMany(part => Parts(part, type)),
        _ => [],
    };
}

sealed record FakeHook(string Id, string Name, string Target, string Resource, string Event, string? Secret, string Status, string? OwnedBy = null, string? Filter = null);

/// <summary>
/// Webex on this machine, as strict as the public description of its API (github.com/webex/webex-openapi-specs, public-spec/webex-messaging.json, and
/// the guides "Webhooks", "Buttons and Cards" and "REST API Basics" on developer.webex.com): it refuses what Webex refuses, signs its deliveries,
/// limits its callers, and goes wrong when told to. Deliveries wait until a test calls <see cref="Deliver"/>.
/// </summary>
sealed partial class FakeWebex : IAsyncDisposable
{
    public const string Token = "bot-token-of-the-test";
    public const string Org = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9vdXJz";
    const int TextBytes = 7439, CardBytes = 80 * 1024, Actions = 5;

    static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "AdaptiveCard", "TextBlock", "Image", "RichTextBlock", "TextRun", "ActionSet", "Container", "ColumnSet", "Column", "FactSet", "ImageSet", "Input.Text", "Input.Number",
        "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet", "Action.OpenUrl", "Action.Submit", "Action.ShowCard", "Action.ToggleVisibility",
    };

    readonly Lock gate = new();
    readonly TimeProvider time;
    readonly WebApplication app;
    readonly HttpClient http = new();
    readonly List<(string Method, string Path, Fault Fault)> faults = [];
    readonly Dictionary<string, int> hidden = new(StringComparer.Ordinal);
    readonly List<DateTimeOffset> calls = [];
    readonly Queue<(string Resource, string Event, JsonObject Data, string Actor)> events = new();
    readonly Dictionary<string, List<DateTimeOffset>> failures = new(StringComparer.Ordinal);
    int ids;

    FakeWebex(TimeProvider time, WebApplication app) => (this.time, this.app) = (time, app);

    public FakePerson Me { get; private set; } = null!;
    public List<FakePerson> People { get; } = [];
    public List<FakeRoom> Rooms { get; } = [];
    public List<FakeMessage> Messages { get; } = [];
    public List<FakeMessage> Deleted { get; } = [];
    public Dictionary<string, JsonObject> Pressed { get; } = new(StringComparer.Ordinal);
    public List<FakeHook> Hooks { get; } = [];

    /// <summary>What was asked, as "POST /messages".</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Why requests were refused.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>The status codes that deliveries came back with.</summary>
    public List<int> Delivered { get; } = [];

    /// <summary>How many requests a second it lets through; more are 429.</summary>
    public int? PerSecond { get; set; }

    /// <summary>Where an address of a webhook really is.</summary>
    public Func<Uri, Uri> Resolve { get; set; } = uri => uri;

    public string Api => $"{app.Urls.Single()}/v1/";

    public static async Task<FakeWebex> Open(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var fake = new FakeWebex(time, builder.Build());
        fake.Me = fake.Join("chuankhuy@webex.bot", "ชวนคุย", Org, "bot");
        fake.Map();
        await fake.app.StartAsync();
        return fake;
    }

    public FakePerson Join(string email, string name, string org = Org, string type = "person")
    {
        lock (gate)
        {
            var person = new FakePerson(NewId("PEOPLE"), email, name, org, type);
            People.Add(person);
            return person;
        }
    }

    public FakePerson Of(string email) => People.First(p => p.Email.Equals(email, StringComparison.OrdinalIgnoreCase));

    public FakeRoom Direct(string email)
    {
        lock (gate)
        {
            var person = Of(email);
            if (Rooms.FirstOrDefault(r => r.Type == "direct" && r.Members.Contains(person.Id)) is { } room) return room;
            Rooms.Add(room = new(NewId("ROOM"), "direct", Me.Id, person.Id));
            return room;
        }
    }

    public FakeRoom Group(params string[] emails)
    {
        lock (gate)
        {
            var room = new FakeRoom(NewId("ROOM"), "group", [Me.Id, .. emails.Select(e => Of(e).Id)]);
            Rooms.Add(room);
            Tell("memberships", "created", new() { ["id"] = NewId("MEMBERSHIP"), ["roomId"] = room.Id, ["personId"] = Me.Id, ["personEmail"] = Me.Email, ["roomType"] = room.Type }, Me.Id);
            return room;
        }
    }

    /// <summary>What the bot sent to a person, oldest first.</summary>
    public IReadOnlyList<FakeMessage> To(string email)
    {
        var room = Direct(email);
        lock (gate) return [.. Messages.Where(m => m.Room == room && m.By == Me)];
    }

    /// <summary>A person writes; in a group room they mention the bot first.</summary>
    public FakeMessage Says(string email, string text, FakeRoom? room = null, FakeMessage? thread = null)
    {
        room ??= Direct(email);
        lock (gate)
        {
            var group = room.Type == "group";
            var message = new FakeMessage(
                NewId("MESSAGE"), room, Of(email), time.GetUtcNow(), group ? $"{Me.Name} {text}" : text, null,
                group ? $"<p><spark-mention data-object-type=\"person\" data-object-id=\"{Me.Id}\">{Me.Name}</spark-mention> {WebUtility.HtmlEncode(text)}</p>" : null, thread?.Id, null) { Number = ids };
            Messages.Add(message);
            Tell("messages", "created", Shown(message), message.By.Id);
            return message;
        }
    }

    /// <summary>A person presses a button of the newest card in their room that has it; what the card's inputs hold comes with it, as Webex sends it.</summary>
    public string Presses(string email, string verb, IReadOnlyList<(string Name, string Value)>? which = null, IReadOnlyDictionary<string, string>? inputs = null, FakeRoom? room = null, FakeMessage? card = null)
    {
        room ??= Direct(email);
        bool Is(JsonObject button) => (string?)button["data"]?["verb"] == verb && (which ?? []).All(w => button["data"]?[w.Name]?.ToString() == w.Value);
        lock (gate)
        {
            card ??= Messages.LastOrDefault(m => m.Room == room && m.Buttons.Any(Is)) ?? throw new InvalidOperationException($"{email} has no card with the button {verb}.");
            var values = new JsonObject();
            foreach (var type in Elements.Where(e => e.StartsWith("Input.", StringComparison.Ordinal)))
                foreach (var input in FakeMessage.Parts(card.Card, type)) values[(string)input["id"]!] = input["value"]?.ToString() ?? "";
            foreach (var (name, value) in (JsonObject)card.Buttons.First(Is)["data"]!) values[name] = value?.DeepClone();
            foreach (var (name, value) in inputs ?? new Dictionary<string, string>()) values[name] = value;
            return Press(Of(email), room, card.Id, values);
        }
    }

    /// <summary>An action of a person who calls the API with inputs of their own.</summary>
    public string Press(FakePerson by, FakeRoom room, string message, JsonObject inputs)
    {
        lock (gate)
        {
            var action = new JsonObject
            {
                ["id"] = NewId("ATTACHMENT_ACTION"), ["type"] = "submit", ["messageId"] = message, ["personId"] = by.Id, ["roomId"] = room.Id, ["inputs"] = inputs, ["created"] = Stamp(time.GetUtcNow()),
            };
            Pressed[(string)action["id"]!] = action;
            var data = (JsonObject)action.DeepClone();
            data.Remove("inputs");
            Tell("attachmentActions", "created", data, by.Id);
            return (string)action["id"]!;
        }
    }

    public void Leave(FakeRoom room, FakePerson who)
    {
        lock (gate)
        {
            room.Members.Remove(who.Id);
            Tell("memberships", "deleted", new() { ["id"] = NewId("MEMBERSHIP"), ["roomId"] = room.Id, ["personId"] = who.Id, ["personEmail"] = who.Email, ["roomType"] = room.Type }, who.Id);
        }
    }

    /// <summary>Goes wrong with the next requests of this kind, one fault each.</summary>
    public void Fails(string method, string path, params Fault[] next)
    {
        lock (gate) faults.AddRange(next.Select(fault => (method, path, fault)));
    }

    /// <summary>The API does not know this object yet, so many times.</summary>
    public void Hides(string id, int times)
    {
        lock (gate) hidden[id] = times;
    }

    /// <summary>Delivers what waits to every active webhook that wants it, and once more for each of <paramref name="again"/>.</summary>
    public async Task Deliver(int again = 0)
    {
        while (true)
        {
            (string Resource, string Event, JsonObject Data, string Actor) next;
            List<FakeHook> hooks;
            lock (gate)
            {
                if (!events.TryDequeue(out next)) return;
                hooks = [.. Hooks.Where(h => h.Status == "active" && h.Resource == next.Resource && (h.Event == "all" || h.Event == next.Event))];
            }
            for (var i = 0; i <= again; i++)
                foreach (var hook in hooks) await Deliver(hook, Envelope(hook, next.Resource, next.Event, next.Data, next.Actor));
        }
    }

    public JsonObject Envelope(FakeHook hook, string resource, string what, JsonObject data, string actor) => new()
    {
        ["id"] = hook.Id, ["name"] = hook.Name, ["targetUrl"] = hook.Target, ["resource"] = resource, ["event"] = what, ["orgId"] = Org, ["createdBy"] = Me.Id, ["appId"] = "app",
        ["ownedBy"] = "creator", ["status"] = hook.Status, ["created"] = Stamp(time.GetUtcNow()), ["actorId"] = actor, ["data"] = data.DeepClone(),
    };

    /// <summary>What Webex puts into X-Spark-Signature.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Webex signs so.")]
    public static string Sign(byte[] body, string secret) => Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>One signed delivery. A webhook that fails a hundred times within five minutes is deactivated.</summary>
    public async Task<int> Deliver(FakeHook hook, JsonObject envelope)
    {
        var body = Encoding.UTF8.GetBytes(envelope.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, Resolve(new(hook.Target))) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (hook.Secret is { } secret) request.Headers.Add("X-Spark-Signature", Sign(body, secret));
        var status = 0;
        try
        {
            using var response = await http.SendAsync(request);
            status = (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody is there.
        }
        lock (gate)
        {
            Delivered.Add(status);
            if (status is >= 200 and < 300) return status;
            if (!failures.TryGetValue(hook.Id, out var failed)) failures[hook.Id] = failed = [];
            failed.Add(time.GetUtcNow());
            failed.RemoveAll(at => at < time.GetUtcNow().AddMinutes(-5));
            if (failed.Count >= 100) Hooks[Hooks.FindIndex(h => h.Id == hook.Id)] = hook with { Status = "inactive" };
        }
        return status;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    void Map()
    {
        var v1 = app.MapGroup("/v1");
        Handle(v1, "GET", "/people/me", (_, _) => Ok(Shown(Me)));
        Handle(v1, "GET", "/people/{id}", (request, _) => People.FirstOrDefault(p => p.Id == Id(request)) is { } p && !Hidden(p.Id) ? Ok(Shown(p)) : No(404, "no such person"));
        Handle(v1, "GET", "/people", (request, _) => request.Query["email"].ToString() is { Length: > 0 } email
            ? Ok(Items(People.Where(p => p.Email.Equals(email, StringComparison.OrdinalIgnoreCase)).Select(Shown)))
            : No(400, "email, displayName or id is needed"));
        Handle(v1, "GET", "/rooms/{id}", (request, _) => Mine(Id(request)) is { } room ? Ok(new() { ["id"] = room.Id, ["type"] = room.Type, ["title"] = "room" }) : No(404, "no such room"));
        Handle(v1, "GET", "/memberships", (request, _) => Mine(request.Query["roomId"].ToString()) is { } room
            ? Ok(Items(room.Members.Where(member => request.Query["personId"].ToString() is not { Length: > 0 } one || member == one).Select(member => People.First(p => p.Id == member)).Select(p => new JsonObject
            {
                ["id"] = $"{room.Id}:{p.Id}", ["roomId"] = room.Id, ["personId"] = p.Id, ["personEmail"] = p.Email, ["personDisplayName"] = p.Name, ["personOrgId"] = p.Org, ["roomType"] = room.Type,
            })))
            : No(404, "no such room"));
        Handle(v1, "GET", "/messages", (request, _) => Mine(request.Query["roomId"].ToString()) is { } room
            ? Ok(Items(Newest(room).Where(m => request.Query["parentId"].ToString() is not { Length: > 0 } parent || m.Parent == parent).Take(int.TryParse(request.Query["max"], CultureInfo.InvariantCulture, out var max) ? max : 50).Select(Shown)))
            : No(404, "no such room"));
        Handle(v1, "GET", "/messages/direct", (request, _) => Rooms.FirstOrDefault(r => r.Type == "direct" && r.Members.Any(m => People.First(p => p.Id == m).Email == request.Query["personEmail"].ToString())) is { } room
            ? Ok(Items(Newest(room).Select(Shown)))
            : No(404, "no such room"));
        Handle(v1, "GET", "/messages/{id}", (request, _) => Messages.FirstOrDefault(m => m.Id == Id(request)) is { } m && !Hidden(m.Id) && m.Room.Members.Contains(Me.Id) ? Ok(Shown(m)) : No(404, "no such message"));
        Handle(v1, "POST", "/messages", (_, body) => Create(body));
        Handle(v1, "DELETE", "/messages/{id}", (request, _) =>
        {
            if (Messages.FirstOrDefault(m => m.Id == Id(request)) is not { } message) return No(404, "no such message");
            if (message.By != Me) return No(403, "not your message");
            Messages.Remove(message);
            Deleted.Add(message);
            return (204, null);
        });
        Handle(v1, "GET", "/attachment/actions/{id}", (request, _) => Pressed.TryGetValue(Id(request), out var action) && !Hidden(Id(request)) ? Ok((JsonObject)action.DeepClone()) : No(404, "no such action"));
        Handle(v1, "GET", "/webhooks", (request, _) => Ok(Items(Hooks.Where(h => (h.OwnedBy ?? "") == request.Query["ownedBy"].ToString()).Select(Shown))));
        Handle(v1, "POST", "/webhooks", (_, body) => Register(body));
        Handle(v1, "PUT", "/webhooks/{id}", (request, body) => Change(Id(request), body));
        Handle(v1, "DELETE", "/webhooks/{id}", (request, _) => Hooks.RemoveAll(h => h.Id == Id(request)) > 0 ? (204, null) : No(404, "no such webhook"));
        MapMeetings(v1);
    }

    void Handle(RouteGroupBuilder group, string method, string route, Func<HttpRequest, JsonObject, (int Status, JsonObject? Body)> work) =>
        group.MapMethods(route, [method], async context =>
        {
            var (request, response) = (context.Request, context.Response);
            var body = method is "POST" or "PUT" or "PATCH" ? await JsonNode.ParseAsync(request.Body) as JsonObject : null;
            (int Status, JsonObject? Body) answer;
            Fault? fault;
            lock (gate)
            {
                Asked.Add($"{method} {route}");
                response.Headers["Trackingid"] = $"ROUTER_{Asked.Count}";
                if (Limited(response)) return;
                var at = faults.FindIndex(f => f.Method == method && f.Path == route);
                fault = at < 0 ? null : faults[at].Fault;
                if (at >= 0) faults.RemoveAt(at);
                if (!Bears(request, route)) answer = No(401, "the token is not valid");
                else if (method is "POST" or "PUT" or "PATCH" && (body is null || !request.HasJsonContentType())) answer = No(415, "JSON is needed");
                else answer = fault is { Done: false } ? (fault.Status, new() { ["message"] = "on purpose" }) : work(request, body ?? []);
                if (fault is null && answer.Status >= 400) Refused.Add($"{method} {route}: {(string?)answer.Body?["message"]}");
            }
            if (fault is { Status: 0 })
            {
                context.Abort();
                return;
            }
            foreach (var (name, value) in fault?.Headers ?? []) response.Headers[name] = value;
            response.StatusCode = fault?.Status ?? answer.Status;
            if (answer.Body is null) return;
            if (response.StatusCode >= 400) answer.Body["trackingId"] = $"ROUTER_{Asked.Count}";
            response.ContentType = "application/json;charset=UTF-8";
            await response.WriteAsync(answer.Body.ToJsonString());
        });

    bool Limited(HttpResponse response)
    {
        if (PerSecond is not { } most) return false;
        var now = time.GetUtcNow();
        calls.RemoveAll(at => at <= now.AddSeconds(-1));
        if (calls.Count < most)
        {
            calls.Add(now);
            return false;
        }
        Refused.Add("429");
        response.StatusCode = 429;
        response.Headers.RetryAfter = "1";
        return true;
    }

    (int, JsonObject?) Create(JsonObject body)
    {
        var (room, email, text, markdown) = ((string?)body["roomId"], (string?)body["toPersonEmail"], (string?)body["text"], (string?)body["markdown"]);
        if (body.FirstOrDefault(p => p.Key is not ("roomId" or "toPersonEmail" or "toPersonId" or "text" or "markdown" or "files" or "parentId" or "attachments")).Key is { } odd) return No(400, $"unknown field {odd}");
        if (new[] { room, email, (string?)body["toPersonId"] }.Count(to => to is not null) != 1) return No(400, "exactly one of roomId, toPersonId, toPersonEmail");
        if (string.IsNullOrWhiteSpace(markdown ?? text)) return No(400, "a message needs a text, with a card as its fallback");
        if (Encoding.UTF8.GetByteCount(markdown ?? text!) > TextBytes) return No(400, "the text is longer than 7439 bytes");
        var attachments = body["attachments"] as JsonArray ?? [];
        if (attachments.Count > 1) return No(400, "only one attachment");
        var card = attachments.Count == 1 ? attachments[0]!["content"] as JsonObject : null;
        if (attachments.Count == 1 && ((string?)attachments[0]!["contentType"] != "application/vnd.microsoft.card.adaptive" || card is null)) return No(400, "not an adaptive card");
        if (card is not null && Encoding.UTF8.GetByteCount(card.ToJsonString()) > CardBytes) return No(413, "the card is too large");
        if (card is not null && Wrong(card) is { } wrong) return No(400, wrong);
        FakeRoom? to;
        if (room is not null)
        {
            if ((to = Mine(room)) is null) return No(404, "no such room");
        }
        else
        {
            if (email is null || !People.Any(p => p.Email.Equals(email, StringComparison.OrdinalIgnoreCase))) return No(404, "no such person");
            to = Direct(email);
        }
        if ((string?)body["parentId"] is { } parent && Messages.FirstOrDefault(m => m.Id == parent)?.Room != to) return No(400, "the parent is not in this room");
        // A reply to a reply belongs to the thread's first message.
        var thread = (string?)body["parentId"] is { } p && Messages.First(m => m.Id == p).Parent is { } first ? first : (string?)body["parentId"];
        var message = new FakeMessage(NewId("MESSAGE"), to, Me, time.GetUtcNow(), text ?? markdown, markdown, null, thread, card?.DeepClone() as JsonObject) { Number = ids };
        Messages.Add(message);
        Tell("messages", "created", Shown(message), Me.Id);
        return Ok(Shown(message));
    }

    /// <summary>Why Webex does not take this card; null when it does.</summary>
    public static string? Wrong(JsonObject card)
    {
        if ((string?)card["type"] != "AdaptiveCard" || !decimal.TryParse((string?)card["version"], CultureInfo.InvariantCulture, out var version) || version > 1.3m) return "cards have version 1.3 or lower";
        if (card.ContainsKey("refresh") || card.ContainsKey("authentication")) return "refresh and authentication are not known";
        var parts = All(card).ToList();
        if (parts.Select(p => (string?)p["type"]).FirstOrDefault(type => !Elements.Contains(type ?? "")) is { } unknown) return $"{unknown} is not known";
        if (parts.Any(p => p.ContainsKey("verb"))) return "a verb belongs to Action.Execute";
        if (parts.Sum(p => (p["actions"] as JsonArray)?.Count ?? 0) > Actions) return "more than 5 actions";
        return parts.Any(p => (string?)p["type"] == "Action.OpenUrl" && !((string?)p["url"] ?? "").StartsWith("https://", StringComparison.Ordinal)) ? "links are https" : null;
    }

    static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject o => [.. o.ContainsKey("type") ? [o] : (JsonObject[])[], .. o.Where(p => p.Key != "data").SelectMany(p => All(p.Value))],
        JsonArray a => a.SelectMany(All),
        _ => [],
    };

    (int, JsonObject?) Register(JsonObject body)
    {
        foreach (var needed in new[] { "name", "targetUrl", "resource", "event" })
            if (body[needed] is null) return No(400, $"{needed} is needed");
        if (!Uri.TryCreate((string?)body["targetUrl"], UriKind.Absolute, out _)) return No(400, "the targetUrl is no address");
        if (((string?)body["resource"], (string?)body["event"]) is not (("messages" or "attachmentActions", "created") or ("memberships", "all" or "created" or "deleted") or ("meetings", "ended"))) return No(400, "no such resource or event");
        if (((string?)body["filter"])?.StartsWith("hostEmail=", StringComparison.Ordinal) == true && (string?)body["ownedBy"] != "org") return No(400, "a filter by host needs ownedBy org");
        var hook = new FakeHook(NewId("WEBHOOK"), (string)body["name"]!, (string)body["targetUrl"]!, (string)body["resource"]!, (string)body["event"]!, (string?)body["secret"], "active", (string?)body["ownedBy"], (string?)body["filter"]);
        Hooks.Add(hook);
        return Ok(Shown(hook));
    }

    (int, JsonObject?) Change(string id, JsonObject body)
    {
        if (Hooks.FindIndex(h => h.Id == id) is var at && at < 0) return No(404, "no such webhook");
        if (body["name"] is null || body["targetUrl"] is null) return No(400, "name and targetUrl are needed");
        if (body["resource"] is not null || body["event"] is not null) return No(400, "resource and event cannot be changed");
        if ((string?)body["status"] is not (null or "active")) return No(400, "a webhook can only be activated");
        Hooks[at] = Hooks[at] with
        {
            Name = (string)body["name"]!, Target = (string)body["targetUrl"]!, Secret = (string?)body["secret"] ?? Hooks[at].Secret, Status = (string?)body["status"] ?? Hooks[at].Status,
        };
        failures.Remove(id);
        return Ok(Shown(Hooks[at]));
    }

    FakeRoom? Mine(string id) => Rooms.FirstOrDefault(r => r.Id == id && r.Members.Contains(Me.Id));

    IEnumerable<FakeMessage> Newest(FakeRoom room) => Messages.Where(m => m.Room == room).Reverse();

    bool Hidden(string id) => hidden.TryGetValue(id, out var times) && times > 0 && (hidden[id] = times - 1) >= 0;

    void Tell(string resource, string what, JsonObject data, string actor)
    {
        // An envelope names things; it never holds what was written.
        foreach (var content in new[] { "text", "markdown", "html", "attachments", "inputs" }) data.Remove(content);
        events.Enqueue((resource, what, data, actor));
    }

    static JsonObject Shown(FakePerson p) => new()
    {
        ["id"] = p.Id, ["emails"] = new JsonArray(p.Email), ["displayName"] = p.Name, ["orgId"] = p.Org, ["type"] = p.Type, ["created"] = "2020-01-01T00:00:00.000Z",
    };

    static JsonObject Shown(FakeMessage m)
    {
        var shown = new JsonObject
        {
            ["id"] = m.Id, ["roomId"] = m.Room.Id, ["roomType"] = m.Room.Type, ["personId"] = m.By.Id, ["personEmail"] = m.By.Email, ["created"] = Stamp(m.Created), ["text"] = m.Text,
        };
        if (m.Markdown is not null) shown["markdown"] = m.Markdown;
        if (m.Html is not null) shown["html"] = m.Html;
        if (m.Parent is not null) shown["parentId"] = m.Parent;
        if (m.Card is not null) shown["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = m.Card.DeepClone() });
        return shown;
    }

    static JsonObject Shown(FakeHook h) => new()
    {
        ["id"] = h.Id, ["name"] = h.Name, ["targetUrl"] = h.Target, ["resource"] = h.Resource, ["event"] = h.Event, ["status"] = h.Status, ["ownedBy"] = h.OwnedBy ?? "creator", ["filter"] = h.Filter,
    };

    static JsonObject Items(IEnumerable<JsonObject> items) => new() { ["items"] = new JsonArray([.. items]) };

    static (int, JsonObject?) Ok(JsonObject body) => (200, body);

    static (int, JsonObject?) No(int status, string message) => (status, new() { ["message"] = message, ["errors"] = new JsonArray(new JsonObject { ["description"] = message }) });

    static string Id(HttpRequest request) => (string)request.RouteValues["id"]!;

    static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    string NewId(string kind) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"ciscospark://us/{kind}/{++ids:D8}"))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
