using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Core.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bench.StandIns;

/// <summary>What the fake was told to do with one request instead of its work.</summary>
/// <param name="Delivers">Whether the message arrives all the same.</param>
/// <param name="Resets">Breaks the connection instead of answering: before a status, or in the middle of the answer's body.</param>
sealed record Fault(int Status, string? RetryAfter = null, string Body = "{}", bool Delivers = false, Resets Resets = Resets.No);

enum Resets { No, BeforeStatus, MidBody }

/// <summary>A message as it stands in a conversation.</summary>
sealed record Posted(string Conversation, string Id, byte[] Body, DateTimeOffset At)
{
    public JsonObject Activity => field ??= (JsonObject)JsonNode.Parse(Body)!;

    public JsonObject Card => (JsonObject)Activity["attachments"]![0]!["content"]!;
}

/// <summary>
/// A strict stand-in for Microsoft's side: OpenID metadata and keys, the token endpoint, and the connector with the published limits, on the tests' clock.
/// It refuses what Teams would refuse or garble, and writes down everything that breaks a rule.
/// </summary>
sealed class FakeTeams : IAsyncDisposable
{
    public const string App = "cccccccc-0000-0000-0000-000000000003";
    public const string Tenant = "aaaaaaaa-0000-0000-0000-000000000001";
    public const string Secret = "the bot's secret";
    public const string Issuer = "https://api.botframework.com";

    static readonly (int Most, TimeSpan Within)[] PerConversation =
    [
        (7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1800, TimeSpan.FromHours(1)),
    ];

    readonly TimeProvider clock;
    readonly Lock gate = new();
    readonly List<DateTimeOffset> sent = [];
    readonly Dictionary<string, List<DateTimeOffset>> sentTo = new(StringComparer.Ordinal);
    readonly Dictionary<string, (Person Person, string Aad)> people = new(StringComparer.Ordinal);
    readonly HashSet<string> conversations = new(StringComparer.Ordinal);
    readonly Dictionary<string, Queue<Fault>> script = new(StringComparer.Ordinal);
    readonly Dictionary<string, DateTimeOffset> tokens = new(StringComparer.Ordinal);
    WebApplication? app;
    int ids;

    public FakeTeams(TimeProvider clock) => this.clock = clock;

    public Uri Address { get; private set; } = new("https://smba.trafficmanager.net/");

    public string ServiceUrl => $"{Address}apac/{Tenant}/";

    public SigningKey Key { get; private set; } = new("test-key-1", ["msteams", "webchat"]);

    /// <summary>What the metadata lists; only <see cref="Key"/> when null.</summary>
    public IReadOnlyList<SigningKey>? Keys { get; set; }

    public bool MetadataDown { get; set; }
    public int MetadataAsked { get; private set; }
    public int TokensGiven { get; private set; }

    /// <summary>What was wrong with requests, in words; nothing when every rule was kept.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>How often a published window was overrun.</summary>
    public int Violations { get; private set; }

    public int Throttled { get; private set; }

    /// <summary>Every message that arrived, in order.</summary>
    public List<Posted> Messages { get; } = [];

    public List<Posted> Updates { get; } = [];

    /// <summary>How many messages arrived so far; for those who look while it works.</summary>
    public int Arrived
    {
        get
        {
            lock (gate) return Messages.Count;
        }
    }

    /// <summary>The operations that were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Like the Agents Playground it knows no tokens, and none may come.</summary>
    public bool Playground { get; init; }

    /// <summary>Whether the app is installed for a person, by roster id.</summary>
    public HashSet<string> Installed { get; } = new(StringComparer.Ordinal);

    /// <summary>What every request of a kind comes to; null: its work.</summary>
    public Func<string, Fault?>? Always { get; set; }

    /// <summary>Called when a request came in, before it is answered.</summary>
    public Func<string, Task>? Before { get; set; }

