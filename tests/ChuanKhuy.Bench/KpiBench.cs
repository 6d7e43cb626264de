using System.Diagnostics;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bench;

/// <summary>
/// Two years of 7,000 people: 400 sessions and 8 quarterly evaluations on SQLite. The control adds up the answers themselves instead of the figures that were made
/// when each form closed.
/// </summary>
static class KpiBench
{
    const int People = 7000;
    const int Answers = 120;
    static readonly CancellationToken ct = CancellationToken.None;

    public static async Task<bool> Run()
    {
        var folder = Directory.CreateTempSubdirectory("chuankhuy-kpi-");
        try
        {
            await using var opened = await Stores.Open(new("Sqlite", Path.Combine(folder.FullName, "chuankhuy.db"), null), TimeProvider.System, ct);
            var kpi = await Kpi(opened.Store);
            return Workbook(folder.FullName) && kpi;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<bool> Kpi(Store store)
    {
        var office = new OfficeCalendar(TimeZoneInfo.FindSystemTimeZoneById("Asia/Bangkok"), _ => true);
        var rosters = new RosterStore(store.Tables, new UnitStore(store.Tables, TimeProvider.System), TimeProvider.System);
        await rosters.Save([.. Enumerable.Range(0, People).Select(i => new Person($"p{i:D5}", $"นายทดสอบ ที่{i}", "8401", "1", "พัฒนากร", i % 100 == 0 ? Roles.Staff | Roles.Mentor : Roles.Staff))], null, ct);
        var sessions = new SessionStore(store.Tables);
        var feedback = new FeedbackStore(store, new KeyStore(store.Tables, new SecureDice()));
        var summaries = new SummaryStore(store.Tables, sessions, new(store.Tables), rosters, feedback, office, TimeProvider.System);
        var reporting = new Reporting(
            summaries, new KpiStore(store.Tables), rosters, new Core.Mentors.MentorStore(store.Tables, TimeProvider.System), new UnitStore(store.Tables, TimeProvider.System), new(store.Tables, store.Blobs, TimeProvider.System), office, SatisfactionScale.Default);

        var starts = new DateTimeOffset(2024, 10, 2, 6, 0, 0, TimeSpan.Zero);
        var ids = Enumerable.Range(0, 408).Select(i => (Id: i < 400 ? $"s{i:D3}" : $"eval-{i}", Kind: i < 400 ? (SessionKind)(i % 3) : SessionKind.Evaluation, At: starts.AddDays(i < 400 ? i * 1.8 : (i - 400) * 91))).ToList();
        foreach (var (id, kind, at) in ids)
        {
            var plan = new Plan(id, kind, $"เรื่องที่ {id}", [], (at.Day % 4).ToString(System.Globalization.CultureInfo.InvariantCulture), at, at.AddHours(2), null, Audience.All, MeetingKind.None, "", true);
            var session = new Session(plan, SessionState.Ended, 1, "00000", "", EndedAt: plan.Ends, Boxes: 70, Form: Forms.For(kind).Id).With(Enum.GetValues<DueKind>());
            await sessions.Keep(id, [SessionWrite.New(session)], ct);
            await SessionWrite.Fill(store.Feedback, id, kind is SessionKind.Evaluation ? People : Answers, Forms.For(kind).Items.Count, ct);
            await summaries.Recompute(id, ct);
        }

        var (ours, control) = (new List<double>(), new List<double>());
        var year = new[] { Period.OfYear(2568), Period.OfYear(2569) };
        for (var round = 0; round < 5; round++)
        {
            ours.Add(await Time(async () => { foreach (var one in year) await reporting.Make(ReportWhat.Kpi, one, ReportBy.Session, ct); }));
            control.Add(await Time(async () => { foreach (var (id, kind, _) in ids) Tally.Of(Forms.For(kind).Items, await feedback.Ratings(id, ct)); }));
        }
        Figure.Print("kpi over two years of 7,000 people", Figure.Median(ours), "ms", Figure.Median(control));
        return Figure.Median(ours) <= 300;
    }

    static bool Workbook(string folder)
    {
        var rows = Enumerable.Range(0, 100_000).Select(IReadOnlyList<object?> (i) => [$"รหัส{i}", "ตลาดนัดคนไทยยิ้มได้ ครั้งที่ " + i, i, i / 7m, new DateOnly(2026, 1, 1).AddDays(i % 365)]).ToList();
        var table = new ReportTable("รายงาน", [new("id", "รหัส"), new("title", "หัวข้อ"), new("n", "จำนวน"), new("mean", "ค่าเฉลี่ย"), new("day", "วันที่")], rows);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        using (var file = File.Create(Path.Combine(folder, "x.xlsx"))) ReportXlsx.Write(table, file);
        var seconds = watch.Elapsed.TotalSeconds;
        var grown = (GC.GetTotalMemory(forceFullCollection: false) - before) / 1e6;
        watch.Restart();
        using (var file = File.Create(Path.Combine(folder, "x.csv"))) ReportFiles.Csv(table, file);
        Figure.Print("100,000 rows as a workbook", seconds, "s", watch.Elapsed.TotalSeconds);
        Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"memory meanwhile: {grown:0} MB"));
        return seconds <= 5 && grown <= 150;
    }

    static async Task<double> Time(Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        await act();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Rows as the product writes them, without the life that leads to them.</summary>
    static class SessionWrite
    {
        public static Change New(Session session) => Rows.Insert(SessionKeys.Session, session, SessionJson.Default.Session);

        public static async Task Fill(ITables tables, string id, int answers, int items, CancellationToken ct)
        {
            for (var (box, done) = (0, 0); done < answers; box++)
            {
                var count = Math.Min(100, answers - done);
                var from = done;
                var people = Enumerable.Range(from, count);
                var full = new Box(
                    [.. people.Select(i => $"{i:x32}")], [.. people.Select(i => string.Join(',', Enumerable.Range(0, items).Select(item => 3 + (i + item) % 3))).Order(StringComparer.Ordinal)],
                    [.. people.Where(i => i % 4 == 0).Select(i => $"ความเห็นที่ {i:D5} อยากให้จัดบ่อยขึ้น").Order(StringComparer.Ordinal)]);
                await tables.Commit("feedback", id, [BoxRow.Write($"box|{box:D4}", null, full)], ct);
                done += count;
            }
        }
    }
}
