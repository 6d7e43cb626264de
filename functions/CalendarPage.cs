using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Functions;

/// <summary>A person's calendar feed, and a session as a single file for those who have its join link.</summary>
public sealed class CalendarPage(
    CalendarLinks links, CalendarFile files, SessionStore sessions, Upcoming upcoming, RosterStore rosters, SignInGate gate, FormGuard forms, Views views, TimeProvider time)
{
    const string Extension = ".ics";

    /// <summary>So far back a feed goes: what a calendar has shown once should not vanish the next day.</summary>
    static readonly TimeSpan Back = TimeSpan.FromDays(60);

    [OpenTo(Door.LinkHolder)]
    [Function("Calendar")]
    public async Task<IResult> Feed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "calendar/{file}")] HttpRequest request, string file, CancellationToken ct)
    {
        if (!file.EndsWith(Extension, StringComparison.Ordinal) || await links.Whose(file[..^Extension.Length], ct) is not { } id || (await rosters.Load(ct)).Find(id) is not { } person)
            return await views.NotFound(request);
        return File(request, await files.Feed(await Lines(person, ct), ct), "chuankhuy.ics");
    }

    [OpenTo(Door.LinkHolder)]
    [Function("CalendarEntry")]
    public async Task<IResult> Entry([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "join/{id}/talk.ics")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await sessions.FindJoin(id, ct) is not { State: not SessionState.Draft } session) return await views.NotFound(request);
        return File(request, await files.Entry(session, await gate.Who(request, ct), ct), $"{session.Id}.ics");
    }

    /// <summary>The old address of the feed works no more.</summary>
    [OpenTo(Door.SignedIn)]
    [Function("CalendarRenew")]
    public async Task<IResult> Renew([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/calendar")] HttpRequest request, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        await links.Renew(person.Id, ct);
        return Views.SeeOther(request, "/me");
    }

    /// <summary>What they said yes or maybe to, what they speak at, and what of it was cancelled.</summary>
    async Task<IReadOnlyList<CalendarLine>> Lines(Person person, CancellationToken ct)
    {
        var (now, lines) = (time.GetUtcNow(), new List<CalendarLine>());
        foreach (var id in await sessions.Of(person.Id, ct))
            if (await sessions.Find(id, ct) is { Value: var session } && session.Starts > now - Back && session.State is not SessionState.Draft
                && (await sessions.FindAnswer(id, person.Id, ct))?.Value is { Answer: not Answer.No } answered)
                lines.Add(new(session, answered, false));
        foreach (var session in await upcoming.Around(now - Back, now.AddYears(2), ct, 500))
            if (session.HasSpeaker(person.Id) && session.State is not SessionState.Draft) lines.Add(new(session, null, true));
        return [.. lines.OrderBy(line => line.Session.Starts).ThenBy(line => line.Session.Id, StringComparer.Ordinal)];
    }

    static IResult File(HttpRequest request, string text, string name)
    {
        Pages.HardenPage(request);
        request.HttpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        return Results.Text(text, CalendarFile.ContentType);
    }
}
