using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChuanKhuy.Core;
using ChuanKhuy.Functions;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bench;

/// <summary>The product on SQLite with Teams, Microsoft's keys on a port of their own, and people who have an invitation before them.</summary>
sealed class TeamsCrowd : IAsyncDisposable
{
    readonly RSA rsa = RSA.Create(2048);
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chuankhuy-bench-");
    WebApplication microsoft = null!;
    JsonObject[] cards = [];
    string bearer = "";

    public const string Secret = "s3cr3t-of-the-bench";

    public Installation Office { get; private set; } = null!;

    public string Service { get; private set; } = "";

    public int People => cards.Length;

    public static async Task<TeamsCrowd> Open(int people, TimeProvider? time = null, Action<WebApplicationBuilder>? configure = null)
    {
        var crowd = new TeamsCrowd();
        crowd.microsoft = await LoadBench.Metadata(crowd.rsa);
        crowd.Service = $"{crowd.microsoft.Urls.Single()}/apac/";
        crowd.Office = await Installation.Open(new Where(crowd.folder.FullName, "http://127.0.0.1:0"), default, time, environment: "Development", configure: builder =>
        {
            builder.Logging.ClearProviders();
            (builder.Configuration["Teams:AppId"], builder.Configuration["Teams:TenantId"], builder.Configuration["Teams:Secret"]) = (LoadBench.App, LoadBench.Tenant, Secret);
            builder.Configuration["Teams:OpenIdMetadata"] = $"{crowd.microsoft.Urls.Single()}/v1/openid";
            configure?.Invoke(builder);
        });
        crowd.Refresh();
        crowd.cards = [.. (await LoadBench.Presses(crowd.Office, crowd.Service, people)).Select(press => (JsonObject)JsonNode.Parse(press)!["value"]!["action"]!["data"]!)];
        return crowd;
    }

    /// <summary>A token of the office's present moment.</summary>
    public void Refresh() => bearer = Token();

    public string Token() => $"Bearer {LoadBench.Sign(rsa, Service, -1, Office.Get<TimeProvider>().GetUtcNow())}";

    /// <summary>What this person would send by pressing an answer on the card that lies before them.</summary>
    public JsonObject Press(int person, string choice)
    {
        var data = (JsonObject)cards[person].DeepClone();
        data["choice"] = choice;
        return data;
    }

    /// <summary>One delivery of a press through Teams' door, in this process; returns the status and the body.</summary>
    public async Task<(int Status, string Body)> Deliver(int person, JsonObject data, string id)
    {
        var activity = JsonNode.Parse(LoadBench.Activity(Service, Id(person), "rsvp", (JsonObject)data.DeepClone()))!;
        activity["id"] = id;
        var context = new DefaultHttpContext { RequestServices = Office.App.Services };
        using var answer = new MemoryStream();
        (context.Request.Method, context.Request.Body, context.Response.Body) = ("POST", new MemoryStream(Encoding.UTF8.GetBytes(activity.ToJsonString())), answer);
        context.Request.Headers.Authorization = bearer;
        await (await Office.Get<TeamsDoor>().Receive(context.Request, default)).ExecuteAsync(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    /// <summary>The card that came back lies before the person from now on. False when there was none.</summary>
    public bool Lay(int person, string answer)
    {
        if (LoadBench.Yes(JsonNode.Parse(answer)?["value"]) is not JsonObject data) return false;
        cards[person] = (JsonObject)data.DeepClone();
        return true;
    }

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D4}");

    public async ValueTask DisposeAsync()
    {
        await Office.DisposeAsync();
        await microsoft.DisposeAsync();
        rsa.Dispose();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
