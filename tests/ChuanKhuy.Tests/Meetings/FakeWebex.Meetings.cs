using System.Globalization;
using System.Text.Json.Nodes;
using ChuanKhuy.Tests.Meetings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChuanKhuy.Tests.Webex;

/// <summary>
/// The meetings of Webex (github.com/webex/webex-openapi-specs, public-spec/webex-meeting.json): a service app's tokens, meetings with their tags, and who was in them.
/// </summary>
sealed partial class FakeWebex : IFakeRooms
{
    public const string ClientId = "service-app", ClientSecret = "the secret of the service app", RefreshToken = "refresh-0", Host = "host@example.go.th";
    const int TitleChars = 128;

    static readonly string[] Known =
    [
        "title", "start", "end", "timezone", "hostEmail", "siteUrl", "sendEmail", "integrationTags", "enabledJoinBeforeHost", "joinBeforeHostMinutes", "enabledAutoRecordMeeting", "agenda", "invitees",
    ];

    sealed record Meeting(string Id, string Title, DateTimeOffset Starts, DateTimeOffset Ends, string Tag)
    {
        public List<Instance> Held { get; } = [];
    }

    sealed record Instance(string Id, DateTimeOffset From, DateTimeOffset? To, IReadOnlyList<FakeGuest> Guests);

    readonly Dictionary<string, DateTimeOffset> access = new(StringComparer.Ordinal);
    readonly List<Meeting> meetings = [];
    string refresh = RefreshToken;
    int given;

    /// <summary>How many access tokens were given.</summary>
    public int TokensGiven => given;

    /// <summary>How often somebody was mailed.</summary>
    public int Mailed { get; private set; }

    /// <summary>Whether Webex hands out a new refresh token with each access token, and forgets the old one.</summary>
    public bool Rotates { get; set; }

    public int Made { get; private set; }

    IReadOnlyList<FakeMade> IFakeRooms.Open
    {
        get
        {
            lock (gate) return [.. meetings.Select(m => new FakeMade(m.Id, m.Title, m.Starts, m.Ends, Link(m)))];
        }
    }

    /// <summary>No access token is taken any more.</summary>
    public void Expire()
    {
        lock (gate) access.Clear();
    }

    public void Fails(Asks what, params Fault[] next) => Fails(
        what switch { Asks.Change => "PATCH", Asks.Drop => "DELETE", Asks.Make => "POST", _ => "GET" },
        what switch { Asks.Make => "/meetings", Asks.Reports => "/meetingParticipants", _ => "/meetings/{id}" }, next);

    public void Forgets(string meeting)
    {
        lock (gate) meetings.RemoveAll(m => m.Id == meeting);
    }

    /// <summary>The meeting was on; Webex tells its webhooks when it ended.</summary>
    public void Was(string meeting, DateTimeOffset from, DateTimeOffset? to, params FakeGuest[] guests)
    {
        lock (gate)
        {
            var m = meetings.Single(m => m.Id == meeting);
            m.Held.Add(new(string.Create(CultureInfo.InvariantCulture, $"{m.Id}_I_{m.Held.Count + 1}"), from, to, guests));
            if (to is not null) Tell("meetings", "ended", new() { ["id"] = m.Held[^1].Id, ["meetingType"] = "meeting", ["title"] = m.Title, ["hostEmail"] = Host, ["state"] = "ended" }, "");
        }
    }

    /// <summary>Chat is the bot's, meetings are the service app's, webhooks are both's.</summary>
    bool Bears(HttpRequest request, string route)
    {
        var bearer = request.Headers.Authorization.ToString();
        var (chat, meeting) = (bearer == $"Bearer {Token}", bearer.StartsWith("Bearer ", StringComparison.Ordinal) && access.TryGetValue(bearer[7..], out var until) && time.GetUtcNow() < until);
        return route.StartsWith("/webhooks", StringComparison.Ordinal) ? chat || meeting : route.StartsWith("/meeting", StringComparison.Ordinal) ? meeting : chat;
    }

    void MapMeetings(RouteGroupBuilder v1)
    {
        v1.MapPost("/access_token", async context =>
        {
            var form = await context.Request.ReadFormAsync();
            string? token = null;
            lock (gate)
            {
                Asked.Add("POST /access_token");
                if (form["grant_type"] == "refresh_token" && form["client_id"] == ClientId && form["client_secret"] == ClientSecret && form["refresh_token"] == refresh)
                {
                    access[token = $"access-{++given}"] = time.GetUtcNow().AddSeconds(1_209_599);
                    if (Rotates) refresh = $"refresh-{given}";
                }
            }
            context.Response.StatusCode = token is null ? 400 : 200;
            await context.Response.WriteAsJsonAsync(token is null
                ? new JsonObject { ["error"] = "invalid_grant" }
                : new JsonObject { ["access_token"] = token, ["expires_in"] = 1_209_599, ["refresh_token"] = refresh, ["refresh_token_expires_in"] = 7_775_999, ["token_type"] = "Bearer" });
        });
        Handle(v1, "GET", "/meetings", (request, _) => List(request));
        Handle(v1, "POST", "/meetings", (_, body) => Check(body) is { } wrong ? wrong : Ok(Shown(Add(body))));
        Handle(v1, "PATCH", "/meetings/{id}", (request, body) =>
        {
            if (Hidden(Id(request)) || meetings.FindIndex(m => m.Id == Id(request)) is var at && at < 0) return No(404, "no such meeting");
            if (Check(body) is { } wrong) return wrong;
            meetings[at] = meetings[at] with { Title = (string)body["title"]!, Starts = At(body, "start"), Ends = At(body, "end") };
            return Ok(Shown(meetings[at]));
        });
        Handle(v1, "DELETE", "/meetings/{id}", (request, _) =>
        {
            if (request.Query["hostEmail"] != Host) return No(404, "not this host's");
            if (request.Query["sendEmail"] != "false") Mailed++;
            return meetings.RemoveAll(m => m.Id == Id(request)) > 0 ? (204, null) : No(404, "no such meeting");
        });
        Handle(v1, "GET", "/meetingParticipants", Participants);
    }

