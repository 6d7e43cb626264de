using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChuanKhuy.Bench;

/// <summary>
/// Publishes the single folder for one PC as infra/one-pc/publish.sh does, and a bare ASP.NET Core program the same way, and starts each of them:
/// from the start of the process to the first right answer (P5). Pairs alternate; medians are printed.
/// </summary>
static class PublishBench
{
    const int Pairs = 5;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<bool> Run()
    {
        var root = Root();
        var folder = Directory.CreateTempSubdirectory("chuankhuy-publish-");
        try
        {
            var (ours, bare) = (Path.Combine(folder.FullName, "ours"), Path.Combine(folder.FullName, "bare"));
            if (await Command("bash", Path.Combine(root, "infra/one-pc/publish.sh"), "linux-x64", ours) != 0) return false;
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "bare.csproj"), """
                <Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><UseArtifactsOutput>false</UseArtifactsOutput></PropertyGroup></Project>
                """);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Program.cs"), """
                var app = WebApplication.CreateSlimBuilder(args).Build();
                app.MapGet("/healthz", () => "ok");
                app.Run();
                """);
            if (await Command("dotnet", "publish", folder.FullName, "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishReadyToRun=true", "-o", bare, "-v", "q") != 0) return false;
            var (first, control) = (new List<double>(), new List<double>());
            for (var pair = 0; pair < Pairs; pair++)
            {
                first.Add(await Start(Path.Combine(ours, "chuankhuy"), "--data", Path.Combine(folder.FullName, $"data{pair}")));
                control.Add(await Start(Path.Combine(bare, "bare")));
            }
            Figure.Print("start of the published program to its first right answer, empty store", Figure.Median(first), "ms", Figure.Median(control));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the folder: {new DirectoryInfo(ours).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1e6:0} MB"));
            return Figure.Median(first) <= 600;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<double> Start(string program, params string[] arguments)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(program, [.. arguments, "--urls", address]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        try
        {
            using var http = new HttpClient();
            using var patience = new CancellationTokenSource(Patience);
            while (true)
                try
                {
                    if ((await http.GetStringAsync($"{address}/healthz", patience.Token)).Contains("ok", StringComparison.Ordinal)) return watch.Elapsed.TotalMilliseconds;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, patience.Token);
                }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    static async Task<int> Command(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ChuanKhuy.sln"))) return folder.FullName;
        throw new InvalidOperationException("This does not run inside the repository.");
    }
}
