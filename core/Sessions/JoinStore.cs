using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// Table "joins": partition = the unguessable id of a join link, naming its session. Written before the session's first transaction:
/// a crash in between leaves a pointer to nothing, never a session whose link leads nowhere.
/// </summary>
public sealed class JoinStore(ITables tables, SessionStore sessions)
{
    const string Table = "joins";
    const string Key = "session";

    public async ValueTask Point(Session session, CancellationToken ct) =>
        await tables.Commit(Table, session.Join, [Rows.Put(Key, new SessionPointer(session.Id), SessionJson.Default.SessionPointer)], ct);

    /// <summary>The session whose link this is, or null.</summary>
    public async ValueTask<Session?> Find(string join, CancellationToken ct)
    {
        if (await tables.Find(Table, join, Key, SessionJson.Default.SessionPointer, ct) is not { } pointer) return null;
        var found = (await sessions.Find(pointer.Value.Session, ct))?.Value;
        // Of two that added the same session at once, the loser's pointer stays behind.
        return found?.Join == join ? found : null;
    }
}
