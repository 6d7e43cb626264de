using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>The page of a one-time link. Looking at it (as chats do for a preview) uses nothing up; its button does.</summary>
public sealed class SignInPage(SignInStore signIns, SignInCookies cookies, FormGuard forms, RosterStore rosters, Views views)
{
    [OpenTo(Door.LinkHolder)]
    [Function("SignIn")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "signin/{ticket}")] HttpRequest request, string ticket, CancellationToken ct)
    {
        if (!SignInTicket.TryRead(ticket, out var link) || !await signIns.Stands(link, ct) || (await rosters.Load(ct)).Find(link.Person) is not { } person)
            return await UsedUp(request);
        return cookies.MaySignIn(request)
            ? await views.Show<SignInView, SignInModel>(request, new(ThaiName.Address(person.Name), await forms.Token(request, ct)))
            : await NotHere(request);
    }

    [OpenTo(Door.LinkHolder)]
    [Function("SignInEnter")]
    public async Task<IResult> Enter([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "signin/{ticket}")] HttpRequest request, string ticket, CancellationToken ct)
    {
        if (!SignInTicket.TryRead(ticket, out var link) || (await rosters.Load(ct)).Find(link.Person) is null) return await UsedUp(request);
        if (!cookies.MaySignIn(request)) return await NotHere(request);
        if (!await forms.Proves(request, ct)) return await Stale(request);
        if (await signIns.Enter(link, ct) is not { } browser) return await UsedUp(request);
        // Whoever was signed in here before is out: nobody goes on under a ticket that an earlier visitor of this browser knew.
        if (SignInTicket.TryRead(cookies.Read(request, SignInCookies.Browser), out var before)) await signIns.Leave(before, ct);
        cookies.Write(request, SignInCookies.Browser, browser.Text, SignIn.Stay);
        var back = cookies.Read(request, SignInCookies.Back);
        cookies.Drop(request, SignInCookies.Back);
        return Views.SeeOther(request, back is not null && Ids.Valid(back) ? $"/s/{back}" : "/me");
    }

    [OpenTo(Door.SignedIn)]
    [Function("SignOut")]
    public async Task<IResult> Leave([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "signout")] HttpRequest request, CancellationToken ct)
    {
        if (!SignInTicket.TryRead(cookies.Read(request, SignInCookies.Browser), out var browser)) return Views.SeeOther(request, "/");
        if (!await forms.Proves(request, ct)) return await Stale(request);
        await signIns.Leave(browser, ct);
        cookies.Drop(request, SignInCookies.Browser);
        return Views.SeeOther(request, "/");
    }

    Task<IResult> UsedUp(HttpRequest request) => views.Say(
        request, StatusCodes.Status404NotFound, "ลิงก์นี้ใช้ไม่ได้แล้ว",
        "ลิงก์เข้าใช้ใช้ได้ครั้งเดียวภายในเวลาที่กำหนด พิมพ์ เว็บ ในแชตกับชวนคุยเพื่อขอลิงก์ใหม่ หรือขอสลิปใหม่จากผู้ประสานงาน");

    Task<IResult> Stale(HttpRequest request) => views.Say(
        request, StatusCodes.Status403Forbidden, "หน้านี้เปิดไว้นานเกินไป", "เปิดลิงก์เดิมอีกครั้ง แล้วกดปุ่มใหม่ ถ้ายังไม่ได้ ตรวจว่าเบราว์เซอร์ยอมรับคุกกี้");

    Task<IResult> NotHere(HttpRequest request) => views.Say(
        request, StatusCodes.Status403Forbidden, "ลงชื่อเข้าใช้ผ่านที่อยู่นี้ไม่ได้", "ที่อยู่นี้ไม่ได้เข้ารหัส (http) ให้เปิดผ่านที่อยู่ที่ขึ้นต้นด้วย https หรือแจ้งผู้ดูแลระบบ");
}
