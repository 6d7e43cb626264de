using System.Text;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Webex;

/// <summary>The office of <see cref="Office"/> with Webex as its chat: a real server on a free port, and a strict fake of Webex beside it.</summary>
sealed class WebexOffice : IAsyncDisposable
{
    public const string Secret = "a-secret-of-at-least-32-characters";
    public const string BaseUrl = "https://chuankhuy.example";
    readonly HttpClient http = new();

    WebexOffice(Office office, FakeWebex webex) => (Office, Webex) = (office, webex);

    public Office Office { get; }
    public FakeWebex Webex { get; }

    public Uri Door => new(new Uri(Office.Installation.App.Urls.Single()), "api/webex");

    public static IReadOnlyList<Person> People { get; } = [.. Office.People.Select(p => p with { Email = Address(p.Id) })];

    public static string Address(string person) => $"{person}@example.go.th";

    /// <param name="data">An existing data folder to work on.</param>
    /// <param name="webex">Another office's Webex, to share it.</param>
    /// <param name="people">Who works there; all of them have an account.</param>
    public static async Task<WebexOffice> Open(
        Action<WebApplicationBuilder>? configure = null, string? data = null, FakeTimeProvider? clock = null, FakeWebex? webex = null, IReadOnlyList<Person>? people = null)
    {
        clock ??= new FakeTimeProvider(Office.Begin.ToUniversalTime());
        var own = webex is null;
        webex ??= await FakeWebex.Open(clock);
        people ??= data is null ? People : [];
        if (own) foreach (var person in people) webex.Join(person.WebexEmail ?? person.Email!, person.Name);
        var office = await Office.Open(data: data, clock: clock, people: people, configure: builder =>
        {
            builder.Configuration["Webex:BotToken"] = FakeWebex.Token;
            builder.Configuration["Webex:WebhookSecret"] = Secret;
            builder.Configuration["Webex:OrgId"] = FakeWebex.Org;
            builder.Configuration["Webex:Api"] = webex.Api;
            builder.Configuration["Webex:PerSecond"] = "0";
            builder.Configuration["Web:BaseUrl"] = BaseUrl;
            builder.Logging.ClearProviders();
            configure?.Invoke(builder);
        });
        await office.Installation.App.StartAsync();
        var made = new WebexOffice(office, webex);
        webex.Resolve = _ => made.Door;
        await office.Tick();
        return made;
    }

    public WebexChannel Channel => Office.Get<IReadOnlyList<IChannel>>().OfType<WebexChannel>().Single();

    /// <summary>Deliveries and queues, until nothing is left to do now.</summary>
    public async Task Settle()
    {
        for (var asked = -1; asked != Webex.Asked.Count;)
        {
            asked = Webex.Asked.Count;
            await Webex.Deliver();
            await Office.Drain();
        }
    }

    public async Task Says(string person, string text)
    {
        Webex.Says(Address(person), text);
        await Settle();
    }

    public async Task Presses(string person, string verb, IReadOnlyList<(string Name, string Value)>? which = null, IReadOnlyDictionary<string, string>? inputs = null)
    {
        Webex.Presses(Address(person), verb, which, inputs);
        await Settle();
    }

    /// <summary>The talk t1 is there and everybody has the invitation.</summary>
    public async Task<Session> Invite(int? seats = null)
    {
        var session = await Office.Plan(seats: seats);
        await Office.MoveTo(Office.Starts.AddDays(-13));
        await Settle();
        return session;
    }

    public IReadOnlyList<FakeMessage> To(string person) => Webex.To(Address(person));

    public async Task<Answered?> AnswerOf(string person, string id = "t1") => (await Office.Get<SessionStore>().FindAnswer(id, person, Office.Ct))?.Value;

    /// <summary>What waits in the inbox.</summary>
    public async Task<int> Waiting()
    {
        var count = 0;
        await foreach (var _ in Office.Get<InboxStore>().Open("webex", Office.Ct)) count++;
        return count;
    }

    /// <summary>A genuine envelope as it would come for this object.</summary>
    public JsonObject Envelope(string resource, JsonObject data, string what = "created") =>
        Webex.Envelope(Webex.Hooks.First(h => h.Resource == resource), resource, what, data, (string?)data["personId"] ?? "");

    /// <summary>Posts a body to the endpoint. <paramref name="signature"/>: null makes the right one, empty sends none.</summary>
    public async Task<int> Post(byte[] body, string? signature = null, string secret = Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Door) { Content = new ByteArrayContent(body) };
        if ((signature ?? Sign(body, secret)) is { Length: > 0 } header) request.Headers.TryAddWithoutValidation("X-Spark-Signature", header);
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }

    public Task<int> Post(JsonNode body) => Post(Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static string Sign(byte[] body, string secret = Secret) => FakeWebex.Sign(body, secret);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Office.DisposeAsync();
        await Webex.DisposeAsync();
    }
}
