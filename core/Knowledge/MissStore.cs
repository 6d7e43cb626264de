using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>Something that was looked for without a good answer.</summary>
/// <param name="Last">The day, without the hour: nobody should be found by it.</param>
public sealed record Miss(string Text, int Count, DateOnly Last);

/// <summary>
/// Table "misses": what the library could not answer, counted by the normalised text, without any person. What looks like a number or a name of
/// somebody is not kept.
/// </summary>
public sealed class MissStore(ITables tables, TimeProvider time)
{
    public const int TextChars = 100;
    const string Table = "misses";
    const string Partition = "words";
    const int Tries = 5;

    /// <summary>Notes what a search was about when its answer was not good.</summary>
    public async ValueTask Note(string question, IReadOnlyList<Found> found, CancellationToken ct)
    {
        if (found.Any(f => f.Hit.Score >= SearchIndex.Good)) return;
        var text = ThaiText.Normalise(ThaiText.Clean(question, TextChars));
        if (text.Count(char.IsLetter) < 2 || Private.Find(text).Count > 0) return;
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        for (var tried = 0; tried < Tries; tried++)
        {
            var was = await tables.Find(Table, Partition, Key(text), MissJson.Default.Miss, ct);
            var row = Rows.Write(Key(text), was, new Miss(text, (was?.Value.Count ?? 0) + 1, day), MissJson.Default.Miss);
            if (await tables.Commit(Table, Partition, [row], ct) is Committed.Done) return;
        }
    }

    /// <summary>What was asked most often, first.</summary>
    public async ValueTask<IReadOnlyList<Miss>> Most(int most, CancellationToken ct)
    {
        var all = new List<Miss>();
        await foreach (var row in tables.All(Table, Partition, "", MissJson.Default.Miss, ct)) all.Add(row.Value);
        return [.. all.OrderByDescending(miss => miss.Count).ThenByDescending(miss => miss.Last).ThenBy(miss => miss.Text, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>Somebody has seen to it.</summary>
    public async ValueTask Settle(string text, CancellationToken ct)
    {
        if (await tables.Find(Table, Partition, Key(text), ct) is { } row) await tables.Commit(Table, Partition, [new Change.Delete(row.Key, row.ETag)], ct);
    }

    // Typed text may hold what no key can.
    static string Key(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Miss))]
internal sealed partial class MissJson : JsonSerializerContext;
