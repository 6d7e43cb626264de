using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Knowledge;

namespace ChuanKhuy.Bench;

/// <summary>
/// Labelled questions to the library: whether the right item comes among five, and how far in front. The control looks for words between spaces,
/// as a program does that knows no Thai. Then 10,000 items: time to build and to answer; the control reads through all of them for the words.
/// </summary>
static class SearchBench
{
    const int Rounds = 10, WarmRounds = 3;

    static readonly string[] Sets = ["queries.json", "queries-slips.json"];

    public static Task<bool> Run()
    {
        var items = Items();
        var others = Sentences(keys: false).Select((text, at) => new Searchable(string.Create(CultureInfo.InvariantCulture, $"z{at:D4}"), text.Length > 40 ? text[..40] : text, text)).ToList();
        List<Searchable> all = [.. items, .. others];
        var (index, spaces, good) = (new SearchIndex(all), new Spaces(all), true);
        Console.WriteLine($"{items.Count} items among {others.Count} other texts");
        foreach (var set in Sets)
        {
            var questions = Questions(set);
            var (mine, control) = (Measure(questions, q => [.. index.Find(q, 10).Select(hit => hit.Id)]), Measure(questions, spaces.Find));
            Figure.Print($"search recall@5 {set}", mine.Recall, "", control.Recall);
            Figure.Print($"search MRR {set}", mine.Mrr, "", control.Mrr);
            Figure.Print($"search precision@1 {set}", mine.First, "", control.First);
            var (low, high) = Interval(mine.Recall, questions.Count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"search recall@5 {set}: 95 percent interval {low:0.000} to {high:0.000}, {questions.Count} questions"));
            good &= mine is { Recall: >= 0.9, Mrr: >= 0.85, First: >= 0.75 };
        }
        return Task.FromResult(Large(10_000, questionsPerRound: 60) & good);
    }

    /// <summary>The same for ten times as many: measured and stated, no aim.</summary>
    public static Task<bool> RunLarge()
    {
        Large(100_000, questionsPerRound: 60);
        return Task.FromResult(true);
    }

    static bool Large(int count, int questionsPerRound)
    {
        var sentences = Sentences();
        var random = 20261125u;
        var items = Enumerable.Range(0, count).Select(i => new Searchable(
            string.Create(CultureInfo.InvariantCulture, $"n{i:D6}"), Pick(sentences, ref random), string.Join(' ', Enumerable.Range(0, 12).Select(_ => Pick(sentences, ref random))))).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var index = new SearchIndex(items);
        var build = watch.Elapsed.TotalSeconds;
        var memory = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
        var questions = Sets.SelectMany(Questions).Select(q => q.Text).Take(questionsPerRound).ToList();
        for (var round = 0; round < WarmRounds; round++)
            foreach (var question in questions) index.Find(question, 5);
        var (times, scans) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
            foreach (var question in questions)
            {
                watch.Restart();
                index.Find(question, 5);
                times.Add(watch.Elapsed.TotalMilliseconds);
                watch.Restart();
                _ = items.Count(item => item.Body.Contains(question, StringComparison.Ordinal));
                scans.Add(watch.Elapsed.TotalMilliseconds);
            }
        var name = count.ToString("#,0", CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"search {name} items of {items.Average(item => item.Body.Length):0} letters: index built in {build:0.00} s, {memory:0} MB"));
        Figure.Print($"search {name} items p50", Part(times, 0.5), "ms", Part(scans, 0.5));
        Figure.Print($"search {name} items p99", Part(times, 0.99), "ms", Part(scans, 0.99));
        return build <= 10 && Part(times, 0.99) <= 30;
    }

    static double Part(List<double> times, double part) => times.Order().ElementAt(Math.Min(times.Count - 1, (int)(times.Count * part)));

    static string Pick(List<string> sentences, ref uint random) => sentences[(int)((random = unchecked((random * 1664525) + 1013904223)) >> 8) % sentences.Count];

    static (double Recall, double Mrr, double First) Measure(List<(string Text, HashSet<string> Relevant)> questions, Func<string, IReadOnlyList<string>> find)
    {
        var (recall, mrr, first) = (0.0, 0.0, 0.0);
        foreach (var (text, relevant) in questions)
        {
            var found = find(text);
            recall += found.Take(5).Count(relevant.Contains) / (double)Math.Min(5, relevant.Count);
            var rank = found.Take(10).ToList().FindIndex(relevant.Contains);
            if (rank >= 0) mrr += 1.0 / (rank + 1);
            if (rank == 0) first++;
        }
        return (recall / questions.Count, mrr / questions.Count, first / questions.Count);
    }

    /// <summary>Wilson's interval of a share.</summary>
    static (double Low, double High) Interval(double share, int n)
    {
        const double Z = 1.96;
        var middle = share + (Z * Z / (2 * n));
        var wide = Z * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4.0 * n * n)));
        return ((middle - wide) / (1 + (Z * Z / n)), (middle + wide) / (1 + (Z * Z / n)));
    }

    static List<Searchable> Items()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Data.Folder, "items.json")));
        return [.. json.RootElement.EnumerateArray().Select(item => new Searchable(item.GetProperty("id").GetString()!, item.GetProperty("title").GetString()!, item.GetProperty("body").GetString()!))];
    }

    static List<(string Text, HashSet<string> Relevant)> Questions(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Data.Folder, file)));
        return [.. json.RootElement.EnumerateArray().Select(q => (q.GetProperty("query").GetString()!, q.GetProperty("relevant").EnumerateArray().Select(id => id.GetString()!).ToHashSet(StringComparer.Ordinal)))];
    }

    /// <summary>What is said in the labelled transcripts; without the key sentences, which are about the same matters as the items.</summary>
    static List<string> Sentences(bool keys = true) => [.. Directory.GetFiles(Data.Folder, "*.gold.json").Order(StringComparer.Ordinal).Select(Labelled.Read)
        .SelectMany(text => text.Source.Units.Where(unit => keys || !text.Keys.Contains(unit.Number))).Select(unit => unit.Text)];

    /// <summary>Words are what stands between spaces.</summary>
    sealed class Spaces(IReadOnlyList<Searchable> items)
    {
        readonly List<(string Id, HashSet<string> Words)> words =
            [.. items.Select(item => (item.Id, $"{item.Title} {item.Body}".ToLowerInvariant().Split(' ').ToHashSet(StringComparer.Ordinal)))];

        public IReadOnlyList<string> Find(string question)
        {
            var asked = question.ToLowerInvariant().Split(' ');
            return [.. words.Select(item => (item.Id, Shared: asked.Count(item.Words.Contains))).Where(item => item.Shared > 0).OrderByDescending(item => item.Shared).Take(10).Select(item => item.Id)];
        }
    }
}
