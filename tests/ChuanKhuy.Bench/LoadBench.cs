using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChuanKhuy.Bench;

/// <summary>
/// POST /api/messages over HTTP against a bare endpoint that only verifies the token and parses the JSON (P1, with and without remembered tokens on both sides),
/// and a press that is durably kept against the bare endpoint with one SQLite insert under a lock (P2). Pairs alternate; medians are printed.
/// </summary>
static class LoadBench
{
    const int Pairs = 3;
    const int Each = 1500;
    const int Clients = 32;
    internal const string App = "cccccccc-0000-0000-0000-000000000003";
    internal const string Tenant = "aaaaaaaa-0000-0000-0000-000000000001";
    const string Issuer = "https://api.botframework.com";

    public static async Task<bool> Run()
    {
        using var rsa = RSA.Create(2048);
        await using var microsoft = await Metadata(rsa);
        var service = $"{microsoft.Urls.Single()}/apac/";
        var folder = Directory.CreateTempSubdirectory("chuankhuy-bench-");
        try
        {
            await using var office = await Installation.Open(new Where(folder.FullName, "http://127.0.0.1:0"), default, environment: "Development", configure: builder =>
            {
                builder.Logging.ClearProviders();
                (builder.Configuration["Teams:AppId"], builder.Configuration["Teams:TenantId"], builder.Configuration["Teams:Secret"]) = (App, Tenant, "x");
                builder.Configuration["Teams:OpenIdMetadata"] = $"{microsoft.Urls.Single()}/v1/openid";
            });
            await office.App.StartAsync();
            await using var bare = await Bare(rsa, Path.Combine(folder.FullName, "control.db"));
            var presses = await Presses(office, service, Pairs * Each);
            var harmless = Enumerable.Range(0, Each).Select(i => Activity(service, $"p{i:D4}", "rsvp", [])).ToList();
            string Token(int i) => Sign(rsa, service, i);
            var (one, fresh) = (Enumerable.Repeat(Token(-1), Each).ToList(), Enumerable.Range(0, 2 * Pairs * Each).AsParallel().AsOrdered().Select(Token).ToList());

            using var http = new HttpClient();
            var (ours, theirs) = ($"{office.App.Urls.Single()}/api/messages", bare.Urls.Single());
            foreach (var warm in new[] { ours, $"{theirs}/", $"{theirs}/kept" }) await Rate(http, warm, one, harmless);
            var figures = new ConcurrentDictionary<string, List<(double Ours, double Control)>>(StringComparer.Ordinal);
            for (var pair = 0; pair < Pairs; pair++)
            {
                var (a, b) = (fresh.Skip(2 * pair * Each).Take(Each).ToList(), fresh.Skip(((2 * pair) + 1) * Each).Take(Each).ToList());
                Add("P1 answers, every token new", await Rate(http, ours, a, harmless), await Rate(http, $"{theirs}/", b, harmless));
                Add("P1 answers, tokens remembered", await Rate(http, ours, one, harmless), await Rate(http, $"{theirs}/?remember=1", one, harmless));
                Add("P2 kept answers, tokens remembered", await Rate(http, ours, one, [.. presses.Skip(pair * Each).Take(Each)]), await Rate(http, $"{theirs}/kept?remember=1", one, harmless));
            }
            foreach (var (name, values) in figures.OrderBy(f => f.Key, StringComparer.Ordinal))
                Figure.Print(name, Figure.Median(values.Select(v => v.Ours)), "requests/s", Figure.Median(values.Select(v => v.Control)));
            var kept = 0;
            await foreach (var _ in office.Get<SessionStore>().Answers("talk", default)) kept++;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"answers kept: {kept} of {Pairs * Each}"));
            foreach (var (name, goal) in new[] { ("P1 answers, every token new", 0.60), ("P1 answers, tokens remembered", 0.50), ("P2 kept answers, tokens remembered", 1.5) })
                Figure.Goal(name, Figure.Median(figures[name].Select(v => v.Ours)) / Figure.Median(figures[name].Select(v => v.Control)), atLeast: goal);
            return kept == Pairs * Each;

            void Add(string name, double value, double control) => figures.GetOrAdd(name, _ => []).Add((value, control));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Everybody's own invitation with "เข้าร่วม" pressed.</summary>
    internal static async Task<List<string>> Presses(Installation office, string service, int count)
    {
        var people = Enumerable.Range(0, count).Select(i => new Person($"p{i:D4}", $"นายคนที่{i} ทดสอบ", "8401", "1", "", Roles.Staff, TeamsId: $"aad-p{i:D4}")).ToList();
        await office.Get<UnitStore>().Save(ShippedUnits.All, default);
        await office.Get<RosterStore>().Save(people, null, default);
        var starts = office.Get<TimeProvider>().GetUtcNow().AddDays(30);
        await office.Get<Planner>().Apply(
            new("talk", SessionKind.Talk, "ชวนคุย", [new(null, "วิทยากร")], "1", starts, starts.AddHours(1), null, Audience.All, MeetingKind.None, "ห้อง 1", true), null, default);
        var presses = new List<string>();
        foreach (var person in people)
        {
            var card = await office.Get<Sealer>().Seal(await office.Get<Invites>().Show(person, "talk", default), person.Id, default);
            // Everybody was met before: the first meeting's write is not what is measured.
            var address = new TeamsAddress(service, $"29:{person.Id}", Tenant, $"a:{person.Id}");
            await office.Get<ContactStore>().Keep(TeamsChannel.ChannelName, new(person.Id, person.TeamsId, JsonSerializer.Serialize(address, TeamsJson.Default.TeamsAddress), starts), default);
            presses.Add(Activity(service, person.Id, "rsvp", (JsonObject)Yes(card)!.DeepClone()));
        }
        return presses;
    }

