using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions;

namespace ChuanKhuy.Tests.Channels;

/// <summary>
/// One story on every channel: invited, answered, thought better of it, waited in line, got the seat, was moved, signed in, gave feedback; another talk
/// was cancelled. What is stored is the same whichever channel it was; what people see is kept as a text beside this file.
/// </summary>
public sealed partial class ScenarioTests
{
    static readonly Dictionary<string, Func<Task<Driver>>> Drivers = new() { ["desk"] = DeskDriver.Open, ["page"] = PageDriver.Open, ["webex"] = WebexDriver.Open, ["teams"] = TeamsDriver.Open };

    public static TheoryData<string> Names => [.. Drivers.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task The_life_of_a_session(string name)
    {
        await using var driver = await Drivers[name]();
        await Play(driver);
        Golden.Matches("Scenario.state.txt", await Stored(driver.Office));
        Golden.Matches($"Scenario.{name}.txt", await Shown(driver));
    }

    static async Task Play(Driver driver)
    {
        var office = driver.Office;
        await office.Plan(seats: 1);
        await office.Plan("t2", Office.Starts.AddDays(1), title: "ออมก่อนใช้");
        await driver.MoveTo(Office.Starts.AddDays(-12));

        await Presses("somchai", "rsvp", [("session", "t1"), ("choice", "yes")], ("question", "เริ่มกี่โมง"));
        await Presses("malee", "rsvp", [("session", "t1"), ("choice", "yes")]);
        await Presses("mana", "rsvp", [("session", "t1"), ("choice", "maybe")]);
        await Presses("prasert", "rsvp", [("session", "t2"), ("choice", "yes")]);
        await Says("malee", "ทำไมยังไม่ถึงคิว");

        // A change of mind frees the seat for the next in line.
        await Presses("somchai", "rsvp", [("session", "t1"), ("choice", "no")]);
        await Presses("malee", "seat", [("take", "true")]);

        await Says("kanda", "เลื่อน");
        await Presses("kanda", "move", [], ("session", "t1"), ("date", "4 ธ.ค. 69"), ("start", "13.30"), ("end", "15.00"), ("reason", "วิทยากรติดราชการ"));
        await driver.MoveTo(office.Now.AddMinutes(20));
        await Says("kanda", "ยกเลิก");
        await Presses("kanda", "cancel", [], ("session", "t2"), ("confirm", "true"), ("reason", "ฝนตกหนัก"));

        var starts = Office.Starts.AddDays(2);
        await driver.MoveTo(starts.AddDays(-5));
        await Presses("wichai", "speaker", [("confirm", "true")], ("slides", "https://example.org/slides"));
        await driver.MoveTo(starts.AddMinutes(2));
        await Presses("malee", "checkin", []);
        await driver.MoveTo(starts.AddMinutes(86));
        await Presses("malee", "feedback", [], ("content", "5"), ("speaker", "5"), ("use", "4"), ("form", "4"), ("overall", "5"), ("comment", "ดีมาก"));
        await driver.MoveTo(starts.AddHours(4));
        await Says("malee", "ของฉัน");
        await driver.MoveTo(starts.AddDays(8));

        Task Says(string person, string text)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(1));
            return driver.Says(person, text);
        }

        Task Presses(string person, string verb, IReadOnlyList<(string Name, string Value)> which, params (string Name, string Value)[] inputs)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(1));
            return driver.Presses(person, verb, which, inputs);
        }
    }

    /// <summary>Every row of the sessions and their deliveries, without what is random or the channel's own.</summary>
    static async Task<string> Stored(Office office)
    {
        var text = new StringBuilder();
        foreach (var row in office.Contents().Where(row => row.StartsWith("sessions ", StringComparison.Ordinal) || row.StartsWith("deliveries ", StringComparison.Ordinal) || row.StartsWith("mine ", StringComparison.Ordinal)))
        {
            var at = row.IndexOf('{', StringComparison.Ordinal);
            var body = (JsonObject)JsonNode.Parse(row[at..])!;
            foreach (var own in new[] { "code", "join", "channel", "posted", "made", "etag" }) body.Remove(own);
            if (row.Contains(" audit|", StringComparison.Ordinal)) body.Remove("id");
            text.AppendLine(CultureInfo.InvariantCulture, $"{Act().Replace(row[..at], "")}{body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })}");
        }
        var (given, ratings) = (await office.Get<FeedbackStore>().Who("t1", Office.Ct), await office.Get<FeedbackStore>().Ratings("t1", Office.Ct));
        text.AppendLine(CultureInfo.InvariantCulture, $"feedback of malee: {given.Contains("malee")}, of somchai: {given.Contains("somchai")}, ratings: {string.Join(' ', ratings.Select(r => string.Join(',', r)))}");
        // Where a platform's pace is kept, milliseconds pass that pass nowhere else.
        return Seconds().Replace(text.ToString(), "");
    }

    // The key of an act is its moment and a random id.
    [GeneratedRegex(@"(?<= audit\|)\S+")]
    private static partial Regex Act();

    [GeneratedRegex("(?<=T\\d\\d:\\d\\d):\\d\\d(\\.\\d+)?(?=[+Z])")]
    private static partial Regex Seconds();

    static async Task<string> Shown(Driver driver)
    {
        var text = new StringBuilder();
        foreach (var person in Office.People)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"=== {person.Id}");
            foreach (var message in await driver.Shown(person.Id)) text.AppendLine().AppendLine(message);
            text.AppendLine();
        }
        var office = driver.Office;
        var (site, all) = (office.Get<OfficeSettings>().BaseUrl, text.ToString());
        foreach (var id in new[] { "t1", "t2" })
            if ((await office.Get<SessionStore>().Find(id, Office.Ct))?.Value is { } session) all = all.Replace(session.Code, "CODE", StringComparison.Ordinal).Replace(session.Join, "JOIN", StringComparison.Ordinal);
        return all.Replace(site, "SITE", StringComparison.Ordinal);
    }
}
