using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// The timer's work: puts on the queue what falls due before the next tick, with the exact delay, and rings again for everything that is unfinished.
/// </summary>
public sealed class Ticker(
    SessionStore sessions, WorkStore work, Decisions decisions, SeatGroup seats, RosterStore rosters, SummaryStore summaries,
    OfficeCalendar office, IRoutes routes, IQueues queues, TimeProvider time)
{
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    static readonly TimeSpan ResultsStay = TimeSpan.FromDays(7);

    /// <summary>A sender's pace that reminders are planned with, in messages a second.</summary>
    const double PlannedRate = 30;

    public async Task Tick(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await foreach (var open in work.Open(ct))
        {
            if (open.Value.Wakes > now + Period) continue;
            if (await sessions.Find(open.Value.Session, ct) is not { Value: var session }) continue;
            if (await Next(session, await Bulk(ct), ct) is not { } next) await work.RemoveOpen(open, ct);
            else await Remind(session.Id, next, now, ct);
        }
        await foreach (var room in work.Rooms(ct))
            if (room.Value.Wakes <= now + Period) await queues.Send(Hint.Queue, new Hint.Room(room.Value.Session).Text, room.Value.Wakes > now ? room.Value.Wakes - now : TimeSpan.Zero, ct);
        var any = false;
        await foreach (var waiting in work.Waiting(personalOnly: false, ct))
        {
            any = true;
            if (!waiting.Value.Personal) await queues.Send(Hint.Queue, new Hint.Expand(waiting.Value).Text, TimeSpan.Zero, ct);
        }
        if (any) await queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, ct);
    }

    /// <summary>Decides what is due in one session now. Safe to call at any time, in any number.</summary>
    public async Task Act(string id, CancellationToken ct)
    {
        await seats.Finish(id, ct);
        while (await sessions.Find(id, ct) is { } stored)
        {
            var (now, bulk) = (time.GetUtcNow(), await Bulk(ct));
            var due = Due.Now(stored.Value, office, bulk, now);
            if (!due.Any)
            {
                if (await Next(stored.Value, bulk, ct) is { } next && next > now) await Remind(id, next, now, ct);
                return;
            }
            // Before the decision: a crash in between makes the figures once more, never not at all.
            var summary = due.Do.Contains(DueKind.End) || due.Do.Contains(DueKind.Close) ? await summaries.Recompute(id, ct) : null;
            await decisions.Keep(stored, await Decide(stored.Value, due, summary, bulk, now, ct), null, ct);
        }
    }

    async Task<Decision> Decide(Session session, DueNow due, SessionSummary? summary, TimeSpan bulk, DateTimeOffset now, CancellationToken ct)
    {
        var (roster, route) = (await rosters.Load(ct), await routes.Load(ct));
        var until = Due.Of(session, office, bulk).ToDictionary(item => item.Kind, item => item.Until);
        var many = due.Do.Where(kind => Bulks.ContainsKey(kind)).Select(kind => new Fanout(Bulks[kind], session.Version, now, until[kind])).ToList();
        var few = due.Do.Where(kind => Speakers.ContainsKey(kind)).SelectMany(kind => SpeakerMail.Rows(session, Speakers[kind], roster, route, now, until[kind])).ToList();
        var silent = due.Do.Any(Asks) ? await Silent(session, ct) : [];
        few.AddRange(due.Do.Where(Chases.ContainsKey).SelectMany(kind => SpeakerMail.Rows(session, Chases[kind], roster, route, now, until[kind], silent.Contains)));
        // Who was never asked is not silent: a session planned at the last moment has no chase.
        if (due.Do.Contains(DueKind.SpeakerSilent) && (session.IsDone(DueKind.SpeakerWeek) || session.IsDone(DueKind.SpeakerDay)))
            few.AddRange(silent.SelectMany(key => SpeakerMail.ToCoordinators(session, MessageKind.SpeakerSilent, key, roster, route, now, until[DueKind.SpeakerSilent])));
        var next = session.With([.. due.Do, .. due.Drop]);
        if (due.Do.Contains(DueKind.Feedback))
        {
            var asked = session.IsEvaluation ? roster.People.Count(session.Plan.Audience.Includes) : (await sessions.Present(session.Id, ct)).Count;
            next = next with { Boxes = Feedback.Box.Buckets(asked), Form = Feedback.Forms.For(session.Plan.Kind).Id };
        }
        if (due.Do.Contains(DueKind.Close)) few.AddRange(Results(session, summary, roster, route, now));
        if (due.Do.Contains(DueKind.End) && Planning.End(next, now) is Planned.Ended ended) next = ended.Session;
        return new(next, many, [.. few.Take(Decision.FewAtMost)]);
    }

    /// <summary>With enough answers the speakers hear how it went, and the coordinators read the comments before a speaker does.</summary>
    static IEnumerable<Delivery> Results(Session session, SessionSummary? summary, Roster roster, Route route, DateTimeOffset now) => summary?.Feedback?.People switch
    {
        >= Satisfaction.FewestForComments =>
        [
            .. SpeakerMail.Rows(session, MessageKind.SpeakerResult, roster, route, now, now + ResultsStay),
            .. SpeakerMail.ToCoordinators(session, MessageKind.ReadComments, null, roster, route, now, now + ResultsStay),
        ],
        >= Satisfaction.Fewest => SpeakerMail.Rows(session, MessageKind.SpeakerResult, roster, route, now, now + ResultsStay),
        _ => [],
    };

    async Task<HashSet<string>> Silent(Session session, CancellationToken ct)
    {
        var replies = await sessions.Replies(session.Id, ct);
        return [.. session.Plan.Speakers.Select(SpeakerRule.Key).Where(key => replies.GetValueOrDefault(key)?.Version != session.Version)];
    }

    /// <summary>The next moment of the calendar or of the seats, whichever comes first.</summary>
    async Task<DateTimeOffset?> Next(Session session, TimeSpan bulk, CancellationToken ct) =>
        (Due.Next(session, office, bulk), await seats.Next(session, ct)) switch
        {
            ({ } due, { } seat) => due < seat ? due : seat,
            var (due, seat) => due ?? seat,
        };

    async Task Remind(string session, DateTimeOffset at, DateTimeOffset now, CancellationToken ct)
    {
        if (at >= now + Period) return;
        await queues.Send(Hint.Queue, new Hint.Due(session).Text, at > now ? at - now : TimeSpan.Zero, ct);
    }

    async ValueTask<TimeSpan> Bulk(CancellationToken ct) => TimeSpan.FromSeconds((await rosters.Load(ct)).People.Count / PlannedRate);

    static readonly Dictionary<DueKind, MessageKind> Bulks = new()
    {
        [DueKind.Invite] = MessageKind.Invite,
        [DueKind.Nudge] = MessageKind.Nudge,
        [DueKind.DayBefore] = MessageKind.DayBefore,
        [DueKind.Soon] = MessageKind.Soon,
        [DueKind.CheckIn] = MessageKind.CheckIn,
        [DueKind.Feedback] = MessageKind.Feedback,
        [DueKind.FeedbackReminder] = MessageKind.FeedbackReminder,
        [DueKind.FeedbackLast] = MessageKind.FeedbackLast,
    };

    static readonly Dictionary<DueKind, MessageKind> Speakers = new()
    {
        [DueKind.SpeakerWeek] = MessageKind.SpeakerWeek,
        [DueKind.SpeakerDay] = MessageKind.SpeakerDay,
        [DueKind.SpeakerHour] = MessageKind.SpeakerHour,
        [DueKind.SpeakerThanks] = MessageKind.SpeakerThanks,
    };

    /// <summary>Only to the speakers who have not answered.</summary>
    static readonly Dictionary<DueKind, MessageKind> Chases = new()
    {
        [DueKind.SpeakerFive] = MessageKind.SpeakerFive,
        [DueKind.SpeakerThree] = MessageKind.SpeakerThree,
    };

    static bool Asks(DueKind kind) => Chases.ContainsKey(kind) || kind is DueKind.SpeakerSilent;
}
