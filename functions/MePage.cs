using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>A person's own page: their sessions, and their chat in the browser, which is the channel of people without another.</summary>
public sealed class MePage(
    Timetable timetable, ChatStore chat, SessionFacts facts, SignInGate gate, FormGuard forms, WebCards cards, Learning learning, CalendarLinks calendars, ChannelDesk channels, OfficeSettings settings, Views views)
{
    const int Newest = 20;

    [OpenTo(Door.SignedIn)]
    [Function("Me")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        var mine = (SessionList)(await timetable.Mine(person, ct)).Card;
        var (lines, _) = await chat.Lines(person.Id, ct);
        var learned = (await learning.OfYear(person.Id, learning.Year, ct)).Where(l => l.Verdict.Seconds > 0).ToList();
        return await views.Show<MeView, MeModel>(request, new(
            ThaiName.Address(person.Name),
            [.. lines.TakeLast(Newest).Select(line => new ChatItem(line.Id, facts.At(line.At), line.Said, line.Card, line.Summary))],
            [.. mine.Items.Select(Home.Line)], mine.Empty, mine.More, await forms.Token(request, ct),
            $"{settings.BaseUrl}/calendar/{await calendars.Token(person.Id, ct)}.ics",
            new(learning.Year, Learning.Say(learned.Sum(l => (long)l.Verdict.Seconds)), [.. learned.Select(l => new HourLine(
                l.Session.Plan.Title, facts.When(l.Session), Learning.Say(l.Verdict.Seconds), l.Verdict.Because, l.Verdict.Came ? $"/me/certificate/{l.Session.Id}" : null))]),
            channels.Any ? [.. (await channels.Choices(person, ct)).Select(c => new Option(c.Shown, c.Shown, c.Chosen))] : []));
    }

    [OpenTo(Door.SignedIn)]
    [Function("MeAct")]
    public async Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/act")] HttpRequest request, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        return await cards.Read(request, person, ct) is { } incoming
            ? await cards.Chat(incoming, ct)
            : Problems.BadRequest("ข้อความนี้อ่านไม่ได้ ลองใหม่อีกครั้ง", "The request is neither a text nor a click.");
    }
}
