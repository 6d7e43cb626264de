using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Attendance;

/// <summary>Somebody said that this person is in the same room. It is no evidence: it counts when the person confirms it.</summary>
public sealed record Named(string Person, string By, DateTimeOffset At);

/// <summary>What becomes of a naming.</summary>
public abstract record GroupOutcome
{
    /// <param name="Asked">Who gets a card of their own to confirm.</param>
    public sealed record Kept(IReadOnlyList<Person> Asked) : GroupOutcome;

    public sealed record Refused(string Because) : GroupOutcome;
}

/// <summary>
/// Several officers behind one screen: one of them names the colleagues of the own unit who are there, and each confirms on their own card.
/// </summary>
public static class GroupCheckIn
{
    /// <summary>The colleagues who can be named: of the same unit, neither there by evidence nor named before.</summary>
    public static IReadOnlyList<Person> Colleagues(Roster roster, Person by, IReadOnlySet<string> present, IReadOnlySet<string> named) =>
        [.. roster.People.Where(p => p.District == by.District && p.Id != by.Id && !present.Contains(p.Id) && !named.Contains(p.Id))];

    /// <param name="chosen">The ids on the card; who is no colleague or needs no asking is left out.</param>
    public static GroupOutcome Decide(
        Session session, Roster roster, Person by, IReadOnlyCollection<string> chosen, IReadOnlySet<string> present, IReadOnlySet<string> named, DateTimeOffset now)
    {
        if (CheckIn.Closed(session, now) is { } because) return new GroupOutcome.Refused(because);
        if (chosen.Count == 0) return new GroupOutcome.Refused("ยังไม่ได้เลือกใคร แตะชื่อเพื่อนร่วมห้องแล้วกดส่ง");
        return new GroupOutcome.Kept([.. Colleagues(roster, by, present, named).Where(p => chosen.Contains(p.Id))]);
    }
}
