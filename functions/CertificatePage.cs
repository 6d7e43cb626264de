using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>A person's own certificate of one session; there is none of a session that they did not attend, and none of anybody else.</summary>
public sealed class CertificatePage(SessionStore sessions, SessionFacts facts, OfficeCalendar office, OfficeSettings settings, SignInGate gate, Views views)
{
    [OpenTo(Door.SignedIn)]
    [Function("Certificate")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/certificate/{session}")] HttpRequest request, string session, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        if (!Ids.Valid(session) || await sessions.Find(session, ct) is not { Value: { State: SessionState.Ended } found }) return await views.NotFound(request);
        if (await sessions.Verdict(found, person.Id, ct) is not { Came: true } verdict) return await views.NotFound(request);
        var about = await facts.Of(found, ct);
        return await views.Show<CertificateView, CertificateModel>(request, new(
            ThaiName.Address(person.Name), settings.Name, person.Name, person.Position, about.Kind, about.Title, ThaiDate.Letter(office.Day(found.Starts)), Learning.Say(verdict.Seconds), about.Speakers));
    }
}
