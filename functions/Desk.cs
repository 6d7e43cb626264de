using System.Text.Json.Serialization;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Functions;

/// <summary>
/// The browser desk, for development on this machine alone: be any person of the office, see their cards, click them.
/// Behind <see cref="DeskGuard"/> everything here is "not found".
/// </summary>
public sealed class Desk(DeskGuard guard, BrowserChannel channel, ChatStore chat, Conversation conversation, RosterStore rosters, UnitStore units, IHostApplicationLifetime host)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    [OpenTo(Door.Desk)]
    [Function("DeskPage")]
    public IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "desk")] HttpRequest request) =>
        guard.Opens(request) ? Pages.Html(request, "desk.html") : Results.NotFound();

    [OpenTo(Door.Desk)]
    [Function("DeskPeople")]
    public async Task<IResult> People([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "desk/people")] HttpRequest request, CancellationToken ct)
    {
        if (!guard.Opens(request)) return Results.NotFound();
        var (roster, all) = (await rosters.Load(ct), await units.Load(ct));
        return Results.Json(
            roster.People.Select(p => new DeskPerson(p.Id, p.Name, all.Find(p.District)?.Title ?? "", p.Zone, RoleNames.Thai(p.Roles))).ToList(),
            DeskJson.Default.ListDeskPerson);
    }

    /// <summary>A person's chat. With the mark of what the page shows, it waits until something changed, 20 seconds passed or the server stops.</summary>
    [OpenTo(Door.Desk)]
    [Function("DeskChat")]
    public async Task<IResult> Chat([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "desk/chat/{person}")] HttpRequest request, string person, CancellationToken ct)
    {
        if (!guard.Opens(request)) return Results.NotFound();
        if ((await rosters.Load(ct)).Find(person) is null) return Results.NotFound();
        // A waiting browser lives in real time, wherever the office's clock was moved to.
        var (shown, until) = (request.Query["mark"].ToString(), TimeProvider.System.GetUtcNow() + LongestWait);
        while (true)
        {
            var (lines, mark) = await chat.Lines(person, ct);
            if (mark != shown || TimeProvider.System.GetUtcNow() >= until || host.ApplicationStopping.IsCancellationRequested) return Results.Json(new DeskLines(mark, lines), DeskJson.Default.DeskLines);
            await Task.Delay(Look, TimeProvider.System, ct);
        }
    }

    /// <summary>What the chosen person types or clicks.</summary>
    [OpenTo(Door.Desk)]
    [Function("DeskAct")]
    public async Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/act")] HttpRequest request, CancellationToken ct)
    {
        if (!guard.Opens(request)) return Results.NotFound();
        if (await channel.Read(request, ct) is not Reading.Now { Incoming: var incoming }) return Problems.BadRequest("ข้อความนี้อ่านไม่ได้", "The request is neither a text nor a click.");
        if ((await rosters.Load(ct)).Find(incoming.Person!) is null) return Results.NotFound();
        return await channel.Answer(incoming, await conversation.Handle(incoming, ct), ct);
    }
}

internal sealed record DeskPerson(string Id, string Name, string Unit, string Zone, string RoleNames);

internal sealed record DeskLines(string Mark, IReadOnlyList<ChatLine> Lines);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<DeskPerson>))]
[JsonSerializable(typeof(DeskLines))]
internal sealed partial class DeskJson : JsonSerializerContext;
