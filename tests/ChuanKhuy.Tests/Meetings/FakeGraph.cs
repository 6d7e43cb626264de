using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ChuanKhuy.Tests.Webex;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Fault = ChuanKhuy.Tests.Webex.Fault;

namespace ChuanKhuy.Tests.Meetings;

/// <summary>
/// The online meetings of Microsoft Graph on this machine, with a token endpoint (learn.microsoft.com, "onlineMeeting: createOrGet", "Update onlineMeeting",
/// "List meetingAttendanceReports", "List attendanceRecords", "Microsoft Graph error responses"). It refuses what Graph refuses, and goes wrong when told to.
/// </summary>
sealed class FakeGraph : IFakeRooms, IAsyncDisposable
{
    public const string App = "cccccccc-0000-0000-0000-000000000003", Tenant = "aaaaaaaa-0000-0000-0000-000000000001", Secret = "the app's secret", Organiser = "bbbbbbbb-0000-0000-0000-000000000009";
    const int Page = 2;

    sealed class Meeting
    {
        public required string Id { get; init; }
        public required string External { get; init; }
        public required JsonObject Body { get; init; }
        public List<(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<FakeGuest> Guests)> Reports { get; } = [];
    }

    readonly Lock gate = new();
    readonly TimeProvider time;
    readonly WebApplication app;
    readonly List<Meeting> meetings = [];
    readonly Dictionary<string, DateTimeOffset> tokens = new(StringComparer.Ordinal);
    readonly List<(Asks What, Fault Fault)> faults = [];
    readonly Dictionary<string, int> hidden = new(StringComparer.Ordinal);

    FakeGraph(TimeProvider time, WebApplication app) => (this.time, this.app) = (time, app);

    public int Made { get; private set; }
    public int TokensGiven { get; private set; }
    public List<string> Refused { get; } = [];

    /// <summary>Whether the organiser granted our app an application access policy.</summary>
    public bool Policy { get; set; } = true;

    public string Api => $"{app.Urls.Single()}/v1.0";
    public string TokenEndpoint => $"{app.Urls.Single()}/token";

    public static async Task<FakeGraph> Open(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var fake = new FakeGraph(time, builder.Build());
        fake.Map();
        await fake.app.StartAsync();
        return fake;
    }

    IReadOnlyList<FakeMade> IFakeRooms.Open
    {
        get
        {
            lock (gate)
                return [.. meetings.Select(m => new FakeMade(m.Id, (string)m.Body["subject"]!, At(m.Body, "startDateTime"), At(m.Body, "endDateTime"), (string)m.Body["joinWebUrl"]!))];
        }
    }

    /// <summary>Who waits in the lobby of this meeting is said by its scope.</summary>
    public string? Lobby(string meeting)
    {
        lock (gate) return (string?)meetings.Single(m => m.Id == meeting).Body["lobbyBypassSettings"]!["scope"];
    }

    public void Fails(Asks what, params Fault[] next)
    {
        lock (gate) faults.AddRange(next.Select(fault => (what, fault)));
    }

    public void Hides(string id, int times)
    {
        lock (gate) hidden[id] = times;
    }

    public void Forgets(string meeting)
    {
        lock (gate) meetings.RemoveAll(m => m.Id == meeting);
    }

    public void Expire()
    {
        lock (gate) tokens.Clear();
    }

