using System.Text.RegularExpressions;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Web;

/// <summary>An outside expert has no chat: a coordinator passes a text on, and its link is the expert's own page.</summary>
public sealed partial class SpeakerPageTests
{
    static readonly Speaker Expert = new(null, "นายชลธี กว้างไกล", "chonlatee@example.org");

    [Fact]
    public async Task The_text_to_pass_on_leads_to_a_page_where_the_expert_answers_for_themself()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Speakers = [Expert] });
        office.Clock.SetUtcNow(talk.Starts.AddDays(-7).AddHours(1));
        await office.Tick();
        var path = await PassedOn(office);

        using var expert = office.Visit();
        var seen = await expert.Get(path);
        Assert.Equal(200, seen.Status);
        Assert.Contains("นายชลธี กว้างไกล", seen.Text, StringComparison.Ordinal);
        Assert.Null(await Reply(office));

        Assert.Contains("บันทึกแล้ว ขอบคุณ", (await expert.Press(path, ("answer", "yes"), ("n", "0"), ("slides", "https://example.org/s"), ("rehearsal", "บ่ายวันจันทร์"))).Text, StringComparison.Ordinal);
        Assert.Equal((true, null, "บ่ายวันจันทร์"), (await Reply(office) is { } reply) ? (reply.Confirmed, reply.By, reply.Rehearsal) : default);
        await office.Tick();
        Assert.Contains("อยากซ้อม", await Chat(office, "kanda"), StringComparison.Ordinal);

        // An old page must not undo the answer; the present one may.
        Assert.Equal(409, (await expert.Press(path, ("answer", "no"), ("n", "0"))).Status);
        Assert.True((await Reply(office))!.Confirmed);
        Assert.Contains("ผู้ประสานงานได้รับแจ้งทันที", (await expert.Press(path, ("answer", "no"), ("n", "1"))).Text, StringComparison.Ordinal);
        await office.Tick();
        Assert.Contains("ไม่สะดวกเป็นวิทยากร", await Chat(office, "kanda"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_exact_link_or_our_own_form_nothing_is_shown_or_kept()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Speakers = [Expert, new("p-speaker")] });
        var links = office.Get<SpeakerLinks>();
        var token = await links.Token("s1", SpeakerRule.Key(Expert), WebOffice.Ct);
        using var stranger = office.Visit();
        string[] wrong = ["x", "s1.k0001.aaaa", token[..^1], token + "a", token.Replace("s1.", "s2.", StringComparison.Ordinal), token.ToUpperInvariant(), token.Replace(".k0001.", ".k0002.", StringComparison.Ordinal), await links.Token("s1", "p-speaker", WebOffice.Ct), await links.Token("s9", SpeakerRule.Key(Expert), WebOffice.Ct)];
        foreach (var other in wrong) Assert.Equal(404, (await stranger.Get($"/speaker/{other}")).Status);
        Assert.Equal(403, (await stranger.Post($"/speaker/{token}", "forged")).Status);
        await stranger.Get($"/speaker/{token}");
        foreach (var fields in new (string, string)[][] { [], [("answer", "maybe"), ("n", "0")], [("answer", "yes")], [("answer", "yes"), ("n", "-1")], [("answer", "yes"), ("n", "9999999999")] })
            Assert.Equal(400, (await stranger.Press($"/speaker/{token}", fields)).Status);
        Assert.Equal(409, (await stranger.Press($"/speaker/{token}", ("answer", "yes"), ("n", "0"), ("slides", "javascript:alert(1)"))).Status);
        Assert.Null(await Reply(office));

        // Who is no longer asked finds nothing.
        Assert.IsNotType<Planned.Refused>(await office.Get<Planner>().Apply(talk.Plan with { Speakers = [new("p-speaker")] }, null, WebOffice.Ct));
        Assert.Equal(404, (await stranger.Get($"/speaker/{token}")).Status);
    }

    [Fact]
    public async Task From_an_hour_before_it_shows_the_code_and_afterwards_it_says_thanks()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Speakers = [Expert] });
        var path = $"/speaker/{await office.Get<SpeakerLinks>().Token("s1", SpeakerRule.Key(Expert), WebOffice.Ct)}";
        using var expert = office.Visit();
        Assert.DoesNotContain(talk.Code, (await expert.Get(path)).Text, StringComparison.Ordinal);
        office.Clock.SetUtcNow(talk.Starts.AddMinutes(-59));
        Assert.Contains(talk.Code, (await expert.Get(path)).Text, StringComparison.Ordinal);
        office.Clock.SetUtcNow(talk.Starts);
        Assert.Equal(409, (await expert.Press(path, ("answer", "no"), ("n", "0"))).Status);
        office.Clock.SetUtcNow(talk.Ends.AddHours(1));
        var seen = await expert.Get(path);
        Assert.Contains("ขอบคุณที่แบ่งปันประสบการณ์", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(talk.Code, seen.Text, StringComparison.Ordinal);
    }

    static async Task<string> PassedOn(WebOffice office) => Address().Match(await Chat(office, "kanda")) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException("no link was passed on");

    static async Task<string> Chat(WebOffice office, string person) =>
        string.Join('\n', (await office.Get<ChuanKhuy.Bot.Channels.ChatStore>().Lines(person, WebOffice.Ct)).Lines.Select(line => line.ToString()));

    static async Task<SpeakerReply?> Reply(WebOffice office) => (await office.Get<SessionStore>().FindReply("s1", SpeakerRule.Key(Expert), WebOffice.Ct))?.Value;

    [GeneratedRegex(@"(/speaker/[A-Za-z0-9_.\-]+)")]
    private static partial Regex Address();
}
