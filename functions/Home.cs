using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>The first page: what is ahead, and for coordinators what needs them and the text for the LINE group; a stranger reads how to sign in.</summary>
public sealed class Home(Timetable timetable, SessionStore sessions, SessionFacts facts, Today today, SignInGate gate, OfficeSettings settings, Views views)
{
    // Azure's host gives an empty route the function's name; this one matches the empty path and nothing else.
    [OpenTo(Door.Everybody)]
    [Function("Home")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return await views.Show<WelcomeView, WelcomeModel>(request, new(settings.Name));
        var ahead = (SessionList)(await timetable.Ahead(person, ct)).Card;
        var lines = new List<TalkLine>();
        foreach (var item in ahead.Items)
            lines.Add(person.Roles.HasFlag(Roles.Coordinator)
                ? Line(item) with { Share = await Share(item.Session, ct), Sheet = $"/s/{item.Session}/sheet" }
                : Line(item));
        return await views.Show<HomeView, HomeModel>(request, new(ThaiName.Address(person.Name), lines, ahead.Empty, ahead.More,
            person.Roles.HasFlag(Roles.Coordinator) ? await today.For(person, ct) : null));
    }

    internal static TalkLine Line(SessionItem item) => new($"/s/{item.Session}", item.When, item.Title, item.Where, item.Status);

    async Task<string?> Share(string session, CancellationToken ct) =>
        await sessions.Find(session, ct) is { Value: { State: SessionState.Published } found } ? await facts.Share(found, ct) : null;
}
