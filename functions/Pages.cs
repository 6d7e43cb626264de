namespace ChuanKhuy.Functions;

/// <summary>The files that pages consist of, from the folder `assets` beside the program, with the headers that every page of ours has.</summary>
public static class Pages
{
    // Nothing from elsewhere, nothing inline, no frames: what a person typed stays text even if we once forget to escape it.
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "assets");

    static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".woff2"] = "font/woff2",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>A page of ours; <paramref name="file"/> is our own constant, never a request's text.</summary>
    public static IResult Html(HttpRequest request, string file)
    {
        HardenPage(request);
        return Results.File(Path.Combine(Folder, file), Types[".html"]);
    }

    /// <summary>Scripts, styles and fonts by their exact name; everything else is not found.</summary>
    public static IResult Asset(HttpRequest request, string file)
    {
        var extension = Path.GetExtension(file);
        if (file != Path.GetFileName(file) || extension is ".html" || !Types.TryGetValue(extension, out var type)) return Results.NotFound();
        var path = Path.Combine(Folder, file);
        if (!File.Exists(path)) return Results.NotFound();
        Harden(request.HttpContext.Response.Headers);
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.File(path, type, lastModified: File.GetLastWriteTimeUtc(path));
    }

    /// <summary>The headers of a page: those of every file of ours, never kept by anybody, not for search engines.</summary>
    public static void HardenPage(HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        Harden(headers);
        headers.CacheControl = "no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        // Not no-referrer: with it a browser says "Origin: null" even of our own forms (Fetch standard, "append a request Origin header").
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
