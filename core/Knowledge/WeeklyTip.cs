using System.Globalization;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>The item of one week, and the item of an earlier week that is asked about.</summary>
/// <param name="Week">Weeks since Monday, 5 January 1970.</param>
/// <param name="Ask">An earlier week's item; null while there is none.</param>
public sealed record Tip(int Week, string Item, string? Ask);

/// <summary>
/// One item a week for everybody who wants it. The tips are a standing session that nobody sees, whose version is the week: its fanout, delivery rows
/// and answers are those of any session, so a tip is never lost or doubled, and "no" is an answer like any other. All get the same item and an item
/// comes again after a year at the earliest, so nobody gets one twice within it.
/// </summary>
public sealed class WeeklyTip(SessionStore sessions, Decisions decisions, Library library, OfficeCalendar office, ITables tables, TimeProvider time)
{
    /// <summary>No session of the plan can have this name.</summary>
    public const string Place = "~tips";

    const string Tips = "tip|";
    const int YearWeeks = 53, Most = 200;

    // Wednesday in the middle of the morning: no meeting of Monday, no end of the week.
    static readonly TimeOnly Hour = new(10, 0);
    static readonly TimeSpan Useful = TimeSpan.FromDays(2);

    /// <summary>What was told one, three and eight weeks ago is asked about, by turns.</summary>
    static readonly int[] Back = [1, 3, 8];

    /// <summary>Decides the week's tip when its hour has come. Safe to call at any time, in any number.</summary>
    public async Task Tick(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var week = Week(office.Day(now));
        if (Due(week, office) is not { } due || now < due || now >= Until(due) || !office.MayNudge(now)) return;
        var was = await sessions.Find(Place, ct);
        if (was is { Value.Version: var done } && done >= week) return;
        var told = await Told(ct);
        if (Choose(week, await library.All(ct), told) is not { } tip) return;
        var fanout = new Fanout(MessageKind.Tip, week, now, Until(due));
        var row = Rows.Insert(Key(week), tip, TipJson.Default.Tip);
        await decisions.Keep(was, new(Standing(week, due), [fanout], [], [row]), null, ct);
    }

    public async ValueTask<Tip?> Find(int week, CancellationToken ct) => (await tables.Find(SessionStore.Table, Place, Key(week), TipJson.Default.Tip, ct))?.Value;

    /// <summary>Whether this person wants tips; asked again just before one is sent.</summary>
    public async Task Want(string person, bool wants, CancellationToken ct)
    {
        while (true)
        {
            var was = await sessions.FindAnswer(Place, person, ct);
            var answer = new Answered(person, wants ? Answer.Yes : Answer.No, (was?.Value.N ?? 0) + 1, time.GetUtcNow());
            if (await sessions.Keep(Place, [SessionRows.Answer(was, answer)], ct)) return;
        }
    }

    /// <summary>The week's hour; null when the office is closed for the rest of the week.</summary>
    internal static DateTimeOffset? Due(int week, OfficeCalendar office)
    {
        var due = office.Later(office.Utc(Monday(week).AddDays(2), Hour));
        return Week(office.Day(due)) == week ? due : null;
    }

    internal static int Week(DateOnly day) => (day.DayNumber - First.DayNumber) / 7;

    /// <summary>The item that was told longest ago or never, the newest first among those never told; null when all were told within a year.</summary>
    internal static Tip? Choose(int week, IReadOnlyList<Item> items, IReadOnlyList<Tip> told)
    {
        var last = told.GroupBy(tip => tip.Item, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Max(tip => tip.Week), StringComparer.Ordinal);
        var next = items.Where(item => week - last.GetValueOrDefault(item.Id, week - YearWeeks) >= YearWeeks)
            .OrderBy(item => last.GetValueOrDefault(item.Id)).ThenByDescending(item => item.Release!.At).ThenBy(item => item.Id, StringComparer.Ordinal).FirstOrDefault();
        if (next is null) return null;
        var known = items.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var ask = Enumerable.Range(0, Back.Length).Select(turn => week - Back[(week + turn) % Back.Length])
            .Select(then => told.FirstOrDefault(tip => tip.Week == then)?.Item).FirstOrDefault(item => item is not null && known.Contains(item));
        return new(week, next.Id, ask);
    }

    static readonly DateOnly First = new(1970, 1, 5);

    static DateOnly Monday(int week) => First.AddDays(7 * week);

    static DateTimeOffset Until(DateTimeOffset due) => due + Useful;

    static string Key(int week) => string.Create(CultureInfo.InvariantCulture, $"{Tips}{week:D5}");

    static Session Standing(int week, DateTimeOffset due) => new(
        new(Place, SessionKind.Talk, "เคล็ดลับประจำสัปดาห์", [], "", due, Until(due), null, Audience.All, MeetingKind.None, "", true), SessionState.Published, week, "", Place);

    async ValueTask<IReadOnlyList<Tip>> Told(CancellationToken ct)
    {
        var rows = await tables.Query(SessionStore.Table, Place, Tips, Key(Math.Max(0, Week(office.Day(time.GetUtcNow())) - Most)), Most, ct);
        return [.. rows.Select(row => row.Read(TipJson.Default.Tip))];
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Tip))]
internal sealed partial class TipJson : JsonSerializerContext;
