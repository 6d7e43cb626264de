using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// Messages to the speakers of a session. An outside expert has no chat with us: their message goes to the coordinators, who pass it on.
/// </summary>
public static class SpeakerMail
{
    /// <summary>The outbox rows, at most <see cref="Decision.FewAtMost"/>.</summary>
    public static IReadOnlyList<Delivery> Rows(Session session, MessageKind kind, Roster roster, Route route, DateTimeOffset notBefore, DateTimeOffset until) =>
        [.. Receivers(session, roster)
            .Select(to => (to.Person, to.For, Channel: route(to.Person)))
            .Select(to => new Delivery(
                kind, session.Id, session.Version, to.Person.Id, to.Channel ?? "", to.Channel is null ? DeliveryState.Unreachable : DeliveryState.Pending,
                notBefore, until, to.For, Reason: to.Channel is null ? "ยังไม่มีช่องทางที่ส่งถึง" : null))
            .Take(Decision.FewAtMost)];

    static IEnumerable<(Person Person, string? For)> Receivers(Session session, Roster roster)
    {
        foreach (var speaker in session.Plan.Speakers)
            if (speaker.Person is { } id)
            {
                if (roster.Find(id) is { } person) yield return (person, null);
            }
            else
                foreach (var coordinator in roster.People.Where(p => p.Roles.HasFlag(Roles.Coordinator)))
                    yield return (coordinator, speaker.Name);
    }
}
