using System.Text.Json.Nodes;
using ChuanKhuy.Tests.Teams;

namespace ChuanKhuy.Tests.Channels;

/// <summary>Teams, over its fake. A person's client shows what came, and puts another card in its place when the bot answers with one or replaces it.</summary>
sealed class TeamsDriver(TeamsOffice teams) : Driver
{
    readonly Dictionary<string, List<Line>> screens = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    sealed record Line(string Id, string? Said, JsonObject? Card);

    public override string Name => "teams";

    public override Office Office => teams.Office;

    public static async Task<Driver> Open()
    {
        var teams = await TeamsOffice.Open([.. Office.People.Select(p => p with { TeamsId = FakeTeams.Aad(p.Id) })]);
        await teams.InstallAll(Office.People.Select(p => p.Id));
        // The welcome is not part of the story.
        var driver = new TeamsDriver(teams);
        foreach (var person in Office.People) driver.seen[person.Id] = teams.Teams.To(person.Id).Count;
        return driver;
    }

    public override async Task Says(string person, string text)
    {
        Screen(person).Add(new("", text, null));
        Assert.Equal(200, (await teams.Post(teams.Message(person, text))).Status);
        await teams.Drain();
    }

    public override async Task Presses(string person, string verb, IReadOnlyList<(string Name, string Value)> which, params (string Name, string Value)[] inputs)
    {
        var screen = Screen(person);
        var at = screen.FindLastIndex(line => line.Card is { } card && Find(card, verb, which) is not null);
        var data = (JsonObject)Find(screen[at].Card!, verb, which)!["data"]!.DeepClone();
        foreach (var (name, value) in inputs) data[name] = value;
        var (status, body) = await teams.Post(teams.Press(person, new(verb, data, screen[at].Id)));
        Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), (status, (string?)body?["type"]));
        screen[at] = screen[at] with { Card = (JsonObject)body!["value"]!.DeepClone() };
        await teams.Drain();
    }

    public override Task<IReadOnlyList<string>> Shown(string person) =>
        Task.FromResult<IReadOnlyList<string>>([.. Screen(person).Select(line => line.Card is { } card ? Draw(card) : $"> {line.Said}")]);

    public override async Task MoveTo(DateTimeOffset at)
    {
        await teams.Drive(Office.MoveTo(at));
        Assert.Empty(teams.Teams.Wrong);
    }

    List<Line> Screen(string person)
    {
        if (!screens.TryGetValue(person, out var screen)) screens[person] = screen = [];
        var came = teams.Teams.To(person);
        screen.AddRange(came.Skip(seen.GetValueOrDefault(person)).Select(message => new Line(message.Id, null, message.Card)));
        seen[person] = came.Count;
        foreach (var update in teams.Teams.Updates.Where(update => update.Conversation == FakeTeams.Chat(person)))
            if (screen.FindIndex(line => line.Id == update.Id) is >= 0 and var at) screen[at] = screen[at] with { Card = update.Card };
        return screen;
    }

    public override ValueTask DisposeAsync() => teams.DisposeAsync();
}
