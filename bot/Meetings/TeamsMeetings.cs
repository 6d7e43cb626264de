using System.Globalization;
using System.Text.Json;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Users.Item.OnlineMeetings;
using Microsoft.Graph.Users.Item.OnlineMeetings.CreateOrGet;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;

namespace ChuanKhuy.Bot.Meetings;

/// <summary>
/// Rooms in Teams, through Microsoft Graph (learn.microsoft.com, "onlineMeeting: createOrGet", "Update onlineMeeting", "List meetingAttendanceReports").
/// Our mark is the external id: asked twice, Graph gives the same meeting. Such a meeting stands in nobody's calendar, and nobody is mailed.
/// </summary>
public sealed partial class TeamsMeetings : IMeetings, IDisposable
{
    const int MostPages = 200;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new(StringComparer.Ordinal) { ["XXX"] = ODataError.CreateFromDiscriminatorValue };

    readonly GraphSettings settings;
    readonly BotToken token;
    readonly HttpClient http;
    readonly GraphServiceClient graph;
    readonly TimeProvider time;
    readonly ILogger<TeamsMeetings> log;

    public TeamsMeetings(GraphSettings settings, TeamsHttp tokens, TimeProvider time, ILoggerFactory logs)
    {
        (this.settings, this.time, log) = (settings, time, logs.CreateLogger<TeamsMeetings>());
        token = new(settings.App, tokens, time, logs.CreateLogger<BotToken>(), settings.Scope);
        // Without the SDK's own handlers: they would wait and repeat on the machine's clock, and follow redirects with the token.
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { Timeout = Patience };
        graph = new(http, new Bearer(token, settings.Api), settings.Api.ToString().TrimEnd('/'));
    }

    public MeetingKind Kind => MeetingKind.Teams;

    public Task<RoomReply<MadeRoom>> Make(RoomPlan plan, CancellationToken ct) => Ask(
        async () => Made(await Meetings.CreateOrGet.PostAsync(
            new() { ExternalId = plan.Mark, Subject = plan.Title, StartDateTime = plan.Starts, EndDateTime = plan.Ends }, cancellationToken: ct), plan), ct);

    /// <summary>A meeting that existed before with this external id keeps its old time: this corrects it. Colleagues enter without a lobby.</summary>
    public Task<RoomReply<MadeRoom>> Change(string meeting, RoomPlan plan, CancellationToken ct) => Ask(
        async () => Made(await Meetings[meeting].PatchAsync(
            new()
            {
                Subject = plan.Title, StartDateTime = plan.Starts, EndDateTime = plan.Ends, LobbyBypassSettings = new() { Scope = LobbyBypassScope.Organization },
            }, cancellationToken: ct), plan), ct);

    public async Task<RoomReply<bool>> Drop(string? meeting, RoomPlan plan, CancellationToken ct)
    {
        if (meeting is null)
            switch (await Make(plan, ct))
            {
                // Graph cannot look for an external id without making it.
                case RoomReply<MadeRoom>.Got { Value.Meeting: var found }: meeting = found; break;
                case RoomReply<MadeRoom>.Failed failed: return new RoomReply<bool>.Failed(failed.Why, failed.After, failed.Grave);
                default: return new RoomReply<bool>.Gone();
            }
        return await Ask(
            async () =>
            {
                await Meetings[meeting].DeleteAsync(cancellationToken: ct);
                return (RoomReply<bool>)new RoomReply<bool>.Got(true);
            }, ct);
    }

    /// <summary>All reports of the meeting: it has one for each time it was on.</summary>
    public Task<RoomReply<IReadOnlyList<byte[]>>> Reports(string meeting, RoomPlan plan, CancellationToken ct) => Ask(
        async () =>
        {
            var reports = new List<byte[]>();
            await foreach (var list in Pages(Meetings[meeting].AttendanceReports.ToGetRequestInformation(), ct))
                foreach (var id in Ids(list))
                    await foreach (var page in Pages(Meetings[meeting].AttendanceReports[id].AttendanceRecords.ToGetRequestInformation(), ct)) reports.Add(page);
            return (RoomReply<IReadOnlyList<byte[]>>)new RoomReply<IReadOnlyList<byte[]>>.Got(reports);
        }, ct);

    public void Dispose()
    {
        graph.Dispose();
        http.Dispose();
        token.Dispose();
    }

    OnlineMeetingsRequestBuilder Meetings => graph.Users[settings.Organiser].OnlineMeetings;

