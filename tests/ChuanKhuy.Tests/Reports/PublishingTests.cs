using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Tests.Sessions;
using FsCheck;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Reports;

/// <summary>What is shown of small groups, over all tables at once and over time.</summary>
public sealed class PublishingTests
{
    static readonly Period year = Period.OfYear(2570);
    static readonly ReportBy[] tables = [ReportBy.Session, ReportBy.Month, ReportBy.Quarter, ReportBy.Year, ReportBy.Zone, ReportBy.Kind];

    [Fact]
    public void A_small_session_is_hidden_and_so_is_its_part_of_every_total()
    {
        SessionSummary[] sessions = [Held("a", 0, 12), Held("b", 1, 3)];
        foreach (var by in tables)
        {
            var shown = People(sessions, by);
            Assert.DoesNotContain(3, shown);
            Assert.DoesNotContain(15, shown);
            Assert.Contains(12, shown);
        }
    }

    [Fact]
    public void Small_sessions_of_one_month_kind_and_zone_are_shown_together()
    {
        SessionSummary[] sessions = [Held("a", 0, 12), Held("b", 1, 3), Held("c", 2, 4)];
        Assert.Equal([12, 19], People(sessions, ReportBy.Session).Order());
        Assert.Contains(19, People(sessions, ReportBy.Month));
        Assert.DoesNotContain(19, People([.. sessions.SkipLast(1), sessions[2] with { Zone = "9" }], ReportBy.Year));
    }

    [Fact]
    public void What_is_hidden_says_so()
    {
        var table = SatisfactionReport.Make([Held("a", 0, 4), Held("b", 1, 6), Held("c", 2, 0) with { Feedback = null }], ReportBy.Session, SatisfactionScale.Default, Given.Office, year);
        Assert.Equal(["ข้อมูลไม่พอ", "มาก", "ยังไม่ปิดแบบประเมิน", "มาก"], table.Rows.Select(row => row[^1]));
        Assert.All(table.Rows[0].Skip(8).SkipLast(1), Assert.Null);
        Assert.Contains(table.Method!, line => line.Contains("ยังเปิดอยู่ 1", StringComparison.Ordinal));
    }

    [Fact]
    public void There_is_no_satisfaction_by_district() =>
        Assert.Contains("อำเภอ", Assert.Throws<Core.TroubleException>(() => SatisfactionReport.Make([], ReportBy.District, SatisfactionScale.Default, Given.Office, year)).Thai, StringComparison.Ordinal);

    /// <summary>Two figures of any two tables differ by none or by at least five answers when one contains the other; and so does a figure from itself later.</summary>
    [Property(MaxTest = 300)]
    public void No_two_figures_tell_fewer_than_five_answers_apart(NonEmptyArray<byte> counts, int seed)
    {
        var sessions = Sessions(counts.Get, seed);
        var shown = Sets(sessions).Where(set => set.Count > 0).ToList();
        foreach (var set in shown)
        {
            Assert.True(Answers(sessions, set) >= 5);
            foreach (var other in shown.Where(other => other.IsSubsetOf(set))) Assert.True(Answers(sessions, [.. set.Except(other)]) is 0 or >= 5);
        }
        // Everything that can be calculated from the tables is a sum of atoms: sessions that always come together are never taken apart.
        var atoms = Publishing.Atoms(sessions, Given.Office).Select(atom => atom.Sessions.Select(s => s.Session).ToHashSet()).ToList();
        foreach (var set in shown) Assert.True(atoms.All(atom => atom.IsSubsetOf(set) || !atom.Overlaps(set)) && set.IsSubsetOf(atoms.SelectMany(a => a)));
    }

    /// <summary>The control: when totals simply add everything up, some small session can be subtracted out.</summary>
    [Fact]
    public void Without_the_rule_a_small_session_is_found_by_subtraction()
    {
        SessionSummary[] sessions = [Held("a", 0, 12), Held("b", 1, 3)];
        var naive = sessions.Sum(s => s.Feedback!.People);
        Assert.Equal(3, naive - Publishing.Atoms(sessions, Given.Office).Single().Tally.People);
    }

    /// <summary>Forms close one after the other: what was shown stays shown, and grows by none or by five answers or more.</summary>
    [Property(MaxTest = 200)]
    public void A_figure_once_shown_stays(NonEmptyArray<byte> counts, int seed)
    {
        var sessions = Sessions(counts.Get, seed).OrderBy(s => s.Closes).ToList();
        IReadOnlyList<HashSet<string>> before = [];
        for (var closed = 1; closed <= sessions.Count; closed++)
        {
            var atoms = Publishing.Atoms(sessions.Select((s, i) => i < closed ? s : s with { Feedback = null }), Given.Office).Select(a => a.Sessions.Select(s => s.Session).ToHashSet()).ToList();
            Assert.All(before, atom => Assert.Contains(atoms, now => now.SetEquals(atom)));
            before = atoms;
        }
    }

    static List<SessionSummary> Sessions(byte[] counts, int seed) =>
        [.. counts.Take(40).Select((count, i) => Held($"s{i:D2}", (int)((uint)HashCode.Combine(seed, i) % 300), count % 9) with
        {
            Zone = ((uint)HashCode.Combine(seed, i, 1) % 3).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Kind = (SessionKind)((uint)HashCode.Combine(seed, i, 2) % 2),
        })];

    /// <summary>The sessions that stand behind each shown figure of each table.</summary>
    static IEnumerable<HashSet<string>> Sets(IReadOnlyList<SessionSummary> sessions)
    {
        var atoms = Publishing.Atoms(sessions, Given.Office);
        yield return [.. atoms.SelectMany(a => a.Sessions.Select(s => s.Session))];
        foreach (var session in sessions.Where(Publishing.Alone)) yield return [session.Session];
        Func<SessionSummary, object>[] groups =
        [
            s => s.Zone, s => s.Kind, s => Period.OfMonth(Given.Office.Day(s.Starts)), s => ThaiDate.FiscalQuarter(Given.Office.Day(s.Starts)),
        ];
        foreach (var group in groups)
            foreach (var own in atoms.GroupBy(a => group(a.Sessions[0]))) yield return [.. own.SelectMany(a => a.Sessions.Select(s => s.Session))];
    }

    static int Answers(IReadOnlyList<SessionSummary> sessions, HashSet<string> set) => sessions.Where(s => set.Contains(s.Session)).Sum(s => s.Feedback!.People);

    static List<int> People(IReadOnlyList<SessionSummary> sessions, ReportBy by)
    {
        var table = SatisfactionReport.Make(sessions, by, SatisfactionScale.Default, Given.Office, year);
        var place = table.Columns.TakeWhile(c => c.Key != "people").Count();
        return [.. table.Rows.Select(row => row[place]).OfType<int>()];
    }

    /// <summary>A session of December 2026 (or so many days later) with so many answers of 4.</summary>
    internal static SessionSummary Held(string id, int days, int answers)
    {
        var starts = Given.At(2026, 12, 1, 9).AddDays(days);
        return new(
            id, SessionKind.Talk, $"เรื่องที่ {id}", "1", starts, starts.AddHours(1), 20, 15, 2, 3, 14, new Dictionary<string, UnitCount>(), 13, starts.AddDays(7),
            Tally.Of([new("overall", "ภาพรวม")], [.. Enumerable.Repeat((IReadOnlyList<int?>)[4], answers)]));
    }
}
