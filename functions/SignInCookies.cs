namespace ChuanKhuy.Functions;

/// <summary>
/// Our cookies. Over https they carry the prefix `__Host-`, which browsers accept only for the whole host, only over https and from no other host;
/// on this machine's own loopback, without https, the same names without it. Over plain http from elsewhere nobody can sign in.
/// </summary>
public sealed class SignInCookies(OfficeSettings settings)
{
    /// <summary>Who is signed in.</summary>
    public const string Browser = "chuankhuy";

    /// <summary>The half of the form token that only our own pages' visitor has.</summary>
    public const string Form = "chuankhuy-form";

    /// <summary>The id of the session that a stranger looked at, to come back to it after signing in.</summary>
    public const string Back = "chuankhuy-back";

    // A proxy in front of us speaks https for us; then the public address says so.
    bool IsHttps(HttpRequest request) => request.IsHttps || settings.BaseUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public bool MaySignIn(HttpRequest request) => IsHttps(request) || request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";

    public string? Read(HttpRequest request, string name) => request.Cookies[Full(request, name)];

    /// <param name="age">Null: until the browser is closed.</param>
    public void Write(HttpRequest request, string name, string value, TimeSpan? age) =>
        request.HttpContext.Response.Cookies.Append(Full(request, name), value, Options(request, age));

    public void Drop(HttpRequest request, string name) =>
        request.HttpContext.Response.Cookies.Delete(Full(request, name), Options(request, null));

    string Full(HttpRequest request, string name) => IsHttps(request) ? $"__Host-{name}" : name;

    // Lax, not Strict: who follows a link from a chat must arrive signed in.
    CookieOptions Options(HttpRequest request, TimeSpan? age) =>
        new() { HttpOnly = true, Secure = IsHttps(request), SameSite = SameSiteMode.Lax, Path = "/", MaxAge = age, IsEssential = true };
}
