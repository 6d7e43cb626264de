using System.Globalization;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Functions.Server;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Bench;

/// <summary>
/// A month on a moved clock, every timer tick lived through, and what each call to the store would cost on Azure (K1). Everybody is invited to four talks;
/// four in ten answer, what they do afterwards (signing in, feedback) is not in it. Seconds are billed with their minimum, and a message to many with the pace of the sender.
/// </summary>
static class BillBench
{
    const int Talks = 4, Days = 30, AnswersIn10 = 4;
    const double SendsASecond = 30;

    public static async Task<bool> Run()
    {
        var small = await Month(200);
        var large = await Month(7_000);
        return small <= 0.50 && large <= 1.50;
    }

    static async Task<double> Month(int people)
    {
        var folder = Directory.CreateTempSubdirectory("chuankhuy-bill-");
        try
        {
            var meter = new Meter();
            var clock = new FakeTimeProvider(new(2026, 11, 1, 17, 0, 0, TimeSpan.Zero));
            await using var office = await Installation.Open(new Where(folder.FullName, null), default, clock, environment: "Development", configure: builder => builder.Logging.ClearProviders(), watch: meter.Count);
            await Prepare(office, people);
            meter.Reset();
            var (ticks, sending, idle, clicks, clicked) = (0, new List<long>(), new List<long>(), 0, 0L);
            var pump = new Pump(office);
            for (var end = clock.GetUtcNow().AddDays(Days); clock.GetUtcNow() < end; clock.Advance(Ticker.Period))
            {
                var (before, sends) = (meter.All, meter.Sends);
                await pump.Tick(default);
                (meter.Sends == sends ? idle : sending).Add(meter.All - before);
                ticks++;
                if (clock.GetUtcNow() is not { Hour: 3, Minute: 0, Day: var day }) continue;
                foreach (var talk in Enumerable.Range(0, Talks).Where(talk => Starts(talk).AddDays(-8).Day == day))
                    for (var i = 0; i < people * AnswersIn10 / 10; i++)
                    {
                        var visitor = new Visitor(office, Id(i));
                        before = meter.All;
                        await visitor.Clicks("rsvp", ("session", $"t{talk}"), null, default);
                        clicked += meter.All - before;
                        clicks++;
                    }
            }
            return Print(people, meter, ticks, sending, idle.Order().ElementAt(idle.Count / 2), clicks, clicked, new FileInfo(Path.Combine(folder.FullName, "chuankhuy.db")).Length);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    static async Task Prepare(Installation office, int people)
    {
        await office.Get<UnitStore>().Save(ShippedUnits.All, default);
        await office.Get<RosterStore>().Save([.. Enumerable.Range(0, people).Select(i => new Person(Id(i), $"นางสาวทดสอบ{i} ใจดี", "8401", "1", "พัฒนากร", i == 0 ? Roles.Staff | Roles.Coordinator : Roles.Staff))], null, default);
        for (var talk = 0; talk < Talks; talk++)
        {
            var plan = new Plan($"t{talk}", SessionKind.Talk, $"ชวนคุยครั้งที่ {talk}", [new(null, "วิทยากรภายนอก")], "1", Starts(talk), Starts(talk).AddMinutes(90), null, Audience.All, MeetingKind.None, "ห้อง 1", true);
            if (await office.Get<Planner>().Apply(plan, null, default) is not Planned.Added) throw new InvalidOperationException("The plan was not taken.");
        }
    }

    /// <summary>From the second week on, one a week, Wednesday at 13.30 in Bangkok.</summary>
    static DateTimeOffset Starts(int talk) => new DateTimeOffset(2026, 11, 11, 6, 30, 0, TimeSpan.Zero).AddDays(7 * talk);

    static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D5}");

    static double Print(int people, Meter meter, int ticks, List<long> sending, long idle, int clicks, long clicked, long bytes)
    {
        var warm = 22 * 10 * 12; // working days, hours, calls an hour
        var executions = ticks + meter.Queued + clicks + warm;
        var seconds = AzurePrices.LeastSeconds * executions + meter.Sends / SendsASecond;
        var (gigabytes, polls) = (seconds * AzurePrices.Gigabytes, AzurePrices.PollsAnHour * 24 * Days);
        var functions = Math.Max(0, gigabytes - AzurePrices.FreeGigabyteSeconds) * AzurePrices.GigabyteSecond + Math.Max(0, executions - AzurePrices.FreeExecutions) * AzurePrices.Execution;
        var store = meter.Tables * AzurePrices.TableOperation + (meter.Queues + 2 * meter.Queued + polls) * AzurePrices.QueueOperation + meter.Blobs * AzurePrices.BlobOperation + bytes / 1e9 * AzurePrices.TableGigabyteMonth;
        string[] lines =
        [
            $"{people} people, {Talks} talks for all, {clicks} answers, {meter.Sends} cards sent",
            $"  table operations {meter.Tables}, queue messages {meter.Queued} (and {polls:0} looks by the platform, assumed), blob operations {meter.Blobs}, {bytes / 1e6:0.0} MB",
            $"  executions {executions} ({warm} to keep warm), {gigabytes:0} GB-s of {AzurePrices.FreeGigabyteSeconds:0} free",
            $"  operations an answer {clicked / (double)Math.Max(1, clicks):0.0}, a card {sending.Sum(operations => operations - idle) / (double)Math.Max(1, meter.Sends):0.00}, an idle tick {idle}",
            $"  USD a month: functions {functions:0.00}, store {store:0.00}, together {functions + store:0.00} (aim: {(people > 1000 ? 1.50 : 0.50):0.00})",
        ];
        foreach (var line in lines) Console.WriteLine(line);
        return functions + store;
    }

    /// <summary>Counts what Azure would bill. The chat of the browser, which a chat platform keeps itself, tells how many cards were sent and costs nothing.</summary>
    sealed class Meter
    {
        long tables, queues, queued, blobs, sends;

        public long Tables => tables;
        public long Queues => queues;
        public long Queued => queued;
        public long Blobs => blobs;
        public long Sends => sends;
        public long All => tables + queues + blobs;

        public void Reset() => tables = queues = queued = blobs = sends = 0;

        public ValueTask Count(StorageCall call, CancellationToken ct)
        {
            if (call.Done) return default;
            if (call.Where == "chat")
            {
                if (call.Operation is StorageOperation.Commit) Interlocked.Increment(ref sends);
                return default;
            }
            switch (call.Operation)
            {
                case StorageOperation.Find or StorageOperation.Query or StorageOperation.Commit: Interlocked.Increment(ref tables); break;
                case StorageOperation.Send or StorageOperation.Receive or StorageOperation.DeleteMessage: Interlocked.Increment(ref queues); break;
                default: Interlocked.Increment(ref blobs); break;
            }
            if (call.Operation is StorageOperation.Send) Interlocked.Increment(ref queued);
            return default;
        }
    }
}
