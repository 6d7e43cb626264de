using Microsoft.AspNetCore.Http.Features;

namespace ChuanKhuy.Functions;

/// <summary>Files in forms: our pages take little, except those that ask for a file.</summary>
static class Uploads
{
    /// <summary>A file of 5 MB and the form around it.</summary>
    const long Most = (5 * 1024 * 1024) + (512 * 1024);

    /// <summary>So much of a body that is too large is let pass unread: a browser that is cut off in the middle shows no answer.</summary>
    const long Drained = 64 * 1024 * 1024;

    /// <summary>
    /// Lets this request be as long as a file, before its body is read. False when it says that it is longer; one that does not say is cut off by the server.
    /// </summary>
    public static bool Fits(HttpRequest request)
    {
        var fits = request.ContentLength is null or <= Most;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = fits ? Most : Drained;
        return fits;
    }

    public static async Task<byte[]> Read(IFormFile file, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, ct);
        return memory.ToArray();
    }
}
