using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions;
using Microsoft.AspNetCore.Http;

namespace ChuanKhuy.Tests.Teams;

/// <summary>
/// Twenty thousand presses, each delivered one to four times at once, under the same id or new ones, among late repetitions of older presses.
/// All of it goes through Teams' door with a genuine token, in this process.
/// </summary>
public sealed class RedeliveryTests(Xunit.Abstractions.ITestOutputHelper output)
{
    const int People = 200;
    const int Each = 100;
    static readonly (string Choice, string Shown, Answer Answer)[] Choices = [("yes", "เข้าร่วม", Answer.Yes), ("maybe", "อาจจะ", Answer.Maybe), ("no", "ไม่สะดวก", Answer.No)];

    static readonly IReadOnlyList<Person> All =
        [.. Enumerable.Range(0, People).Select(i => new Person(Id(i), $"นายคนที่{i} ทดสอบ", "8401", "1", "พัฒนากร", Roles.Staff, TeamsId: FakeTeams.Aad(Id(i))))];

    int deliveries;

    [Fact]
    public async Task Every_press_has_one_effect_the_newest_wins_and_all_its_deliveries_get_the_same_answer()
    {
        await using var office = await TeamsOffice.Open(All);
        await office.Office.Plan();
        var bearer = $"Bearer {office.Teams.Token()}";
        var stories = await Task.WhenAll(All.Select((person, index) => Live(office, bearer, person, new((ulong)index + 1))));

        var (changes, kept) = (0, new Dictionary<string, Answered>(StringComparer.Ordinal));
        await foreach (var row in office.Office.Get<SessionStore>().Answers("t1", Office.Ct)) kept[row.Value.Person] = row.Value;
        Assert.Equal(People, kept.Count);
        foreach (var story in stories)
        {
            Assert.Equal((story.Changes, story.Last), (kept[story.Person].N, kept[story.Person].Answer));
            changes += story.Changes;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{People * Each} presses in {deliveries} deliveries: {changes} changes of mind, each stored once"));

        // A week later everything comes once more.
        office.Office.Clock.Advance(TimeSpan.FromDays(8));
        var (before, late) = (office.Office.Contents(), $"Bearer {office.Teams.Token()}");
        await Task.WhenAll(stories.SelectMany(story => story.Presses.Where((_, index) => index % 10 == 0).Select((press, index) => Post(office, late, press, $"late {story.Person} {index}"))));
        Assert.Equal(before, office.Office.Contents());
    }

    sealed record Story(string Person, int Changes, Answer Last, IReadOnlyList<JsonObject> Presses);

    async Task<Story> Live(TeamsOffice office, string bearer, Person person, SeededDice dice)
    {
        await office.Office.Get<ContactStore>().Keep(TeamsChannel.ChannelName, Known(office, person), Office.Ct);
        JsonNode shown = await office.Office.Get<Sealer>().Seal(await office.Office.Get<Invites>().Show(person, "t1", Office.Ct), person.Id, Office.Ct);
        var (changes, held, presses) = (0, (Answer?)null, new List<JsonObject>());
        for (var number = 0; number < Each; number++)
        {
            var (choice, text, answer) = Choices[Below(dice, 3)];
            var press = office.Press(person.Id, Button.Of(shown, "rsvp", ("choice", choice)) with { Source = "1:1" }, "-");
            var same = string.Create(CultureInfo.InvariantCulture, $"{person.Id} {number}");
            var ids = Enumerable.Range(0, 1 + Below(dice, 4)).Select(i => i == 0 || Below(dice, 2) == 0 ? same : $"{same} again {i}").ToList();
            var mine = ids.Select(id => Post(office, bearer, press, id)).ToList();
            var old = presses.TakeLast(8).Where(_ => Below(dice, 8) == 0).Select((late, i) => Post(office, bearer, late, $"{same} late {i}")).ToList();
            var answers = await Task.WhenAll(mine);
            await Task.WhenAll(old);
            if (held != answer) (held, changes) = (answer, changes + 1);
            Assert.All(answers, given => Assert.Equal(answers[0], given));
            Assert.Contains($"คุณตอบไว้ว่า {text}", answers[0], StringComparison.Ordinal);
            shown = JsonNode.Parse(answers[0])!["value"]!;
            Assert.Equal(changes, (int)Button.Of(shown, "rsvp", ("choice", "yes")).Data["n"]!);
            presses.Add(press);
        }
        return new(person.Id, changes, held!.Value, presses);
    }

    static Contact Known(TeamsOffice office, Person person)
    {
        var address = new TeamsAddress(office.Teams.ServiceUrl, FakeTeams.Mri(person.Id), FakeTeams.Tenant, FakeTeams.Chat(person.Id));
        return new(person.Id, person.TeamsId, JsonSerializer.Serialize(address, TeamsJson.Default.TeamsAddress), office.Office.Now);
    }

    /// <summary>One delivery; returns the body of the answer.</summary>
    async Task<string> Post(TeamsOffice office, string bearer, JsonObject press, string id)
    {
        Interlocked.Increment(ref deliveries);
        await Task.Yield();
        var activity = press.ToJsonString().Replace("\"id\":\"-\"", $"\"id\":\"{id}\"", StringComparison.Ordinal);
        var context = new DefaultHttpContext { RequestServices = office.Office.Installation.App.Services };
        using var answer = new MemoryStream();
        (context.Request.Method, context.Request.Body, context.Response.Body) = ("POST", new MemoryStream(Encoding.UTF8.GetBytes(activity)), answer);
        context.Request.Headers.Authorization = bearer;
        await (await office.Office.Get<TeamsDoor>().Receive(context.Request, Office.Ct)).ExecuteAsync(context);
        Assert.Equal(200, context.Response.StatusCode);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    static int Below(SeededDice dice, int limit) => (int)(dice.Unit() * limit);

    static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D3}");
}
