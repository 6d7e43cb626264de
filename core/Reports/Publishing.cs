using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Reports;

/// <summary>Sessions whose answers are only ever shown together: one with enough answers of its own, or several small ones.</summary>
public sealed record Atom(IReadOnlyList<SessionSummary> Sessions)
{
    public Tally Tally { get; } = Tally.Sum(Sessions.Select(s => s.Feedback!));
}

/// <summary>
/// What may be shown, decided over all tables at once. Every figure of every table is the sum of whole atoms, and an atom has at least five answers;
/// so no two figures, and no calculation with any number of them, can tell fewer than five answers apart.
/// Only closed forms count, whose answers never change, and an atom stays as it is when more sessions close: a figure once shown stays,
/// and a total grows by five answers or more.
/// </summary>
public static class Publishing
{
    /// <summary>
    /// The atoms of these sessions. Small sessions join others of the same month, kind and zone, in the order in which their forms closed, so that an atom
    /// lies in the same group of every table; those left over wait for the next and are in no total.
    /// </summary>
    /// <param name="sessions">Whole months: a part of a month would join other sessions than the whole.</param>
    public static IReadOnlyList<Atom> Atoms(IEnumerable<SessionSummary> sessions, OfficeCalendar office)
    {
        var atoms = new List<Atom>();
        foreach (var cell in sessions.Where(s => s.Feedback is { People: > 0 }).GroupBy(s => (Period.OfMonth(office.Day(s.Starts)).From, s.Kind, s.Zone)))
        {
            var small = new List<SessionSummary>();
            foreach (var session in cell.OrderBy(s => s.Closes).ThenBy(s => s.Session, StringComparer.Ordinal))
            {
                if (session.Feedback!.People >= Satisfaction.Fewest)
                {
                    atoms.Add(new([session]));
                    continue;
                }
                small.Add(session);
                if (small.Sum(s => s.Feedback!.People) < Satisfaction.Fewest) continue;
                atoms.Add(new([.. small]));
                small.Clear();
            }
        }
        return [.. atoms.OrderBy(a => a.Sessions[0].Starts).ThenBy(a => a.Sessions[0].Session, StringComparer.Ordinal)];
    }

    /// <summary>The figures of one session alone may be shown.</summary>
    public static bool Alone(SessionSummary session) => session.Feedback is { People: >= Satisfaction.Fewest };
}
