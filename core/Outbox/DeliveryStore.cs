using System.Globalization;
using System.Runtime.CompilerServices;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// The delivery rows: messages to a few stand as outbox rows in the session's partition, messages to many in table "deliveries",
/// one partition for each session, kind and version.
/// </summary>
public sealed class DeliveryStore(ITables tables)
{
    internal const string Table = "deliveries";
    internal const string CursorKey = "cursor";
    const string ToKeys = "to|";

    internal static string Partition(Waiting w) => string.Create(CultureInfo.InvariantCulture, $"{w.Session}|{w.Kind}|{w.Version:D4}");

    internal static string Key(string person) => $"{ToKeys}{person}";

    static (string Table, string Partition, string Prefix) Place(Waiting w) =>
        w.Personal ? (SessionStore.Table, w.Session, SessionKeys.Outs) : (Table, Partition(w), ToKeys);

    /// <summary>A page of rows in key order; fewer than <paramref name="max"/> means the end.</summary>
    public async ValueTask<IReadOnlyList<Stored<Delivery>>> Page(Waiting waiting, string? after, int max, CancellationToken ct)
    {
        var (table, partition, prefix) = Place(waiting);
        return [.. (await tables.Query(table, partition, prefix, after, max, ct)).Select(row => row.ReadStored(SessionJson.Default.Delivery))];
    }

    public IAsyncEnumerable<Stored<Delivery>> All(Waiting waiting, CancellationToken ct)
    {
        var (table, partition, prefix) = Place(waiting);
        return tables.All(table, partition, prefix, SessionJson.Default.Delivery, ct);
    }

    /// <summary>
    /// Replaces rows of one place in one transaction; null when another sender was there first and nothing was written.
    /// </summary>
    public async ValueTask<IReadOnlyList<Stored<Delivery>>?> Replace(
        Waiting waiting, IReadOnlyList<(Stored<Delivery> Was, Delivery Becomes)> rows, CancellationToken ct)
    {
        var (table, partition, _) = Place(waiting);
        var changes = rows.Select(row => Rows.Replace(row.Was, row.Becomes, SessionJson.Default.Delivery)).ToList();
        return await tables.Commit(table, partition, changes, ct) is Committed.Done done
            ? [.. rows.Zip(done.ETags, (row, etag) => new Stored<Delivery>(row.Was.Key, row.Becomes, etag))]
            : null;
    }

    /// <summary>The channel's names of what told the receiver of a notice about the session's earlier versions, on the same channel.</summary>
    public async IAsyncEnumerable<string> Outdated(Delivery notice, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var version = 1; version < notice.Version; version++)
            foreach (var kind in notice.IsAboutSpeaker ? ToSpeakers : [.. ToMany, .. AboutSeats])
                foreach (var row in await To(notice, kind, version, ct))
                    if (row.Posted is { } posted && row.Channel == notice.Channel) yield return posted;
    }

    static readonly MessageKind[] ToMany = [MessageKind.Invite, MessageKind.Nudge, MessageKind.DayBefore, MessageKind.Soon, MessageKind.Moved];

    static readonly MessageKind[] AboutSeats = [MessageKind.SeatGiven, MessageKind.SeatOffered, MessageKind.SeatExpired];

    static readonly MessageKind[] ToSpeakers =
        [MessageKind.SpeakerWeek, MessageKind.SpeakerFive, MessageKind.SpeakerThree, MessageKind.SpeakerDay, MessageKind.SpeakerHour, MessageKind.SpeakerMoved];

    async ValueTask<IEnumerable<Delivery>> To(Delivery notice, MessageKind kind, int version, CancellationToken ct)
    {
        const int Few = 20;
        if (ToMany.Contains(kind))
            return await tables.Find(Table, Partition(new(notice.Session, kind, version)), Key(notice.Person), SessionJson.Default.Delivery, ct) is { } one ? [one.Value] : [];
        var rows = await tables.Query(SessionStore.Table, notice.Session, SessionKeys.Out(notice with { Kind = kind, Version = version }, ""), null, Few, ct);
        return rows.Select(row => row.Read(SessionJson.Default.Delivery)).Where(row => row.For == notice.For);
    }

    public ValueTask<Stored<Cursor>?> FindCursor(Waiting waiting, CancellationToken ct) =>
        tables.Find(Table, Partition(waiting), CursorKey, SessionJson.Default.Cursor, ct);

    /// <summary>The people who have a row already, from after one person up to and including another.</summary>
    public async ValueTask<IReadOnlySet<string>> Have(Waiting waiting, string? after, string last, CancellationToken ct)
    {
        var have = new HashSet<string>(StringComparer.Ordinal);
        var from = after is null ? null : Key(after);
        while (true)
        {
            var page = await tables.Query(Table, Partition(waiting), ToKeys, from, Limits.Transaction, ct);
            foreach (var row in page)
            {
                if (string.CompareOrdinal(row.Key, Key(last)) > 0) return have;
                have.Add(row.Key[ToKeys.Length..]);
            }
            if (page.Count < Limits.Transaction) return have;
            from = page[^1].Key;
        }
    }

    /// <summary>New rows and the cursor that says so, together. False when another expander came first.</summary>
    public async ValueTask<bool> Extend(Waiting waiting, Stored<Cursor>? was, Cursor cursor, IEnumerable<Delivery> rows, CancellationToken ct)
    {
        IReadOnlyList<Change> changes =
        [
            Rows.Write(CursorKey, was, cursor, SessionJson.Default.Cursor),
            .. rows.Select(row => Rows.Insert(Key(row.Person), row, SessionJson.Default.Delivery)),
        ];
        return await tables.Commit(Table, Partition(waiting), changes, ct) is Committed.Done;
    }
}
