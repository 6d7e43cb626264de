using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Topics;

/// <summary>What somebody asked for by name, so that they can be told.</summary>
public sealed record Wish(string Person, string Text, DateTimeOffset At);

/// <summary>The one vote of a person; a later one takes its place.</summary>
public sealed record Vote(string Person, string Topic, DateTimeOffset At);

/// <summary>A round of votes.</summary>
public sealed record Round(int N, IReadOnlyList<Topic> Topics, DateTimeOffset At, DateTimeOffset Until, string By);

/// <summary>A topic that a coordinator is making a session of; it stays until those who wanted it were told.</summary>
public sealed record Chosen(Topic Topic, DateTimeOffset At);

/// <summary>
/// Table "topics": partition "round", one row, the newest round; "votes", row = person; "wishes", row = person and topic id; "chosen", row = topic id.
/// </summary>
public sealed class TopicStore(ITables tables)
{
    const string Table = "topics", Rounds = "round", Votes = "votes", Wishes = "wishes", Chosens = "chosen", Newest = "newest";

    public ValueTask<Stored<Round>?> Round(CancellationToken ct) => tables.Find(Table, Rounds, Newest, TopicJson.Default.Round, ct);

    /// <summary>False when somebody else began one meanwhile.</summary>
    public async ValueTask<bool> Begin(Stored<Round>? was, Round round, CancellationToken ct) =>
        await tables.Commit(Table, Rounds, [Rows.Write(Newest, was, round, TopicJson.Default.Round)], ct) is Committed.Done;

    public async Task Keep(Vote vote, CancellationToken ct) => await tables.Commit(Table, Votes, [Rows.Put(vote.Person, vote, TopicJson.Default.Vote)], ct);

    public async Task Keep(Wish wish, CancellationToken ct) =>
        await tables.Commit(Table, Wishes, [Rows.Put($"{wish.Person}|{TopicRule.IdOf(wish.Text)}", wish, TopicJson.Default.Wish)], ct);

    public async Task Keep(Chosen chosen, CancellationToken ct) => await tables.Commit(Table, Chosens, [Rows.Put(chosen.Topic.Id, chosen, TopicJson.Default.Chosen)], ct);

    public async Task Remove(Stored<Chosen> chosen, CancellationToken ct) => await tables.Commit(Table, Chosens, [new Change.Delete(chosen.Key, chosen.ETag)], ct);

    public async ValueTask<Vote?> FindVote(string person, CancellationToken ct) => (await tables.Find(Table, Votes, person, TopicJson.Default.Vote, ct))?.Value;

    public IAsyncEnumerable<Stored<Vote>> AllVotes(CancellationToken ct) => tables.All(Table, Votes, "", TopicJson.Default.Vote, ct);

    public IAsyncEnumerable<Stored<Wish>> AllWishes(CancellationToken ct) => tables.All(Table, Wishes, "", TopicJson.Default.Wish, ct);

    public IAsyncEnumerable<Stored<Chosen>> AllChosen(CancellationToken ct) => tables.All(Table, Chosens, "", TopicJson.Default.Chosen, ct);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Wish))]
[JsonSerializable(typeof(Vote))]
[JsonSerializable(typeof(Round))]
[JsonSerializable(typeof(Chosen))]
internal sealed partial class TopicJson : JsonSerializerContext;
