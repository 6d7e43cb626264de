using System.Text;
using ChuanKhuy.Core;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Server;
using ChuanKhuy.Tests.Storage;
using ChuanKhuy.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Teams;

/// <summary>Without any proof the bot talks only to the developer at this machine.</summary>
public sealed class PlaygroundTests
{
    [Fact]
    public async Task Install_type_answer_and_see_the_card_change_without_a_token()
    {
        var clock = new FakeTimeProvider(Office.Begin.ToUniversalTime());
        var teams = new FakeTeams(clock) { Playground = true };
        await teams.Listen();
        teams.Knows(TeamsOffice.People);
        await using var office = await TeamsOffice.Open(teams: teams, clock: clock, configure: Playground);
        teams.Opens(FakeTeams.Chat("malee"));
        foreach (var activity in new[] { office.Installed("malee"), office.Message("malee", "ตาราง") })
        {
            activity["channelId"] = "emulator";
            activity["channelData"]!["tenant"]!["id"] = "00000000-0000-0000-0000-0000000000001";
            Assert.Equal(200, (await office.Post(activity.ToJsonString())).Status);
        }
        await office.Drain();
        Assert.Single(teams.To("malee"));
        await office.Office.Plan();
        office.Office.Clock.SetUtcNow(Office.Starts.AddDays(-13).ToUniversalTime());
        await office.Tick();
        var (status, body) = await office.Post(office.Press("malee", office.Button("malee", "rsvp", ("choice", "yes"))).ToJsonString());
        Assert.Equal((200, 200), (status, (int)body!["statusCode"]!));
        Assert.Equal(Core.Sessions.Answer.Yes, await office.Office.AnswerOf(office.Office.Malee));
        Assert.Empty(teams.Wrong);
        Assert.DoesNotContain("token", teams.Asked);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    [InlineData("Forwarded", "for=10.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "talk.example.go.th")]
    [InlineData("Origin", "https://evil.example")]
    public async Task It_is_closed_as_soon_as_there_is_a_sign_of_anybody_else(string header, string value)
    {
        await using var office = await TeamsOffice.Open(configure: Playground);
        async Task<int> Post(bool marked)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(office.Message("somchai", "ตาราง").ToJsonString(), Encoding.UTF8, "application/json") };
            if (marked) request.Headers.TryAddWithoutValidation(header, value);
            using var response = await office.Http.SendAsync(request);
            return (int)response.StatusCode;
        }
        Assert.Equal((200, 404), (await Post(false), await Post(true)));
    }

    [Theory]
    [InlineData("Web:Authority", "https://login.example.org")]
    [InlineData("Web:BaseUrl", "https://talk.example.go.th")]
    [InlineData("Webex:BotToken", "x")]
    public async Task It_is_closed_once_the_installation_is_real(string key, string value)
    {
        await using var office = await TeamsOffice.Open(configure: builder =>
        {
            Playground(builder);
            builder.Configuration[key] = value;
            builder.Configuration["Webex:WebhookSecret"] = "y";
        });
        Assert.Equal(404, (await office.Post(office.Message("somchai", "ตาราง"))).Status);
    }

    [Theory]
    [InlineData("Production", "")]
    [InlineData("Development", FakeTeams.App)]
    public async Task It_refuses_to_start_anywhere_else(string environment, string app)
    {
        using var folder = new Folder();
        await Assert.ThrowsAsync<TroubleException>(() => Installation.Open(new Where(folder.File("data"), "http://127.0.0.1:0"), Office.Ct, environment: environment, configure: builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.None);
            builder.Configuration["Teams:Playground"] = "true";
            builder.Configuration["Teams:AppId"] = app;
        }));
    }

    [Fact]
    public async Task Without_the_channel_there_is_nothing()
    {
        await using var office = await WebOffice.Open("Development");
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri(office.Address, "/api/messages"), new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(404, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("Teams:PerSecond", "51")]
    [InlineData("Teams:PerSecond", "0")]
    [InlineData("Teams:PerSecond", "many")]
    [InlineData("Teams:TokenEndpoint", "http://login.example.org/token")]
    [InlineData("Teams:OpenIdMetadata", "ftp://login.example.org/")]
    [InlineData("Teams:ServiceUrl", "smba.trafficmanager.net")]
    public async Task A_setting_that_cannot_be_used_keeps_the_server_from_starting(string key, string value)
    {
        using var folder = new Folder();
        var trouble = await Assert.ThrowsAsync<TroubleException>(() => Installation.Open(new Where(folder.File("data"), "http://127.0.0.1:0"), Office.Ct, configure: builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.None);
            builder.Configuration["Teams:AppId"] = FakeTeams.App;
            builder.Configuration[key] = value;
        }));
        Assert.Contains(key, trouble.Thai, StringComparison.Ordinal);
    }

    static void Playground(WebApplicationBuilder builder)
    {
        foreach (var key in new[] { "Teams:AppId", "Teams:TenantId", "Teams:Secret" }) builder.Configuration[key] = null;
        builder.Configuration["Teams:Playground"] = "true";
    }
}
