using System.Globalization;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// Table "holidays", the coordinator's: one partition, row = date. <see cref="IsWorkingDay"/> answers from memory, for <see cref="OfficeCalendar"/>;
/// until the first <see cref="Load"/> it knows weekends and the fixed dates only. Whoever looks at the calendar (timer, command) loads first.
/// </summary>
public sealed class HolidayStore(ITables tables)
{
    const string Table = "holidays";
    const string Partition = "holidays";
    const int NameChars = 100;

    volatile Holidays known = Holidays.Shipped;

    public bool IsWorkingDay(DateOnly day) => known.IsWorkingDay(day);

    public async ValueTask<Holidays> Load(CancellationToken ct) => known = new(await Own(ct));

    /// <summary>Adds or replaces these days.</summary>
    public async Task Save(IReadOnlyList<Holiday> days, CancellationToken ct)
    {
        foreach (var page in days.Chunk(Limits.Transaction))
            await tables.Commit(Table, Partition, [.. page.Select(day => Rows.Put(Key(day.Date), day, HolidayJson.Default.Holiday))], ct);
        await Load(ct);
    }

    /// <summary>Takes one day out of the table again.</summary>
    public async Task Remove(DateOnly day, CancellationToken ct)
    {
        if (await tables.Find(Table, Partition, Key(day), ct) is { } row) await tables.Commit(Table, Partition, [new Change.Delete(row.Key, row.ETag)], ct);
        await Load(ct);
    }

    /// <summary>Brings in a file with the columns date and name. Days that it does not name stay.</summary>
    public async Task<FileOutcome<Imported>> Import(Stream file, CancellationToken ct)
    {
        var outcome = await SheetFile.Read(file, Columns.Holidays, ct);
        if (outcome is not FileOutcome<Sheet>.Taken(var sheet)) return new FileOutcome<Imported>.Unreadable(((FileOutcome<Sheet>.Unreadable)outcome).Problem);
        var stored = (await Own(ct)).ToDictionary(h => h.Date);
        var (refused, days) = (new List<RowProblem>(sheet.Refused), new Dictionary<DateOnly, Holiday>());
        foreach (var row in sheet.Rows)
        {
            if (When.ReadDated(row["date"]) is not Heard<Moment>.Found { Value: { Day: { } date, From: null } })
                refused.Add(new(row.Line, new($"วันที่: อ่าน \"{ThaiText.Clean(row["date"], 40)}\" ไม่ออก เขียนแบบ 2027-02-22", $"date: \"{ThaiText.Clean(row["date"], 40)}\" is not a day; write it as 2027-02-22.")));
            else if (ThaiText.Clean(row["name"], NameChars) is not { Length: > 0 } name)
                refused.Add(new(row.Line, new("ชื่อ: ยังว่างอยู่", "name: is empty.")));
            else
                days[date] = new(date, name);
        }
        var changed = days.Values.Where(day => stored.GetValueOrDefault(day.Date) != day).ToList();
        var added = changed.Count(day => !stored.ContainsKey(day.Date));
        await Save(changed, ct);
        return new FileOutcome<Imported>.Taken(new(added, changed.Count - added, days.Count - changed.Count, [.. refused.OrderBy(r => r.Line)], []));
    }

    async Task<List<Holiday>> Own(CancellationToken ct)
    {
        var days = new List<Holiday>();
        await foreach (var row in tables.All(Table, Partition, "", HolidayJson.Default.Holiday, ct)) days.Add(row.Value);
        return days;
    }

    static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Holiday))]
internal sealed partial class HolidayJson : JsonSerializerContext;
