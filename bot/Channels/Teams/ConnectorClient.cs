using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Core.Outbox;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>What a request to the connector came to; the body only of a good answer.</summary>
public sealed record ConnectorAnswer(SendOutcome Outcome, int Status = 0, JsonElement? Body = null)
{
    public bool Good => Outcome is SendOutcome.Posted;

    /// <summary>The id of what was made or sent.</summary>
    public string? Id => Body is { } body ? JsonText.Find(body, "id") : null;
}

/// <summary>
/// The connector's REST interface. Source: learn.microsoft.com, "API reference for the Bot Framework Connector service" (operations), and
/// "Send and receive messages with a bot", status codes. Our token goes to allowed hosts only, and no redirect is followed.
/// </summary>
public sealed partial class ConnectorClient(TeamsSettings settings, BotToken token, TeamsPace pace, TeamsHttp http, TimeProvider time, ILogger<ConnectorClient> log)
{
    /// <summary>The longest message that we send, in bytes. The platform takes more; a phone does not show more.</summary>
    public const int MostBytes = 25 * 1024;

    const int MostAnswerBytes = 1024 * 1024;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };

    /// <summary>Makes the chat with one person, or finds the one there is; doing it twice makes one chat.</summary>
    /// <param name="user">A `29:…` id or an Entra object id.</param>
    public Task<ConnectorAnswer> Create(string serviceUrl, string user, string tenant, CancellationToken ct)
    {
        var body = new ConversationParameters(false, new($"28:{settings.AppId}"), [new(user)], tenant, new(new(tenant)));
        return Call(HttpMethod.Post, serviceUrl, "v3/conversations", JsonSerializer.SerializeToUtf8Bytes(body, ConnectorJson.Default.ConversationParameters), user, answers: false, twice: true, ct);
    }

    /// <summary>Begins a thread in a channel of a team. The answer holds the thread's id, and as `activityId` the message's.</summary>
    public Task<ConnectorAnswer> Thread(string serviceUrl, string channel, string tenant, byte[] activity, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["isGroup"] = true, ["bot"] = new JsonObject { ["id"] = $"28:{settings.AppId}" }, ["tenantId"] = tenant,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channel }, ["tenant"] = new JsonObject { ["id"] = tenant } },
            ["activity"] = JsonNode.Parse(activity),
        };
        return Call(HttpMethod.Post, serviceUrl, "v3/conversations", TeamsCard.Bytes(body), channel, answers: false, twice: false, ct);
    }

    /// <param name="answers">Somebody waits for it.</param>
    public Task<ConnectorAnswer> Send(string serviceUrl, string conversation, byte[] activity, bool answers, CancellationToken ct) =>
        Call(HttpMethod.Post, serviceUrl, $"v3/conversations/{Esc(conversation)}/activities", activity, conversation, answers, twice: false, ct);

    /// <summary>Replaces a message of ours.</summary>
    public Task<ConnectorAnswer> Update(string serviceUrl, string conversation, string message, byte[] activity, bool answers, CancellationToken ct) =>
        Call(HttpMethod.Put, serviceUrl, $"v3/conversations/{Esc(conversation)}/activities/{Esc(message)}", activity, conversation, answers, twice: true, ct);

    public Task<ConnectorAnswer> Delete(string serviceUrl, string conversation, string message, CancellationToken ct) =>
        Call(HttpMethod.Delete, serviceUrl, $"v3/conversations/{Esc(conversation)}/activities/{Esc(message)}", null, conversation, answers: false, twice: true, ct);

    /// <summary>One member of a conversation, with e-mail address.</summary>
    public Task<ConnectorAnswer> Member(string serviceUrl, string conversation, string user, CancellationToken ct) =>
        Call(HttpMethod.Get, serviceUrl, $"v3/conversations/{Esc(conversation)}/members/{Esc(user)}", null, conversation, answers: true, twice: true, ct);

    /// <summary>A page of members and the mark of the next one.</summary>
    public Task<ConnectorAnswer> Members(string serviceUrl, string conversation, string? continuation, CancellationToken ct) =>
        Call(HttpMethod.Get, serviceUrl,
            $"v3/conversations/{Esc(conversation)}/pagedmembers?pageSize=200{(continuation is null ? "" : $"&continuationToken={Esc(continuation)}")}",
            null, conversation, answers: false, twice: true, ct);

    static string Esc(string text) => Uri.EscapeDataString(text);

    /// <param name="twice">Doing it twice is the same as once, so a doubtful attempt counts as not done.</param>
    async Task<ConnectorAnswer> Call(HttpMethod method, string serviceUrl, string path, byte[]? body, string conversation, bool answers, bool twice, CancellationToken ct)
    {
        if (settings.Hosts.Allowed(serviceUrl) is not { } root) return new(new SendOutcome.Rejected("ที่อยู่ของ Teams ไม่อยู่ในรายการที่อนุญาต"));
        if (body?.Length > MostBytes) return new(new SendOutcome.Rejected("ข้อความยาวเกินไป"), (int)HttpStatusCode.RequestEntityTooLarge);
        for (var attempt = 1; ; attempt++)
        {
            // The token first: a turn is to be used at once.
            var (bearer, wait) = await token.Get(ct);
            if (wait is not null) return new(new SendOutcome.NotSent(wait));
            if (await pace.Take(conversation, answers, ct) is { } later) return new(new SendOutcome.NotSent(later));
            var answer = await Once(method, new Uri(root, path), body, bearer, twice, ct);
            if (answer is { Good: false, Outcome: SendOutcome.NotSent { RetryAfter: { } told } }) pace.Hold(told);
            if (answer.Status != (int)HttpStatusCode.Unauthorized || bearer is null) return answer;
            token.Drop(bearer);
            if (attempt < 2) continue;
            Log.Unauthorized(log);
            return answer;
        }
    }

    async Task<ConnectorAnswer> Once(HttpMethod method, Uri address, byte[]? body, string? bearer, bool twice, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address);
        var content = body is null ? null : new Watched(body);
        if (content is not null) request.Content = content;
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var patience = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), timeout, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            using var response = await http.Client.SendAsync(request, timeout.Token);
            await response.Content.LoadIntoBufferAsync(MostAnswerBytes, timeout.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(timeout.Token);
            return new(Sort(response, bytes, twice), (int)response.StatusCode, response.IsSuccessStatusCode ? Parse(bytes) : null);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            var left = content?.Began == true && !NeverConnected(fault);
            return new(left && !twice ? new SendOutcome.PerhapsSent("การเชื่อมต่อขาดระหว่างส่ง") : new SendOutcome.NotSent());
        }
    }

    static bool NeverConnected(Exception fault) => fault is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>What a status means for one message: certainly not sent, dead, refused, or perhaps sent.</summary>
    SendOutcome Sort(HttpResponseMessage response, byte[] body, bool twice)
    {
        var after = After(response.Headers.RetryAfter);
        return (int)response.StatusCode switch
        {
            >= 200 and < 300 => new SendOutcome.Posted(Parse(body) is { } made && JsonText.Find(made, "id") is { } id ? id : ""),
            401 or 412 => new SendOutcome.NotSent(),
            429 => new SendOutcome.NotSent(after),
            503 when after is not null => new SendOutcome.NotSent(after),
            403 => new SendOutcome.Dead(Refusal(body)),
            404 => new SendOutcome.Dead("ไม่มีห้องแชตนี้ใน Teams แล้ว"),
            408 or >= 500 => twice ? new SendOutcome.NotSent() : new SendOutcome.PerhapsSent($"Teams ตอบ {(int)response.StatusCode}"),
            var status => new SendOutcome.Rejected($"Teams ไม่รับข้อความ ({status})"),
        };
    }

    TimeSpan? After(RetryConditionHeaderValue? header)
    {
        var told = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return told is { } wait ? wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1) : null;
    }

    /// <summary>The reason of a 403 in Thai, with what to do. It comes as `error.code` or as `errorCode` with a message that holds a `subCode`.</summary>
    static string Refusal(byte[] body)
    {
        var text = System.Text.Encoding.UTF8.GetString(body);
        return text switch
        {
            _ when text.Contains("ConversationBlockedByUser", StringComparison.Ordinal) => "ปิดกั้นชวนคุยไว้ใน Teams",
            _ when text.Contains("MessageWritesBlocked", StringComparison.Ordinal) => "ปิดกั้นหรือถอนชวนคุยออกจาก Teams แล้ว",
            _ when text.Contains("BotDisabledByAdmin", StringComparison.Ordinal) => "ผู้ดูแล Teams ปิดการใช้ชวนคุย",
            _ => NotInstalled,
        };
    }

    /// <summary>Why somebody without the app cannot be reached, and what the coordinator asks for.</summary>
    public const string NotInstalled = "ยังไม่มีชวนคุยใน Teams ของผู้นี้ ให้ผู้ดูแล Teams เพิ่มแอปให้ (app setup policy)";

    static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A body that remembers whether it began to leave.</summary>
    sealed class Watched : HttpContent
    {
        readonly byte[] bytes;

        public Watched(byte[] bytes)
        {
            this.bytes = bytes;
            Headers.ContentType = Json;
        }

        public bool Began { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Began = true;
            return stream.WriteAsync(bytes, 0, bytes.Length);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "Teams refuses the bot's token twice; check the bot's registration")]
        public static partial void Unauthorized(ILogger log);
    }
}

sealed record ConversationParameters(bool IsGroup, ChannelAccount Bot, IReadOnlyList<ChannelAccount> Members, string TenantId, TenantData ChannelData);

sealed record TenantData(TenantInfo Tenant);

sealed record TenantInfo(string Id);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
[System.Text.Json.Serialization.JsonSerializable(typeof(ConversationParameters))]
internal sealed partial class ConnectorJson : System.Text.Json.Serialization.JsonSerializerContext;
