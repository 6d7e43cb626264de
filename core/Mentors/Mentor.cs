using System.Globalization;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Core.Mentors;

/// <summary>What a person answered to the mentor survey.</summary>
/// <param name="Free">Subjects of their own words, joined by a comma.</param>
/// <param name="Style">How they like to help, in their own words.</param>
/// <param name="Most">How many questions they can hold at once.</param>
/// <param name="Imported">It came in a file; an answer given in the chat counts more.</param>
public sealed record SurveyAnswer(string Person, bool Willing, IReadOnlyList<string> Subjects, string Free, string Style, int Most, DateTimeOffset At, bool Imported = false)
{
    public const int FreeChars = 100, StyleChars = 200;

    /// <summary>Nobody is asked to hold more than this.</summary>
    public const int MostAtOnce = 10, Usual = 3;

    public bool Same(SurveyAnswer other) =>
        (Person, Willing, Free, Style, Most) == (other.Person, other.Willing, other.Free, other.Style, other.Most) && Subjects.SequenceEqual(other.Subjects, StringComparer.Ordinal);
}

/// <summary>A subject that a mentor looks after. An empty zone is every zone.</summary>
public sealed record Post(string Subject, string Zone)
{
    public bool Covers(string zone) => Zone.Length == 0 || Zone == zone;
}

/// <summary>A question that a mentor holds, since when; or is about to get, until its transaction is done.</summary>
public sealed record Held(string Ask, DateTimeOffset At);

/// <summary>An appointed mentor. Who has no post is none any more.</summary>
/// <param name="Cap">At most so many questions at once.</param>
/// <param name="Paused">Takes no questions for now.</param>
public sealed record Mentor(string Person, IReadOnlyList<Post> Posts, int Cap, bool Paused, IReadOnlyList<Held> Held)
{
    public bool Serves => Posts.Count > 0 && !Paused;

    public bool Full => Held.Count >= Cap;

    /// <summary>With this question on top; null when it would be too many, or the mentor takes none.</summary>
    public Mentor? Hold(string ask, DateTimeOffset now)
    {
        var others = Held.Where(held => held.Ask != ask).ToList();
        return !Serves || others.Count >= Cap ? null : this with { Held = [.. others, new(ask, now)] };
    }

    public Mentor Drop(IReadOnlySet<string> asks) => this with { Held = [.. Held.Where(held => !asks.Contains(held.Ask))] };

    public Mentor With(Post post, bool appointed) => this with { Posts = [.. Posts.Where(p => p != post), .. appointed ? [post] : (Post[])[]] };
}

/// <summary>Somebody the coordinator may appoint, with everything that speaks for it.</summary>
public sealed record Candidate(Person Person, IReadOnlyList<string> Reasons);

/// <summary>A subject without a mentor, and the zones that lack one.</summary>
public sealed record Gap(string Subject, IReadOnlyList<string> Zones);

public static class Candidates
{
    /// <summary>
    /// Those who are willing: first who would close the most gaps, then who offers more subjects, then by name.
    /// What puts them in this order is exactly what the reasons say.
    /// </summary>
    public static IReadOnlyList<Candidate> Rank(IEnumerable<SurveyAnswer> answers, IReadOnlyList<Mentor> mentors, Roster roster, IReadOnlyList<string> zones)
    {
        var gaps = Gaps(mentors, zones);
        return
        [
            .. from answer in answers
               where answer.Willing
               let person = roster.Find(answer.Person)
               where person is not null && Asked(person)
               let closes = gaps.Where(gap => answer.Subjects.Contains(gap.Subject, StringComparer.Ordinal) && (gap.Zones.Count == 0 || person.Zone.Length == 0 || gap.Zones.Contains(person.Zone, StringComparer.Ordinal)))
                   .Select(gap => gap.Subject).ToList()
               orderby closes.Count descending, answer.Subjects.Count descending, person.Name, person.Id
               select new Candidate(person, Reasons(answer, person, closes, mentors.FirstOrDefault(m => m.Person == person.Id))),
        ];
    }

    /// <summary>The survey is for every officer but the heads and the executives.</summary>
    public static bool Asked(Person person) => !person.Roles.HasFlag(Roles.Head) && !person.Roles.HasFlag(Roles.Executive);

    /// <summary>Subjects without a mentor in some zone; one without any in every zone.</summary>
    public static IReadOnlyList<Gap> Gaps(IReadOnlyList<Mentor> mentors, IReadOnlyList<string> zones)
    {
        var gaps = new List<Gap>();
        foreach (var (id, _) in Subjects.All.Where(subject => subject.Id != Subjects.Other))
        {
            var posts = mentors.SelectMany(mentor => mentor.Posts).Where(post => post.Subject == id).ToList();
            var lacking = zones.Where(zone => !posts.Any(post => post.Covers(zone))).ToList();
            if (lacking.Count > 0 || posts.Count == 0) gaps.Add(new(id, lacking));
        }
        return gaps;
    }

    static IReadOnlyList<string> Reasons(SurveyAnswer answer, Person person, List<string> closes, Mentor? mentor) =>
    [
        closes.Count > 0 ? $"เติมเรื่องที่ยังขาด: {List(closes)}" : "ยังไม่มีเรื่องที่ขาด",
        answer.Subjects.Count > 0 ? $"ถนัด {List(answer.Subjects)}" : "ไม่ได้เลือกเรื่อง",
        .. answer.Free.Length > 0 ? [$"เรื่องอื่น: {answer.Free}"] : Array.Empty<string>(),
        person.Zone.Length > 0 ? $"โซน {person.Zone}" : "ไม่อยู่ในโซนใด",
        string.Create(CultureInfo.InvariantCulture, $"รับได้ครั้งละ {answer.Most} เรื่อง"),
        .. answer.Style.Length > 0 ? [answer.Style] : Array.Empty<string>(),
        .. mentor is { Posts.Count: > 0 } ? [$"เป็นพี่เลี้ยงแล้ว: {List(mentor.Posts.Select(post => post.Subject).Distinct(StringComparer.Ordinal))}"] : Array.Empty<string>(),
    ];

    static string List(IEnumerable<string> subjects) => string.Join(", ", subjects.Select(Subjects.Thai));
}
