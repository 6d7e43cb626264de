using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bench;

/// <summary>From starting the program to the first right answer, ten times, beside a bare web server; on the built program, or on a published one in FOLDER.</summary>
static class ColdBench
{
    /// <summary>The first argument of the bare server.</summary>
    public const string Child = "cold-child";

    const int Times = 10;

    public static async Task<bool> Run(IReadOnlyList<string> options)
    {
        var program = Path.Combine(options is [var published, ..] ? Path.GetFullPath(published) : AppContext.BaseDirectory, "chuankhuy.dll");
        var folder = Directory.CreateTempSubdirectory("chuankhuy-cold-");
        try
        {
            var (ours, bare) = (new List<double>(), new List<double>());
            for (var i = 0; i <= Times; i++)
            {
                var (a, b) = (await Start(url => [program, "--data", folder.FullName, "--urls", url]), await Start(url => [typeof(ColdBench).Assembly.Location, Child, url]));
                if (i > 0) (ours, bare) = ([.. ours, a], [.. bare, b]); // the first one makes the store
            }
            Figure.Print(options.Count > 0 ? "P5 published program to its first answer" : "P5 built program (not published) to its first answer", Figure.Median(ours), "ms", Figure.Median(bare));
            return Figure.Goal("P5 start in ms", Figure.Median(ours), atMost: 600);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<double> Start(Func<string, string[]> arguments)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments(url)) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = "Production" } })!;
        try
        {
            using var http = new HttpClient();
            for (var said = process.StandardError.ReadToEndAsync(); ;)
            {
                if (process.HasExited) throw new InvalidOperationException($"The program ended instead of answering: {await said}");
                try
                {
                    using var answer = await http.GetAsync(new Uri(url));
                    if (answer.StatusCode is HttpStatusCode.OK) return watch.Elapsed.TotalMilliseconds;
                }
                catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromSeconds(30))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
                }
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>A web server that only says hello.</summary>
    public static async Task<int> Serve(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        app.MapGet("/", () => "hello");
        await app.RunAsync();
        return 0;
    }
}
