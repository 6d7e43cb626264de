using System.Diagnostics;
using System.Text.Json;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Knowledge;

namespace ChuanKhuy.Bench;

/// <summary>
/// Key sentences, items and categories of the draft against labelled transcripts, as they are and as speech recognition spoils them.
/// Controls from the same texts: the longest 45 percent of the units, and the first 45 percent.
/// </summary>
static class DraftBench
{
    const double Share = 0.45;
    const int LongUnits = 2_000;

    static readonly (string Name, Func<SourceUnit, SourceUnit> Spoil)[] Ways =
    [
        ("as they are", unit => unit),
        ("without names", unit => unit with { Speaker = null }),
        ("without spaces", unit => unit with { Text = unit.Text.Replace(" ", "", StringComparison.Ordinal) }),
        ("without tone marks", unit => unit with { Text = Toneless(unit.Text) }),
        ("with wrong tone marks", unit => unit with { Text = Wrong(unit.Text) }),
        ("without names and spaces", unit => unit with { Speaker = null, Text = unit.Text.Replace(" ", "", StringComparison.Ordinal) }),
    ];

    public static Task<bool> Run()
    {
        var texts = Directory.GetFiles(Data.Folder, "*.gold.json").Order(StringComparer.Ordinal).Select(Labelled.Read).ToList();
        var (good, valid, equal) = (true, true, true);
        foreach (var (name, spoil) in Ways)
        {
            var (mine, longest, first, items) = (new Count(), new Count(), new Count(), new Count());
            var (right, found) = (0, 0);
            foreach (var text in texts)
            {
                var source = text.Source with { Units = [.. text.Source.Units.Select(spoil)] };
                var proposals = Draft.Make(source);
                equal &= Same(proposals, Draft.Make(source));
                valid &= proposals.All(item => item.Sentences.All(s => source.Units[s.Unit.Number - 1] == s.Unit && s.Unit.Text.Contains(s.Text, StringComparison.Ordinal)));
                var some = (int)Math.Round(source.Units.Count * Share);
                mine.Add(text.Keys, [.. proposals.SelectMany(Units)]);
                longest.Add(text.Keys, [.. source.Units.OrderByDescending(unit => unit.Text.Length).Take(some).Select(unit => unit.Number)]);
                first.Add(text.Keys, [.. source.Units.Take(some).Select(unit => unit.Number)]);
                foreach (var gold in text.Items)
                {
                    var best = proposals.MaxBy(item => Jaccard(gold.Keys, Units(item)));
                    if (best is null || Jaccard(gold.Keys, Units(best)) < 0.5) continue;
                    found++;
                    if (best.Category == gold.Category) right++;
                }
                items.Add(text.Items.Count, proposals.Count);
            }
            var (p, r) = (found / (double)items.Proposed, found / (double)items.Wanted);
            Figure.Print($"draft key-sentence F1 {name}", mine.F1, "against the longest", longest.F1);
            Figure.Print($"draft key-sentence F1 {name}", mine.F1, "against the first", first.F1);
            Console.WriteLine(FormattableString.Invariant($"draft {name}: precision {mine.Precision:0.000} recall {mine.Recall:0.000}, items P {p:0.00} R {r:0.00}, category right {right} of {found}"));
            good &= mine.F1 >= 0.75 && mine.F1 >= longest.F1 + 0.05 && p >= 0.7 && r >= 0.7 && right >= 0.8 * found;
        }
        Console.WriteLine($"draft citations valid: {(valid ? "all" : "NOT ALL")}; twice the same: {(equal ? "yes" : "NO")}");
        return Task.FromResult(Long(texts) & good & valid & equal);
    }

    /// <summary>Three hours of talk; the control only reads the words of each unit.</summary>
    static bool Long(List<Labelled> texts)
    {
        var all = texts.SelectMany(text => text.Source.Units).ToList();
        var source = new Source("long", "", [.. Enumerable.Range(0, LongUnits).Select(i => all[i % all.Count] with { Number = i + 1 })]);
        var watch = Stopwatch.StartNew();
        _ = source.Units.Select(Signs.Of).Sum(signs => signs.Weight);
        var control = watch.Elapsed.TotalSeconds;
        watch.Restart();
        _ = Draft.Make(source);
        var seconds = watch.Elapsed.TotalSeconds;
        Figure.Print("draft of a three-hour transcript (2,000 cues)", seconds, "s", control);
        return seconds < 5;
    }

    static HashSet<int> Units(Proposal item) => [.. item.Sentences.Select(s => s.Unit.Number)];

    static double Jaccard(HashSet<int> a, HashSet<int> b) => a.Intersect(b).Count() / (double)Math.Max(1, a.Union(b).Count());

    static bool Same(IReadOnlyList<Proposal> a, IReadOnlyList<Proposal> b) =>
        JsonSerializer.SerializeToUtf8Bytes(a).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(b));

    static string Toneless(string text) => string.Concat(text.Where(c => c is not (>= '\u0E47' and <= '\u0E4C')));

    /// <summary>Every fourth tone mark is another one.</summary>
    static string Wrong(string text)
    {
        var tones = 0;
        return string.Concat(text.Select(c => c is >= '\u0E48' and <= '\u0E4B' && tones++ % 4 == 0 ? (char)('\u0E48' + ((c - '\u0E48' + 1) % 4)) : c));
    }

    sealed class Count
    {
        int both;

        public int Proposed { get; private set; }
        public int Wanted { get; private set; }
        public double Precision => both / (double)Math.Max(1, Proposed);
        public double Recall => both / (double)Math.Max(1, Wanted);
        public double F1 => 2.0 * both / Math.Max(1, Proposed + Wanted);

        public void Add(HashSet<int> gold, HashSet<int> mine)
        {
            both += mine.Count(gold.Contains);
            Add(gold.Count, mine.Count);
        }

        public void Add(int gold, int mine) => (Proposed, Wanted) = (Proposed + mine, Wanted + gold);
    }
}

/// <summary>A source and what a person would keep of it.</summary>
sealed record Labelled(Source Source, IReadOnlyList<(Category Category, HashSet<int> Keys)> Items)
{
    public HashSet<int> Keys => [.. Items.SelectMany(item => item.Keys)];

    public static Labelled Read(string gold)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(gold));
        var name = json.RootElement.GetProperty("source").GetString()!;
        var source = SourceReader.Read(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(gold)!, name)), name) is FileOutcome<Source>.Taken(var read)
            ? read
            : throw new InvalidOperationException($"{name} was not read.");
        return new(source, [.. json.RootElement.GetProperty("items").EnumerateArray().Select(item => (
            Categories.Read(item.GetProperty("category").GetString()!)!.Value,
            item.GetProperty("keyUnits").EnumerateArray().Select(unit => unit.GetInt32()).ToHashSet()))]);
    }
}

/// <summary>The labelled texts, copied beside the program.</summary>
static class Data
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "data");
}
