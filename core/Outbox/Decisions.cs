using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>A session as it becomes, and the messages that this causes.</summary>
/// <param name="Many">Messages to many, each one fanout row.</param>
/// <param name="Few">Messages to at most 20 people, each one outbox row.</param>
/// <param name="Also">Other rows of the session that change with it.</param>
public sealed record Decision(Session Session, IReadOnlyList<Fanout> Many, IReadOnlyList<Delivery> Few, IReadOnlyList<Change>? Also = null)
{
    public const int FewAtMost = 20;

    /// <summary>Whether it writes outbox rows.</summary>
    public bool Tells => Few.Count > 0 || Also?.Any(change => change.Key.StartsWith(SessionKeys.Outs, StringComparison.Ordinal)) == true;
}

/// <summary>Keeps a decision and the messages it causes in one transaction.</summary>
public sealed class Decisions(SessionStore sessions, WorkStore work, IQueues queues, TimeProvider time)
{
    /// <summary>False when the session changed meanwhile: read and decide again.</summary>
    public async ValueTask<bool> Keep(Stored<Session>? was, Decision decision, OpenSession? open, CancellationToken ct)
    {
        var session = decision.Session.Id;
        var waiting = decision.Many.Select(f => new Waiting(session, f.Kind, f.Version)).ToList();
        var room = Meetings.Rooms.Concerns(was?.Value, decision.Session);
        var began = time.GetUtcNow();
        await Point();

        IReadOnlyList<Change> changes =
        [
            Rows.Write(SessionKeys.Session, was, decision.Session, SessionJson.Default.Session),
            .. decision.Many.Select(f => Rows.Put(SessionKeys.Fanout(f.Kind, f.Version), f, SessionJson.Default.Fanout)),
            .. decision.Few.Select((d, place) => SessionRows.Out(d, place.ToString("D2", System.Globalization.CultureInfo.InvariantCulture))),
            .. decision.Also ?? [],
        ];
        if (!await sessions.Keep(session, changes, ct)) return false;
        if (time.GetUtcNow() > began + WorkStore.Grace / 2) await Point();

        foreach (var pointer in waiting) await queues.Send(Hint.Queue, new Hint.Expand(pointer).Text, TimeSpan.Zero, ct);
        if (room) await queues.Send(Hint.Queue, new Hint.Room(session).Text, TimeSpan.Zero, ct);
        if (decision.Tells) await queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, ct);
        // What the act itself made due ("จบแล้ว" opens feedback, "ส่งเลย" ends the wait) need not wait for the timer.
        if (open is not null && open.Wakes <= time.GetUtcNow()) await queues.Send(Hint.Queue, new Hint.Due(session).Text, TimeSpan.Zero, ct);
        return true;

        async Task Point()
        {
            if (open is not null) await work.PutOpen(open, ct);
            foreach (var pointer in waiting) await work.PutWaiting(pointer, ct);
            if (decision.Tells) await work.PutWaiting(new(session), ct);
            if (room) await work.PutRoom(session, ct);
        }
    }
}
