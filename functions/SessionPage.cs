using System.Text.Json.Serialization;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>
/// A session's page, for the link in the LINE group: everybody with the link sees the talk; a signed-in person sees their own card, with the
/// same buttons and rules as in a chat.
/// </summary>
public sealed class SessionPage(Upcoming upcoming, SessionFacts facts, SignInGate gate, SignInCookies cookies, FormGuard forms, WebCards cards, Views views)
{
    static readonly TimeSpan Remember = TimeSpan.FromHours(1);

    [OpenTo(Door.Everybody)]
    [Function("SessionPage")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "s/{session}")] HttpRequest request, string session, CancellationToken ct)
    {
        var person = await gate.Who(request, ct);
        if (await upcoming.Find(session, ct) is not { } found || !MaySee(found, person)) return await views.NotFound(request);
        var talk = await facts.Of(found, ct);
        if (person is not null)
            return await views.Show<SessionView, SessionModel>(request, new(
                talk, ThaiName.Address(person.Name), await cards.Invitation(person, found.Id, ct), $"/s/{found.Id}/act", await forms.Token(request, ct)));
        cookies.Write(request, SignInCookies.Back, found.Id, Remember);
        return await views.Show<SessionView, SessionModel>(request, new(talk, null, null, "", ""));
    }

    [OpenTo(Door.SignedIn)]
    [Function("SessionAct")]
    public async Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "s/{session}/act")] HttpRequest request, string session, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        if (!Ids.Valid(session) || await cards.Read(request, person, ct) is not Incoming.Clicked click)
            return Problems.BadRequest("คำขอนี้อ่านไม่ได้ เปิดหน้านี้ใหม่แล้วลองอีกครั้ง", "The request is not a click on a card.");
        return Results.Json(new CardAnswer(await cards.Press(person, click, ct)), CardJson.Default.CardAnswer);
    }

    static bool MaySee(Session session, Person? person) =>
        session.State is not SessionState.Draft || (person is not null && Invites.MaySee(session, person));
}

/// <param name="Card">The card that takes the clicked one's place, as sealed JSON.</param>
internal sealed record CardAnswer(string Card);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CardAnswer))]
internal sealed partial class CardJson : JsonSerializerContext;
