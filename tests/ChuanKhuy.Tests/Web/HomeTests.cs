using System.Text.Json.Nodes;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Web;

/// <summary>The first page and a person's own, and the browser as the channel of people without another.</summary>
public sealed class HomeTests
{
    [Fact]
    public async Task A_stranger_reads_how_to_sign_in_and_no_session()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        using var visit = office.Visit();
        var seen = await visit.Get("/");
        Assert.Contains("วิธีลงชื่อเข้าใช้", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ตลาดนัด", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coordinators_get_the_text_for_the_LINE_group_and_others_do_not()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        await office.Plan(plan => plan with { Id = "s2", Title = "ยังเป็นร่าง", Published = false });
        using var coordinator = await office.SignedIn("kanda");
        using var staff = await office.SignedIn("somchai");
        var text = System.Net.WebUtility.HtmlDecode((await coordinator.Get("/")).Text);
        Assert.Contains(
            "ชวนคุย: ตลาดนัดคนไทยยิ้มได้\nพ. 2 ธ.ค. 69 เวลา 13.30-15.00 น.\nที่: ห้องประชุม 1\nวิทยากร: นายวิชัย รู้รอบ\nดูรายละเอียดและตอบรับ: http://127.0.0.1", text, StringComparison.Ordinal);
        Assert.Contains("/s/s1</pre>", text, StringComparison.Ordinal);
        Assert.Contains("ยังเป็นร่าง", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/s/s2</pre>", text, StringComparison.Ordinal);
        var theirs = (await staff.Get("/")).Text;
        Assert.Contains("href=\"/s/s1\"", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("กลุ่ม LINE", theirs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_waits_for_somebody_without_chat_and_is_answered_on_their_own_page()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan();
        office.Clock.SetUtcNow(talk.Starts.AddDays(-14));
        await office.Tick();
        using var visit = await office.SignedIn("somchai");
        var page = await visit.Get("/me");
        var card = Assert.Single(page.Cards);
        var source = System.Text.RegularExpressions.Regex.Match(page.Text, "data-source=\"([^\"]+)\"").Groups[1].Value;
        var seen = await visit.Act("/me/act", Visit.Click(card, "rsvp", ("choice", "yes"), source: source));
        Assert.Equal((200, Answer.Yes), (seen.Status, (await office.AnswerOf("somchai"))?.Answer));
        var after = await visit.Get("/me");
        Assert.Single(after.Cards);
        Assert.Contains("href=\"/s/s1\"", after.Text, StringComparison.Ordinal);
        using var other = await office.SignedIn("malee");
        Assert.DoesNotContain((await other.Get("/me")).Cards, theirs => theirs.ToJsonString().Contains("somchai", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_work_on_the_own_page_as_in_any_chat()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan();
        office.Clock.SetUtcNow(talk.Starts);
        using var visit = await office.SignedIn("somchai");
        await visit.Get("/me");
        var seen = await visit.Act("/me/act", new() { ["person"] = "malee", ["text"] = $"ลงชื่อ {talk.Code}" });
        Assert.Equal(200, seen.Status);
        Assert.Equal(["somchai"], await office.Get<SessionStore>().Present("s1", WebOffice.Ct));
        Assert.Contains($"ลงชื่อ {talk.Code}", (await visit.Get("/me")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_kept_in_a_chat_is_refused()
    {
        await using var office = await WebOffice.Open();
        using var visit = await office.SignedIn("somchai");
        await visit.Get("/me");
        Assert.Equal(400, (await visit.Act("/me/act", new() { ["person"] = "me", ["text"] = new string('ก', 2001) })).Status);
        Assert.Equal(400, (await visit.Act("/me/act", new() { ["person"] = "me", ["verb"] = "show", ["data"] = new JsonObject(), ["source"] = "a\u0001" })).Status);
        Assert.Empty((await visit.Get("/me")).Cards);
    }
}
