using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot;

namespace ChuanKhuy.Tests.Teams;

/// <summary>Who may speak at /api/messages: the published rules for tokens, each with what breaks it, against the running endpoint.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    const string Evil = "https://smba.trafficmanager.net.evil.example/";
    static readonly SigningKey Stranger = new("test-key-1", ["msteams"]);
    static readonly SigningKey Unknown = new("nobody-knows", ["msteams"]);
    static readonly SigningKey NotEndorsed = new("bare", null);
    static readonly SigningKey ForWebChat = new("webchat-only", ["webchat", "emulator"]);
    static readonly SigningKey ForNobody = new("empty", []);
    static readonly SigningKey Shouted = new("shouted", ["MSTEAMS"]);

    TeamsOffice office = null!;

    public async Task InitializeAsync()
    {
        office = await TeamsOffice.Open();
        office.Teams.Keys = [office.Teams.Key, NotEndorsed, ForWebChat, ForNobody, Shouted];
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    FakeTeams Teams => office.Teams;

    long Seconds(double minutes) => office.Office.Now.AddMinutes(minutes).ToUnixTimeSeconds();

    [Fact]
    public async Task What_is_not_proved_is_refused_and_changes_nothing()
    {
        var before = office.Office.Contents();
        var cases = Headers().Concat(Forms()).Concat(Algorithms()).Concat(Keys()).Concat(Claims()).Select(c => (c.Name, c.Authorization, Change: (Action<JsonObject>)(_ => { })))
            .Concat(Activities()).ToList();
        foreach (var (name, authorization, change) in cases)
        {
            var message = office.Message("somchai", "ตาราง");
            change(message);
            var (status, body) = await office.Post(message.ToJsonString(), authorization);
            Assert.True(status == 401, $"{name}: {status}");
            Assert.Null(body);
        }
        await office.Drain();
        Assert.True(cases.Count >= 60, $"{cases.Count} cases");
        Assert.Equal(before, office.Office.Contents());
        Assert.Empty(Teams.Messages);
    }

    IEnumerable<(string Name, string[] Authorization)> Headers()
    {
        var good = Teams.Token();
        yield return ("no header", []);
        yield return ("empty", [""]);
        yield return ("Basic", [$"Basic {good}"]);
        yield return ("no scheme", [good]);
        yield return ("scheme alone", ["Bearer"]);
        yield return ("scheme and a space", ["Bearer "]);
        yield return ("two spaces", [$"Bearer  {good}"]);
        yield return ("three parts", [$"Bearer {good} {good}"]);
        yield return ("two headers", [$"Bearer {good}", $"Bearer {good}"]);
        yield return ("two in one", [$"Bearer {good},Bearer {good}"]);
    }

    IEnumerable<(string Name, string[] Authorization)> Forms()
    {
        var good = Teams.Token();
        var parts = good.Split('.');
        string Join(params string[] all) => string.Join('.', all);
        string Encoded(string text) => SigningKey.Base64Url(Encoding.UTF8.GetBytes(text));
        var flipped = parts[2].ToCharArray();
        flipped[10] = flipped[10] == 'A' ? 'B' : 'A';
        foreach (var (name, token) in new (string, string)[]
        {
            ("a word", "abc"), ("dots", ".."), ("three words", "a.b.c"), ("two parts", Join(parts[0], parts[1])), ("no signature", Join(parts[0], parts[1], "")),
            ("cut signature", Join(parts[0], parts[1], parts[2][..^8])), ("flipped signature", Join(parts[0], parts[1], new(flipped))),
            ("another payload", Join(parts[0], Encoded(Encoding.UTF8.GetString(Decode(parts[1])).Replace("api.botframework.com", "api.botframework.com ", StringComparison.Ordinal)), parts[2])),
            ("another header", Join(Encoded("{\"alg\":\"RS256\",\"kid\":\"bare\"}"), parts[1], parts[2])), ("four parts", Join(parts[0], parts[1], parts[2], "x")),
            ("five parts", Join(parts[0], parts[1], parts[2], "x", "y")), ("a header that is no JSON", Join(Encoded("x"), parts[1], parts[2])),
            ("a payload that is no JSON", Teams.Key.Sign("x", "RS256", null)), ("an empty payload", Teams.Key.Sign("{}", "RS256", null)),
            ("a list as payload", Teams.Key.Sign("[]", "RS256", null)), ("20 KB", new string('a', 20_000)), ("no base64", Join(parts[0], "%%%%", parts[2])),
        })
            yield return (name, [$"Bearer {token}"]);
    }

    static byte[] Decode(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));

    static readonly string[] Foreign = ["none", "None", "NONE", "HS256", "HS384", "PS256", "ES256", "RS255", "", "rs256"];

    IEnumerable<(string Name, string[] Authorization)> Algorithms() =>
        Foreign.Select(alg => ($"alg '{alg}'", new[] { $"Bearer {Teams.Token(alg: alg)}" }));

    IEnumerable<(string Name, string[] Authorization)> Keys() => new (string Name, string Token)[]
    {
        ("no kid", Teams.Token(kid: null)), ("unknown kid", Teams.Token(Unknown)), ("another key under a known kid", Teams.Token(Stranger)), ("a kid in capitals", Teams.Token(kid: "TEST-KEY-1")),
        ("a kid with a path", Teams.Token(kid: "../test-key-1")), ("a known kid for a foreign signature", Teams.Token(Unknown, kid: "test-key-1")),
        ("no endorsements", Teams.Token(NotEndorsed)), ("endorsed for others", Teams.Token(ForWebChat)), ("endorsed for nobody", Teams.Token(ForNobody)), ("endorsed in capitals", Teams.Token(Shouted)),
    }.Select(c => (c.Name, new[] { $"Bearer {c.Token}" }));

    IEnumerable<(string Name, string[] Authorization)> Claims()
    {
        var (app, issuer, url) = (FakeTeams.App, FakeTeams.Issuer, Teams.ServiceUrl);
        foreach (var (name, value, why) in new (string, JsonNode?, string)[]
        {
            ("iss", "https://api.botframework.us", "government"), ("iss", null, "missing"), ("iss", $"{issuer}/", "slash"), ("iss", issuer.ToUpperInvariant(), "capitals"), ("iss", "", "empty"),
            ("iss", "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", "Entra"), ("iss", $"https://login.microsoftonline.com/{FakeTeams.Tenant}/v2.0", "our own tenant"),
            ("aud", "dddddddd-0000-0000-0000-000000000009", "another bot"), ("aud", null, "missing"), ("aud", $"api://{app}", "api"), ("aud", app.ToUpperInvariant(), "capitals"), ("aud", "", "empty"),
            ("aud", new JsonArray("a", "b"), "others"), ("aud", "https://api.botframework.com", "the framework itself"),
            ("exp", Seconds(-6), "six minutes ago"), ("exp", null, "missing"), ("exp", 0, "1970"), ("exp", "never", "a word"), ("exp", -1, "before 1970"),
            ("nbf", Seconds(6), "in six minutes"), ("nbf", Seconds(60), "in an hour"),
            ("serviceurl", null, "missing"), ("serviceurl", "", "empty"), ("serviceurl", url.Replace("/apac/", "/emea/", StringComparison.Ordinal), "another region"),
            ("serviceurl", $"{url}x", "longer"), ("serviceurl", url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), "another name of the host"),
            ("serviceurl", new Uri(url).GetLeftPart(UriPartial.Authority), "the host alone"), ("serviceurl", "https://smba.trafficmanager.net/", "another host"),
        })
            yield return ($"{name} {why}", [$"Bearer {Teams.Token(claims: (name, value))}"]);
    }

    /// <summary>The token is genuine and says the same address; the activity is one that we do not take.</summary>
    IEnumerable<(string Name, string[] Authorization, Action<JsonObject> Change)> Activities()
    {
        foreach (var url in new[]
        {
            Evil, "https://evil.trafficmanager.net/", "https://smba.trafficmanager.net@evil.example/", "https://smba.trafficmanager.net:8443/", "http://smba.trafficmanager.net/",
            "ftp://smba.trafficmanager.net/", "smba.trafficmanager.net", "/teams", "https://smba.trafficmanager.net/?x=1", "https://smba.trafficmanager.net/#x",
            "https://smba.trafficmanager.net%2eevil.example/", "https://ѕmba.trafficmanager.net/", "https://user:pass@smba.trafficmanager.net/", "https://10.0.0.1/", "file:///etc/passwd", "",
        })
            yield return ($"service address {url}", [$"Bearer {Teams.Token(claims: ("serviceurl", url))}"], activity => activity["serviceUrl"] = url);
        var token = $"Bearer {Teams.Token()}";
        yield return ("no service address", [token], activity => activity.Remove("serviceUrl"));
        foreach (var channel in new[] { "webchat", "emulator", "directline", "MSTEAMS", "msteams ", "" })
            yield return ($"channel '{channel}'", [token], activity => activity["channelId"] = channel);
        yield return ("no channel", [token], activity => activity.Remove("channelId"));
    }

    [Fact]
    public async Task What_the_rules_allow_gets_in()
    {
        var good = Teams.Token();
        foreach (var (name, authorization) in new (string, string)[]
        {
            ("plain", $"Bearer {good}"), ("lower case", $"bearer {good}"), ("ended four minutes ago", $"Bearer {Teams.Token(claims: ("exp", Seconds(-4)))}"),
            ("begins in four minutes", $"Bearer {Teams.Token(claims: ("nbf", Seconds(4)))}"), ("RS384", $"Bearer {Teams.Token(alg: "RS384")}"), ("RS512", $"Bearer {Teams.Token(alg: "RS512")}"),
            ("the address in capitals", $"Bearer {Teams.Token(claims: ("serviceurl", Teams.ServiceUrl.ToUpperInvariant()))}"),
            ("the address without its slash", $"Bearer {Teams.Token(claims: ("serviceurl", Teams.ServiceUrl.TrimEnd('/')))}"),
            ("the claim as the documents write it", $"Bearer {Teams.Token(claims: [("serviceurl", null), ("serviceUrl", Teams.ServiceUrl)])}"),
            ("one of several bots", $"Bearer {Teams.Token(claims: ("aud", new JsonArray("x", FakeTeams.App)))}"),
        })
        {
            var (status, _) = await office.Post(office.Message("somchai", "ตาราง"), authorization);
            Assert.True(status == 200, $"{name}: {status}");
        }
        Assert.Equal(1, Teams.MetadataAsked);
    }

    [Theory]
    [InlineData("eeeeeeee-0000-0000-0000-000000000001", FakeTeams.Tenant)]
    [InlineData("", "eeeeeeee-0000-0000-0000-000000000001")]
    [InlineData("", "")]
    public async Task Another_organisation_is_told_nothing_and_nothing_is_done(string channelData, string conversation)
    {
        var before = office.Office.Contents();
        var message = office.Message("somchai", "ตาราง");
        message["channelData"]!["tenant"]!["id"] = channelData;
        message["conversation"]!["tenantId"] = conversation;
        Assert.Equal(200, (await office.Post(message)).Status);
        Assert.Equal(before, office.Office.Contents());
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_with_four_hundred_and_what_is_too_large_with_its_own_number()
    {
        var token = $"Bearer {Teams.Token()}";
        var before = office.Office.Contents();
        string Without(string field)
        {
            var message = office.Message("somchai", "ตาราง");
            message.Remove(field);
            return message.ToJsonString();
        }
        var text = office.Message("somchai", "ตาราง").ToJsonString();
        foreach (var (name, body, expected) in new (string, string, int)[]
        {
            ("nothing", "", 400), ("a letter", "x", 400), ("a list", "[]", 400), ("null", "null", 400), ("a number", "5", 400), ("no fields", "{}", 400), ("no type", Without("type"), 400),
            ("no conversation", Without("conversation"), 400), ("no sender", Without("from"), 400), ("no id", Without("id"), 400), ("half a body", text[..^5], 400),
            ("a number as type", text.Replace("\"type\":\"message\"", "\"type\":5", StringComparison.Ordinal), 400), ("half a pair", text[..^1] + ",\"replyToId\":\"\\ud800\"}", 400),
            ("deep", text[..^1] + ",\"value\":" + new string('[', 10_000) + new string(']', 10_000) + "}", 400), ("deep alone", new string('[', 10_000), 400),
            ("too large", text[..^1] + ",\"x\":\"" + new string('a', 256 * 1024) + "\"}", 413),
            ("as large as may be", text[..^1] + ",\"x\":\"" + new string('a', 200 * 1024) + "\"}", 200),
        })
        {
            var (status, _) = await office.Post(body, token);
            Assert.True(status == expected, $"{name}: {status}");
        }
        Assert.NotEqual(before, office.Office.Contents()); // the last one
    }

    [Fact]
    public async Task A_body_without_a_length_is_read_no_further_than_it_may_be()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new Endless() };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Teams.Token()}");
        request.Headers.TransferEncodingChunked = true;
        using var response = await office.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    /// <summary>300 KB in small pieces.</summary>
    sealed class Endless : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var i = 0; i < 300; i++) await stream.WriteAsync(new byte[1024]);
        }

        protected override bool TryComputeLength(out long length) => (length = 0) > 0;
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Only_posts_are_taken(string method)
    {
        using var request = new HttpRequestMessage(new(method), "/api/messages");
        using var response = await office.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task A_new_key_is_good_at_once_and_the_old_one_no_longer()
    {
        Teams.Keys = null;
        var old = Teams.Key;
        Assert.Equal(200, (await office.Post(office.Message("somchai", "ตาราง"), $"Bearer {Teams.Token()}")).Status);
        Teams.Rotate("test-key-2");
        Assert.Equal(200, (await office.Post(office.Message("somchai", "ตาราง"), $"Bearer {Teams.Token()}")).Status);
        Assert.Equal(401, (await office.Post(office.Message("somchai", "ตาราง"), $"Bearer {Teams.Token(old)}")).Status);
        Assert.Equal(2, Teams.MetadataAsked);
    }

    [Fact]
    public async Task Ten_thousand_unknown_keys_ask_for_the_metadata_once_in_five_minutes()
    {
        Assert.Equal(200, (await office.Post(office.Message("somchai", "ตาราง"))).Status);
        var forged = Teams.Token(Unknown).Split('.');
        var tokens = office.Office.Get<Bot.Channels.Teams.TeamsTokens>();
        for (var i = 0; i < 10_000; i++)
        {
            var header = SigningKey.Base64Url(Encoding.UTF8.GetBytes($"{{\"alg\":\"RS256\",\"kid\":\"k{i}\"}}"));
            Assert.IsType<Bot.Channels.Teams.TokenReading.Refused>(await tokens.Read($"Bearer {header}.{forged[1]}.{forged[2]}", Office.Ct));
        }
        Assert.Equal(2, Teams.MetadataAsked);
        office.Office.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(401, (await office.Post(office.Message("somchai", "ตาราง"), $"Bearer {Teams.Token(Unknown)}")).Status);
        Assert.Equal(3, Teams.MetadataAsked);
        Assert.Equal(200, (await office.Post(office.Message("somchai", "ตาราง"))).Status);
    }

    [Fact]
    public async Task Without_the_metadata_the_keys_at_hand_serve_and_without_keys_the_platform_may_try_again()
    {
        Teams.MetadataDown = true;
        Assert.Equal(503, (await office.Post(office.Message("somchai", "ตาราง"))).Status);
        Teams.MetadataDown = false;
        office.Office.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await office.Post(office.Message("somchai", "ตาราง"))).Status);
        Teams.MetadataDown = true;
        office.Office.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(200, (await office.Post(office.Message("somchai", "ตาราง"))).Status);
        Assert.Equal(401, (await office.Post(office.Message("somchai", "ตาราง"), $"Bearer {Teams.Token(Unknown)}")).Status);
    }

    [Fact]
    public async Task A_token_that_was_proved_before_is_compared_with_each_activity_and_ends_when_it_ends()
    {
        var token = $"Bearer {Teams.Token()}";
        Assert.Equal(200, (await office.Post(office.Message("somchai", "ตาราง"), token)).Status);
        var elsewhere = office.Message("somchai", "ตาราง");
        elsewhere["serviceUrl"] = $"{Teams.Address}emea/";
        Assert.Equal(401, (await office.Post(elsewhere, token)).Status);
        var other = office.Message("somchai", "ตาราง");
        other["channelId"] = "directline";
        Assert.Equal(401, (await office.Post(other, token)).Status);
        office.Office.Clock.Advance(TimeSpan.FromMinutes(64));
        Assert.Equal(200, (await office.Post(office.Message("somchai", "ตาราง"), token)).Status);
        office.Office.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await office.Post(office.Message("somchai", "ตาราง"), token)).Status);
    }

    [Fact]
    public async Task An_invoke_that_nobody_knows_is_not_implemented_and_what_is_not_asked_for_is_passed_over()
    {
        var invoke = office.Activity("invoke", "somchai");
        invoke["name"] = "composeExtension/query";
        Assert.Equal(501, (await office.Post(invoke)).Status);
        var before = office.Office.Contents();
        foreach (var type in new[] { "messageReaction", "typing", "event", "messageUpdate", "messageDelete", "endOfConversation", "somethingNew" })
            Assert.Equal(200, (await office.Post(office.Activity(type, "somchai"))).Status);
        Assert.Equal(before, office.Office.Contents());
    }
}