    /// <summary>A report comes with the end; one for each time the meeting was on.</summary>
    public void Was(string meeting, DateTimeOffset from, DateTimeOffset? to, params FakeGuest[] guests)
    {
        lock (gate)
            if (to is { } end) meetings.Single(m => m.Id == meeting).Reports.Add((from, end, guests));
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    void Map()
    {
        app.MapPost("/token", async context =>
        {
            var form = await context.Request.ReadFormAsync();
            string? token = null;
            lock (gate)
                if (form["grant_type"] == "client_credentials" && form["client_id"] == App && form["client_secret"] == Secret && form["scope"] == "https://graph.microsoft.com/.default")
                    tokens[token = $"graph-{++TokensGiven}"] = time.GetUtcNow().AddSeconds(3599);
            context.Response.StatusCode = token is null ? 401 : 200;
            await context.Response.WriteAsJsonAsync(token is null ? new JsonObject { ["error"] = "invalid_client" } : new JsonObject { ["access_token"] = token, ["expires_in"] = 3599, ["token_type"] = "Bearer" });
        });
        const string All = "/v1.0/users/{user}/onlineMeetings";
        Handle("POST", $"{All}/createOrGet", Asks.Make, (_, body) => CreateOrGet(body));
        Handle("PATCH", $"{All}/{{id}}", Asks.Change, (request, body) => Patch(Id(request), body));
        Handle("DELETE", $"{All}/{{id}}", Asks.Drop, (request, _) => meetings.RemoveAll(m => m.Id == Id(request)) > 0 ? (204, null) : No(404, "NotFound"));
        Handle("GET", $"{All}/{{id}}/attendanceReports", Asks.Reports, (request, _) => Find(Id(request)) is { } m
            ? Paged(request, [.. m.Reports.Select((r, i) => new JsonObject
            {
                ["id"] = Name(i), ["totalParticipantCount"] = r.Guests.Count, ["meetingStartDateTime"] = Stamp(r.From), ["meetingEndDateTime"] = Stamp(r.To), ["attendanceRecords"] = new JsonArray(),
            })])
            : No(404, "NotFound"));
        Handle("GET", $"{All}/{{id}}/attendanceReports/{{report}}/attendanceRecords", null, (request, _) => Find(Id(request)) is { } m && Report(m, request) is { } at
            ? Paged(request, [.. m.Reports[at].Guests.Select((guest, i) => new JsonObject
            {
                ["id"] = string.Create(CultureInfo.InvariantCulture, $"r{i}"), ["emailAddress"] = guest.Email, ["role"] = "Attendee", ["totalAttendanceInSeconds"] = (int)(guest.To - guest.From).TotalSeconds,
                ["identity"] = new JsonObject { ["id"] = null, ["displayName"] = guest.Name, ["tenantId"] = Tenant },
                ["attendanceIntervals"] = new JsonArray(new JsonObject
                {
                    ["joinDateTime"] = Stamp(guest.From), ["leaveDateTime"] = Stamp(guest.To), ["durationInSeconds"] = (int)(guest.To - guest.From).TotalSeconds,
                }),
            })])
            : No(404, "NotFound"));
    }

    /// <summary>What exists comes back as it is, whatever else the body says.</summary>
    (int, JsonObject?) CreateOrGet(JsonObject body)
    {
        if ((string?)body["externalId"] is not { Length: > 0 } external) return No(400, "BadRequest");
        if (meetings.FirstOrDefault(m => m.External == external) is { } found) return (200, (JsonObject)found.Body.DeepClone());
        if (At(body, "endDateTime") <= At(body, "startDateTime")) return No(400, "BadRequest");
        var id = string.Create(CultureInfo.InvariantCulture, $"MSo{++Made:D12}*0**19:meeting@thread.v2");
        var meeting = new Meeting
        {
            Id = id, External = external,
            Body = new()
            {
                ["id"] = id, ["externalId"] = external, ["subject"] = (string?)body["subject"], ["startDateTime"] = Stamp(At(body, "startDateTime")), ["endDateTime"] = Stamp(At(body, "endDateTime")),
                ["joinWebUrl"] = string.Create(CultureInfo.InvariantCulture, $"https://teams.microsoft.com/l/meetup-join/{Made}?context=x"),
                ["lobbyBypassSettings"] = new JsonObject { ["scope"] = "invited" },
            },
        };
        meetings.Add(meeting);
        return (201, (JsonObject)meeting.Body.DeepClone());
    }

    (int, JsonObject?) Patch(string id, JsonObject body)
    {
        if (Find(id) is not { } meeting) return No(404, "NotFound");
        foreach (var name in new[] { "startDateTime", "endDateTime" }) meeting.Body[name] = Stamp(At(body, name));
        meeting.Body["subject"] = (string?)body["subject"];
        meeting.Body["lobbyBypassSettings"] = body["lobbyBypassSettings"]?.DeepClone();
        return (200, (JsonObject)meeting.Body.DeepClone());
    }

    void Handle(string method, string route, Asks? what, Func<HttpRequest, JsonObject, (int Status, JsonObject? Body)> work) =>
        app.MapMethods(route, [method], async context =>
        {
            var (request, response) = (context.Request, context.Response);
            var body = method is "POST" or "PATCH" ? await JsonNode.ParseAsync(request.Body) as JsonObject : null;
            (int Status, JsonObject? Body) answer;
            Fault? fault;
            lock (gate)
            {
                var at = what is null ? -1 : faults.FindIndex(f => f.What == what);
                fault = at < 0 ? null : faults[at].Fault;
                if (at >= 0) faults.RemoveAt(at);
                answer = !(request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var bearer] && tokens.TryGetValue(bearer, out var until) && time.GetUtcNow() < until) ? No(401, "InvalidAuthenticationToken")
                    : (string?)request.RouteValues["user"] != Organiser ? No(404, "UserNotFound")
                    : !Policy ? No(403, "Forbidden")
                    : fault is { Done: false } ? (fault.Status, No(fault.Status, "OnPurpose").Body)
                    : work(request, body ?? []);
                if (fault is null && answer.Status >= 400) Refused.Add($"{method} {route}: {answer.Status}");
            }
            if (fault is { Status: 0 })
            {
                context.Abort();
                return;
            }
            foreach (var (name, value) in fault?.Headers ?? []) response.Headers[name] = value;
            response.StatusCode = fault?.Status ?? answer.Status;
            if (answer.Body is null) return;
            response.ContentType = "application/json";
            await response.WriteAsync(answer.Body.ToJsonString());
        });

    Meeting? Find(string id) => hidden.TryGetValue(id, out var times) && times > 0 && (hidden[id] = times - 1) >= 0 ? null : meetings.FirstOrDefault(m => m.Id == id);

    (int, JsonObject?) Paged(HttpRequest request, IReadOnlyList<JsonObject> all)
    {
        var skip = int.TryParse(request.Query["$skiptoken"], CultureInfo.InvariantCulture, out var number) ? number : 0;
        var body = new JsonObject { ["value"] = new JsonArray([.. all.Skip(skip).Take(Page)]) };
        if (skip + Page < all.Count) body["@odata.nextLink"] = string.Create(CultureInfo.InvariantCulture, $"{app.Urls.Single()}{request.Path.ToUriComponent()}?$skiptoken={skip + Page}");
        return (200, body);
    }

    static int? Report(Meeting meeting, HttpRequest request) =>
        Enumerable.Range(0, meeting.Reports.Count).Where(i => Name(i) == (string?)request.RouteValues["report"]).Select(i => (int?)i).FirstOrDefault();

    static string Name(int report) => string.Create(CultureInfo.InvariantCulture, $"report-{report}");

    static (int Status, JsonObject? Body) No(int status, string code) => (status, new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = code } });

    static string Id(HttpRequest request) => (string)request.RouteValues["id"]!;

    static DateTimeOffset At(JsonObject body, string name) => DateTimeOffset.Parse((string)body[name]!, CultureInfo.InvariantCulture);

    static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
