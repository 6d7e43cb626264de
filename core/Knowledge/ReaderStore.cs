using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>Whether an item was of use to a person; they may think better of it.</summary>
public sealed record Useful(string Person, bool Yes, DateTimeOffset At);

/// <summary>What a reader found wrong in an item.</summary>
public sealed record Complaint(string Item, string Person, string Text, DateTimeOffset At)
{
    public const int TextChars = 500;
}

/// <summary>How many found an item useful, and how many did not.</summary>
public sealed record Usefulness(int Yes, int No);

/// <summary>
/// What readers say. Table "useful": partition = item, row = person, one each. Table "complaints": one partition, row = item and person,
/// until a coordinator has seen to it.
/// </summary>
public sealed class ReaderStore(ITables tables)
{
    const string Votes = "useful";
    const string Complaints = "complaints";
    const string Open = "open";

    public async ValueTask Keep(string item, Useful vote, CancellationToken ct) =>
        await tables.Commit(Votes, item, [Rows.Put(vote.Person, vote, ReaderJson.Default.Useful)], ct);

    public async ValueTask<bool?> Find(string item, string person, CancellationToken ct) =>
        (await tables.Find(Votes, item, person, ReaderJson.Default.Useful, ct))?.Value.Yes;

    public async ValueTask<Usefulness> Count(string item, CancellationToken ct)
    {
        var (yes, no) = (0, 0);
        await foreach (var row in tables.All(Votes, item, "", ReaderJson.Default.Useful, ct)) _ = row.Value.Yes ? yes++ : no++;
        return new(yes, no);
    }

    /// <summary>A reader's newer complaint about the same item takes the older one's place.</summary>
    public async ValueTask Keep(Complaint complaint, CancellationToken ct) =>
        await tables.Commit(Complaints, Open, [Rows.Put(Key(complaint.Item, complaint.Person), complaint, ReaderJson.Default.Complaint)], ct);

    public async ValueTask<IReadOnlyList<Complaint>> All(CancellationToken ct)
    {
        var all = new List<Complaint>();
        await foreach (var row in tables.All(Complaints, Open, "", ReaderJson.Default.Complaint, ct)) all.Add(row.Value);
        return [.. all.OrderBy(complaint => complaint.At)];
    }

    public async ValueTask Settle(string item, string person, CancellationToken ct)
    {
        if (await tables.Find(Complaints, Open, Key(item, person), ct) is { } row) await tables.Commit(Complaints, Open, [new Change.Delete(row.Key, row.ETag)], ct);
    }

    static string Key(string item, string person) => $"{item}|{person}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Useful))]
[JsonSerializable(typeof(Complaint))]
internal sealed partial class ReaderJson : JsonSerializerContext;