    public async Task Listen()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Serve);
        await app.StartAsync();
        Address = new(app.Urls.Single());
    }

    public void Knows(IEnumerable<Person> all, bool installed = true)
    {
        foreach (var person in all)
        {
            people[Mri(person.Id)] = (person, Aad(person.Id));
            if (installed) Installed.Add(person.Id);
        }
    }

    public static string Mri(string person) => $"29:{person}";

    /// <summary>A person's Entra object id.</summary>
    public static string Aad(string person) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(person)).AsSpan(0, 16)).ToString();

    public static string Chat(string person) => $"a:{person}";

    public IReadOnlyList<Posted> To(string person)
    {
        lock (gate) return [.. Messages.Where(m => m.Conversation == Chat(person))];
    }

    /// <summary>The next requests of this kind ("token", "create", "send", "update", "member", "members") meet these faults.</summary>
    public void Script(string what, params IEnumerable<Fault> faults)
    {
        lock (gate) script[what] = new(faults);
    }

    /// <summary>Another key signs from now on; the old one is gone from the metadata.</summary>
    public void Rotate(string kid) => Key = new(kid, ["msteams"]);

    /// <summary>A genuine token of an hour; a claim given as null is left out.</summary>
    public string Token(SigningKey? key = null, string alg = "RS256", string? kid = "", params ReadOnlySpan<(string Name, JsonNode? Value)> claims)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = new JsonObject { ["iss"] = Issuer, ["aud"] = App, ["serviceurl"] = ServiceUrl, ["nbf"] = now - 60, ["exp"] = now + 3600 };
        foreach (var (name, value) in claims)
            if (value is null) payload.Remove(name);
            else payload[name] = value;
        return (key ?? Key).Sign(payload.ToJsonString(), alg, kid is "" ? null : kid ?? "-");
    }

    // ---- the connector

    async Task Serve(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var reply = await Answer(context.Request.Method, context.Request.Path.Value!, context.Request.QueryString.Value ?? "", context.Request.Headers.Authorization.ToString(), body.ToArray(), context.Request.Headers.Host.ToString());
        if (reply.Resets is Resets.BeforeStatus)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } after) context.Response.Headers.RetryAfter = after;
        if (reply.Status is 307) context.Response.Headers.Location = "/stolen";
        var text = Encoding.UTF8.GetBytes(reply.Body);
        if (reply.Resets is Resets.MidBody)
        {
            context.Response.ContentLength = text.Length + 100;
            await context.Response.Body.WriteAsync(text);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }
        await context.Response.Body.WriteAsync(text);
    }

    /// <summary>The same without a network, for a virtual clock: each request takes the given time.</summary>
    public HttpMessageHandler InProcess(TimeSpan takes) => new Direct(this, takes, clock);

    sealed class Direct(FakeTeams fake, TimeSpan takes, TimeProvider clock) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var reply = await fake.Answer(request.Method.Method, Uri.UnescapeDataString(request.RequestUri!.AbsolutePath), request.RequestUri.Query, request.Headers.Authorization?.ToString() ?? "", body, request.RequestUri.Authority);
            await Task.Delay(takes, clock, cancellationToken);
            if (reply.Resets is not Resets.No) throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");
            var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(reply.Body)) };
            if (reply.RetryAfter is { } after) response.Headers.TryAddWithoutValidation("Retry-After", after);
            return response;
        }
    }

    async Task<Fault> Answer(string method, string path, string query, string authorization, byte[] body, string host)
    {
        var what = What(method, path);
        if (Before is { } before) await before(what);
        lock (gate)
        {
            Asked.Add(what);
            if (what == "metadata") return Metadata(host);
            if (what == "keys") return MetadataDown ? new(503) : new(200, Body: Jwks());
            if (what == "token") return Next(what) ?? GiveToken(Encoding.UTF8.GetString(body));
            if (what == "unknown") return Complain(404, $"{method} {path} is not an operation");
            if (Playground ? authorization.Length > 0 : !authorization.StartsWith("Bearer ", StringComparison.Ordinal) || !tokens.TryGetValue(authorization[7..], out var ends) || ends <= clock.GetUtcNow())
                return Complain(401, "no valid token", code: "BotNotRegistered");
            var conversation = Conversation(path, body);
            if (Overrun(conversation))
            {
                Throttled++;
                return new(429, "1", Error("Throttled"));
            }
            if ((Always?.Invoke(what) ?? Next(what)) is { } fault)
            {
                if (fault.Delivers) Work(what, path, query, body);
                return fault;
            }
            return Work(what, path, query, body);
        }
    }

    static string What(string method, string path) => (method, path.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
    {
        ("GET", ["v1", ".well-known", "openidconfiguration"]) => "metadata",
        ("GET", ["v1", ".well-known", "keys"]) => "keys",
        ("POST", ["token"]) => "token",
        ("POST", ["apac" or "teams", .., "v3", "conversations"]) => "create",
        ("POST", [.., "v3", "conversations", _, "activities"]) => "send",
        ("PUT", [.., "v3", "conversations", _, "activities", _]) => "update",
        ("DELETE", [.., "v3", "conversations", _, "activities", _]) => "delete",
        ("GET", [.., "v3", "conversations", _, "members", _]) => "member",
        ("GET", [.., "v3", "conversations", _, "pagedmembers"]) => "members",
        _ => "unknown",
    };

    static string Conversation(string path, byte[] body)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(parts, "conversations");
        if (at + 1 < parts.Length) return parts[at + 1];
        var json = JsonNode.Parse(body);
        return (string?)json?["channelData"]?["channel"]?["id"] ?? $"new {json?["members"]?[0]?["id"]}";
    }

    Fault Metadata(string host)
    {
        MetadataAsked++;
        return MetadataDown ? new(503) : new(200, Body: new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = $"http://{host}/v1/.well-known/keys" }.ToJsonString());
    }

    string Jwks() => new JsonObject { ["keys"] = new JsonArray([.. (Keys ?? [Key]).Select(key => key.Jwk())]) }.ToJsonString();

    Fault GiveToken(string form)
    {
        var fields = form.Split('&').Select(field => field.Split('=')).ToDictionary(field => field[0], field => WebUtility.UrlDecode(field[1]), StringComparer.Ordinal);
        if (fields["grant_type"] != "client_credentials" || fields["scope"] != "https://api.botframework.com/.default") return Complain(400, "a wrong token request");
        if (fields["client_id"] != App || fields["client_secret"] != Secret) return new(401, Body: "{\"error\":\"invalid_client\"}");
        TokensGiven++;
        var token = string.Create(CultureInfo.InvariantCulture, $"token{TokensGiven}");
        tokens[token] = clock.GetUtcNow().AddSeconds(3599);
        return new(200, Body: $"{{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"{token}\"}}");
    }

    /// <summary>Tokens given so far are no longer good.</summary>
    public void ForgetTokens()
    {
        lock (gate) tokens.Clear();
    }

    bool Overrun(string conversation)
    {
        var now = clock.GetUtcNow();
        if (!sentTo.TryGetValue(conversation, out var own)) sentTo[conversation] = own = [];
        var over = Count(sent, now, TimeSpan.FromSeconds(1)) >= 50 || PerConversation.Any(window => Count(own, now, window.Within) >= window.Most);
        if (over) Violations++;
        sent.Add(now);
        own.Add(now);
        return over;
    }

    static int Count(List<DateTimeOffset> times, DateTimeOffset now, TimeSpan within)
    {
        var count = 0;
        for (var i = times.Count - 1; i >= 0 && times[i] > now - within; i--) count++;
        return count;
    }

    Fault? Next(string what) => script.TryGetValue(what, out var faults) && faults.TryDequeue(out var fault) ? fault : null;

    Fault Work(string what, string path, string query, byte[] body) => what switch
    {
        "create" => Create(body),
        "send" => Post(Part(path, "conversations"), null, body),
        "update" => Post(Part(path, "conversations"), Part(path, "activities"), body),
        "member" => Member(Part(path, "members")),
        "members" => Members(query),
        _ => new(200),
    };

    static string Part(string path, string after)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts[Array.IndexOf(parts, after) + 1];
    }

    Fault Create(byte[] body)
    {
        var json = JsonNode.Parse(body)!;
        if ((string?)json["bot"]?["id"] != $"28:{App}" || (string?)json["tenantId"] != Tenant || (string?)json["channelData"]?["tenant"]?["id"] != Tenant)
            return Complain(400, "a conversation without the bot or the tenant");
        if (json["isGroup"]?.GetValue<bool>() == true) return Thread(json);
        if (json["isGroup"]?.GetValue<bool>() != false || json["members"] is not JsonArray { Count: 1 } members) return Complain(400, "a conversation of one person and the bot was expected");
        if (Known((string)members[0]!["id"]!) is not { } person || !Installed.Contains(person.Id)) return new(403, Body: Error("BotNotInConversationRoster"));
        conversations.Add(Chat(person.Id));
        return new(201, Body: new JsonObject { ["id"] = Chat(person.Id) }.ToJsonString());
    }

    /// <summary>A new thread in a channel, with the message that begins it.</summary>
    Fault Thread(JsonNode json)
    {
        if ((string?)json["channelData"]?["channel"]?["id"] is not { } channel || json["activity"] is not JsonObject activity) return Complain(400, "a thread without a channel or a message");
        if (json["members"] is not null) return Complain(400, "a thread has no members of its own");
        if (Against(activity) is { } wrong) return Complain(400, wrong, "BadSyntax");
        if (!conversations.Contains(channel)) return new(403, Body: Error("BotNotInConversationRoster"));
        var id = string.Create(CultureInfo.InvariantCulture, $"{1765500000000 + ++ids}");
        var posted = new Posted($"{channel};messageid={id}", id, Encoding.UTF8.GetBytes(activity.ToJsonString()), clock.GetUtcNow());
        conversations.Add(posted.Conversation);
        Messages.Add(posted);
        return new(201, Body: new JsonObject { ["id"] = posted.Conversation, ["activityId"] = id }.ToJsonString());
    }

    Person? Known(string id) => people.TryGetValue(id, out var known) ? known.Person : people.Values.FirstOrDefault(p => p.Aad == id).Person;

    /// <summary>This conversation exists.</summary>
    public void Opens(string conversation)
    {
        lock (gate) conversations.Add(conversation);
    }

    Fault Post(string conversation, string? replaces, byte[] body)
    {
        if (body.Length > 25 * 1024) return new(413, Body: Error("MessageSizeTooBig"));
        var activity = (JsonObject)JsonNode.Parse(body)!;
        if (Against(activity) is { } wrong) return Complain(400, wrong, "BadSyntax");
        if (!conversations.Contains(conversation)) return new(404, Body: Error("ConversationNotFound"));
        if (replaces is not null && !Messages.Any(m => m.Conversation == conversation && m.Id == replaces)) return new(404, Body: Error("ActivityNotFound"));
        var posted = new Posted(conversation, replaces ?? string.Create(CultureInfo.InvariantCulture, $"1:{++ids}"), body, clock.GetUtcNow());
        (replaces is null ? Messages : Updates).Add(posted);
        return new(201, Body: new JsonObject { ["id"] = posted.Id }.ToJsonString());
    }

    /// <summary>What Teams would refuse or show wrongly in a message; null: nothing.</summary>
    static string? Against(JsonObject activity)
    {
        if ((string?)activity["type"] != "message") return "not a message";
        foreach (var field in new[] { "id", "timestamp", "serviceUrl", "recipient" })
            if (activity.ContainsKey(field)) return $"{field} is set by the platform";
        if (activity["attachments"] is not JsonArray { Count: 1 } attachments) return activity["text"] is null ? "neither text nor card" : null;
        if (activity["text"] is not null) return "text beside a card becomes two messages";
        if (string.IsNullOrEmpty((string?)activity["summary"])) return "no summary for the notification";
        var card = attachments[0]!["content"]!;
        if ((string?)attachments[0]!["contentType"] != "application/vnd.microsoft.card.adaptive" || (string?)card["type"] != "AdaptiveCard") return "not an Adaptive Card";
        if ((string?)card["version"] != "1.4") return "version";
        if (HasKey(card)) return "a button whose data have a field `key` does nothing in Microsoft's renderer";
        if (card["refresh"] is JsonObject refresh && (refresh["userIds"] is not JsonArray { Count: > 0 and <= 60 } users || users.Any(u => !((string)u!).StartsWith("29:", StringComparison.Ordinal))))
            return "refresh without the reader's id";
        return null;
    }

    static bool HasKey(JsonNode? node) => node switch
    {
        JsonObject o when o["data"] is JsonObject data && data.ContainsKey("key") => true,
        JsonObject o => o.Any(property => HasKey(property.Value)),
        JsonArray a => a.Any(HasKey),
        _ => false,
    };

    Fault Member(string user) => Known(user) is { } person ? new(200, Body: Member(person).ToJsonString()) : new(404, Body: Error("MemberNotFound"));

    static JsonObject Member(Person person) => new()
    {
        ["id"] = Mri(person.Id), ["name"] = person.Name, ["aadObjectId"] = Aad(person.Id), ["email"] = person.Email, ["userPrincipalName"] = person.Email, ["tenantId"] = Tenant, ["userRole"] = "user",
    };

    Fault Members(string query)
    {
        var page = query.Contains("continuationToken=", StringComparison.Ordinal) ? int.Parse(query.Split("continuationToken=")[1], CultureInfo.InvariantCulture) : 0;
        var all = people.Values.Select(p => p.Person).OrderBy(p => p.Id, StringComparer.Ordinal).Skip(page * 2).ToList();
        return new(200, Body: new JsonObject
        {
            ["members"] = new JsonArray([.. all.Take(2).Select(Member)]), ["continuationToken"] = all.Count > 2 ? (page + 1).ToString(CultureInfo.InvariantCulture) : null,
        }.ToJsonString());
    }

    Fault Complain(int status, string what, string code = "BadArgument")
    {
        Wrong.Enqueue(what);
        return new(status, Body: Error(code));
    }

    public static string Error(string code) => new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = code } }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }
}

