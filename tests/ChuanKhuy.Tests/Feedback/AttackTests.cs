using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChuanKhuy.Bench;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Storage;

namespace ChuanKhuy.Tests.Boxes;

/// <summary>
/// The attacker has one full copy of the storage, the keys in it too, and knows from other rows in which order people were active.
/// Each attack is tried on a naive store as well, and must break it: an attack that breaks nothing proves nothing.
/// </summary>
public sealed partial class AttackTests
{
    const int People = 10;
    static readonly CancellationToken ct = CancellationToken.None;

    /// <summary>Reads every byte of every file (database, -wal, -shm, -journal, left-over pages) for older states of a box, and takes the difference of two that follow each other.</summary>
    [Fact]
    public async Task Nothing_in_the_files_joins_a_person_to_an_answer()
    {
        Assert.InRange((await Files(ours: false)).Joined, People - 2, People);
        var (joined, seen) = await Files(ours: true);
        Assert.Equal(0, joined);
        Assert.All(seen, times => Assert.Equal(1, times));
    }

    /// <summary>Rows have a time: sorted by it they are in the order of the people. A box has one time for all.</summary>
    [Fact]
    public async Task No_time_of_a_row_joins_a_person_to_an_answer()
    {
        await using var opened = await (await Azurite.Shared).Open();
        var client = new Azure.Data.Tables.TableServiceClient((await Azurite.Shared).Connection);
        var feedback = new FeedbackStore(opened.Store, new KeyStore(opened.Store.Tables, new SecureDice()));
        foreach (var person in Order())
        {
            await feedback.Add("s1", 1, $"p{person}", Ratings(person), [Comment(person)], ct);
            await opened.Store.Tables.Commit("naive", "s1", [new Change.Insert(Box.Hash([7], "row", $"{person}"), Encoding.UTF8.GetBytes($$"""{"ratings":"{{Vector(person)}}"}"""))], ct);
        }
        var (naive, boxes) = (new List<(DateTimeOffset At, string Ratings)>(), new List<(DateTimeOffset At, string Ratings)>());
        await foreach (var table in client.QueryAsync(cancellationToken: ct))
            await foreach (var row in client.GetTableClient(table.Name).QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: ct))
                if (row.GetString("ratings") is { } ratings && ratings.Length > 0)
                {
                    if (Order().Any(person => ratings == Vector(person)) && table.Name.EndsWith("naive", StringComparison.Ordinal)) naive.Add((row.Timestamp!.Value, ratings));
                    else if (table.Name.EndsWith("feedback", StringComparison.Ordinal) && row.GetString("who") is { } who && who.Contains(Hash(await Key(opened.Store), Order()[0]), StringComparison.Ordinal)) boxes.Add((row.Timestamp!.Value, ratings));
                }
        Assert.Equal(Order().Select(Vector), naive.OrderBy(row => row.At).Select(row => row.Ratings));
        var box = Assert.Single(boxes);
        Assert.Equal(Order().Select(Vector).Order(StringComparer.Ordinal), box.Ratings.Split('\u2028'));
    }

    /// <summary>Through the front door: what was written stands in the box and nowhere else, in no queue, inbox, chat or other row.</summary>
    [Fact]
    public async Task An_answer_is_in_its_box_and_nowhere_else()
    {
        const string Secret = "ข้อความที่มีครั้งเดียว";
        await using var office = await Office.Open();
        await office.Plan();
        await office.MoveTo(Office.Starts);
        await office.Somchai.Says($"ลงชื่อ {(await office.Find()).Code}", ct);
        await office.MoveTo(Office.Starts.AddMinutes(85));
        await office.Somchai.Clicks("feedback", null, new Dictionary<string, string> { ["overall"] = "2", ["comment"] = Secret }, ct);
        await office.Tick();
        var found = Directory.GetFiles(office.Data, "*", SearchOption.AllDirectories).Where(file => Times(Bytes(file), Encoding.UTF8.GetBytes(Secret)) > 0).Select(Path.GetFileName);
        Assert.Equal(["feedback.db"], found);
    }

    /// <summary>How many people were joined to their ratings, and how often each person's hash stands in the files of the answers.</summary>
    static async Task<(int Joined, IReadOnlyList<int> Seen)> Files(bool ours)
    {
        using var folder = new Folder();
        await using var opened = await Stores.Open(new("Sqlite", folder.File("chuankhuy.db"), null), TimeProvider.System, ct);
        // The naive store keeps the same boxes, but in the file with the write-ahead log.
        var store = ours ? opened.Store : opened.Store with { Feedback = opened.Store.Tables };
        var feedback = new FeedbackStore(store, new KeyStore(store.Tables, new SecureDice()));
        foreach (var person in Order()) await feedback.Add("s1", 1, $"p{person}", Ratings(person), [Comment(person)], ct);
        var key = await Key(store);
        var bytes = Directory.GetFiles(folder.Path).Select(Bytes).ToList();

        var boxes = bytes.SelectMany(file => BoxText().Matches(Encoding.UTF8.GetString(file))).Select(match => JsonDocument.Parse(match.Value).RootElement)
            .Select(box => (Who: List(box, "who"), Ratings: List(box, "ratings"))).DistinctBy(box => string.Join(',', box.Who)).OrderBy(box => box.Who.Count).ToList();
        var joined = 0;
        foreach (var (before, after) in boxes.Prepend(([], [])).Zip(boxes))
            if (after.Who.Count == before.Item1.Count + 1)
            {
                var (who, given) = (after.Who.Except(before.Item1).Single(), Without(after.Ratings, before.Item2).Single());
                if (Order().Any(person => Hash(key, person) == who && Vector(person) == given)) joined++;
            }
        return (joined, [.. Order().Select(person => bytes.Sum(file => Times(file, Encoding.UTF8.GetBytes(Hash(key, person)))))]);
    }

    static IReadOnlyList<int> Order() => [.. Enumerable.Range(0, People).OrderBy(i => i * 7 % People)];

    static IReadOnlyList<int?> Ratings(int person) => [1 + person % 5, 1 + person / 5, 3];

    static string Vector(int person) => string.Join(',', Ratings(person));

    static string Comment(int person) => $"ก {person * 3 % People:D2}";

    static async Task<byte[]> Key(Store store) => (await new KeyStore(store.Tables, new SecureDice()).Current("feedback", ct)).Secret;

    static string Hash(byte[] key, int person) => Box.Hash(key, "s1", $"p{person}");

    static List<string> List(JsonElement box, string name) => [.. box.GetProperty(name).GetString()!.Split('\u2028')];

    static List<string> Without(List<string> list, IEnumerable<string> gone)
    {
        var left = list.ToList();
        foreach (var text in gone) left.Remove(text);
        return left;
    }

    static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    static int Times(byte[] file, byte[] text)
    {
        var times = 0;
        for (var rest = file.AsSpan(); rest.IndexOf(text) is var at and >= 0; rest = rest[(at + text.Length)..]) times++;
        return times;
    }

    [GeneratedRegex("\\{\"who\":\"[0-9a-fu\\\\]+\",\"ratings\":\"[-0-9,u\\\\]+\",\"comments\":\"(?:[^\"\\\\]|\\\\.)*\"\\}")]
    private static partial Regex BoxText();
}