    internal static JsonNode? Yes(JsonNode? node) => node switch
    {
        JsonObject o when (string?)o["verb"] == "rsvp" && (string?)o["data"]?["choice"] == "yes" => o["data"],
        JsonObject o => o.Select(p => Yes(p.Value)).FirstOrDefault(found => found is not null),
        JsonArray a => a.Select(Yes).FirstOrDefault(found => found is not null),
        _ => null,
    };

    internal static string Activity(string service, string person, string verb, JsonObject data) => new JsonObject
    {
        ["type"] = "invoke", ["name"] = "adaptiveCard/action", ["id"] = $"f:{person}", ["channelId"] = "msteams", ["serviceUrl"] = service,
        ["from"] = new JsonObject { ["id"] = $"29:{person}", ["aadObjectId"] = $"aad-{person}" }, ["recipient"] = new JsonObject { ["id"] = $"28:{App}" },
        ["conversation"] = new JsonObject { ["id"] = $"a:{person}", ["conversationType"] = "personal", ["tenantId"] = Tenant },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
        ["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data }, ["trigger"] = "manual" },
    }.ToJsonString();

    static async Task<double> Rate(HttpClient http, string url, List<string> tokens, List<string> bodies)
    {
        var (next, watch) = (-1, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < bodies.Count;)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(bodies[i], Encoding.UTF8, "application/json") };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[i]);
                using var response = await http.SendAsync(request);
                response.EnsureSuccessStatusCode();
            }
        }));
        return bodies.Count / watch.Elapsed.TotalSeconds;
    }

    internal static async Task<WebApplication> Metadata(RSA rsa)
    {
        var app = Plain();
        var key = rsa.ExportParameters(false);
        var jwk = new JsonObject { ["kty"] = "RSA", ["kid"] = "k1", ["n"] = Base64UrlEncoder.Encode(key.Modulus), ["e"] = Base64UrlEncoder.Encode(key.Exponent), ["endorsements"] = new JsonArray("msteams") };
        var keys = new JsonObject { ["keys"] = new JsonArray(jwk) }.ToJsonString();
        app.MapGet("/v1/openid", (HttpRequest request) => Results.Text($"{{\"jwks_uri\":\"http://{request.Host}/v1/keys\"}}", "application/json"));
        app.MapGet("/v1/keys", () => Results.Text(keys, "application/json"));
        await app.StartAsync();
        return app;
    }

    internal static async Task<WebApplication> Bare(RSA rsa, string file)
    {
        var (app, handler, remembered) = (Plain(), new JsonWebTokenHandler(), new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));
        var rules = new TokenValidationParameters { ValidIssuer = Issuer, ValidAudience = App, IssuerSigningKey = new RsaSecurityKey(rsa.ExportParameters(false)) { KeyId = "k1" } };
        var database = new SqliteConnection($"Data Source={file}");
        database.Open();
        Do("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE kept (id INTEGER PRIMARY KEY, body TEXT);");
        var gate = new Lock();
        app.MapPost("/", async (HttpRequest request) => await Read(request) is null ? Results.Unauthorized() : Results.Text("{\"statusCode\":200}", "application/json"));
        app.MapPost("/kept", async (HttpRequest request) =>
        {
            if (await Read(request) is not { } type) return Results.Unauthorized();
            lock (gate) Do("INSERT INTO kept (body) VALUES ($body)", type);
            return Results.Text("{\"statusCode\":200}", "application/json");
        });
        await app.StartAsync();
        return app;

        async Task<string?> Read(HttpRequest request)
        {
            var token = request.Headers.Authorization.ToString()[7..];
            var remember = request.Query.ContainsKey("remember");
            if (!(remember && remembered.ContainsKey(token)))
            {
                if (!(await handler.ValidateTokenAsync(token, rules)).IsValid) return null;
                if (remember) remembered[token] = true;
            }
            using var json = await JsonDocument.ParseAsync(request.Body);
            return json.RootElement.GetProperty("type").GetString();
        }

        void Do(string sql, string? body = null)
        {
            using var command = database.CreateCommand();
            command.CommandText = sql;
            if (body is not null) command.Parameters.AddWithValue("$body", body);
            command.ExecuteNonQuery();
        }
    }

    static WebApplication Plain()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    internal static string Sign(RSA rsa, string service, int number, DateTimeOffset? at = null)
    {
        var now = (at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
        var payload = new JsonObject { ["iss"] = Issuer, ["aud"] = App, ["serviceurl"] = service, ["nbf"] = now - 60, ["exp"] = now + 3600, ["jti"] = number.ToString(CultureInfo.InvariantCulture) };
        var text = $"{Base64UrlEncoder.Encode("{\"alg\":\"RS256\",\"kid\":\"k1\"}")}.{Base64UrlEncoder.Encode(payload.ToJsonString())}";
        return $"{text}.{Base64UrlEncoder.Encode(rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
