using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Core.Reports;

namespace ChuanKhuy.Bench;

/// <summary>How long presses take at about half load while a report of 100,000 rows is written again and again; the control is the same without the report.</summary>
static class ExportBench
{
    const int People = 300;
    static readonly TimeSpan each = TimeSpan.FromSeconds(12);

    public static async Task<bool> Run()
    {
        await using var crowd = await TeamsCrowd.Open(People);
        var (number, most) = (0, await Most(crowd));
        await Presses(TimeSpan.FromSeconds(3));
        var quiet = await Presses(each);
        using var stop = new CancellationTokenSource();
        using var self = Process.GetCurrentProcess();
        var (seconds, peak, before) = (new List<double>(), 0L, self.WorkingSet64);
        var export = Task.Factory.StartNew(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var watch = Stopwatch.StartNew();
                ReportXlsx.Write(Table(), Stream.Null);
                seconds.Add(watch.Elapsed.TotalSeconds);
                self.Refresh();
                peak = Math.Max(peak, self.WorkingSet64);
            }
        }, stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var busy = await Presses(each);
        await stop.CancelAsync();
        await export;
        Figure.Print("P4 p50 at half load, through the door in process (control: while 100,000 rows are exported)", quiet.P50, "ms", busy.P50);
        Figure.Print("P4 p99 while 100,000 rows are exported", busy.P99, "ms", quiet.P99);
        Figure.Print("P7 workbook of 100,000 rows beside that load (control: its goal of 5 s)", Figure.Median(seconds), "s", 5);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P7 resident memory grew by {(peak - before) / 1e6:0} MB at most during {seconds.Count} exports; most presses were {most:0}/s"));
        return Figure.Goal("P4 p50 in ms", quiet.P50, atMost: 2) & Figure.Goal("P4 p99 in ms", quiet.P99, atMost: 20) & Figure.Goal("P4 p99 during an export against without", busy.P99 / quiet.P99, atMost: 3)
            & Figure.Goal("P7 workbook in s", Figure.Median(seconds), atMost: 5) & Figure.Goal("P7 memory in MB", (peak - before) / 1e6, atMost: 150);

        // At a fixed pace: who comes while others wait is counted from the moment they came.
        async Task<(double P50, double P99)> Presses(TimeSpan how)
        {
            var (watch, waits) = (Stopwatch.StartNew(), new List<Task<double>>());
            for (var due = TimeSpan.Zero; due < how; due += TimeSpan.FromSeconds(2 / most))
            {
                if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed, TimeProvider.System);
                waits.Add(Wait(due));
            }
            var all = (await Task.WhenAll(waits)).Order().ToList();
            return (all[all.Count / 2], all[all.Count * 99 / 100]);

            async Task<double> Wait(TimeSpan came)
            {
                await Press(crowd, number++);
                return (watch.Elapsed - came).TotalMilliseconds;
            }
        }
    }

    static async Task Press(TeamsCrowd crowd, int number)
    {
        var person = number % People;
        var (status, body) = await crowd.Deliver(person, crowd.Press(person, (number / People % 2) == 0 ? "yes" : "no"), string.Create(CultureInfo.InvariantCulture, $"e {number}"));
        if (status == 200) crowd.Lay(person, body);
    }

    /// <summary>Presses a second when all cores do nothing else.</summary>
    static async Task<double> Most(TeamsCrowd crowd)
    {
        var (watch, done) = (Stopwatch.StartNew(), 1_000_000);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            await Task.Yield();
            while (watch.Elapsed < TimeSpan.FromSeconds(5)) await Press(crowd, Interlocked.Increment(ref done));
        }));
        return (done - 1_000_000) / watch.Elapsed.TotalSeconds;
    }

    static ReportTable Table() => new(
        "รายงาน", [new("id", "รหัส"), new("title", "หัวข้อ"), new("n", "จำนวน"), new("mean", "ค่าเฉลี่ย"), new("day", "วันที่")],
        [.. Enumerable.Range(0, 100_000).Select(IReadOnlyList<object?> (i) => [$"รหัส{i}", "ตลาดนัดคนไทยยิ้มได้ ครั้งที่ " + i, i, i / 7m, new DateOnly(2026, 1, 1).AddDays(i % 365)])]);
}
