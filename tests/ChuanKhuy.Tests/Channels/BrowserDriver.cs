using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.People;
using ChuanKhuy.Tests.Web;

namespace ChuanKhuy.Tests.Channels;

/// <summary>The browser: a list of lines, and one address that takes what is written and pressed.</summary>
abstract class BrowserDriver(Office office) : Driver
{
    public override Office Office => office;

    protected static async Task<Office> Start()
    {
        var office = await Office.Open();
        await office.Installation.App.StartAsync();
        return office;
    }

    protected Uri Address => new(office.Installation.App.Urls.Single());

    /// <summary>The lines of the chat: what was said, or a card with its id.</summary>
    protected abstract Task<IReadOnlyList<(string? Said, string Id, JsonObject? Card)>> Lines(string person);

    protected abstract Task Act(string person, JsonObject what);

    public override async Task Says(string person, string text)
    {
        await Act(person, new() { ["person"] = person, ["text"] = text });
        await office.Drain();
    }

    public override async Task Presses(string person, string verb, IReadOnlyList<(string Name, string Value)> which, params (string Name, string Value)[] inputs)
    {
        var (_, id, card) = (await Lines(person)).Last(line => line.Card is { } card && Find(card, verb, which) is not null);
        var data = (JsonObject)Find(card!, verb, which)!["data"]!.DeepClone();
        foreach (var (name, value) in inputs) data[name] = value;
        await Act(person, new() { ["person"] = person, ["source"] = id, ["verb"] = verb, ["data"] = data });
        await office.Drain();
    }

    public override async Task<IReadOnlyList<string>> Shown(string person) =>
        [.. (await Lines(person)).Select(line => line.Card is { } card ? Draw(card) : $"> {line.Said}")];
}

/// <summary>The desk of the developer's machine.</summary>
sealed class DeskDriver : BrowserDriver
{
    readonly HttpClient http;

    DeskDriver(Office office) : base(office) => http = new() { BaseAddress = Address };

    public override string Name => "desk";

    public static async Task<Driver> Open() => new DeskDriver(await Start());

    protected override async Task<IReadOnlyList<(string? Said, string Id, JsonObject? Card)>> Lines(string person)
    {
        var lines = (JsonArray)JsonNode.Parse(await http.GetStringAsync($"desk/chat/{person}"))!["lines"]!;
        return [.. lines.Select(line => ((string?)line!["said"], (string)line["id"]!, line["card"] is { } card ? (JsonObject)JsonNode.Parse((string)card!)! : null))];
    }

    protected override async Task Act(string person, JsonObject what)
    {
        using var answer = await http.PostAsync("desk/act", new StringContent(what.ToJsonString(), Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
    }

    public override async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Office.DisposeAsync();
    }
}

/// <summary>The page `/me` of people who signed in.</summary>
sealed class PageDriver(Office office) : BrowserDriver(office)
{
    readonly Dictionary<string, Visit> visits = new(StringComparer.Ordinal);

    public override string Name => "page";

    public static async Task<Driver> Open() => new PageDriver(await Start());

    protected override async Task<IReadOnlyList<(string? Said, string Id, JsonObject? Card)>> Lines(string person)
    {
        var page = (await (await SignedIn(person)).Get("/me")).Text;
        return [.. Regex.Matches(page, "<li class=\"said\">(?<said>[^<]*)</li>|<li class=\"card\" data-source=\"(?<id>[^\"]*)\" data-card=\"(?<card>[^\"]*)\"").Select(Line)];

        static (string? Said, string Id, JsonObject? Card) Line(Match m) => m.Groups["card"].Success
            ? (null, WebUtility.HtmlDecode(m.Groups["id"].Value), (JsonObject)JsonNode.Parse(WebUtility.HtmlDecode(m.Groups["card"].Value))!)
            : (WebUtility.HtmlDecode(m.Groups["said"].Value), "", null);
    }

    protected override async Task Act(string person, JsonObject what)
    {
        var visit = await SignedIn(person);
        await visit.Get("/me");
        Assert.Equal(200, (await visit.Act("/me/act", what)).Status);
    }

    async Task<Visit> SignedIn(string person)
    {
        if (visits.TryGetValue(person, out var visit)) return visit;
        visits[person] = visit = new(Address);
        var link = new Uri(await Office.Get<SignInLinks>().Make(Office.People.Single(p => p.Id == person), SignIn.Link, Office.Ct)).AbsolutePath;
        await visit.Get(link);
        Assert.Equal(303, (await visit.Press(link)).Status);
        return visit;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var visit in visits.Values) visit.Dispose();
        await Office.DisposeAsync();
    }
}
