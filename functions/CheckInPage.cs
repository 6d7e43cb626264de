using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;
using QRCoder;

namespace ChuanKhuy.Functions;

/// <summary>
/// For rooms on site: a sheet for the wall with a QR code, and the page that it leads to. The code holds the session's code word, so whoever scans it
/// is in the room; looking at the page signs nobody in, its button does.
/// </summary>
public sealed class CheckInPage(
    SessionStore sessions, CheckInDesk desk, SessionFacts facts, SignInGate gate, SignInCookies cookies, FormGuard forms, OfficeSettings settings, Views views, TimeProvider time)
{
    static readonly TimeSpan Remember = TimeSpan.FromHours(1);

    [OpenTo(Door.SignedIn)]
    [Function("Sheet")]
    public async Task<IResult> Sheet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "s/{session}/sheet")] HttpRequest request, string session, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        if (await sessions.Find(session, ct) is not { Value: var found } || !(person.Roles.HasFlag(Roles.Coordinator) || found.HasSpeaker(person.Id))) return await views.NotFound(request);
        var address = $"{settings.BaseUrl}/in/{found.Id}/{found.Code}";
        return await views.Show<SheetView, SheetModel>(request, new(await facts.Of(found, ct), ThaiName.Address(person.Name), found.Code, Modules(address), address));
    }

    [OpenTo(Door.LinkHolder)]
    [Function("CheckIn")]
    public async Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "in/{session}/{code}")] HttpRequest request, string session, string code, CancellationToken ct)
    {
        if (await Find(session, code, ct) is not { } found) return await views.NotFound(request);
        var person = await gate.Who(request, ct);
        if (person is null) cookies.Write(request, SignInCookies.Back, found.Id, Remember);
        var closed = CheckIn.Closed(found, time.GetUtcNow());
        return await views.Show<CheckInView, CheckInModel>(request, new(
            await facts.Of(found, ct), person is null ? null : ThaiName.Address(person.Name), found.Code, closed, person is null ? "" : await forms.Token(request, ct)));
    }

    [OpenTo(Door.SignedIn)]
    [Function("CheckInEnter")]
    public async Task<IResult> Enter(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "in/{session}/{code}")] HttpRequest request, string session, string code, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        if (await Find(session, code, ct) is not { } found) return await views.NotFound(request);
        var call = ThaiName.Address(person.Name);
        return await desk.SignIn(found.Id, person.Id, found.Code, ct) switch
        {
            CheckInOutcome.Kept => await views.Say(request, StatusCodes.Status200OK, "ลงชื่อเข้าร่วมแล้ว", $"{call} ลงชื่อเข้าร่วม {found.Plan.Title} แล้ว แบบประเมินสั้น ๆ จะมาถึงตอนใกล้จบ"),
            CheckInOutcome.Already => await views.Say(request, StatusCodes.Status200OK, "ลงชื่อไว้แล้ว", $"{call} ลงชื่อเข้าร่วม {found.Plan.Title} ไว้แล้ว"),
            CheckInOutcome.Refused refused => await views.Say(request, StatusCodes.Status409Conflict, "ยังลงชื่อไม่ได้", refused.Because),
            _ => throw new InvalidOperationException("Signing in has a fourth outcome."),
        };
    }

    async ValueTask<Session?> Find(string session, string code, CancellationToken ct) =>
        Core.Import.Ids.Valid(session) && await sessions.Find(session, ct) is { Value: { State: not SessionState.Draft } found } && string.Equals(found.Code, code, StringComparison.Ordinal) ? found : null;

    /// <summary>The dark modules of the QR code with the quiet margin that readers need, row by row.</summary>
    internal static IReadOnlyList<IReadOnlyList<bool>> Modules(string text)
    {
        using var maker = new QRCodeGenerator();
        using var data = maker.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. data.ModuleMatrix.Select(row => (IReadOnlyList<bool>)[.. row.Cast<bool>()])];
    }
}
