using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Bench.Simulation;
using Process = System.Diagnostics.Process;

namespace ChuanKhuy.Bench;

/// <summary>
/// The same simulated histories under five cultures and three time zones, each in a process of its own: everything stored and every card has the same bytes.
/// The control is what a careless "now" as text would be.
/// </summary>
static class CultureBench
{
    /// <summary>The first argument of a child process.</summary>
    public const string Child = "culture-child";

    const int Seeds = 8;
    static readonly string[] cultures = ["th-TH", "en-US", "ar-SA", "tr-TR", ""];
    static readonly string[] zones = ["UTC", "Asia/Bangkok", "America/Los_Angeles"];

    public static async Task<bool> Run()
    {
        var said = new List<string>();
        foreach (var pair in cultures.SelectMany(culture => zones.Select(zone => (culture, zone))).Chunk(2))
            said.AddRange(await Task.WhenAll(pair.Select(p => Ask(p.culture, p.zone))));
        var (ours, careless) = (said.Select(line => line.Split(' ')[0]).Distinct().Count(), said.Select(line => line.Split(' ', 2)[1]).Distinct().Count());
        Figure.Print(string.Create(CultureInfo.InvariantCulture, $"different contents of {said.Count} stores, {Seeds} histories each"), ours, "contents", careless);
        return Figure.Goal("contents that differ by culture or time zone", ours, atMost: 1) && careless > 1;
    }

    static async Task<string> Ask(string culture, string zone)
    {
        using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(CultureBench).Assembly.Location, Child, culture]) { RedirectStandardOutput = true, Environment = { ["TZ"] = zone } })!;
        var line = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? line.Trim() : throw new InvalidOperationException($"The process for {culture} in {zone} ended with {child.ExitCode}.");
    }

    /// <summary>Prints the digest of all that was stored and shown, and a careless text of one moment.</summary>
    public static int Play(string culture)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var digest = Simulated.Digest(Enumerable.Range(1, Seeds).Select(seed => (ulong)seed));
        var careless = TimeZoneInfo.ConvertTime(new DateTimeOffset(2026, 11, 25, 20, 0, 0, TimeSpan.Zero), TimeZoneInfo.Local).ToString("yyyy-MM-dd HH:mm", CultureInfo.CurrentCulture);
        Console.WriteLine($"{digest} {careless}");
        return 0;
    }
}