/// <summary>A key of the Bot Framework, or somebody's forgery of one.</summary>
sealed class SigningKey(string kid, IReadOnlyList<string>? endorsements)
{
    readonly RSA rsa = RSA.Create(2048);

    public string Kid => kid;

    public byte[] PublicKey => Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());

    public JsonObject Jwk()
    {
        var key = rsa.ExportParameters(false);
        var jwk = new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = kid, ["n"] = Base64Url(key.Modulus!), ["e"] = Base64Url(key.Exponent!) };
        if (endorsements is not null) jwk["endorsements"] = new JsonArray([.. endorsements.Select(e => (JsonNode)e)]);
        return jwk;
    }

    /// <summary>A token with this payload; the algorithm is obeyed whatever it is. "-" as the key id leaves it out.</summary>
    public string Sign(string payload, string alg, string? named)
    {
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = alg };
        if (named != "-") header["kid"] = named ?? kid;
        var text = $"{Base64Url(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url(Encoding.UTF8.GetBytes(payload))}";
        var bytes = Encoding.ASCII.GetBytes(text);
        var signature = alg switch
        {
            "RS256" => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS384" => rsa.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "RS512" => rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "HS256" => HMACSHA256.HashData(PublicKey, bytes),
            "HS384" => HMACSHA384.HashData(PublicKey, bytes),
            "ES256" => Elliptic(bytes),
            _ => [],
        };
        return $"{text}.{Base64Url(signature)}";
    }

    static byte[] Elliptic(byte[] bytes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.SignData(bytes, HashAlgorithmName.SHA256);
    }

    public static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
