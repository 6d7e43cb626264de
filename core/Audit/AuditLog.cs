using System.Globalization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Audit;

/// <summary>
/// The audit log; nothing in it is ever changed. An act that is kept by a transaction is a row of that transaction ("audit|…" beside what it changed).
/// Table "audit" (partition = month, newest first) points at it; the pointer is written before, so a crash leaves a pointer to nothing, which readers pass over,
/// and never an act without a trace. An act without a transaction of its own stands in table "audit" itself, written before it is done.
/// </summary>
public sealed class AuditLog(ITables tables, TimeProvider time, Dice dice)
{
    internal const string Table = "audit";
    internal const string Keys = "audit|";

    /// <summary>Points at the act and gives the row to be written with it, in a transaction of this partition.</summary>
    public async ValueTask<Change> Note(string table, string partition, string by, ActKind what, string about, string? before, string? after, CancellationToken ct)
    {
        var act = Make(by, what, about, before, after);
        var key = string.Create(CultureInfo.InvariantCulture, $"{Keys}{act.At.UtcTicks:D19}|{act.Id}");
        await Put(act, new(table, partition, key, null), ct);
        return Rows.Insert(key, act, ActJson.Default.Act);
    }

    /// <summary>Keeps an act that has no transaction to stand in. Called before it is done.</summary>
    public async ValueTask Write(string by, ActKind what, string about, string? before, string? after, CancellationToken ct)
    {
        var act = Make(by, what, about, before, after);
        await Put(act, new(null, null, null, act), ct);
    }

    /// <summary>The acts of one month, newest first. To go on, pass the last <see cref="Logged.Place"/> as <paramref name="after"/>; fewer than asked is the end.</summary>
    /// <param name="month">Any day of it, in UTC.</param>
    public async Task<IReadOnlyList<Logged>> Page(DateOnly month, string? after, int most, CancellationToken ct)
    {
        var acts = new List<Logged>();
        while (acts.Count < most)
        {
            var page = await tables.Query(Table, Month(month), "", after, most, ct);
            foreach (var row in page)
            {
                after = row.Key;
                if (await Follow(row.Read(ActJson.Default.ActPointer), ct) is { } act) acts.Add(new(row.Key, act));
                if (acts.Count == most) break;
            }
            if (page.Count < most) break;
        }
        return acts;
    }

    /// <summary>What was done in one session, oldest first.</summary>
    public async Task<IReadOnlyList<Act>> Of(string session, CancellationToken ct)
    {
        var acts = new List<Act>();
        await foreach (var row in tables.All(Sessions.SessionStore.Table, session, Keys, ActJson.Default.Act, ct)) acts.Add(row.Value);
        return acts;
    }

    async ValueTask<Act?> Follow(ActPointer pointer, CancellationToken ct) => pointer switch
    {
        { Act: { } act } => act,
        { Table: { } table, Partition: { } partition, Key: { } key } => (await tables.Find(table, partition, key, ActJson.Default.Act, ct))?.Value,
        _ => null,
    };

    async ValueTask Put(Act act, ActPointer pointer, CancellationToken ct)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - act.At.UtcTicks:D19}|{act.Id}");
        await tables.Commit(Table, Month(DateOnly.FromDateTime(act.At.UtcDateTime)), [Rows.Insert(key, pointer, ActJson.Default.ActPointer)], ct);
    }

    Act Make(string by, ActKind what, string about, string? before, string? after) => new(dice.Id(), by, time.GetUtcNow(), what, about, before, after);

    static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>An act and its place in the list.</summary>
public sealed record Logged(string Place, Act Act);
