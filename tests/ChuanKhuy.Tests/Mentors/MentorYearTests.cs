using System.Globalization;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Outbox;
using ChuanKhuy.Tests.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Mentors;

/// <summary>Months of questions to mentors who answer, are silent, leave, pause and are full: the real desk on a store in memory, a moved clock, chance from a seed.</summary>
public sealed class MentorYearTests
{
    const int Days = 75, Questions = 90;
    static readonly CancellationToken ct = CancellationToken.None;
    static readonly TimeSpan step = TimeSpan.FromHours(4);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nobody_gets_more_than_the_cap_nobody_waits_longer_than_the_rule_and_no_question_is_lost(int seed)
    {
        var (random, clock, tables) = (new Random(seed), new FakeTimeProvider(Given.At(2026, 11, 2, 8).ToUniversalTime()), new MemoryTables());
        var (units, sessions) = (new UnitStore(tables, clock), new Core.Sessions.SessionStore(tables));
        var rosters = new RosterStore(tables, units, clock);
        await rosters.Save([.. Enumerable.Range(0, 60).Select(P)], null, ct);
        var (mentors, asks) = (new MentorStore(tables, clock), new AskStore(sessions, tables, clock));
        var desk = new AskDesk(
            asks, mentors, rosters, new OneRoute("browser"), new WorkStore(tables, clock), new MemoryQueues(clock), new(tables, new MemoryBlobs(), clock), Given.Office, new(20), new SeededDice(seed), clock);
        // Eight mentors of two zones; one in four never answers.
        for (var m = 0; m < 8; m++) await desk.Appoint(Id(m), new(Subjects.All[m % 3].Id, Zone(m)), true, ct);
        var (all, answered, left) = (new List<string>(), new HashSet<string>(), 0);

        for (var now = clock.GetUtcNow(); now < Given.At(2026, 11, 2, 8).AddDays(Days); clock.Advance(step), now = clock.GetUtcNow())
        {
            await desk.Tick(ct);
            await Holds(now);
            while (all.Count < Questions && random.NextDouble() < 0.25) await Ask();
            foreach (var id in await asks.Open(ct)) await Live(id);
            if (random.NextDouble() < 0.02) await desk.Pause(Id(random.Next(8)), random.NextDouble() < 0.5, ct);
            if (left < 2 && random.NextDouble() < 0.01)
            {
                foreach (var post in (await mentors.Find(Id(left), ct))!.Value.Posts) await desk.Appoint(Id(left), post, false, ct);
                left++;
            }
        }
        Assert.True(all.Count > 60, $"{all.Count} questions");
        Assert.True(answered.Count > all.Count / 2, $"{answered.Count} of {all.Count} were answered");

        async Task Ask()
        {
            var (asker, subject, id) = (P(random.Next(8, 60)), Subjects.All[random.Next(4)].Id, string.Create(CultureInfo.InvariantCulture, $"q{seed}-{all.Count}"));
            var matches = await desk.Find(asker, subject, ct);
            if (matches.Count == 0) return; // all are full: the asker is told so and keeps the question
            var chosen = matches[random.Next(matches.Count)].Person.Id;
            Assert.IsType<AskOutcome.Kept>(await desk.Begin(id, asker, chosen, subject, "คำถาม", false, ct));
            if (random.NextDouble() < 0.3) Assert.IsType<AskOutcome.Same>(await desk.Begin(id, asker, chosen, subject, "คำถาม", false, ct));
            all.Add(id);
        }

        async Task Live(string id)
        {
            if (await asks.Find(id, ct) is not { Value: { } ask } || !Given.Office.MayNudge(clock.GetUtcNow())) return;
            var roster = await rosters.Load(ct);
            if (ask is { State: AskState.With, Mentor: { } mentor, Owed: not null } && Talks(mentor) && random.NextDouble() < 0.1)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"ตอบ {ask.Lines}");
                Assert.IsType<AskOutcome.Kept>(await desk.Say(id, roster.Find(mentor)!, text, ct));
                Assert.IsType<AskOutcome.Same>(await desk.Say(id, roster.Find(mentor)!, text, ct));
                answered.Add(id);
            }
            else if (ask is { State: AskState.Pool } && Id(random.Next(8)) is var hand && Talks(hand) && random.NextDouble() < 0.3) await desk.Take(id, roster.Find(hand)!, ct);
            else if (ask is { State: AskState.With, Owed: null } && random.NextDouble() < 0.1)
            {
                if (random.NextDouble() < 0.5) await desk.Close(id, roster.Find(ask.Asker)!, ct);
                else await desk.Say(id, roster.Find(ask.Asker)!, string.Create(CultureInfo.InvariantCulture, $"ต่อ {ask.Lines}"), ct);
            }
        }

        async Task Holds(DateTimeOffset now)
        {
            var holders = (await mentors.All(ct)).ToDictionary(mentor => mentor.Person);
            Assert.All(holders.Values, mentor => Assert.InRange(mentor.Held.Count, 0, mentor.Cap));
            var open = (await asks.Open(ct)).ToHashSet();
            foreach (var id in all)
            {
                var ask = (await asks.Find(id, ct))?.Value;
                Assert.NotNull(ask);
                if (ask.State is AskState.Closed) continue;
                Assert.Contains(id, open);
                Assert.Equal(ask.State is AskState.With, ask.Mentor is not null);
                if (ask.Mentor is { } mentor)
                {
                    Assert.Contains(holders[mentor].Held, held => held.Ask == id);
                    Assert.True(holders[mentor].Serves, $"{id} is with {mentor}, who serves no more");
                }
                // Whoever owes an answer owes it no longer than three days and the closed days behind them; the pool is asked again as often.
                if (ask.Owed is not null) Assert.True(now < Given.Office.Later(ask.Step + AskRule.HandOverAfter), $"{id} waits since {ask.Step}, now {now}");
                Assert.True(ask.State is not AskState.With || ask.Tried.Count < AskRule.Mentors || ask.Answered is not null || ask.Step > ask.Asked);
            }
        }
    }

    static bool Talks(string mentor) => !mentor.EndsWith('3') && !mentor.EndsWith('7');

    static Person P(int i) => new(Id(i), string.Create(CultureInfo.InvariantCulture, $"นายทดสอบ ที่{i}"), "8402", Zone(i), "พัฒนากร", Roles.Staff);

    static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"p{i:D3}");

    static string Zone(int i) => i % 2 == 0 ? "1" : "2";

    sealed class SeededDice(int seed) : Dice
    {
        readonly Random random = new(seed);

        public override void Fill(Span<byte> bytes) => random.NextBytes(bytes);
    }
}
