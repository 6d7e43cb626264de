using System.Text;
using ChuanKhuy.Core.People;
using Microsoft.Extensions.Configuration;

namespace ChuanKhuy.Tests.Web;

/// <summary>One-time links, through the front door.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task A_link_lets_one_browser_in_once()
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        var link = await office.Link("somchai");
        Assert.Contains("คุณสมชาย", (await visit.Get(link)).Text, StringComparison.Ordinal);
        var entered = await visit.Press(link);
        Assert.Equal((303, "/me"), (entered.Status, entered.Location));
        Assert.Contains("คุณสมชาย", (await visit.Get("/me")).Text, StringComparison.Ordinal);

        using var other = office.Visit();
        await other.Get(await office.Link("malee"));
        Assert.Equal(404, (await other.Get(link)).Status);
        Assert.Equal(404, (await other.Press(link)).Status);
        Assert.Equal((303, "/"), await Of(other.Get("/me")));
    }

    [Fact]
    public async Task Looking_at_a_link_as_previews_do_does_not_use_it_up()
    {
        await using var office = await WebOffice.Open();
        var link = await office.Link("somchai");
        for (var look = 0; look < 3; look++)
        {
            using var preview = office.Visit();
            Assert.Equal(200, (await preview.Get(link)).Status);
            Assert.Equal((303, "/"), await Of(preview.Get("/me")));
        }
        using var visit = office.Visit();
        await visit.Get(link);
        Assert.Equal(303, (await visit.Press(link)).Status);
    }

    [Fact]
    public async Task Of_ten_who_press_the_same_link_at_once_one_comes_in()
    {
        await using var office = await WebOffice.Open();
        var link = await office.Link("somchai");
        var visits = Enumerable.Range(0, 10).Select(_ => office.Visit()).ToList();
        foreach (var visit in visits) await visit.Get(link);
        var all = await Task.WhenAll(visits.Select(visit => visit.Press(link)));
        Assert.Equal([303, .. Enumerable.Repeat(404, 9)], all.Select(seen => seen.Status).Order());
        visits.ForEach(visit => visit.Dispose());
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(7 * 24 * 60, true)]
    public async Task A_link_is_too_old_after_its_time(int minutes, bool slip)
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        var link = await office.Link("somchai", slip ? SignIn.Slip : SignIn.Link);
        office.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await visit.Get(link)).Status);
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(404, (await visit.Get(link)).Status);
        Assert.Equal(404, (await visit.Press(link)).Status);
    }

    [Theory]
    [InlineData("somchai.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("somchai.")]
    [InlineData("somchai")]
    [InlineData(".AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("nobody.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%E0%B8%81%E0%B8%B2.AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_guessed_link_is_not_found(string ticket)
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        await visit.Get(await office.Link("malee"));
        var seen = await visit.Get($"/signin/{ticket}");
        Assert.Equal(404, seen.Status);
        Assert.Contains("ลิงก์นี้ใช้ไม่ได้แล้ว", seen.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await visit.Press($"/signin/{ticket}")).Status);
    }

    [Fact]
    public async Task A_link_is_for_its_own_person_only()
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        var link = await office.Link("somchai");
        await visit.Get(link);
        Assert.Equal(404, (await visit.Press(link.Replace("somchai", "kanda", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Without_our_own_page_before_it_a_press_lets_nobody_in_and_the_link_stays_good()
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        var link = await office.Link("somchai");
        Assert.Equal(403, (await visit.Post(link, null)).Status);
        var token = (await visit.Get(link)).Form;
        using var stranger = office.Visit();
        Assert.Equal(403, (await stranger.Post(link, token)).Status);
        Assert.Equal(403, (await visit.Post(link, null)).Status);
        Assert.Equal(403, (await visit.Post(link, token + "x")).Status);
        Assert.Equal(403, (await visit.Post(link, "k0009.abc")).Status);
        Assert.Equal(403, (await visit.Post(link, token, ("Origin", "https://evil.example"))).Status);
        Assert.Equal(403, (await visit.Post(link, token, ("Origin", "null"))).Status);
        Assert.Equal(403, (await visit.Post(link, token, ("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal(303, (await visit.Post(link, token, ("Origin", visit.Origin), ("Sec-Fetch-Site", "same-origin"))).Status);
    }

    [Fact]
    public async Task The_cookie_on_this_machine_is_for_the_server_alone()
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        var link = await office.Link("somchai");
        await visit.Get(link);
        var cookie = Assert.Single((await visit.Press(link)).Cookies, c => c.StartsWith("chuankhuy=", StringComparison.Ordinal));
        Assert.Matches("^chuankhuy=somchai\\.[A-Za-z0-9_-]{43}; max-age=7776000; path=/; samesite=lax; httponly$", cookie);
    }

    [Fact]
    public async Task Behind_https_every_cookie_has_the_host_prefix_and_is_secure()
    {
        await using var office = await WebOffice.Open(configure: builder => builder.Configuration["Web:BaseUrl"] = "https://talk.example.go.th");
        using var visit = office.Visit();
        var link = await office.Link("somchai");
        var page = await visit.Get(link);
        var entered = await visit.Post(link, page.Form, ("Cookie", page.Cookies.Single().Split(';')[0]), ("Origin", "https://talk.example.go.th"));
        Assert.Equal(303, entered.Status);
        Assert.All(page.Cookies.Concat(entered.Cookies), cookie =>
        {
            Assert.StartsWith("__Host-chuankhuy", cookie, StringComparison.Ordinal);
            Assert.Contains("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Over_plain_http_from_elsewhere_nobody_signs_in()
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        var link = await office.Link("somchai");
        var seen = await visit.Get(link, ("Host", "10.0.0.5:7071"));
        Assert.Equal((403, 0), (seen.Status, seen.Cookies.Count));
        Assert.Equal(403, (await visit.Post(link, "x", ("Host", "10.0.0.5:7071"))).Status);
        Assert.Equal(200, (await visit.Get(link)).Status);
    }

    /// <summary>A copy of the store opens no door.</summary>
    [Fact]
    public async Task Neither_a_links_secret_nor_a_browsers_is_stored()
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        var link = await office.Link("somchai");
        var open = await office.Link("malee");
        await visit.Get(link);
        await visit.Press(link);
        string[] secrets =
        [
            link.Split('.')[^1], open.Split('.')[^1],
            .. visit.Jar.GetAllCookies().Where(c => c.Name == "chuankhuy").Select(c => c.Value.Split('.')[^1]),
        ];
        Assert.Equal(3, secrets.Length);
        foreach (var file in Directory.GetFiles(office.Folder))
        {
            using var shared = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(shared, Encoding.Latin1);
            var stored = await reader.ReadToEndAsync();
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, stored, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Signing_out_ends_it_also_for_a_copied_cookie()
    {
        await using var office = await WebOffice.Open();
        using var visit = await office.SignedIn("somchai");
        var copied = visit.Jar.GetAllCookies().Single(c => c.Name == "chuankhuy");
        await visit.Get("/me");
        Assert.Equal(403, (await visit.Post("/signout", null)).Status);
        Assert.Equal(200, (await visit.Get("/me")).Status);
        Assert.Equal((303, "/"), await Of(visit.Press("/signout")));
        Assert.Equal((303, "/"), await Of(visit.Get("/me")));
        using var thief = office.Visit();
        Assert.Equal((303, "/"), await Of(thief.Get("/me", ("Cookie", $"chuankhuy={copied.Value}"))));
    }

    [Fact]
    public async Task Who_signs_in_over_somebody_else_leaves_no_open_door_behind()
    {
        await using var office = await WebOffice.Open();
        using var visit = await office.SignedIn("somchai");
        var before = visit.Jar.GetAllCookies().Single(c => c.Name == "chuankhuy").Value;
        var link = await office.Link("malee");
        await visit.Get(link);
        await visit.Press(link);
        Assert.Contains("คุณมาลี", (await visit.Get("/me")).Text, StringComparison.Ordinal);
        using var thief = office.Visit();
        Assert.Equal((303, "/"), await Of(thief.Get("/me", ("Cookie", $"chuankhuy={before}"))));
    }

    [Fact]
    public async Task A_browser_stays_signed_in_for_ninety_days()
    {
        await using var office = await WebOffice.Open();
        using var visit = await office.SignedIn("somchai");
        office.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await visit.Get("/me")).Status);
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((303, "/"), await Of(visit.Get("/me")));
    }

    [Theory]
    [InlineData("?next=//evil.example", null)]
    [InlineData("?returnUrl=https://evil.example/", null)]
    [InlineData("", "//evil.example")]
    [InlineData("", "https:evil.example")]
    [InlineData("", "..%2F..%2Fevil")]
    public async Task Nothing_in_a_request_leads_to_another_site(string query, string? back)
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        if (back is not null) visit.Jar.Add(office.Address, new System.Net.Cookie("chuankhuy-back", back));
        var link = await office.Link("somchai") + query;
        await visit.Get(link);
        Assert.Equal((303, "/me"), await Of(visit.Press(link)));
    }

    [Fact]
    public async Task Who_came_from_a_sessions_page_returns_to_it()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        using var visit = office.Visit();
        await visit.Get("/s/s1");
        var link = await office.Link("somchai");
        await visit.Get(link);
        Assert.Equal((303, "/s/s1"), await Of(visit.Press(link)));
    }

    static async Task<(int, string?)> Of(Task<Seen> seen) => ((await seen).Status, (await seen).Location);
}
