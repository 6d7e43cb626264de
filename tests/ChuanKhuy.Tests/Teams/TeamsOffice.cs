using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Teams;

/// <summary>
/// The office with Teams: the product behind a real port, Microsoft's side behind another one, and a clock moved by hand.
/// Somchai, Kanda and Wichai stand in the roster with their Entra object id, Malee and Mana with their e-mail address alone, Prasert with neither.
/// </summary>
sealed class TeamsOffice : IAsyncDisposable
{
    TeamsOffice(Office office, FakeTeams teams)
    {
        (Office, Teams) = (office, teams);
        Http = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = new(office.Installation.App.Urls.Single()) };
    }

    public Office Office { get; }
    public FakeTeams Teams { get; }
    public HttpClient Http { get; }

    public static IReadOnlyList<Person> People { get; } =
    [
        .. Office.People.Select(p => p.Id switch
        {
            "malee" or "mana" => p with { Email = $"{p.Id}@example.go.th" },
            "prasert" => p,
            _ => p with { TeamsId = FakeTeams.Aad(p.Id) },
        }),
    ];

    public static async Task<TeamsOffice> Open(
        IReadOnlyList<Person>? people = null, Action<WebApplicationBuilder>? configure = null, FakeTeams? teams = null, string? data = null, FakeTimeProvider? clock = null, Keeps keeps = Keeps.Sqlite)
    {
        clock ??= new FakeTimeProvider(Office.Begin.ToUniversalTime());
        if (teams is null)
        {
            teams = new FakeTeams(clock);
            await teams.Listen();
            teams.Knows(people ?? People);
        }
        var office = await Office.Open(keeps, data, clock, people ?? People, builder =>
        {
            Configure(builder, teams);
            configure?.Invoke(builder);
        });
        await office.Installation.App.StartAsync();
        return new(office, teams);
    }

    public static void Configure(WebApplicationBuilder builder, FakeTeams teams)
    {
        builder.Configuration["Teams:AppId"] = FakeTeams.App;
        builder.Configuration["Teams:TenantId"] = FakeTeams.Tenant;
        builder.Configuration["Teams:Secret"] = FakeTeams.Secret;
        builder.Configuration["Teams:OpenIdMetadata"] = $"{teams.Address}v1/.well-known/openidconfiguration";
        builder.Configuration["Teams:TokenEndpoint"] = $"{teams.Address}token";
        builder.Configuration["Teams:ServiceUrl"] = $"{teams.Address}teams/";
    }

    int ids;

    public string NewId() => string.Create(CultureInfo.InvariantCulture, $"f:{++ids}");

    /// <summary>An activity of this person in their chat with the bot.</summary>
    public JsonObject Activity(string type, string person, string? id = null) => new()
    {
        ["type"] = type, ["id"] = id ?? NewId(), ["channelId"] = "msteams", ["serviceUrl"] = Teams.ServiceUrl, ["timestamp"] = "2026-11-02T02:00:00.000Z",
        ["from"] = new JsonObject { ["id"] = FakeTeams.Mri(person), ["name"] = "ชื่อ", ["aadObjectId"] = FakeTeams.Aad(person) },
        ["recipient"] = new JsonObject { ["id"] = $"28:{FakeTeams.App}", ["name"] = "ชวนคุย" },
        ["conversation"] = new JsonObject { ["id"] = FakeTeams.Chat(person), ["conversationType"] = "personal", ["tenantId"] = FakeTeams.Tenant },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeTeams.Tenant } },
    };

    public JsonObject Message(string person, string text, string? id = null)
    {
        var activity = Activity("message", person, id);
        activity["text"] = text;
        return activity;
    }

    public JsonObject Installed(string person, string action = "add")
    {
        var activity = Activity("installationUpdate", person);
        activity["action"] = action;
        return activity;
    }

    /// <summary>The person presses this button of a card that stands in the chat as the message.</summary>
    public JsonObject Press(string person, Button button, string? id = null)
    {
        var activity = Activity("invoke", person, id);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = button.Source;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = button.Verb, ["data"] = button.Data.DeepClone() }, ["trigger"] = "manual",
        };
        return activity;
    }

    /// <summary>The same from a client that shows the fallback.</summary>
    public JsonObject Submit(string person, Button button)
    {
        var activity = Activity("message", person);
        activity["replyToId"] = button.Source;
        var data = (JsonObject)button.Data.DeepClone();
        data["verb"] = button.Verb;
        activity["value"] = data;
        return activity;
    }

    /// <summary>Brings an activity to the bot with a genuine token, or with this header.</summary>
    public async Task<(int Status, JsonNode? Body)> Post(JsonNode activity, string? authorization = null) => await Post(activity.ToJsonString(), authorization ?? $"Bearer {Teams.Token()}");

    public async Task<(int Status, JsonNode? Body)> Post(string body, params string[] authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        // A server that refuses a body unread ends the connection, and its answer can be lost under what is still being sent: so ask first.
        request.Headers.ExpectContinue = body.Length > 256 * 1024;
        foreach (var header in authorization) request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }

    /// <summary>Everybody of the office has installed the app.</summary>
    public async Task InstallAll(params IEnumerable<string> people)
    {
        foreach (var person in people)
        {
            Teams.Opens(FakeTeams.Chat(person));
            Assert.Equal(200, (await Post(Installed(person))).Status);
        }
        await Drain();
    }

    /// <summary>The queues alone; the clock goes on while somebody waits for a turn.</summary>
    public Task Drain() => Drive(Office.Drain());

    /// <summary>The timer and the queues.</summary>
    public Task Tick() => Drive(Office.Tick());

    /// <summary>Moves the clock on while the work waits for it.</summary>
    public Task Drive(Task work) => Drive(Office.Clock, work);

    public async Task<T> Drive<T>(Task<T> work)
    {
        await Drive((Task)work);
        return await work;
    }

    public static async Task Drive(FakeTimeProvider clock, Task work)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System));
            if (!work.IsCompleted) clock.Advance(TimeSpan.FromMilliseconds(20));
        }
        await work;
    }

    /// <summary>A button of the newest card in this person's chat.</summary>
    public Button Button(string person, string verb, (string Name, string Value)? which = null)
    {
        var message = Teams.To(person).Last(m => m.Card.ToJsonString().Contains($"\"verb\":\"{verb}\"", StringComparison.Ordinal));
        return Tests.Button.Of(message.Card, verb, which) with { Source = message.Id };
    }

    /// <summary>JSON with Thai letters as they are.</summary>
    public static string Text(JsonNode json) => json.ToJsonString(Plain);

    static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<Contact?> Contact(string person) => await Office.Get<ContactStore>().Find(TeamsChannel.ChannelName, person, Office.Ct);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Office.Installation.App.StopAsync();
        await Office.DisposeAsync();
        await Teams.DisposeAsync();
    }
}
