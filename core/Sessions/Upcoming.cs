using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Core.Sessions;

/// <summary>The sessions that are not put away yet, found through the index of open sessions.</summary>
public sealed class Upcoming(WorkStore work, SessionStore sessions)
{
    /// <summary>Null when there is no session of this id.</summary>
    public async Task<Session?> Find(string id, CancellationToken ct) => Ids.Valid(id) ? (await sessions.Find(id, ct))?.Value : null;

    /// <summary>Those that start in this time, earliest first, at most <paramref name="max"/>.</summary>
    public async Task<IReadOnlyList<Session>> Around(DateTimeOffset from, DateTimeOffset to, CancellationToken ct, int max = 50)
    {
        var near = new List<OpenSession>();
        await foreach (var open in work.Open(ct))
            if (open.Value.Starts >= from && open.Value.Starts <= to) near.Add(open.Value);
        var found = new List<Session>();
        foreach (var open in near.OrderBy(o => o.Starts).ThenBy(o => o.Session, StringComparer.Ordinal).Take(max))
            if (await sessions.Find(open.Session, ct) is { Value: var session } && !session.IsEvaluation && session.Starts >= from && session.Starts <= to) found.Add(session);
        return found;
    }
}
