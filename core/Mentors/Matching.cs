using System.Globalization;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Core.Mentors;

/// <summary>A mentor who fits a question, and why.</summary>
public sealed record Match(Person Person, IReadOnlyList<string> Reasons);

/// <summary>What a question is about, as far as finding a mentor goes.</summary>
public sealed record Wanted(string Asker, string Unit, string Zone, string Subject, IReadOnlyList<string> Tried)
{
    public static Wanted Of(Ask ask) => new(ask.Asker, ask.Unit, ask.Zone, ask.Subject, ask.Tried);
}

public static class Matching
{
    /// <summary>
    /// Who may have the question: appointed, not on a pause, below the cap, never the asker, their line of command or who had it before.
    /// First those for the subject in the asker's zone, then for the subject, then of the zone; among them who holds the least.
    /// </summary>
    public static IReadOnlyList<Match> Rank(Wanted wanted, IEnumerable<Mentor> mentors, Roster roster, int most) =>
    [
        .. Fits(wanted, mentors, roster).Where(fit => !fit.Mentor.Full && !wanted.Tried.Contains(fit.Person.Id, StringComparer.Ordinal))
            .OrderByDescending(fit => fit.Subject).ThenByDescending(fit => fit.Zone).ThenBy(fit => fit.Mentor.Held.Count).ThenBy(fit => fit.Person.Id, StringComparer.Ordinal)
            .Take(most).Select(fit => new Match(fit.Person, fit.Reasons(wanted))),
    ];

    /// <summary>To whom a question in the pool is offered: the mentors of the zone, everybody when there are none or it has waited too long.</summary>
    public static IReadOnlyList<string> Pool(Wanted wanted, bool everybody, IEnumerable<Mentor> mentors, Roster roster, int most)
    {
        var fits = Fits(wanted, mentors, roster).ToList();
        var near = everybody ? [] : fits.Where(fit => fit.Zone).ToList();
        return [.. (near.Count > 0 ? near : fits).OrderByDescending(fit => fit.Subject).ThenBy(fit => fit.Mentor.Held.Count).ThenBy(fit => fit.Person.Id, StringComparer.Ordinal).Select(fit => fit.Person.Id).Take(most)];
    }

    static IEnumerable<Fit> Fits(Wanted wanted, IEnumerable<Mentor> mentors, Roster roster)
    {
        foreach (var mentor in mentors)
            if (mentor.Serves && mentor.Person != wanted.Asker && roster.Find(mentor.Person) is { } person && !AskRights.Commands(person, wanted.Unit))
                yield return new(
                    mentor, person, mentor.Posts.Any(post => post.Subject == wanted.Subject),
                    mentor.Posts.Any(post => post.Covers(wanted.Zone)) || (person.Zone.Length > 0 && person.Zone == wanted.Zone));
    }

    readonly record struct Fit(Mentor Mentor, Person Person, bool Subject, bool Zone)
    {
        public IReadOnlyList<string> Reasons(Wanted wanted) =>
        [
            Subject ? $"ดูแลเรื่อง{Space(Subjects.Thai(wanted.Subject))}" : $"ดูแลเรื่อง{Space(string.Join(", ", Mentor.Posts.Select(post => Subjects.Thai(post.Subject)).Distinct(StringComparer.Ordinal)))}",
            Zone ? (wanted.Zone.Length > 0 ? $"ดูแลโซน {wanted.Zone}" : "ดูแลทุกโซน") : "อยู่คนละโซน",
            Mentor.Held.Count == 0 ? "ตอนนี้ว่าง" : string.Create(CultureInfo.InvariantCulture, $"ดูแลอยู่ {Mentor.Held.Count} จาก {Mentor.Cap} เรื่อง"),
        ];

        static string Space(string subject) => subject.StartsWith("เรื่อง", StringComparison.Ordinal) ? subject["เรื่อง".Length..] : $" {subject}";
    }
}
