using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// Messages to the speakers of a session. An outside expert has no chat with us: their message goes to the coordinators, who pass it on.
/// </summary>
public static class SpeakerMail
{
    /// <summary>The outbox rows, at most <see cref="Decision.FewAtMost"/>.</summary>
    /// <param name="wanted">Which of the speakers, by key; null: all.</param>
    public static IReadOnlyList<Delivery> Rows(
        Session session, MessageKind kind, Roster roster, Route route, DateTimeOffset notBefore, DateTimeOffset until, Func<string, bool>? wanted = null) =>
        [.. session.Plan.Speakers
            .Where(speaker => wanted?.Invoke(SpeakerRule.Key(speaker)) != false)
            .SelectMany(speaker => speaker.Person is { } id
                ? roster.Find(id) is { } person ? [Delivery.To(id, person, kind, session, route, notBefore, until)] : []
                : ToCoordinators(session, kind, SpeakerRule.Key(speaker), roster, route, notBefore, until))
            .Take(Decision.FewAtMost)];

    /// <summary>A message for or about one speaker (or about the session, when null) to everybody who coordinates.</summary>
    public static IReadOnlyList<Delivery> ToCoordinators(
        Session session, MessageKind kind, string? speaker, Roster roster, Route route, DateTimeOffset notBefore, DateTimeOffset until) =>
        [.. roster.People.Where(p => p.Roles.HasFlag(Roles.Coordinator)).Take(Decision.FewAtMost)
            .Select(p => Delivery.To(p.Id, p, kind, session, route, notBefore, until, speaker))];
}
