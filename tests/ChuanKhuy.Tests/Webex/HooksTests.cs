using ChuanKhuy.Bot.Channels;
using Microsoft.Extensions.Configuration;

namespace ChuanKhuy.Tests.Webex;

/// <summary>The program registers its webhooks itself and keeps them alive.</summary>
public sealed class HooksTests : IAsyncLifetime
{
    const string Target = $"{WebexOffice.BaseUrl}/api/webex";
    WebexOffice office = null!;

    public async Task InitializeAsync() => office = await WebexOffice.Open();

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public void The_three_are_there_after_the_first_tick()
    {
        Assert.Equal(["attachmentActions created", "memberships all", "messages created"], office.Webex.Hooks.Select(h => $"{h.Resource} {h.Event}").Order(StringComparer.Ordinal));
        Assert.All(office.Webex.Hooks, hook => Assert.Equal((Target, "active", WebexOffice.Secret), (hook.Target, hook.Status, hook.Secret)));
        Assert.Empty(office.Webex.Refused);
    }

    [Fact]
    public async Task Once_an_hour_is_enough_for_all_processes_together()
    {
        await using var second = await WebexOffice.Open(data: office.Office.Data, clock: office.Office.Clock, webex: office.Webex);
        for (var minute = 0; minute < 120; minute += 5)
        {
            office.Office.Clock.Advance(TimeSpan.FromMinutes(5));
            await office.Office.Tick();
            await second.Office.Tick();
        }
        Assert.Equal(3, office.Webex.Asked.Count(asked => asked == "GET /webhooks"));
        Assert.Equal(3, office.Webex.Hooks.Count);
    }

    [Fact]
    public async Task A_hundred_failed_deliveries_deactivate_and_within_the_hour_it_is_active_again()
    {
        office.Webex.Resolve = _ => new("http://127.0.0.1:9/");
        for (var i = 0; i < 100; i++) office.Webex.Says(WebexOffice.Address("somchai"), "ตาราง");
        await office.Webex.Deliver();
        Assert.Equal("inactive", office.Webex.Hooks.Single(h => h.Resource == "messages").Status);
        office.Webex.Resolve = _ => office.Door;
        await office.Says("somchai", "ตาราง");
        Assert.Empty(office.To("somchai"));

        office.Office.Clock.Advance(TimeSpan.FromHours(1));
        await office.Office.Tick();
        Assert.All(office.Webex.Hooks, hook => Assert.Equal("active", hook.Status));
        Assert.Equal(3, office.Webex.Hooks.Count);
        await office.Says("somchai", "ตาราง");
        Assert.Single(office.To("somchai"));
    }

    [Fact]
    public async Task One_that_was_removed_comes_back_a_second_one_goes_and_others_are_left_alone()
    {
        office.Webex.Hooks.RemoveAll(h => h.Resource == "attachmentActions");
        office.Webex.Hooks.Add(office.Webex.Hooks.Single(h => h.Resource == "messages") with { Id = "zzz" });
        var foreign = new FakeHook("foreign", "another program", "https://elsewhere.example/", "messages", "created", null, "inactive");
        office.Webex.Hooks.Add(foreign);
        office.Office.Clock.Advance(TimeSpan.FromHours(1));
        await office.Office.Tick();
        Assert.Equal(4, office.Webex.Hooks.Count);
        Assert.Contains(foreign, office.Webex.Hooks);
        Assert.Equal(1, office.Webex.Hooks.Count(h => h is { Resource: "messages", Target: Target }));
    }

    [Theory]
    [InlineData("Web:BaseUrl", "https://new.example")]
    [InlineData("Webex:WebhookSecret", "another secret of 32 characters or so")]
    public async Task Another_address_or_secret_is_registered_at_once(string setting, string value)
    {
        await using var second = await WebexOffice.Open(builder => builder.Configuration[setting] = value, office.Office.Data, office.Office.Clock, office.Webex);
        Assert.Equal(3, office.Webex.Hooks.Count);
        Assert.All(office.Webex.Hooks, hook => Assert.Contains(value, new[] { hook.Secret!, hook.Target.Replace("/api/webex", "", StringComparison.Ordinal) }));
    }

    [Theory]
    [InlineData("GET", "/webhooks", 500)]
    [InlineData("POST", "/webhooks", 429)]
    [InlineData("POST", "/webhooks", 0)]
    public async Task What_could_not_be_registered_is_tried_again_at_the_next_tick(string method, string path, int status)
    {
        office.Webex.Hooks.Clear();
        office.Office.Clock.Advance(TimeSpan.FromHours(1));
        office.Webex.Fails(method, path, new Fault(status));
        await office.Office.Tick();
        office.Office.Clock.Advance(TimeSpan.FromMinutes(5));
        await office.Office.Tick();
        Assert.Equal(3, office.Webex.Hooks.Count);
    }

    [Theory]
    [InlineData("https://chuankhuy.example", "https://webexapis.com/v1/", true)]
    [InlineData("https://chuankhuy.example", "http://localhost:1/v1", true)]
    [InlineData("http://chuankhuy.example", "https://webexapis.com/v1/", false)]
    [InlineData("http://chuankhuy.example", "http://localhost:1/v1", false)]
    [InlineData("http://localhost:7071", "https://webexapis.com/v1/", false)]
    [InlineData("https://localhost:7071", "https://webexapis.com/v1/", false)]
    [InlineData("http://localhost:7071", "http://127.0.0.1:1/v1", true)]
    public void Only_an_address_that_Webex_can_reach_is_registered(string baseUrl, string api, bool registered) =>
        Assert.Equal(registered, Settings(baseUrl, ("Webex:Api", api))!.Target is not null);

    [Theory]
    [InlineData("http://webex.example/v1")]
    [InlineData("ftp://127.0.0.1/v1")]
    [InlineData("webex")]
    public void The_token_goes_only_where_it_is_safe(string api) =>
        Assert.Throws<Core.TroubleException>(() => Settings(WebexOffice.BaseUrl, ("Webex:Api", api)));

    [Theory]
    [InlineData(null, 5.0)]
    [InlineData("0", null)]
    [InlineData("2.5", 2.5)]
    public void The_pace_can_be_set(string? text, double? pace) => Assert.Equal(pace, Settings(WebexOffice.BaseUrl, ("Webex:PerSecond", text))!.PerSecond);

    [Fact]
    public void Organisations_are_a_list()
    {
        Assert.Equal(["a", "b", "c"], Settings(WebexOffice.BaseUrl, ("Webex:OrgId", "a; b,c"))!.Orgs);
        Assert.Equal(["a", "b"], Settings(WebexOffice.BaseUrl, ("Webex:OrgId:0", "a"), ("Webex:OrgId:1", "b"))!.Orgs);
        Assert.Empty(Settings(WebexOffice.BaseUrl)!.Orgs);
    }

    static WebexSettings? Settings(string baseUrl, params (string Key, string? Value)[] more) => WebexSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(
            [KeyValuePair.Create("Webex:BotToken", (string?)"t"), KeyValuePair.Create("Webex:WebhookSecret", (string?)"s"), .. more.Select(m => KeyValuePair.Create(m.Key, m.Value))]).Build(),
        baseUrl);
}
