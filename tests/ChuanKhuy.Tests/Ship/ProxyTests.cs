using ChuanKhuy.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Tests.Ship;

/// <summary>
/// One PC behind a proxy that speaks https: no header of a proxy is ever believed, the public address is a setting. So nothing has to be trusted, and the desk stays closed.
/// </summary>
public sealed class ProxyTests
{
    const string Public = "https://chuankhuy.example.go.th";

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Signing_in_works_behind_it_and_the_desk_stays_closed(string environment)
    {
        await using var office = await WebOffice.Open(environment, builder => builder.Configuration["Web:BaseUrl"] = Public);
        var cookies = new List<string>();
        await using var proxy = await Proxy(office.Address, cookies);
        using var visit = new Visit(new(proxy.Urls.Single()));
        foreach (var path in new[] { "/desk", "/desk/people", "/desk/chat/somchai" }) Assert.Equal(404, (await visit.Get(path)).Status);

        var link = await office.Link("somchai");
        await visit.Get(link);
        Assert.Equal(303, (await visit.Press(link)).Status);
        Assert.Equal(200, (await visit.Get("/me")).Status);
        Assert.Contains(cookies, cookie => cookie.StartsWith("__Host-chuankhuy=", StringComparison.Ordinal) && cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_desk_that_would_be_open_on_this_machine_is_closed_through_it()
    {
        await using var office = await WebOffice.Open("Development");
        await using var proxy = await Proxy(office.Address);
        using var direct = office.Visit();
        using var visit = new Visit(new(proxy.Urls.Single()));
        Assert.Equal((200, 404), ((await direct.Get("/desk")).Status, (await visit.Get("/desk")).Status));
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("Forwarded", "host=evil.example;proto=http")]
    public async Task What_a_stranger_writes_into_its_headers_changes_nothing(string header, string value)
    {
        await using var office = await WebOffice.Open(configure: builder => builder.Configuration["Web:BaseUrl"] = Public);
        await office.Plan();
        using var visit = office.Visit();
        var (plain, forged) = (await visit.Get("/s/s1"), await visit.Get("/s/s1", (header, value)));
        Assert.Equal((200, plain.Text), (forged.Status, forged.Text));
        Assert.DoesNotContain("evil.example", string.Join(' ', forged.Headers.Values.Concat(forged.Cookies)), StringComparison.Ordinal);
    }

    /// <summary>A reverse proxy as they are set up by default: the visitor's host and address go along in headers.</summary>
    /// <param name="cookies">Takes what the program sets; on its plain way to the test they lose the word that asks for https.</param>
    static async Task<WebApplication> Proxy(Uri to, List<string>? cookies = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = builder.Build();
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        proxy.Lifetime.ApplicationStopped.Register(http.Dispose);
        proxy.Run(async context =>
        {
            using var request = new HttpRequestMessage(new(context.Request.Method), new Uri(to, context.Request.Path + context.Request.QueryString));
            if (context.Request.ContentLength > 0) request.Content = new StreamContent(context.Request.Body);
            foreach (var (name, values) in context.Request.Headers)
                if (name != "Host" && !request.Headers.TryAddWithoutValidation(name, values.ToArray())) request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            request.Headers.Host = new Uri(Public).Host;
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.7");
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
            using var response = await http.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
                if (name is not ("Transfer-Encoding" or "Connection")) context.Response.Headers[name] = values.Select(value => name == "Set-Cookie" ? Plain(value) : value).ToArray();
            await response.Content.CopyToAsync(context.Response.Body);
        });
        await proxy.StartAsync();
        return proxy;

        string Plain(string cookie)
        {
            cookies?.Add(cookie);
            return cookie.Replace("; secure", "", StringComparison.OrdinalIgnoreCase);
        }
    }
}
