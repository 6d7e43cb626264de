using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Bot;

/// <summary>A place where many read along and where we may post: a channel of a team, a group chat.</summary>
/// <param name="Channel">The chat platform, by its name in stored rows.</param>
/// <param name="Id">The platform's id of the place.</param>
/// <param name="Address">The channel's own text, read by nobody else.</param>
public sealed record Board(string Channel, string Id, string Address);

/// <summary>A session's invitation on a board.</summary>
/// <param name="At">When it was last written, or when that was begun.</param>
/// <param name="Posted">The channel's own name of the message; null from when the posting began until it is known to be there.</param>
/// <param name="Shown">What it says, to see whether it says something else by now.</param>
public sealed record Posting(string Session, Board Board, DateTimeOffset At, string? Posted = null, string Shown = "");

/// <summary>
/// Table "boards": in partition "places" the boards, in partition "postings" the invitations that stand on them until their session begins.
/// The keys hold hashes of the platforms' ids, which may hold any characters.
/// </summary>
public sealed class BoardStore(ITables tables)
{
    const string Table = "boards";
    const string Places = "places";
    const string Postings = "postings";

    static string Key(Board board) => $"{board.Channel}|{InboxStore.Hash(board.Id)}";

    static string Key(string session, Board board) => $"{session}|{Key(board)}";

    /// <summary>We may post there from now on.</summary>
    public async ValueTask Keep(Board board, CancellationToken ct) =>
        await tables.Commit(Table, Places, [Rows.Put(Key(board), board, BoardJson.Default.Board)], ct);

    /// <summary>We may not post there any more.</summary>
    public async ValueTask Remove(Board board, CancellationToken ct)
    {
        if (await tables.Find(Table, Places, Key(board), BoardJson.Default.Board, ct) is { } row)
            await tables.Commit(Table, Places, [new Change.Delete(row.Key, row.ETag)], ct);
    }

    public async IAsyncEnumerable<Board> All([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in tables.All(Table, Places, "", BoardJson.Default.Board, ct)) yield return row.Value;
    }

    /// <summary>The invitations of one session, or of all when it is null.</summary>
    public IAsyncEnumerable<Stored<Posting>> Posted(string? session, CancellationToken ct) =>
        tables.All(Table, Postings, session is null ? "" : $"{session}|", BoardJson.Default.Posting, ct);

    /// <summary>The intent to post. Null when the invitation is there already, or somebody began to post it after <paramref name="stale"/>.</summary>
    public async ValueTask<Stored<Posting>?> Begin(Posting posting, DateTimeOffset stale, CancellationToken ct)
    {
        var key = Key(posting.Session, posting.Board);
        var was = await tables.Find(Table, Postings, key, BoardJson.Default.Posting, ct);
        if (was is { Value: { Posted: not null } } || was?.Value.At > stale) return null;
        return await tables.Commit(Table, Postings, [Rows.Write(key, was, posting, BoardJson.Default.Posting)], ct) is Committed.Done done ? new(key, posting, done.ETags[0]) : null;
    }

    /// <summary>Null when somebody else was there first.</summary>
    public async ValueTask<Stored<Posting>?> Replace(Stored<Posting> was, Posting becomes, CancellationToken ct) =>
        await tables.Commit(Table, Postings, [Rows.Replace(was, becomes, BoardJson.Default.Posting)], ct) is Committed.Done done ? new(was.Key, becomes, done.ETags[0]) : null;

    public async ValueTask Forget(Stored<Posting> posting, CancellationToken ct) =>
        await tables.Commit(Table, Postings, [new Change.Delete(posting.Key, posting.ETag)], ct);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Board))]
[JsonSerializable(typeof(Posting))]
internal sealed partial class BoardJson : JsonSerializerContext;
