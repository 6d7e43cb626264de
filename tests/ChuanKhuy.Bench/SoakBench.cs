using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Bench;

/// <summary>Presses and the timer for a minute (or as many as are asked for): the slope of memory after a warm-up. The control is the slope while nothing is done.</summary>
static class SoakBench
{
    const int People = 300;

    public static async Task<bool> Run(IReadOnlyList<string> options)
    {
        var minutes = options is [var text, ..] ? double.Parse(text, CultureInfo.InvariantCulture) : 1;
        await using var crowd = await TeamsCrowd.Open(People);
        var pump = new Pump(crowd.Office);
        var (watch, presses) = (Stopwatch.StartNew(), 0);
        var idle = await Slope(TimeSpan.FromSeconds(8), () => Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed < TimeSpan.FromSeconds(10)) await Round();
        var busy = await Slope(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(18), Round);
        Figure.Print("P6 memory in use, slope under load", busy.PerMinute, "MB/minute", idle.PerMinute);
        Figure.Print("P6 resident at the end (control: idle)", busy.Resident, "MB", idle.Resident);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak: {presses} presses in {watch.Elapsed.TotalSeconds:0} s"));
        return Figure.Goal("P6 soak slope in MB a minute", busy.PerMinute, atMost: 1);

        async Task Round()
        {
            await Task.WhenAll(Enumerable.Range(0, 32).Select(async i =>
            {
                var person = (presses + i) % People;
                var (status, body) = await crowd.Deliver(person, crowd.Press(person, (presses / People % 2) == 0 ? "yes" : "no"), string.Create(CultureInfo.InvariantCulture, $"soak {presses + i}"));
                if (status != 200 || !crowd.Lay(person, body)) throw new InvalidOperationException($"A press was answered {status}.");
            }));
            presses += 32;
            if (presses % 3200 == 0) await pump.Tick(default);
        }
    }

    /// <summary>Least squares over what is in use after each collection, and the resident size at the end.</summary>
    static async Task<(double PerMinute, double Resident)> Slope(TimeSpan how, Func<Task> work)
    {
        var (watch, points, next) = (Stopwatch.StartNew(), new List<(double Minute, double Mb)>(), TimeSpan.Zero);
        while (watch.Elapsed < how)
        {
            await work();
            if (watch.Elapsed < next) continue;
            points.Add((watch.Elapsed.TotalMinutes, GC.GetTotalMemory(forceFullCollection: true) / 1e6));
            next = watch.Elapsed + TimeSpan.FromSeconds(1.5);
        }
        var (x, y) = (points.Average(p => p.Minute), points.Average(p => p.Mb));
        using var self = Process.GetCurrentProcess();
        return (points.Sum(p => (p.Minute - x) * (p.Mb - y)) / points.Sum(p => (p.Minute - x) * (p.Minute - x)), self.WorkingSet64 / 1e6);
    }
}
