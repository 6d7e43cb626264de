using System.Text.Json.Nodes;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Web;

/// <summary>The link in the LINE group: everybody reads, who is signed in answers.</summary>
public sealed class SessionPageTests
{
    [Fact]
    public async Task A_stranger_sees_the_talk_and_how_to_sign_in_but_no_card_and_no_meeting_link()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Place = "https://meet.example.org/secret-room" });
        using var visit = office.Visit();
        var seen = await visit.Get("/s/s1");
        Assert.Equal(200, seen.Status);
        Assert.Contains("<meta property=\"og:title\" content=\"ตลาดนัดคนไทยยิ้มได้\"", seen.Text, StringComparison.Ordinal);
        Assert.Contains("พ. 2 ธ.ค. 69 เวลา 13.30-15.00 น.", seen.Text, StringComparison.Ordinal);
        Assert.Contains("นายวิชัย รู้รอบ", seen.Text, StringComparison.Ordinal);
        Assert.Empty(seen.Cards);
        Assert.DoesNotContain("secret-room", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(talk.Join, seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_in_person_answers_on_the_page_and_changes_their_mind()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        using var visit = await office.SignedIn("somchai");
        var card = Assert.Single((await visit.Get("/s/s1")).Cards);
        foreach (var (choice, answer) in new[] { ("yes", Answer.Yes), ("no", Answer.No) })
        {
            var seen = await visit.Act("/s/s1/act", Visit.Click(card, "rsvp", ("choice", choice)));
            Assert.Equal(200, seen.Status);
            Assert.Equal(answer, (await office.AnswerOf("somchai"))?.Answer);
            card = (JsonObject)JsonNode.Parse((string)JsonNode.Parse(seen.Text)!["card"]!)!;
        }
        Assert.Contains("คุณตอบไว้ว่า ไม่สะดวก", (await visit.Get("/s/s1")).Cards.Single().ToJsonString(Plain), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_cannot_answer_even_with_a_genuine_card_of_somebody_else()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        using var visit = await office.SignedIn("somchai");
        var click = Visit.Click((await visit.Get("/s/s1")).Cards.Single(), "rsvp", ("choice", "yes"), person: "somchai");
        using var stranger = office.Visit();
        await stranger.Get("/s/s1");
        Assert.Equal(401, (await stranger.Act("/s/s1/act", click)).Status);
        Assert.Null(await office.AnswerOf("somchai"));
    }

    [Fact]
    public async Task The_person_in_a_request_is_never_believed()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        using var visit = await office.SignedIn("malee");
        var card = (await visit.Get("/s/s1")).Cards.Single();
        await visit.Act("/s/s1/act", Visit.Click(card, "rsvp", ("choice", "yes"), person: "somchai"));
        Assert.Null(await office.AnswerOf("somchai"));
        Assert.Equal(Answer.Yes, (await office.AnswerOf("malee"))?.Answer);
    }

    [Fact]
    public async Task A_click_from_another_site_or_without_the_pages_token_stores_nothing()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        using var visit = await office.SignedIn("somchai");
        var click = Visit.Click((await visit.Get("/s/s1")).Cards.Single(), "rsvp", ("choice", "yes"));
        Assert.Equal(403, (await visit.Act("/s/s1/act", click, ("X-Form", ""))).Status);
        Assert.Equal(403, (await visit.Act("/s/s1/act", click, ("Origin", "https://evil.example"))).Status);
        Assert.Equal(403, (await visit.Act("/s/s1/act", click, ("Origin", visit.Origin + ".evil.example"))).Status);
        Assert.Equal(403, (await visit.Post("/s/s1/act", null)).Status);
        using var other = await office.SignedIn("malee");
        var theirs = (await other.Get("/s/s1")).Form!;
        Assert.Equal(403, (await visit.Act("/s/s1/act", click, ("X-Form", theirs))).Status);
        Assert.Null(await office.AnswerOf("somchai"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"person\":\"me\",\"text\":\"ตาราง\"}")]
    [InlineData("{\"person\":\"me\",\"verb\":\"rsvp\",\"data\":[]}")]
    [InlineData("{\"person\":\"me\",\"verb\":\"rsvp\",\"data\":{},\"source\":\"a/b\"}")]
    public async Task What_is_no_click_is_refused_in_Thai(string body)
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        using var visit = await office.SignedIn("somchai");
        await visit.Get("/s/s1");
        var seen = await visit.Act("/s/s1/act", (JsonObject)JsonNode.Parse(body)!);
        Assert.Equal(400, seen.Status);
        Assert.Contains("คำขอนี้อ่านไม่ได้", JsonNode.Parse(seen.Text)!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_card_changes_nothing()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        await office.Plan(plan => plan with { Id = "s2" });
        using var visit = await office.SignedIn("somchai");
        var click = Visit.Click((await visit.Get("/s/s1")).Cards.Single(), "rsvp", ("choice", "yes"));
        click["data"]!["session"] = "s2";
        var seen = await visit.Act("/s/s1/act", click);
        Assert.Equal(200, seen.Status);
        Assert.Null(await office.AnswerOf("somchai", "s2"));
        Assert.Null(await office.AnswerOf("somchai"));
    }

    [Fact]
    public async Task A_draft_is_seen_by_coordinators_alone()
    {
        await using var office = await WebOffice.Open();
        await office.Plan(plan => plan with { Published = false });
        using var stranger = office.Visit();
        using var staff = await office.SignedIn("somchai");
        using var coordinator = await office.SignedIn("kanda");
        Assert.Equal((404, 404, 200), ((await stranger.Get("/s/s1")).Status, (await staff.Get("/s/s1")).Status, (await coordinator.Get("/s/s1")).Status));
    }

    [Theory]
    [InlineData("/s/nothing")]
    [InlineData("/s/a%2Fb")]
    [InlineData("/join/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/join/%E0%B8%81")]
    public async Task What_is_not_there_is_said_in_Thai(string path)
    {
        await using var office = await WebOffice.Open();
        using var visit = office.Visit();
        var seen = await visit.Get(path);
        Assert.Equal(404, seen.Status);
        Assert.Contains("ไม่พบหน้านี้", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_planner_typed_stays_text()
    {
        await using var office = await WebOffice.Open();
        await office.Plan(plan => plan with { Title = "<script>alert(1)</script>\" onload=\"x", Place = "<img src=x>" });
        using var visit = await office.SignedIn("somchai");
        using var stranger = office.Visit();
        foreach (var page in new[] { await stranger.Get("/s/s1"), await visit.Get("/s/s1"), await visit.Get("/") })
        {
            Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("\" onload=\"", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page.Text, StringComparison.Ordinal);
        }
    }

    static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
