using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Feedback;

/// <summary>Who has answered in a session, asked by person; the ids themselves are not kept.</summary>
public sealed record FeedbackGiven(string Session, byte[] Key, IReadOnlySet<string> Hashes)
{
    public bool Contains(string person) => Hashes.Contains(Box.Hash(Key, Session, person));
}

/// <summary>
/// Table "feedback", in a place of its own: partition = session, row = one box. A submission rewrites one box under its ETag in one transaction:
/// durable, once a person, with no order and no time of a single answer.
/// </summary>
public sealed class FeedbackStore(Store store, KeyStore keys)
{
    internal const string Table = "feedback";

    /// <summary>False when this person has answered before.</summary>
    public async Task<bool> Add(string session, int boxes, string person, IReadOnlyList<int?> ratings, IReadOnlyList<string> texts, CancellationToken ct)
    {
        var hash = Box.Hash(await Key(ct), session, person);
        var row = $"box|{Box.Bucket(hash, boxes):D4}";
        while (true)
        {
            var stored = await store.Feedback.Find(Table, session, row, ct) is { } found ? BoxRow.Read(found) : null;
            if ((stored?.Value ?? Box.Empty).Add(hash, ratings, texts) is not { } box) return false;
            if (await store.Feedback.Commit(Table, session, [BoxRow.Write(row, stored, box)], ct) is Committed.Done) return true;
        }
    }

    public async Task<FeedbackGiven> Who(string session, CancellationToken ct)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var box in Boxes(session, ct)) hashes.UnionWith(box.Who);
        return new(session, await Key(ct), hashes);
    }

    /// <summary>All rating vectors of a session, in no order that tells anything.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<int?>>> Ratings(string session, CancellationToken ct)
    {
        var all = new List<IReadOnlyList<int?>>();
        await foreach (var box in Boxes(session, ct)) all.AddRange(box.Read());
        return all;
    }

    /// <summary>All comments of a session, in the order of their letters.</summary>
    public async Task<IReadOnlyList<string>> Comments(string session, CancellationToken ct)
    {
        var all = new List<string>();
        await foreach (var box in Boxes(session, ct)) all.AddRange(box.Comments);
        return [.. all.Order(StringComparer.Ordinal)];
    }

    async IAsyncEnumerable<Box> Boxes(string session, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in store.Feedback.All(Table, session, "box|", ct)) yield return BoxRow.Read(row).Value;
    }

    async ValueTask<byte[]> Key(CancellationToken ct) => (await keys.Current("feedback", ct)).Secret;
}
