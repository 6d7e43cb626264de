using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Bench;

/// <summary>
/// Microsoft's Agents Playground, fetched from npm for this run alone: its licence is for evaluation. It would listen on every address of the machine,
/// so a few lines are loaded before it that leave it this machine's own. It ends with this process, however that ends: it watches its standard input.
/// </summary>
sealed class AgentsPlayground : IDisposable
{
    const string Package = "@microsoft/m365agentsplayground";
    const string Version = "0.2.28";

    const string Before = """
        const net = require('net');
        const listen = net.Server.prototype.listen;
        net.Server.prototype.listen = function (...args) {
          const [first] = args;
          if (first && typeof first === 'object' && 'port' in first) return listen.call(this, { ...first, host: '127.0.0.1' }, ...args.slice(1));
          if (typeof first === 'object' || Number.isNaN(Number(first))) return listen.apply(this, args);
          return listen.call(this, { port: Number(first), host: '127.0.0.1' }, args.find(arg => typeof arg === 'function'));
        };
        process.stdin.resume();
        for (const end of ['end', 'error']) process.stdin.on(end, () => process.exit(0));
        """;

    readonly Process process;

    AgentsPlayground(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>The version that runs.</summary>
    public static string Name => $"{Package} {Version}";

    /// <param name="folder">An empty folder for the run.</param>
    /// <param name="bot">The bot's endpoint.</param>
    /// <param name="user">Who sits before it.</param>
    /// <param name="colleagues">Who else is there; it wants at least five.</param>
    public static async Task<AgentsPlayground> Start(string folder, Uri bot, Person user, IEnumerable<Person> colleagues)
    {
        await Install(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "before.cjs"), Before);
        await File.WriteAllTextAsync(Path.Combine(folder, "office.yml"), Office(user, colleagues));
        var program = Path.Combine(folder, "node_modules", Package, "cli.js");
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(new ProcessStartInfo("node", ["--require", Path.Combine(folder, "before.cjs"), program, "start", "-e", bot.AbsoluteUri, "-c", "msteams", "-p", port, "--disable-telemetry"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = Path.Combine(folder, "office.yml") },
        })!;
        // "Listening on 43210"
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Split(' ') is ["Listening", "on", var own])
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return new(process, new($"http://127.0.0.1:{own}/"));
            }
        throw new InvalidOperationException($"The Agents Playground did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    static async Task Install(string folder)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--silent", $"{Package}@{Version}"])
        {
            WorkingDirectory = folder, RedirectStandardError = true,
        })!;
        var complaint = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm could not fetch {Package}: {complaint}");
    }

    static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string Office(Person user, IEnumerable<Person> colleagues) => $"""
        version: "0.1.1"
        tenantId: 00000000-0000-0000-0000-0000000000001
        bot:
          id: 00000000-0000-0000-0000-00000000000011
          name: ชวนคุย
        currentUser:
        {User(user, 0, "  ")}
        users:
        {string.Join('\n', colleagues.Select((person, index) => $"  -\n{User(person, index + 1, "    ")}"))}
        personalChat:
          id: __PERSONAL_CHAT_ID__
        groupChat:
          id: __GROUP_CHAT_ID__
          name: กลุ่มงาน
        team:
          id: team-id
          name: สำนักงานพัฒนาชุมชน
          aadGroupId: 00000000-0000-0000-0000-000000000031
          channels:
            - id: channel-announcements-id
              name: ประกาศ
        """;

    static string User(Person person, int number, string margin) => string.Join('\n', new[]
    {
        string.Create(CultureInfo.InvariantCulture, $"id: user-id-{number}"), $"name: {person.Name}", $"userPrincipleName: {person.Email}",
        string.Create(CultureInfo.InvariantCulture, $"aadObjectId: 00000000-0000-0000-0000-00000000000{20 + number}"),
        $"givenName: {person.Name}", "surname: \"-\"", $"email: {person.Email}",
    }.Select(line => margin + line));

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
