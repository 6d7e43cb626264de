using ChuanKhuy.Core.People;

namespace ChuanKhuy.Functions;

/// <summary>Who is at the browser.</summary>
public sealed class SignInGate(SignInStore signIns, SignInCookies cookies, RosterStore rosters)
{
    /// <summary>Null for a stranger, and for somebody who left the roster since.</summary>
    public async ValueTask<Person?> Who(HttpRequest request, CancellationToken ct)
    {
        var person = SignInTicket.TryRead(cookies.Read(request, SignInCookies.Browser), out var ticket) && await signIns.Knows(ticket, ct)
            ? (await rosters.Load(ct)).Find(ticket.Person)
            : null;
        request.HttpContext.Items[typeof(SignInGate)] = person;
        return person;
    }

    /// <summary>Whom <see cref="Who"/> found for this request; null while it was not asked.</summary>
    public static Person? Known(HttpRequest request) => request.HttpContext.Items[typeof(SignInGate)] as Person;

    /// <summary>The sentence for scripts of a page whose visitor is not signed in any more.</summary>
    public static IResult Closed() => Problems.Of(StatusCodes.Status401Unauthorized, "ลงชื่อเข้าใช้ก่อน แล้วลองใหม่อีกครั้ง", "Sign in first.");

    /// <summary>The sentence for a request that did not come from our own page.</summary>
    public static IResult NotOurs() => Problems.Of(StatusCodes.Status403Forbidden, "หน้านี้เปิดไว้นานเกินไป เปิดใหม่แล้วลองอีกครั้ง", "The form token is missing or wrong: load the page again.");
}
