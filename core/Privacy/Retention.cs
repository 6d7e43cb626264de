using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Privacy;

/// <summary>
/// Forgets what has been kept long enough, once a day. Answers, attendance, deliveries and the figures made from them stay: reports are counted from them again.
/// </summary>
public sealed class Retention(
    ITables tables, IBlobs blobs, RosterStore rosters, SessionStore sessions, KnowledgeStore library, RetentionSettings keep, TimeProvider time)
{
    const string Marks = "marks";
    const string Mark = "store";
    const string Key = "swept";
    static readonly string[] Channels = ["teams", "webex", "browser"];

    /// <summary>How much was forgotten; 0 when today's look was done already. Twice at once does no harm.</summary>
    public async Task<int> Tick(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var was = await tables.Find(Marks, Mark, Key, SweptJson.Default.Swept, ct);
        if (was is not null && now < was.Value.At.AddDays(1)) return 0;
        if (await tables.Commit(Marks, Mark, [Rows.Write(Key, was, new Swept(now), SweptJson.Default.Swept)], ct) is not Committed.Done) return 0;

        var gone = 0;
        foreach (var channel in Channels) gone += await Forget("inbox", channel, "parked|", "at", now.AddDays(-keep.Parked), ct);
        gone += await Forget("misses", "words", "", "last", now.AddDays(-keep.Misses), ct);
        foreach (var part in new[] { "wishes", "votes" }) gone += await Forget("topics", part, "", "at", now.AddDays(-keep.Misses), ct);
        foreach (var person in (await rosters.Load(ct)).People)
        {
            gone += await Forget("signins", person.Id, "", "until", now, ct);
            gone += await Forget("chat", person.Id, "", "at", now.AddDays(-keep.Chat), ct);
        }
        return gone + await Sources(now.AddDays(-keep.Sources), ct);
    }

    /// <summary>Deletes the rows whose time in this column lies before the moment.</summary>
    async Task<int> Forget(string table, string partition, string prefix, string column, DateTimeOffset before, CancellationToken ct)
    {
        var old = new List<Change>();
        await foreach (var row in tables.All(table, partition, prefix, ct))
            if (PersonalRows.Read(row)[column] is JsonValue value && value.TryGetValue(out string? text)
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at < before)
                old.Add(new Change.Delete(row.Key, row.ETag));
        var gone = 0;
        foreach (var page in old.Chunk(Limits.Transaction))
            if (await tables.Commit(table, partition, page, ct) is Committed.Done) gone += page.Length;
        return gone;
    }

    async Task<int> Sources(DateTimeOffset before, CancellationToken ct)
    {
        var changed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var row in library.All(ct))
            if (row.Value.Batch is { } batch && (!changed.TryGetValue(batch, out var last) || last < row.Value.Changed)) changed[batch] = row.Value.Changed;
        var old = new List<string>();
        await foreach (var name in blobs.List("transcripts/", ct))
            // One without an item was perhaps stored a moment ago.
            if (changed.TryGetValue(name["transcripts/".Length..], out var last) && last < before) old.Add(name);
        await foreach (var name in blobs.List("attendance/", ct))
            if (name.Split('/') is [_, var session, _] && await sessions.Find(session, ct) is { Value: var held } && held.Ends < before) old.Add(name);
        foreach (var name in old) await blobs.Delete(name, ct);
        return old.Count;
    }
}

internal sealed record Swept(DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Swept))]
internal sealed partial class SweptJson : JsonSerializerContext;
