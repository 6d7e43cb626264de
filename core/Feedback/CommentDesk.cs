using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Feedback;

/// <summary>The comments of one page that a coordinator let pass. Decided once.</summary>
public sealed record Passed(int From, IReadOnlyList<string> Texts, string By);

/// <summary>
/// Comments are read by the coordinator before a speaker sees any: from ten answers on, after the form has closed, so that their places do not move.
/// </summary>
public sealed class CommentDesk(SessionStore sessions, FeedbackStore feedback, SummaryStore summaries, Decisions decisions, RosterStore rosters, IRoutes routes, TimeProvider time)
{
    static readonly TimeSpan Stay = TimeSpan.FromDays(7);

    /// <summary>All comments in the order of their letters; none where they may not be read.</summary>
    public async Task<IReadOnlyList<string>> Read(string session, CancellationToken ct) =>
        (await summaries.Find(session, ct))?.Feedback is { People: >= Satisfaction.FewestForComments } ? await feedback.Comments(session, ct) : [];

    /// <summary>Keeps what was let pass; after the last page the speakers get all of it. False when somebody decided this page before.</summary>
    public async Task<bool> Pass(string id, Passed passed, bool last, CancellationToken ct)
    {
        while (true)
        {
            if (await sessions.Find(id, ct) is not { } stored) return false;
            if (await sessions.FindPassed(id, passed.From, ct) is not null) return false;
            var any = passed.Texts.Count > 0 || (await sessions.Passed(id, ct)).Any(page => page.Texts.Count > 0);
            var now = time.GetUtcNow();
            var few = last && any ? SpeakerMail.Rows(stored.Value, MessageKind.SpeakerComments, await rosters.Load(ct), await routes.Load(ct), now, now + Stay) : [];
            if (await decisions.Keep(stored, new(stored.Value, [], few, [SessionRows.Passed(passed)]), null, ct)) return true;
        }
    }
}
