using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// The Webex REST API (developer.webex.com, "Messaging"; github.com/webex/webex-openapi-specs, public-spec/webex-messaging.json), with the bot's token or a service app's.
/// Never throws for a fault of Webex. When Webex says "too many" (429), nothing more is asked with this token until the told time has passed.
/// </summary>
public sealed partial class WebexClient : IDisposable
{
    /// <summary>When Webex says "too many" and not for how long.</summary>
    static readonly TimeSpan Unsaid = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    const int MostBytes = 4 * 1024 * 1024;

    readonly HttpClient http;
    readonly Func<CancellationToken, ValueTask<(string? Token, TimeSpan? Wait)>> token;
    readonly Action<string>? refused;
    readonly TimeProvider time;
    readonly ILogger<WebexClient> log;
    readonly Lock gate = new();
    DateTimeOffset quietUntil = DateTimeOffset.MinValue;
    volatile WebexPerson? me;

    public WebexClient(WebexSettings settings, TimeProvider time, ILogger<WebexClient> log)
        : this(settings.Api, _ => new((settings.Token, null)), null, settings.Patience, time, log)
    {
    }

    /// <param name="token">The token, or how long to wait for one.</param>
    /// <param name="refused">Told of a token that Webex does not take; the request is made once more with another one.</param>
    /// <param name="patience">How long one request may take.</param>
    internal WebexClient(
        Uri api, Func<CancellationToken, ValueTask<(string? Token, TimeSpan? Wait)>> token, Action<string>? refused, TimeSpan patience, TimeProvider time, ILogger<WebexClient> log)
    {
        (this.token, this.refused, this.time, this.log) = (token, refused, time, log);
        // The token goes to the configured host alone: no redirects.
        http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), AutomaticDecompression = DecompressionMethods.All,
        })
        {
            BaseAddress = api, Timeout = patience, MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>The bot itself, once it was asked for.</summary>
    internal string? KnownMe => me?.Id;

    internal async Task<WebexReply<WebexPerson>> Me(CancellationToken ct)
    {
        if (me is { } known) return new WebexReply<WebexPerson>.Got(known);
        var reply = await Get("people/me", WebexJson.Default.WebexPerson, ct);
        if (reply is WebexReply<WebexPerson>.Got got) me = got.Value;
        return reply;
    }

    internal Task<WebexReply<WebexPerson>> Person(string id, CancellationToken ct) => Get($"people/{Escape(id)}", WebexJson.Default.WebexPerson, ct);

    internal Task<WebexReply<WebexMessage>> Message(string id, CancellationToken ct) => Get($"messages/{Escape(id)}", WebexJson.Default.WebexMessage, ct);

    internal Task<WebexReply<WebexAction>> Action(string id, CancellationToken ct) => Get($"attachment/actions/{Escape(id)}", WebexJson.Default.WebexAction, ct);

    internal Task<WebexReply<WebexMessage>> Post(WebexPost post, CancellationToken ct) =>
        Send(HttpMethod.Post, "messages", Json(post, WebexJson.Default.WebexPost), WebexJson.Default.WebexMessage, ct);

    internal Task<WebexReply<bool>> Delete(string message, CancellationToken ct) => Delete("messages", message, ct);

    /// <summary>The newest messages of a room, newest first.</summary>
    internal Task<WebexReply<WebexList<WebexMessage>>> Room(string room, int most, CancellationToken ct) =>
        Get(string.Create(CultureInfo.InvariantCulture, $"messages?roomId={Escape(room)}&max={most}"), WebexJson.Default.WebexListWebexMessage, ct);

    /// <summary>The answers to a message.</summary>
    internal Task<WebexReply<WebexList<WebexMessage>>> Thread(WebexMessage message, CancellationToken ct) =>
        Get($"messages?roomId={Escape(message.RoomId)}&parentId={Escape(message.Id)}&max=50", WebexJson.Default.WebexListWebexMessage, ct);

    /// <summary>The messages of the 1:1 room with this address.</summary>
    internal Task<WebexReply<WebexList<WebexMessage>>> Direct(string email, CancellationToken ct) =>
        Get($"messages/direct?personEmail={Escape(email)}", WebexJson.Default.WebexListWebexMessage, ct);

    /// <summary>The first members of a room, or this one if they are in it.</summary>
    internal Task<WebexReply<WebexList<WebexMembership>>> Members(string room, string? person, CancellationToken ct) =>
        Get($"memberships?roomId={Escape(room)}&max=10{(person is null ? "" : $"&personId={Escape(person)}")}", WebexJson.Default.WebexListWebexMembership, ct);

    /// <summary>One page; a bot has a handful of webhooks.</summary>
    /// <param name="owner">"org": those of the organisation.</param>
    internal Task<WebexReply<WebexList<WebexHook>>> Hooks(string? owner, CancellationToken ct) => Get(owner is null ? "webhooks?max=100" : $"webhooks?max=100&ownedBy={owner}", WebexJson.Default.WebexListWebexHook, ct);

    internal Task<WebexReply<WebexHook>> AddHook(WebexHook hook, CancellationToken ct) =>
        Send(HttpMethod.Post, "webhooks", Json(hook, WebexJson.Default.WebexHook), WebexJson.Default.WebexHook, ct);

    internal Task<WebexReply<WebexHook>> ChangeHook(string id, WebexHook hook, CancellationToken ct) =>
        Send(HttpMethod.Put, $"webhooks/{Escape(id)}", Json(hook, WebexJson.Default.WebexHook), WebexJson.Default.WebexHook, ct);

    internal Task<WebexReply<bool>> DeleteHook(string id, CancellationToken ct) => Delete("webhooks", id, ct);

    internal Task<WebexReply<WebexList<WebexMeeting>>> Meetings(string query, CancellationToken ct) => Get($"meetings?{query}", WebexJson.Default.WebexListWebexMeeting, ct);

    internal Task<WebexReply<WebexMeeting>> AddMeeting(WebexMeetingPost meeting, CancellationToken ct) =>
        Send(HttpMethod.Post, "meetings", Json(meeting, WebexJson.Default.WebexMeetingPost), WebexJson.Default.WebexMeeting, ct);

    internal Task<WebexReply<WebexMeeting>> ChangeMeeting(string id, WebexMeetingPost meeting, CancellationToken ct) =>
        Send(HttpMethod.Patch, $"meetings/{Escape(id)}", Json(meeting, WebexJson.Default.WebexMeetingPost), WebexJson.Default.WebexMeeting, ct);

    /// <summary>Nobody is mailed.</summary>
    internal Task<WebexReply<bool>> DeleteMeeting(string id, string host, CancellationToken ct) =>
        Send(HttpMethod.Delete, $"meetings/{Escape(id)}?hostEmail={Escape(host)}&sendEmail=false", null, static (_, _) => true, ct);

    /// <summary>A page of a long list as it came. Pages are named in the header Link (RFC 8288; developer.webex.com, "REST API Basics", section "Pagination").</summary>
    internal Task<WebexReply<WebexPage>> Page(string path, CancellationToken ct) =>
        Send(HttpMethod.Get, path, null, (response, bytes) => new WebexPage(bytes, NextPage(response)), ct);

    /// <summary>Only at the same host, because the token goes along.</summary>
    string? NextPage(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links)
        && links.SelectMany(link => link.Split(',')).FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)) is { } next
        && Uri.TryCreate(next.Split(['<', '>'], 3) is [_, var address, _] ? address : "", UriKind.Absolute, out var uri) && http.BaseAddress!.IsBaseOf(uri)
            ? uri.AbsoluteUri : null;

    public void Dispose() => http.Dispose();

    Task<WebexReply<T>> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken ct) => Send(HttpMethod.Get, path, null, type, ct);

    Task<WebexReply<bool>> Delete(string kind, string id, CancellationToken ct) =>
        Send(HttpMethod.Delete, $"{kind}/{Escape(id)}", null, static (_, _) => true, ct);

    Task<WebexReply<T>> Send<T>(HttpMethod method, string path, Body? body, JsonTypeInfo<T> type, CancellationToken ct) =>
        Send(method, path, body, (_, bytes) => JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("Webex answered null."), ct);

    async Task<WebexReply<T>> Send<T>(HttpMethod method, string path, Body? body, Func<HttpResponseMessage, byte[], T> read, CancellationToken ct, bool again = false)
    {
        if (Quiet() is { } wait) return new WebexReply<T>.NotNow(wait);
        if (await token(ct) is var (bearer, later) && bearer is null) return new WebexReply<T>.NotNow(later);
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body };
            request.Headers.Authorization = new("Bearer", bearer);
            using var response = await http.SendAsync(request, ct);
            if (response.IsSuccessStatusCode) return new WebexReply<T>.Got(read(response, await response.Content.ReadAsByteArrayAsync(ct)));
            if (response.StatusCode is HttpStatusCode.Unauthorized && refused is not null && !again)
            {
                refused(bearer);
                return await Send(method, path, body?.Again(), read, ct, again: true);
            }
            var reply = Judge<T>(response);
            Log.Refused(log, method.Method, path.Split('?', '/')[0], (int)response.StatusCode, Tracking(response));
            return reply;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Log.NoAnswer(log, method.Method, (fault as HttpRequestException)?.HttpRequestError.ToString() ?? fault.GetType().Name);
            // No name, no connection, no TLS: whatever it was, nothing of the message left.
            return body is { Began: false } ? new WebexReply<T>.NotNow() : new WebexReply<T>.Lost("Webex ไม่ตอบหลังจากส่งไปแล้ว");
        }
    }

    /// <summary>The table of answers (developer.webex.com, "REST API Basics", section "API Errors").</summary>
    WebexReply<T> Judge<T>(HttpResponseMessage response)
    {
        var after = After(response);
        switch ((int)response.StatusCode)
        {
            case 429:
                return new WebexReply<T>.NotNow(Hush(after ?? Unsaid));
            case 401 or 412 or 423:
                return new WebexReply<T>.NotNow(after);
            case 503 when after is not null:
                return new WebexReply<T>.NotNow(after);
            case var status when status >= 500:
                return new WebexReply<T>.Lost(string.Create(CultureInfo.InvariantCulture, $"Webex ตอบ {status}"));
            case var status:
                return new WebexReply<T>.No(status);
        }
    }

    /// <summary>In seconds, or a date, which is measured by the clock of whoever wrote it.</summary>
    TimeSpan? After(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => AtLeast(delta),
        { Date: { } date } => AtLeast(date - (response.Headers.Date ?? time.GetUtcNow())),
        _ => null,
    };

    static TimeSpan AtLeast(TimeSpan told) => told < Shortest ? Shortest : told;

    TimeSpan Hush(TimeSpan told)
    {
        lock (gate)
        {
            var until = time.GetUtcNow() + told;
            if (until > quietUntil) quietUntil = until;
        }
        return told;
    }

    TimeSpan? Quiet()
    {
        lock (gate) return quietUntil - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;
    }

    static string Escape(string id) => Uri.EscapeDataString(id);

    static string Tracking(HttpResponseMessage response) => response.Headers.TryGetValues("Trackingid", out var ids) ? string.Join(',', ids) : "";

    static Body Json<T>(T value, JsonTypeInfo<T> type)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain)) JsonSerializer.Serialize(json, value, type);
        return new(bytes.WrittenMemory);
    }

    /// <summary>JSON that knows whether it began to leave.</summary>
    sealed class Body : HttpContent
    {
        readonly ReadOnlyMemory<byte> bytes;

        public Body(ReadOnlyMemory<byte> bytes)
        {
            this.bytes = bytes;
            Headers.ContentType = new("application/json", "utf-8");
        }

        public bool Began { get; private set; }

        /// <summary>The same for another request.</summary>
        public Body Again() => new(bytes);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            Began = true;
            await stream.WriteAsync(bytes, cancellationToken);
        }

        protected override bool TryComputeLength(out long length) => (length = bytes.Length) >= 0;
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Webex {Method} {Kind} was answered {Status} (tracking {Tracking})")]
        public static partial void Refused(ILogger log, string method, string kind, int status, string tracking);

        [LoggerMessage(2, LogLevel.Warning, "Webex {Method} was not answered: {Fault}")]
        public static partial void NoAnswer(ILogger log, string method, string fault);
    }
}