    static RoomReply<MadeRoom> Made(OnlineMeeting? meeting, RoomPlan plan) => meeting is { Id: { Length: > 0 } id, JoinWebUrl: { Length: > 0 } link }
        ? new RoomReply<MadeRoom>.Got(new(
            id, link, meeting.Subject == plan.Title && meeting.StartDateTime == plan.Starts && meeting.EndDateTime == plan.Ends && meeting.LobbyBypassSettings?.Scope is LobbyBypassScope.Organization))
        : new RoomReply<MadeRoom>.Failed("Teams ไม่ให้ลิงก์ของห้อง");

    /// <summary>The pages of a list as they came.</summary>
    async IAsyncEnumerable<byte[]> Pages(RequestInformation first, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var request = first;
        for (var page = 0; page < MostPages && request is not null; page++)
        {
            await using var stream = await graph.RequestAdapter.SendPrimitiveAsync<Stream>(request, Errors, ct) ?? Stream.Null;
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, ct);
            yield return memory.ToArray();
            request = Next(memory.ToArray()) is { } next ? new() { HttpMethod = Method.GET, URI = next } : null;
        }
    }

    /// <summary>Only at the same host, because the token goes along.</summary>
    Uri? Next(byte[] page)
    {
        using var json = JsonDocument.Parse(page);
        return JsonText.Find(json.RootElement, "@odata.nextLink") is { } link && Uri.TryCreate(link, UriKind.Absolute, out var uri) && Bearer.IsAt(settings.Api, uri) ? uri : null;
    }

    static List<string> Ids(byte[] page)
    {
        using var json = JsonDocument.Parse(page);
        return json.RootElement.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(report => JsonText.Find(report, "id")).OfType<string>()]
            : [];
    }

    async Task<RoomReply<T>> Ask<T>(Func<Task<RoomReply<T>>> work, CancellationToken ct, bool again = false)
    {
        if (await token.Get(ct) is (null, var wait)) return new RoomReply<T>.Failed("Microsoft ยังไม่ให้สิทธิ์เข้าใช้ (โทเคน) ตรวจการตั้งค่า Teams หรือ Graph", wait);
        try
        {
            return await work();
        }
        catch (ApiException refused)
        {
            Log.Refused(log, refused.ResponseStatusCode, (refused as ODataError)?.Error?.Code ?? "");
            if (refused.ResponseStatusCode != 401 || again) return Judge<T>(refused);
            if (await token.Get(ct) is ({ } old, _)) token.Drop(old);
            return await Ask(work, ct, again: true);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Log.NoAnswer(log, fault.GetType().Name);
            return new RoomReply<T>.Failed("Teams ไม่ตอบ");
        }
    }

    /// <summary>Source: learn.microsoft.com, "Microsoft Graph error responses", "Throttling" and "Configure application access to online meetings".</summary>
    RoomReply<T> Judge<T>(ApiException refused) => refused.ResponseStatusCode switch
    {
        404 => new RoomReply<T>.Gone(),
        403 => new RoomReply<T>.Failed("Teams ไม่อนุญาต ให้ผู้ดูแลระบบตรวจ application access policy และสิทธิ์ของแอป", After(refused), Grave: true),
        401 or 429 or >= 500 => new RoomReply<T>.Failed("Teams ยังไม่รับคำขอ", After(refused)),
        var status => new RoomReply<T>.Failed(string.Create(CultureInfo.InvariantCulture, $"Teams ไม่รับคำขอ (รหัส {status}) แจ้งผู้ดูแลระบบ"), Grave: true),
    };

    /// <summary>In seconds, or a date.</summary>
    TimeSpan? After(ApiException refused)
    {
        var told = refused.ResponseHeaders?.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        return int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, out var at) && at > time.GetUtcNow() ? at - time.GetUtcNow()
            : null;
    }

    /// <summary>Puts the token on requests to the configured host, and on no others.</summary>
    sealed class Bearer(BotToken token, Uri api) : IAuthenticationProvider
    {
        public async Task AuthenticateRequestAsync(RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
        {
            if (!IsAt(api, request.URI)) throw new HttpRequestException("Not the host of Graph.");
            var (value, _) = await token.Get(cancellationToken);
            request.Headers.Remove("Authorization");
            request.Headers.Add("Authorization", $"Bearer {value ?? throw new HttpRequestException("No token.")}");
        }

        public static bool IsAt(Uri api, Uri uri) => Uri.Compare(api, uri, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Graph answered {Status} {Code}")]
        public static partial void Refused(ILogger log, int status, string code);

        [LoggerMessage(2, LogLevel.Warning, "Graph does not answer: {Fault}")]
        public static partial void NoAnswer(ILogger log, string fault);
    }
}
