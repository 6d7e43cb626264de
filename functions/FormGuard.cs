using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions;

/// <summary>
/// Shows that a change was asked for on a page of ours, not by a page of somebody else in the same browser: the request names our own origin
/// (where the browser names one), and its token is the signature of a random cookie together with who is signed in.
/// </summary>
public sealed class FormGuard(SignInCookies cookies, KeyStore keys, OfficeSettings settings, Dice dice)
{
    public const string Field = "form";
    public const string Header = "X-Form";
    const string Purpose = "form";
    const int CookieChars = 22;

    /// <summary>The token for a page's forms; gives the browser its cookie when it has none.</summary>
    public async ValueTask<string> Token(HttpRequest request, CancellationToken ct)
    {
        if (Cookie(request) is not { } cookie) cookies.Write(request, SignInCookies.Form, cookie = dice.Id(), null);
        return Sign(await keys.Current(Purpose, ct), request, cookie);
    }

    /// <summary>By the token of a posted form, or of the header that our scripts send.</summary>
    public async ValueTask<bool> Proves(HttpRequest request, CancellationToken ct)
    {
        if (!IsOwnOrigin(request) || Cookie(request) is not { } cookie) return false;
        if (await Given(request, ct) is not { Length: > 0 } token || token.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot)) return false;
        if (await keys.Find(Purpose, token[..dot], ct) is not { } key) return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(key, request, cookie)), Encoding.UTF8.GetBytes(token));
    }

    string Sign(Key key, HttpRequest request, string cookie) =>
        $"{key.Id}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Secret, Encoding.UTF8.GetBytes($"{cookie}|{cookies.Read(request, SignInCookies.Browser)}")))}";

    string? Cookie(HttpRequest request) => cookies.Read(request, SignInCookies.Form) is { Length: CookieChars } value ? value : null;

    static async ValueTask<string?> Given(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType) return request.Headers[Header];
        try
        {
            return (await request.ReadFormAsync(ct))[Field];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    bool IsOwnOrigin(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin")) return false;
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && (string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                || string.Equals(origin, Origin(settings.BaseUrl), StringComparison.OrdinalIgnoreCase));
    }

    static string? Origin(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : null;
}
