using System.Reflection;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions;

/// <summary>What every browser and every watcher may ask for: the parts of pages, and whether the house stands.</summary>
public sealed class Web(OpenStore store)
{
    static readonly string Version = typeof(Web).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?";

    [OpenTo(Door.Everybody)]
    [Function("Assets")]
    public IResult Assets([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{file}")] HttpRequest request, string file) =>
        Pages.Asset(request, file);

    [OpenTo(Door.Everybody)]
    [Function("Health")]
    public async Task<IResult> Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "healthz")] HttpRequest request, CancellationToken ct)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var alive = await store.Ping(ct);
        return Results.Json(
            new HealthReport(alive ? "ok" : "store does not answer", store.Kind, Version), WebJson.Default.HealthReport,
            statusCode: alive ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

internal sealed record HealthReport(string Status, string Store, string Version);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class WebJson : JsonSerializerContext;
