using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Core.Sessions;

/// <summary>Keeps what speakers answer, together with the slides on the session and the word to the coordinators.</summary>
public sealed class SpeakerDesk(SessionStore sessions, Decisions decisions, RosterStore rosters, IRoutes routes, TimeProvider time)
{
    /// <param name="by">The speaker, or the coordinator who records what an outside expert said.</param>
    /// <param name="key">The speaker's key; whose answer it is, whoever records it.</param>
    /// <param name="n">The number on the clicked card; null when it carries none.</param>
    /// <param name="made">When the click was made, where cards carry no number.</param>
    public Task<SpeakerOutcome> Answer(Person by, string id, string key, bool confirm, string? slides, string? rehearsal, int? n, DateTimeOffset? made, CancellationToken ct) =>
        Keep(by.Id, by.Roles.HasFlag(Roles.Coordinator), id, key, confirm, slides, rehearsal, n, made, ct);

    /// <summary>The outside expert's own word, from their personal page.</summary>
    public Task<SpeakerOutcome> AnswerOutside(string id, string key, bool confirm, string? slides, string? rehearsal, int? n, CancellationToken ct) =>
        Keep(key, false, id, key, confirm, slides, rehearsal, n, null, ct);

    async Task<SpeakerOutcome> Keep(
        string by, bool coordinator, string id, string key, bool confirm, string? slides, string? rehearsal, int? n, DateTimeOffset? made, CancellationToken ct)
    {
        while (true)
        {
            if (await sessions.Find(id, ct) is not { } stored) return new SpeakerOutcome.Refused("ไม่พบกิจกรรมนี้");
            var held = await sessions.FindReply(id, key, ct);
            var now = time.GetUtcNow();
            var outcome = SpeakerRule.Decide(stored.Value, key, by, coordinator, held?.Value, confirm, slides, rehearsal, n, now, made);
            if (outcome is not SpeakerOutcome.Kept { Reply: var reply }) return outcome;

            var becomes = SpeakerRule.WithSlides(stored.Value, reply);
            var told = SpeakerRule.Tells(held?.Value, reply)
                ? SpeakerMail.ToCoordinators(becomes, MessageKind.SpeakerReplied, key, await rosters.Load(ct), await routes.Load(ct), now, becomes.Starts)
                : [];
            var rows = told.Where(row => row.Person != by).Select(row => SessionRows.Out(row, SpeakerRule.Place(reply)));
            if (await decisions.Keep(stored, new(becomes, [], [], [SessionRows.Reply(held, reply), .. rows]), null, ct)) return outcome;
        }
    }
}
