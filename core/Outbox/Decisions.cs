using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>A session as it becomes, and the messages that this causes.</summary>
/// <param name="Many">Messages to many, each one fanout row.</param>
/// <param name="Few">Messages to at most 20 people, each one outbox row.</param>
public sealed record Decision(Session Session, IReadOnlyList<Fanout> Many, IReadOnlyList<Delivery> Few)
{
    public const int FewAtMost = 20;
}

/// <summary>Keeps a decision and the messages it causes in one transaction.</summary>
public sealed class Decisions(SessionStore sessions, WorkStore work, IQueues queues, TimeProvider time)
{
    /// <summary>False when the session changed meanwhile: read and decide again.</summary>
    public async ValueTask<bool> Keep(Stored<Session>? was, Decision decision, OpenSession? open, CancellationToken ct)
    {
        var session = decision.Session.Id;
        var waiting = decision.Many.Select(f => new Waiting(session, f.Kind, f.Version)).ToList();
        var began = time.GetUtcNow();
        await Point();

        IReadOnlyList<Change> changes =
        [
            Rows.Write(SessionKeys.Session, was, decision.Session, SessionJson.Default.Session),
            .. decision.Many.Select(f => Rows.Put(SessionKeys.Fanout(f.Kind, f.Version), f, SessionJson.Default.Fanout)),
            .. decision.Few.Select((d, place) => Rows.Put(SessionKeys.Out(d, place), d, SessionJson.Default.Delivery)),
        ];
        if (!await sessions.Keep(session, changes, ct)) return false;
        if (time.GetUtcNow() > began + WorkStore.Grace / 2) await Point();

        foreach (var pointer in waiting) await queues.Send(Hint.Queue, new Hint.Expand(pointer).Text, TimeSpan.Zero, ct);
        if (decision.Few.Count > 0) await queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, ct);
        // What the act itself made due ("จบแล้ว" opens feedback, "ส่งเลย" ends the wait) need not wait for the timer.
        if (open is not null && open.Wakes <= time.GetUtcNow()) await queues.Send(Hint.Queue, new Hint.Due(session).Text, TimeSpan.Zero, ct);
        return true;

        async Task Point()
        {
            if (open is not null) await work.PutOpen(open, ct);
            foreach (var pointer in waiting) await work.PutWaiting(pointer, ct);
            if (decision.Few.Count > 0) await work.PutWaiting(new(session), ct);
        }
    }
}
