using System.Net;
using ChuanKhuy.Functions;

namespace ChuanKhuy.Tests.Web;

/// <summary>How much one browser and one address may ask for, and whose word about an address counts.</summary>
public sealed class ThrottleTests
{
    static readonly IReadOnlyList<IPNetwork> proxies = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("::1/128")];

    [Theory]
    [InlineData("203.0.113.9", "", "203.0.113.9")]
    [InlineData("203.0.113.9", "198.51.100.1", "203.0.113.9")] // not a proxy of ours: whatever it says
    [InlineData("10.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1")] // the left one was made up by the client
    [InlineData("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2", "198.51.100.1")]
    [InlineData("10.0.0.1", "nonsense", "10.0.0.1")]
    [InlineData("::1", "2001:db8::5", "2001:db8::5")]
    public void The_address_is_what_the_nearest_proxy_of_ours_saw(string peer, string forwarded, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), Throttle.Address(IPAddress.Parse(peer), forwarded, proxies));

    [Fact]
    public async Task Too_many_requests_wait_and_time_lets_them_in_again()
    {
        await using var office = await WebOffice.Open(configure: builder => builder.Configuration["Web:PerAddress"] = "5");
        using var visit = office.Visit();
        for (var i = 0; i < 5; i++) Assert.Equal(200, (await visit.Get("/")).Status);
        var page = await visit.Get("/", ("Accept", "text/html"), ("X-Forwarded-For", "198.51.100.1"));
        Assert.Equal((429, "1"), (page.Status, page.Headers["Retry-After"]));
        Assert.Contains("ขอบ่อยเกินไป", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("{", (await visit.Post("/me/act", null)).Text, StringComparison.Ordinal);
        Assert.NotEqual(429, (await visit.Post("/api/messages", null)).Status); // platforms prove themselves
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await visit.Get("/")).Status);
    }

    [Fact]
    public async Task One_browser_does_not_use_up_what_its_office_has()
    {
        await using var office = await WebOffice.Open();
        using var busy = await office.SignedIn("somchai");
        using var other = await office.SignedIn("malee");
        var last = 0;
        for (var i = 0; i < 125 && last != 429; i++) last = (await busy.Get("/reports")).Status;
        Assert.Equal((429, 200), (last, (await other.Get("/me")).Status));
    }
}
