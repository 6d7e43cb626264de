using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Web;

/// <summary>Calendars, read back by a reader that is not ours (Mozilla's ical.js).</summary>
public sealed partial class CalendarTests
{
    const string Title = "ตลาดนัดคนไทยยิ้มได้ ทำอย่างไรให้ชุมชนเดินเองได้ด้วยมือของคนในหมู่บ้าน; กับ \"ปู่\", ย่า \\ ตายาย";

    [Fact]
    public async Task A_session_is_made_moved_edited_and_cancelled_under_one_name_with_a_rising_number()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Title = Title, Speakers = [new("p-speaker")] });
        using var visit = await office.SignedIn("somchai");
        await Answer(office, "somchai", Core.Sessions.Answer.Yes);
        var (feed, single) = (await Feed(visit), $"/join/{talk.Join}/talk.ics");

        var first = Event(await Read(visit, feed, "PUBLISH"));
        Assert.Equal((Title, "2026-12-02T06:30:00Z", "2026-12-02T08:00:00Z", "CONFIRMED", "0"), (first["summary"], first["dtstart"], first["dtend"], first["status"], first["sequence"]));
        Assert.Equal("-PT15M", first["trigger"]);
        Assert.Contains("วิทยากร: นายวิชัย รู้รอบ", first["description"], StringComparison.Ordinal);

        await office.Get<Planner>().Move("s1", talk.Starts.AddDays(1), talk.Ends.AddDays(1), null, WebOffice.Ct);
        var moved = Event(await Read(visit, feed, "PUBLISH"));
        Assert.Equal((first["uid"], "2026-12-03T06:30:00Z", "1"), (moved["uid"], moved["dtstart"], moved["sequence"]));

        var plan = (await office.Get<SessionStore>().Find("s1", WebOffice.Ct))!.Value.Plan;
        Assert.IsType<Planned.Edited>(await office.Get<Planner>().Apply(plan with { Place = "ห้องประชุม 2" }, null, WebOffice.Ct));
        var edited = Event(await Read(visit, single, "REQUEST"));
        Assert.Equal((first["uid"], "2", "ห้องประชุม 2"), (edited["uid"], edited["sequence"], edited["location"]));

        await office.Get<Planner>().Cancel("s1", "ฝนตกหนัก", WebOffice.Ct);
        var cancelled = Event(await Read(visit, single, "CANCEL"));
        Assert.Equal((first["uid"], "3", "CANCELLED"), (cancelled["uid"], cancelled["sequence"], cancelled["status"]));
        Assert.Equal("CANCELLED", Event(await Read(visit, feed, "PUBLISH"))["status"]);
    }

    [Fact]
    public async Task A_feed_holds_what_the_person_means_to_come_to_or_speaks_at()
    {
        await using var office = await WebOffice.Open();
        foreach (var (id, speaker) in new[] { ("s1", "p-speaker"), ("s2", "p-speaker"), ("s3", "somchai"), ("s4", "p-speaker") }) await office.Plan(plan => plan with { Id = id, Title = id, Speakers = [new(speaker)] });
        await Answer(office, "somchai", Core.Sessions.Answer.Yes);
        await Answer(office, "somchai", Core.Sessions.Answer.Maybe, "s2");
        await Answer(office, "somchai", Core.Sessions.Answer.No, "s4");
        using var visit = await office.SignedIn("somchai");
        var events = await Read(visit, await Feed(visit), "PUBLISH");
        Assert.Equal(["s1 CONFIRMED", "s2 TENTATIVE", "s3 (คุณเป็นวิทยากร) CONFIRMED"], events.Select(e => $"{e!["summary"]} {e["status"]}"));
    }

    [Fact]
    public async Task An_address_is_its_persons_alone_and_ends_when_a_new_one_is_asked_for()
    {
        await using var office = await WebOffice.Open();
        await office.Plan();
        await Answer(office, "somchai", Core.Sessions.Answer.Yes);
        using var visit = await office.SignedIn("somchai");
        using var stranger = office.Visit();
        var feed = await Feed(visit);
        Assert.Equal(200, (await stranger.Get(feed)).Status);
        foreach (var wrong in new[] { feed.Replace("somchai", "malee", StringComparison.Ordinal), feed[..^5] + ".ics", feed[..^4], "/calendar/x.ics", "/calendar/...ics" })
            Assert.Equal(404, (await stranger.Get(wrong)).Status);
        Assert.Equal(401, (await stranger.Post("/me/calendar", null)).Status);
        await visit.Get("/me");
        Assert.Equal(303, (await visit.Press("/me/calendar")).Status);
        Assert.Equal(404, (await stranger.Get(feed)).Status);
        Assert.Equal(200, (await stranger.Get(await Feed(visit))).Status);
    }

    /// <summary>RFC 5545, 3.1: lines of at most 75 octets, folded between characters.</summary>
    [Fact]
    public async Task Thai_lines_are_folded_within_75_octets_and_never_inside_a_letter()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Title = string.Concat(Enumerable.Repeat("ปิ่นฟ้าน้ำใจ", 12)) });
        using var stranger = office.Visit();
        var text = (await stranger.Get($"/join/{talk.Join}/talk.ics")).Text;
        var lines = text.Split("\r\n");
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('�', text);
        Assert.DoesNotContain("mailto:somchai", text, StringComparison.Ordinal);
        // A mark at the beginning of a line would stand without its letter where a reader shows the raw text.
        Assert.DoesNotMatch("\r\n [\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]", text);
    }

    static async Task Answer(WebOffice office, string person, Answer answer, string session = "s1") =>
        Assert.IsType<RsvpOutcome.Kept>((await office.Get<SeatDesk>().Decide(session, new Wish.Reply(WebOffice.People.Single(p => p.Id == person), answer, null, 0), WebOffice.Ct)).Outcome);

    static async Task<string> Feed(Visit visit) => new Uri(Address().Match((await visit.Get("/me")).Text).Value).AbsolutePath;

    static Dictionary<string, string> Event(JsonArray events) => ((JsonObject)Assert.Single(events)!).ToDictionary(p => p.Key, p => (string?)p.Value ?? "");

    const string Reader = """
        const ICAL = (await import("ical.js")).default;
        let text = ""; for await (const part of process.stdin) text += part;
        const calendar = new ICAL.Component(ICAL.parse(text));
        const utc = t => t.toJSDate().toISOString().replace(".000Z", "Z");
        console.log(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), events: calendar.getAllSubcomponents("vevent").map(v => {
          const e = new ICAL.Event(v), alarm = v.getFirstSubcomponent("valarm");
          return { uid: e.uid, sequence: String(e.sequence), summary: e.summary, location: e.location, description: e.description, status: v.getFirstPropertyValue("status"),
            dtstart: utc(e.startDate), dtend: utc(e.endDate), trigger: alarm ? String(alarm.getFirstPropertyValue("trigger")) : null };
        }) }));
        """;

    static async Task<JsonArray> Read(Visit visit, string address, string method)
    {
        var seen = await visit.Get(address);
        Assert.Equal((200, "text/calendar; charset=utf-8"), (seen.Status, seen.Headers["Content-Type"]));
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Reader]) { WorkingDirectory = Tests(), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(seen.Text);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"npm ci in tests/? {await complained}");
        var read = JsonNode.Parse(await said)!;
        Assert.Equal(method, (string?)read["method"]);
        return (JsonArray)read["events"]!;
    }

    static string Tests()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "tests", "node_modules"))) return Path.Combine(folder.FullName, "tests");
        throw new InvalidOperationException("Run npm ci in tests/.");
    }

    [GeneratedRegex("http://[^<\\s]*/calendar/[^<\\s]*")]
    private static partial Regex Address();
}
