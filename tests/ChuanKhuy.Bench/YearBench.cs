using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Functions.Server;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bench;

/// <summary>A year of the sample office on a moved clock: the planned exchanges, tips, evaluations, and questions to mentors of whom some are silent, full or leave.</summary>
static class YearBench
{
    const int Questions = 200;

    public static async Task<bool> Run()
    {
        var watch = Stopwatch.StartNew();
        var folder = Directory.CreateTempSubdirectory("chuankhuy-year-");
        try
        {
            var clock = new MovedClock();
            clock.MoveTo(YearPlay.Begins.ToUniversalTime());
            await using var office = await Installation.Open(new Where(folder.FullName, null), default, clock, dice: new YearDice(1), configure: builder => builder.Logging.ClearProviders());
            await SampleOffice.ClaimForDemo(office, default);
            var report = await new YearPlay(office, clock.MoveTo, 1, Questions).Live(YearPlay.Begins.AddYears(1), default);
            report.Print(Console.Out, watch.Elapsed);
            return report is { Wrong.Count: 0, Exchanges.Count: 12, Evaluations: 4, Asked: Questions };
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>What a year was. <paramref name="Wrong"/>: every breach of a rule, as a sentence.</summary>
public sealed record YearReport(
    IReadOnlyList<string> Exchanges, int Tips, int Evaluations, int Messages, int Asked, int Answered, int Closed, int Open, int HandedOver, TimeSpan LongestWait, int MostHeld, IReadOnlyList<string> Wrong)
{
    public void Print(TextWriter to, TimeSpan took)
    {
        Line($"ปีงบประมาณจำลอง ({took.TotalSeconds:0} s)");
        Line($"  เวทีแลกเปลี่ยน {Exchanges.Count} ครั้ง: {string.Join(", ", Exchanges.CountBy(zone => zone).OrderBy(zone => zone.Key, StringComparer.Ordinal).Select(zone => $"โซน {zone.Key} {zone.Value}"))}");
        Line($"  เคล็ดลับ {Tips} สัปดาห์ · แบบประเมินโครงการ {Evaluations} ครั้ง · ข้อความที่ส่งถึง {Messages:#,0}");
        Line($"  คำถามถึงพี่เลี้ยง {Asked}: ได้คำตอบ {Answered} · จบแล้ว {Closed} · ยังเปิด {Open} · ส่งต่อ {HandedOver} ครั้ง");
        Line($"  รอขั้นหนึ่งนานที่สุด {LongestWait.TotalHours:0} ชั่วโมง รวมวันหยุด · พี่เลี้ยงดูแลพร้อมกันมากที่สุด {MostHeld} เรื่อง");
        Line($"  ผิดกติกา {Wrong.Count}");
        foreach (var wrong in Wrong.Take(10)) to.WriteLine($"    {wrong}");

        void Line(FormattableString text) => to.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>Plays it on the real parts. Looks at every rule after each step of the clock: twice on a working day.</summary>
/// <param name="office">With people, and nothing else.</param>
/// <param name="moveTo">Moves the office's clock.</param>
public sealed class YearPlay(Installation office, Action<DateTimeOffset> moveTo, int seed, int questions)
{
    public static readonly DateTimeOffset Begins = new(2026, 10, 1, 8, 30, 0, TimeSpan.FromHours(7));
    const int Year = 2570, Team = 12, Items = 60;

    readonly Random random = new(seed);
    readonly List<string> asked = [], wrong = [];
    readonly HashSet<string> answered = new(StringComparer.Ordinal);
    readonly AskDesk desk = office.Get<AskDesk>();
    readonly AskStore asks = office.Get<AskStore>();
    readonly MentorStore mentors = office.Get<MentorStore>();
    readonly OfficeCalendar calendar = office.Get<OfficeCalendar>();
    readonly Pump pump = new(office);
    TimeSpan longest;
    int held;

    public async Task<YearReport> Live(DateTimeOffset until, CancellationToken ct)
    {
        var roster = await office.Get<RosterStore>().Load(ct);
        var officers = roster.People.Where(Candidates.Asked).ToList();
        var team = officers.Where(p => p.Zone.Length > 0).GroupBy(p => p.Zone).SelectMany(zone => zone.Take(Team / 4)).Select(p => p.Id).ToList();
        for (var m = 0; m < team.Count; m++) await desk.Appoint(team[m], new(Subjects.All[m % 5].Id, ""), true, ct);
        await Library(ct);
        var planning = office.Get<YearPlanning>();
        var draft = await planning.Draft(Year, ct);
        await planning.Create(Year, draft.Code, officers[0].Id, ct);

        var days = Enumerable.Range(0, (int)(until - Begins).TotalDays).Select(day => Begins.AddDays(day)).Where(day => calendar.IsWorkingDay(calendar.Day(day))).ToList();
        for (var d = 0; d < days.Count; d++)
            foreach (var hour in new[] { 2, 8 })
            {
                moveTo(days[d].AddHours(hour).ToUniversalTime());
                await Waits(ct);
                await pump.Tick(ct);
                await Check(ct);
                // Evenly over the year, the last ones early enough to be answered.
                while (asked.Count < questions && asked.Count < questions * (d + 1) / Math.Max(1, days.Count - 10)) if (!await Ask(officers, team, ct)) break;
                foreach (var id in await asks.Open(ct)) await Answer(id, roster, team, ct);
                if (random.NextDouble() < 0.02) await desk.Pause(team[random.Next(team.Count)], random.NextDouble() < 0.4, ct);
                if (d == days.Count / 3 && hour == 2) foreach (var post in (await mentors.Find(team[0], ct))!.Value.Posts) await desk.Appoint(team[0], post, false, ct);
            }
        return await Report(draft, until, ct);
    }

    async Task<bool> Ask(List<Person> officers, List<string> team, CancellationToken ct)
    {
        var (asker, subject) = (officers.Where(p => !team.Contains(p.Id)).ElementAt(random.Next(officers.Count - team.Count)), Subjects.All[random.Next(6)].Id);
        var matches = await desk.Find(asker, subject, ct);
        // All are full: the asker is told so and asks again another day.
        if (matches.Count == 0) return false;
        var id = string.Create(CultureInfo.InvariantCulture, $"y{seed}-{asked.Count}");
        if (await desk.Begin(id, asker, matches[0].Person.Id, subject, "คำถาม", random.NextDouble() < 0.3, ct) is AskOutcome.Kept) asked.Add(id);
        else wrong.Add($"{id}: a mentor who was offered did not take it");
        return true;
    }

    async Task Answer(string id, Roster roster, List<string> team, CancellationToken ct)
    {
        if (await asks.Find(id, ct) is not { Value: var ask }) return;
        if (ask is { State: AskState.With, Mentor: { } mentor, Owed: not null } && Talks(team, mentor) && random.NextDouble() < 0.35)
        {
            await desk.Say(id, roster.Find(mentor)!, string.Create(CultureInfo.InvariantCulture, $"ตอบ {ask.Lines}"), ct);
            answered.Add(id);
        }
        else if (ask is { State: AskState.Pool } && team[random.Next(team.Count)] is var hand && Talks(team, hand) && random.NextDouble() < 0.5) await desk.Take(id, roster.Find(hand)!, ct);
        else if (ask is { State: AskState.With, Owed: null } && random.NextDouble() < 0.3) await desk.Close(id, roster.Find(ask.Asker)!, ct);
    }

    /// <summary>One in four never answers.</summary>
    static bool Talks(List<string> team, string mentor) => team.IndexOf(mentor) % 4 != 3;

    /// <summary>Before the timer acts, so that the last hours of a wait count too.</summary>
    async Task Waits(CancellationToken ct)
    {
        var now = office.Get<TimeProvider>().GetUtcNow();
        foreach (var id in await asks.Open(ct))
            if (await asks.Find(id, ct) is { Value: { Owed: not null } ask } && now - ask.Step > longest) longest = now - ask.Step;
    }

    async Task Check(CancellationToken ct)
    {
        var now = office.Get<TimeProvider>().GetUtcNow();
        var holders = (await mentors.All(ct)).ToDictionary(mentor => mentor.Person);
        foreach (var mentor in holders.Values)
        {
            held = Math.Max(held, mentor.Held.Count);
            if (mentor.Held.Count > mentor.Cap) wrong.Add($"{mentor.Person} holds {mentor.Held.Count}");
        }
        var open = (await asks.Open(ct)).ToHashSet(StringComparer.Ordinal);
        foreach (var id in asked)
        {
            if (await asks.Find(id, ct) is not { Value: var ask }) wrong.Add($"{id} is lost");
            else if (ask.State is not AskState.Closed)
            {
                if (!open.Contains(id)) wrong.Add($"{id} is nowhere among the open ones");
                if (ask.Mentor is { } with && !holders[with].Held.Any(h => h.Ask == id)) wrong.Add($"{id} is with {with}, who does not hold it");
                if (ask.Owed is not null && now >= calendar.Later(ask.Step + AskRule.HandOverAfter).AddMinutes(1)) wrong.Add($"{id} waits since {ask.Step:u}, now {now:u}");
            }
        }
    }

    async Task<YearReport> Report(YearDraft draft, DateTimeOffset until, CancellationToken ct)
    {
        var sessions = office.Get<SessionStore>();
        var (exchanges, evaluations, closed, handed, sent, tips) = (new List<string>(), 0, 0, 0, 0, 0);
        foreach (var plan in draft.Plans)
            if (await sessions.Find(plan.Id, ct) is { Value: { State: SessionState.Ended } session })
            {
                exchanges.Add(session.Plan.Zone);
                sent += await Sent(new(plan.Id, MessageKind.Invite, 1), ct);
            }
            else if (plan.Ends < until) wrong.Add($"{plan.Id} did not end");
        for (var quarter = 1; quarter <= 4; quarter++)
            if (Core.Feedback.Evaluations.Id(Year, quarter) is var id && await sessions.Find(id, ct) is not null && await Sent(new(id, MessageKind.Feedback, 1), ct) is > 0 and var forms) (evaluations, sent) = (evaluations + 1, sent + forms);
        await foreach (var fanout in sessions.Fanouts(WeeklyTip.Place, ct))
            if (fanout.Value.Kind is MessageKind.Tip && await Sent(new(WeeklyTip.Place, MessageKind.Tip, fanout.Value.Version), ct) is > 0 and var told) (tips, sent) = (tips + 1, sent + told);
        foreach (var id in asked)
            if (await asks.Find(id, ct) is { Value: var ask })
            {
                handed += ask.Tried.Count;
                if (ask.State is AskState.Closed) closed++;
            }
        return new(exchanges, tips, evaluations, sent, asked.Count, answered.Count, closed, asked.Count - closed, handed, longest, held, wrong);
    }

    async Task<int> Sent(Waiting waiting, CancellationToken ct)
    {
        var (sent, people) = (0, new HashSet<string>(StringComparer.Ordinal));
        await foreach (var row in office.Get<DeliveryStore>().All(waiting, ct))
            if (row.Value.State is DeliveryState.Sent)
            {
                sent++;
                if (!people.Add(row.Value.Person)) wrong.Add($"{row.Value.Person} got {waiting} twice");
            }
        return sent;
    }

    async Task Library(CancellationToken ct)
    {
        var text = string.Join('\n', Enumerable.Range(1, Items).Select(i => string.Create(CultureInfo.InvariantCulture, $"tip{i},เคล็ดลับที่ {i},faq,tips,ทำทีละขั้นแล้วตรวจอีกครั้งก่อนส่งงานเรื่องที่ {i}")));
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"id,title,category,format,body\n{text}\n"));
        await office.Get<LibraryImport>().Run(file, null, ct);
    }
}

/// <summary>Chance from a seed.</summary>
public sealed class YearDice(int seed) : Dice
{
    readonly Random random = new(seed);

    public override void Fill(Span<byte> bytes) => random.NextBytes(bytes);
}
