using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bench;

/// <summary>
/// Presses through Teams' door, each delivered one to four times at once, with the same or a new activity id, among late repetitions of older ones, and some of
/// them a week later. The control is what remembering activity ids alone would keep: every delivery under a new id once more.
/// </summary>
static class RedeliveryBench
{
    const int People = 200, Goal = 100_000;
    static readonly (string Choice, Answer Answer)[] choices = [("yes", Answer.Yes), ("maybe", Answer.Maybe), ("no", Answer.No)];

    public static async Task<bool> Run()
    {
        var clock = new MovedClock();
        await using var crowd = await TeamsCrowd.Open(People, clock);
        var (watch, wrong, presses, deliveries, ids, changes) = (Stopwatch.StartNew(), 0, 0, 0, 0, 0);
        var late = new List<(int Person, JsonObject Press)>();
        await Task.WhenAll(Enumerable.Range(0, People).Select(async person =>
        {
            var (dice, old, held, mine) = (new SeededDice((ulong)person + 1), new Queue<JsonObject>(), (Answer?)null, 0);
            int Below(int limit) => (int)(dice.Unit() * limit);
            for (var number = 0; number < Goal / People && watch.Elapsed < TimeSpan.FromSeconds(75); number++)
            {
                await Task.Yield();
                var (choice, answer) = choices[Below(3)];
                var (press, name) = (crowd.Press(person, choice), string.Create(CultureInfo.InvariantCulture, $"{person} {number}"));
                var copies = Enumerable.Range(0, 1 + Below(4)).Select(copy => copy == 0 || Below(2) == 0 ? name : $"{name} again {copy}").ToList();
                var again = old.Where(_ => Below(8) == 0).Select((before, i) => crowd.Deliver(person, before, $"{name} late {i}")).ToList();
                var answers = await Task.WhenAll(copies.Select(id => crowd.Deliver(person, press, id)));
                await Task.WhenAll(again);
                if (held != answer) (held, mine) = (answer, mine + 1);
                Interlocked.Increment(ref presses);
                Interlocked.Add(ref deliveries, copies.Count + again.Count);
                Interlocked.Add(ref ids, copies.Distinct().Count() + again.Count);
                if (answers.Any(given => given != answers[0]) || !crowd.Lay(person, answers[0].Body)) Interlocked.Increment(ref wrong);
                old.Enqueue(press);
                if (old.Count > 8) old.Dequeue();
            }
            var kept = (await crowd.Office.Get<SessionStore>().FindAnswer("talk", TeamsCrowd.Id(person), default))?.Value;
            Interlocked.Add(ref changes, mine);
            if (kept?.N != mine || kept.Answer != held) Interlocked.Increment(ref wrong);
            lock (late) late.AddRange(old.Select(press => (person, press)));
        }));
        var rate = deliveries / watch.Elapsed.TotalSeconds;

        clock.MoveTo(clock.GetUtcNow().AddDays(8));
        crowd.Refresh();
        var before = await Numbers(crowd);
        await Task.WhenAll(late.Select((repeated, i) => crowd.Deliver(repeated.Person, repeated.Press, string.Create(CultureInfo.InvariantCulture, $"a week later {i}"))));
        var moved = (await Numbers(crowd)).Except(before).Count();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"R4 reached: {presses} presses (goal: {Goal}) in {deliveries} deliveries at {rate:0}/s, {late.Count} more a week later; answers that were wrong or differed: {wrong}, changed a week later: {moved}"));
        Figure.Print("R4 effects of those presses", changes, "kept changes of mind", ids);
        return Figure.Goal("R4 wrong or doubled effects", wrong + moved, atMost: 0) & Figure.Goal("R4 presses in 75 s", presses, atLeast: Goal);
    }

    static async Task<HashSet<(string, int, Answer)>> Numbers(TeamsCrowd crowd)
    {
        var all = new HashSet<(string, int, Answer)>();
        await foreach (var row in crowd.Office.Get<SessionStore>().Answers("talk", default)) all.Add((row.Value.Person, row.Value.N, row.Value.Answer));
        return all;
    }
}
