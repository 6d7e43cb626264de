using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Bench;

/// <summary>Finding three mentors for each of 200 questions among 500 mentors of 7,000 officers. The control only sorts the same mentors by their load.</summary>
static class MentorBench
{
    const int People = 7_000, Mentors = 500, Questions = 200, Rounds = 5;

    public static Task<bool> Run()
    {
        var random = new Random(20261125);
        var roster = new Roster([.. Enumerable.Range(0, People).Select(Person)], new([]));
        var mentors = Enumerable.Range(0, Mentors).Select(i => new Mentor(
            Id(i * 14), [new(Subjects.All[i % Subjects.All.Count].Id, Zone(i * 14))], 3, i % 20 == 0, [.. Enumerable.Range(0, random.Next(0, 4)).Select(n => new Held($"q{i}-{n}", default))])).ToList();
        var (ours, control, found) = (new List<double>(), new List<double>(), 0);
        for (var round = 0; round <= Rounds; round++)
        {
            found = 0;
            var watch = Stopwatch.StartNew();
            for (var q = 0; q < Questions; q++)
                found += Matching.Rank(new(Id(q * 31), "8401", Zone(q * 31), Subjects.All[q % Subjects.All.Count].Id, []), mentors, roster, 3).Count;
            var seconds = watch.Elapsed.TotalSeconds / Questions;
            watch.Restart();
            var least = 0;
            for (var q = 0; q < Questions; q++) least += mentors.OrderBy(mentor => mentor.Held.Count).ThenBy(mentor => mentor.Person, StringComparer.Ordinal).Take(3).Count();
            if (round > 0 && least == 3 * Questions) (ours, control) = ([.. ours, seconds], [.. control, watch.Elapsed.TotalSeconds / Questions]);
        }
        Figure.Print("mentors for one question, 500 of 7,000 people", Figure.Median(ours) * 1000, "ms", Figure.Median(control) * 1000);
        return Task.FromResult(Figure.Median(ours) < 1 && found == 3 * Questions);
    }

    static Person Person(int i) => new(Id(i), $"นายทดสอบ ที่{i}", "8402", Zone(i), "พัฒนากร", i % 97 == 0 ? Roles.Executive : Roles.Staff);

    static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"p{i:D5}");

    static string Zone(int i) => string.Create(CultureInfo.InvariantCulture, $"{i % 4 + 1}");
}