    (int, JsonObject?)? Check(JsonObject body)
    {
        if ((bool?)body["sendEmail"] != false) Mailed++;
        return body.FirstOrDefault(p => !Known.Contains(p.Key)).Key is { } odd ? No(400, $"unknown field {odd}")
            : (string?)body["title"] is not { Length: > 0 and <= TitleChars } ? No(400, "a title of 1 to 128 letters")
            : (string?)body["hostEmail"] != Host ? No(404, "no such host, or without a licence")
            : At(body, "start") < time.GetUtcNow().AddMinutes(-1) ? No(400, "the start lies in the past")
            : At(body, "end") - At(body, "start") is var long1 && (long1 < TimeSpan.FromMinutes(10) || long1 > TimeSpan.FromHours(24)) ? No(400, "10 minutes to a day")
            : (body["integrationTags"] as JsonArray)?.Count is not (>= 1 and <= 3) || ((string)body["integrationTags"]![0]!).Length > 64 ? No(400, "1 to 3 tags of 64 letters")
            : null;
    }

    Meeting Add(JsonObject body)
    {
        var meeting = new Meeting(string.Create(CultureInfo.InvariantCulture, $"b2c0{++Made:D28}"), (string)body["title"]!, At(body, "start"), At(body, "end"), (string)body["integrationTags"]![0]!);
        meetings.Add(meeting);
        return meeting;
    }

    /// <summary>Series by tag and by overlap with a time that is seven days when nothing else is said; instances a quarter of an hour after their end.</summary>
    (int, JsonObject?) List(HttpRequest request)
    {
        var query = request.Query;
        if (query["hostEmail"] != Host) return No(404, "no such host");
        var from = query["from"].ToString() is { Length: > 0 } f ? DateTimeOffset.Parse(f, CultureInfo.InvariantCulture) : time.GetUtcNow();
        var to = query["to"].ToString() is { Length: > 0 } t ? DateTimeOffset.Parse(t, CultureInfo.InvariantCulture) : from.AddDays(7);
        if (query["meetingSeriesId"].ToString() is { Length: > 0 } series)
            return meetings.FirstOrDefault(m => m.Id == series) is { } of && query["meetingType"] == "meeting" && query["state"] == "ended"
                ? Ok(Items(of.Held.Where(i => i.To is { } end && end.AddMinutes(15) <= time.GetUtcNow() && i.From >= from && i.From < to).Select(i => new JsonObject
                {
                    ["id"] = i.Id, ["meetingSeriesId"] = of.Id, ["meetingType"] = "meeting", ["state"] = "ended", ["title"] = of.Title, ["start"] = Stamp(i.From), ["end"] = Stamp(i.To!.Value),
                })))
                : No(404, "no such series");
        return Ok(Items(meetings.Where(m => m.Starts < to && m.Ends > from && query["integrationTag"].ToString() is var tag && (tag.Length == 0 || m.Tag == tag)).Select(Shown)));
    }

    (int, JsonObject?) Participants(HttpRequest request, JsonObject body)
    {
        const int Page = 2;
        if (request.Query["hostEmail"] != Host || meetings.SelectMany(m => m.Held).FirstOrDefault(i => i.Id == request.Query["meetingId"].ToString()) is not { } instance) return No(404, "no such meeting");
        var skip = int.TryParse(request.Query["offset"], CultureInfo.InvariantCulture, out var offset) ? offset : 0;
        if (skip + Page < instance.Guests.Count)
            request.HttpContext.Response.Headers.Link = string.Create(
                CultureInfo.InvariantCulture, $"<{Api}meetingParticipants?meetingId={instance.Id}&hostEmail={Uri.EscapeDataString(Host)}&offset={skip + Page}>; rel=\"next\"");
        return Ok(Items(instance.Guests.Skip(skip).Take(Page).Select((guest, i) => new JsonObject
        {
            ["id"] = $"{instance.Id}_{skip + i}", ["email"] = guest.Email, ["displayName"] = guest.Name, ["state"] = "end", ["meetingId"] = instance.Id,
            ["joinedTime"] = Stamp(guest.From), ["leftTime"] = Stamp(guest.To),
        })));
    }

    static JsonObject Shown(Meeting m) => new()
    {
        ["id"] = m.Id, ["title"] = m.Title, ["meetingType"] = "meetingSeries", ["state"] = "active", ["start"] = Stamp(m.Starts), ["end"] = Stamp(m.Ends), ["hostEmail"] = Host,
        ["webLink"] = Link(m), ["password"] = "secret", ["hostKey"] = "123456", ["integrationTags"] = new JsonArray(m.Tag),
    };

    static string Link(Meeting m) => $"https://example.webex.com/m/{m.Id}";

    static DateTimeOffset At(JsonObject body, string name) => DateTimeOffset.Parse((string)body[name]!, CultureInfo.InvariantCulture);
}
