using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Bench;

/// <summary>
/// Microsoft's storage emulator, one for the whole test run: in memory, on free loopback ports, with an account and key made for this run.
/// It ends with the test process, however that ends: it watches its own standard input.
/// </summary>
public sealed class Azurite
{
    // Loaded into node beside the emulator: when the tests are gone, the pipe closes.
    const string Watch = "process.stdin.resume(); process.stdin.on('end', () => process.exit(0)); process.stdin.on('error', () => process.exit(0));";
    const string Account = "chuankhuy";
    static readonly Lazy<Task<Azurite>> shared = new(Start);
    static int prefixes;

    Azurite(string connection) => Connection = connection;

    /// <summary>The running emulator; the first caller starts it.</summary>
    public static Task<Azurite> Shared => shared.Value;

    public string Connection { get; }

    /// <summary>A store of its own on the emulator: no other test has its prefix.</summary>
    public async Task<OpenStore> Open(TimeProvider? time = null) => await Stores.Open(
        new("Azure", "", Connection, "t" + Interlocked.Increment(ref prefixes).ToString(CultureInfo.InvariantCulture)), time ?? TimeProvider.System, CancellationToken.None);

    static async Task<Azurite> Start()
    {
        var program = Program();
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "-e", $"{Watch} process.argv.splice(1, 0, 'azurite'); require({System.Text.Json.JsonSerializer.Serialize(program)});", "--",
                "--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            },
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{key}" },
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        var said = new List<string>();
        var ports = new Dictionary<string, string>(StringComparer.Ordinal);
        while (ports.Count < 3)
        {
            // "Azurite Blob service is successfully listening at http://127.0.0.1:33199"
            if (await process.StandardOutput.ReadLineAsync() is not { } line)
                throw new InvalidOperationException($"Azurite did not start (npm ci in tests/?): {string.Join('\n', said)} {await process.StandardError.ReadToEndAsync()}");
            said.Add(line);
            if (line.Split(' ') is ["Azurite", var service, "service", "is", "successfully", "listening", "at", var address]) ports[service] = address;
        }
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        return new($"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};"
            + $"BlobEndpoint={ports["Blob"]}/{Account};QueueEndpoint={ports["Queue"]}/{Account};TableEndpoint={ports["Table"]}/{Account};");
    }

    // tests/node_modules, wherever the tests were built to.
    static string Program()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, "tests", "node_modules", "azurite", "dist", "src", "azurite.js");
            if (File.Exists(program)) return program;
        }
        throw new InvalidOperationException("Azurite is missing: run npm ci in tests/.");
    }
}
