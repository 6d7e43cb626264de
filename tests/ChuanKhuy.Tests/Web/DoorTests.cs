using System.Reflection;
using System.Text.RegularExpressions;
using ChuanKhuy.Functions;
using ChuanKhuy.Functions.Server;
using Microsoft.Extensions.Configuration;

namespace ChuanKhuy.Tests.Web;

/// <summary>Who gets past which door: every function says it, and a stranger tries each.</summary>
public sealed partial class DoorTests
{
    static readonly IReadOnlyList<Function> functions = Function.In(typeof(OpenToAttribute).Assembly);

    [Fact]
    public void Every_function_declares_whom_it_is_open_to()
    {
        Assert.NotEmpty(functions);
        Assert.All(functions, function => Assert.True(Declared(function) is not null, $"{function.Name} has no [OpenTo]"));
        Assert.All(functions, function => Assert.Equal(function.Trigger is not HttpTriggerAttribute, Declared(function)!.Door is Door.Host));
    }

    [Fact]
    public void No_route_swallows_what_others_did_not_want()
    {
        foreach (var function in functions)
            if (function.Trigger is HttpTriggerAttribute { Route: var route })
            {
                Assert.NotNull(route);
                Assert.DoesNotContain("*", route, StringComparison.Ordinal);
                Assert.True(route[0] != '{' || route == "{ignored:maxlength(0)?}", route);
                Assert.False(route.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase), route);
            }
    }

    /// <summary>On a machine that is not for development; the platforms' doors have tests of their own.</summary>
    [Fact]
    public async Task A_stranger_gets_no_further_than_each_door_says()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        using var visit = office.Visit();
        var tried = 0;
        foreach (var function in functions)
            if (function.Trigger is HttpTriggerAttribute http)
                foreach (var method in http.Methods)
                {
                    var path = "/" + Parameter().Replace(http.Route!, match => match.Value.StartsWith("{ignored", StringComparison.Ordinal) ? "" : "s1");
                    var seen = method == "get" ? await visit.Get(path) : await visit.Post(path, null);
                    var fits = Declared(function)!.Door switch
                    {
                        Door.Everybody => seen.Status is 200 or 404,
                        Door.LinkHolder or Door.Desk => seen.Status is 404,
                        Door.SignedIn or Door.Coordinators or Door.Keepers or Door.Admins or Door.Totals => seen is { Status: 401 } or { Status: 303, Location: "/" },
                        _ => seen.Status is 401 or 403 or 404,
                    };
                    Assert.True(fits, $"{method} {path} of {function.Name} answered {seen.Status} {seen.Location}");
                    tried++;
                }
        Assert.True(tried >= 12);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/admin")]
    [InlineData("/assets/../appsettings.json")]
    [InlineData("/assets/desk.html")]
    [InlineData("/.data/chuankhuy.db")]
    public async Task The_root_page_is_the_empty_path_and_nothing_else(string path)
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        Assert.Equal((200, 404), ((await visit.Get("/")).Status, (await visit.Get(path)).Status));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    [InlineData("X-Forwarded-Host", "talk.example.go.th")]
    [InlineData("Forwarded", "for=10.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "talk.example.go.th")]
    [InlineData("Origin", "https://evil.example")]
    public async Task The_desk_is_closed_as_soon_as_there_is_a_sign_of_anybody_else(string header, string value)
    {
        await using var office = await WebOffice.Open("Development");
        using var visit = office.Visit();
        Assert.Equal(200, (await visit.Get("/desk")).Status);
        foreach (var path in new[] { "/desk", "/desk/people", "/desk/chat/somchai" }) Assert.Equal(404, (await visit.Get(path, (header, value))).Status);
        Assert.Equal(404, (await visit.Act("/desk/act", new() { ["person"] = "somchai", ["text"] = "ตาราง" }, (header, value))).Status);
    }

    [Theory]
    [InlineData("Teams:AppId", "x")]
    [InlineData("Webex:BotToken", "x")]
    [InlineData("Web:Authority", "https://login.example.org")]
    [InlineData("Web:BaseUrl", "https://talk.example.go.th")]
    public async Task The_desk_is_closed_once_the_installation_is_real(string key, string value)
    {
        await using var office = await WebOffice.Open("Development", builder => (builder.Configuration[key], builder.Configuration["Webex:WebhookSecret"]) = (value, "x"));
        using var visit = office.Visit();
        Assert.Equal(404, (await visit.Get("/desk")).Status);
    }

    [Fact]
    public async Task Every_page_and_file_has_the_headers_that_keep_it_in_its_place()
    {
        await using var office = await WebOffice.Open("Development");
        var talk = await office.Plan();
        using var visit = await office.SignedIn("kanda");
        using var stranger = office.Visit();
        string[] pages = ["/", "/me", "/s/s1", "/s/none", $"/join/{talk.Join}", "/join/none", "/desk", "/signin/none", await office.Link("somchai")];
        foreach (var seen in (Seen[])[.. await Task.WhenAll(pages.Select(page => visit.Get(page))), .. await Task.WhenAll(pages.Select(page => stranger.Get(page))), await visit.Post("/signout", null)])
        {
            Harmless(seen);
            Assert.Equal("no-store", seen.Headers["Cache-Control"]);
            Assert.DoesNotContain("<script>", seen.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("style=\"", seen.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch("<[^>]* on[a-z]+=", seen.Text);
        }
        foreach (var file in new[] { "web.css", "web.js", "desk.css", "desk.js", "adaptivecards.min.js", "hostconfig.json", "icon.svg" }) Harmless(await stranger.Get($"/assets/{file}"));
    }

    static void Harmless(Seen seen)
    {
        var policy = seen.Headers["Content-Security-Policy"];
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", seen.Headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", seen.Headers["Referrer-Policy"]);
    }

    static OpenToAttribute? Declared(Function function) => function.Method.GetCustomAttribute<OpenToAttribute>();

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();
}
