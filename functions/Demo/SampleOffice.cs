using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Demo;

/// <summary>
/// The invented office that comes with the program. Only the server loads it, only into an empty store and only while no chat channel is configured;
/// the store is marked, and an import of real people into it is refused.
/// </summary>
public static partial class SampleOffice
{
    /// <summary>Null when the store holds something already.</summary>
    public static async Task<(int People, int Sessions)?> LoadInto(Installation office, CancellationToken ct)
    {
        if ((await office.Get<RosterStore>().Load(ct)).People.Count > 0 || await office.Get<MarkStore>().Find(ct) is not StoreMark.None) return null;
        await office.Get<MarkStore>().Save(StoreMark.Sample, ct);
        var people = Taken(await office.Get<RosterImport>().Run(Open("people.csv"), null, ct));
        var plan = Taken(await office.Get<PlanImport>().Run(Current(office), null, null, ct));
        return (people.Added, plan.Added);
    }

    /// <summary>Fills a store for the demo with the sample's people.</summary>
    /// <exception cref="TroubleException">The store is not empty: somebody's data is in it.</exception>
    public static async Task ClaimForDemo(Installation office, CancellationToken ct)
    {
        if ((await office.Get<RosterStore>().Load(ct)).People.Count > 0 || await office.Get<MarkStore>().Find(ct) is not StoreMark.None)
            throw new TroubleException(
                "โฟลเดอร์ข้อมูลนี้มีข้อมูลอยู่แล้ว ให้ demo ใช้โฟลเดอร์ว่าง", "This data folder holds data already: give the demo an empty one, or none.");
        await office.Get<MarkStore>().Save(StoreMark.Demo, ct);
        Taken(await office.Get<RosterImport>().Run(Open("people.csv"), null, ct));
    }

    static FileStream Open(string file) => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "samples", file));

    /// <summary>The sample plan, moved on by whole weeks when its year is over, so that there is always something ahead.</summary>
    static MemoryStream Current(Installation office)
    {
        using var reader = new StreamReader(Open("plan.csv"), Encoding.UTF8);
        var text = reader.ReadToEnd();
        var last = Days().Matches(text).Select(match => Day(match.Value)).Max();
        var today = office.Get<OfficeCalendar>().Day(office.Get<TimeProvider>().GetUtcNow());
        var years = 0;
        while (last.AddDays(364 * years) < today.AddDays(60)) years++;
        return new(Encoding.UTF8.GetBytes(Days().Replace(text, match => Day(match.Value).AddDays(364 * years).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
    }

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static T Taken<T>(FileOutcome<T> outcome) => outcome is FileOutcome<T>.Taken(var value)
        ? value
        : throw new InvalidOperationException("A file of the sample office cannot be read.");

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b")]
    private static partial Regex Days();
}
