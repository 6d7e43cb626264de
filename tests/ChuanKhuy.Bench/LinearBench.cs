using System.Globalization;
using ChuanKhuy.Core.Storage;
using Microsoft.Data.Sqlite;

namespace ChuanKhuy.Bench;

/// <summary>Four processes with fifty clients each for twenty seats; the control is the same crowd without the guard, which must be seen to go wrong.</summary>
static class LinearBench
{
    const int Processes = 4;
    const int Clients = 50;
    const int Clicks = 10;

    public static async Task<bool> Run()
    {
        var folder = Directory.CreateTempSubdirectory("chuankhuy-linear-");
        var azure = (await Azurite.Shared).Connection;
        var good = true;
        try
        {
            foreach (var online in new[] { true, false })
            {
                var about = online ? "online" : "on site";
                good &= await Pair($"SQLite file, {about}", naive => new("Sqlite", Path.Combine(folder.FullName, $"{about[..2]}{naive}", "chuankhuy.db"), null), online);
                good &= await Pair($"Azurite, {about}", naive => new("Azure", "", azure, $"{about[..2]}{(naive ? "naive" : "ours")}"), online);
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
        return good;
    }

    static async Task<bool> Pair(string where, Func<bool, StoreSettings> store, bool online)
    {
        var ours = await SeatCrowd.Run(store(false), Processes, Clients, Clicks, guarded: true, online);
        var naive = await SeatCrowd.Run(store(true), Processes, Clients, Clicks, guarded: false, online);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{where}: {ours.Clicks} kept answers in {ours.Took.TotalSeconds:0.0} s, wrong: {ours.Wrong ?? "nothing"} (control without the guard: {naive.Wrong ?? "nothing"})"));
        return ours.Wrong is null && naive.Wrong is not null;
    }
}
