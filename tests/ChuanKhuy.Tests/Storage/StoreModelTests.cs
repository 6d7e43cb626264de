using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Storage;

/// <summary>Any sequence of transactions gives the same answers and the same rows as a plain dictionary.</summary>
public sealed class StoreModelTests
{
    static readonly string[] keys = ["a", "ab", "b", "ก", "ก็", "🌊", "\uFF21"];

    [Property(MaxTest = 300)]
    public Property In_memory() => Prop.ForAll(Transactions(), all => Agrees(new MemoryTables(), all).GetAwaiter().GetResult());

    [Property(MaxTest = 60)]
    public Property On_SQLite() => Prop.ForAll(Transactions(), all => OnSqlite(all).GetAwaiter().GetResult());

    [Property(MaxTest = 2000)]
    public bool Key_bytes_come_back_and_keep_the_order(NonNull<string> a, NonNull<string> b) =>
        !Guard.CanBeKey(a.Get) || !Guard.CanBeKey(b.Get)
        || (Keys.Text(Keys.Bytes(a.Get)) == a.Get
            && Math.Sign(Keys.Bytes(a.Get).AsSpan().SequenceCompareTo(Keys.Bytes(b.Get))) == Math.Sign(string.CompareOrdinal(a.Get, b.Get)));

    [Property(MaxTest = 2000)]
    public Property What_comes_after_a_prefix_parts_the_keys_with_it_from_those_beyond() => Prop.ForAll(
        ArbMap.Default.ArbFor<(int, int, int)>(),
        seeds =>
        {
            var (prefix, tail, other) = (Word(seeds.Item1), Word(seeds.Item2), Word(seeds.Item3));
            if (Keys.After(prefix) is not { } end) return true;
            return Guard.CanBeKey(end) && string.CompareOrdinal(prefix + tail, end) < 0
                && (other.StartsWith(prefix, StringComparison.Ordinal) || string.CompareOrdinal(other, prefix) < 0 || string.CompareOrdinal(other, end) >= 0);
        });

    static async Task<bool> OnSqlite(Step[][] transactions)
    {
        using var folder = new Folder();
        await using var file = SqliteFile.Open(folder.File("x.db"));
        return await Agrees(new SqliteTables(file, new SecureDice()), transactions);
    }

    static async Task<bool> Agrees(ITables tables, Step[][] transactions)
    {
        var model = new SortedDictionary<string, (string ETag, int N)>(StringComparer.Ordinal);
        var old = keys.ToDictionary(key => key, _ => "none", StringComparer.Ordinal); // an ETag that once was right
        foreach (var steps in transactions)
        {
            var changes = steps.Select(step => step.On(model.TryGetValue(step.Key, out var row) && !step.Stale ? row.ETag : old[step.Key])).ToArray();
            var fails = steps.FirstOrDefault(step => !step.Fits(model.ContainsKey(step.Key)));
            var outcome = await tables.Commit("things", "p", changes, Given.Now);
            if (fails is not null)
            {
                if (outcome is not Committed.Conflict conflict || !steps.Any(step => step.Key == conflict.Key && !step.Fits(model.ContainsKey(step.Key)))) return false;
            }
            else
            {
                if (outcome is not Committed.Done done) return false;
                for (var i = 0; i < steps.Length; i++)
                {
                    if (model.TryGetValue(steps[i].Key, out var was)) old[steps[i].Key] = was.ETag;
                    if (done.ETags[i] == old[steps[i].Key]) return false;
                    if (steps[i].Kind == 3) model.Remove(steps[i].Key);
                    else model[steps[i].Key] = (done.ETags[i], steps[i].N);
                }
            }
            foreach (var prefix in new[] { "", "a", "ก" })
            {
                var expected = model.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(row => (row.Key, row.Value.ETag, $$"""{"n":{{row.Value.N}}}"""));
                var rows = await tables.Query("things", "p", prefix, null, 100, Given.Now);
                if (!rows.Select(row => (row.Key, row.ETag, row.Json())).SequenceEqual(expected)) return false;
            }
        }
        return true;
    }

    static Arbitrary<Step[][]> Transactions() => Arb.From(
        (from key in Gen.Elements(keys)
         from kind in Gen.Choose(0, 3)
         from stale in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
         from n in Gen.Choose(0, 99)
         select new Step(key, kind, stale, n)).ArrayOf().Select(steps => steps.DistinctBy(step => step.Key, StringComparer.Ordinal).ToArray()).Where(steps => steps.Length > 0).ArrayOf(),
        transactions => Enumerable.Range(0, transactions.Length).Select(i => transactions.Where((_, at) => at != i).ToArray()));

    // Short words over the corners of the alphabet.
    static string Word(int seed)
    {
        string[] letters = ["a", "b", "z", "ก", "\uD7FF", "\U00010000", "🌊", "\U0001FBFF", "\U0010FFFF", "\uE000", "\uFFFF"];
        var word = "";
        for (var rest = (uint)seed % 1464; rest > 0; rest /= 11) word += letters[rest % 11];
        return word;
    }

    /// <summary>0 insert, 1 replace, 2 put, 3 delete.</summary>
    public sealed record Step(string Key, int Kind, bool Stale, int N)
    {
        public bool Fits(bool there) => Kind switch { 0 => !there, 2 => true, _ => there && !Stale };

        public Change On(string etag) => Kind switch
        {
            0 => Given.Insert(Key, $$"""{"n":{{N}}}"""),
            1 => Given.Replace(Key, etag, $$"""{"n":{{N}}}"""),
            2 => Given.Put(Key, $$"""{"n":{{N}}}"""),
            _ => Given.Delete(Key, etag),
        };
    }
}
