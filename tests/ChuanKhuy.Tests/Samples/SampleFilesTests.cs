using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Tests.Samples;

/// <summary>The sample office is what a newcomer sees first: nothing in it may be refused, and the plan must be the programme's.</summary>
public sealed class SampleFilesTests
{
    [Fact]
    public async Task Everybody_of_the_sample_office_comes_in_and_every_unit_has_people()
    {
        await using var office = await ImportOffice.Open();
        var imported = await office.People(Sample("people.csv"));
        var people = (await office.Rosters.Load(ImportOffice.Ct)).People;
        var units = await office.Units.Load(ImportOffice.Ct);

        Assert.Empty(imported.Refused);
        Assert.Empty(imported.Notes);
        Assert.InRange(imported.Added, 140, 170);
        Assert.Equal(20, units.All.Count());
        foreach (var unit in units.All) Assert.InRange(people.Count(p => p.District == unit.Code), 5, 20);
        foreach (var district in units.All.Where(u => u.Zone.Length > 0)) Assert.Single(people, p => p.District == district.Code && p.Roles.HasFlag(Roles.Head));
        foreach (var zone in units.Zones) Assert.True(people.Count(p => p.Zone == zone && p.Roles.HasFlag(Roles.Mentor)) >= 2, zone);
        Assert.Equal(2, people.Count(p => p.Roles.HasFlag(Roles.Coordinator)));
        Assert.Equal(3, people.Count(p => p.Roles.HasFlag(Roles.Executive)));
        Assert.Single(people, p => p.Roles.HasFlag(Roles.Admin));
        Assert.True(people.Count(p => p.Roles.HasFlag(Roles.Speaker)) >= 6);
        Assert.All(people, p => Assert.EndsWith("@example.org", p.Email, StringComparison.Ordinal));
        Assert.Equal(people.Count, people.Select(p => p.Name).Distinct().Count());
    }

    [Fact]
    public async Task The_sample_plan_comes_in_whole_and_a_second_time_changes_nothing()
    {
        await using var office = await ImportOffice.Open();
        await office.People(Sample("people.csv"));
        var first = await office.Plan(Sample("plan.csv"));
        Assert.Empty(first.Refused);
        Assert.Empty(first.Notes);
        Assert.Equal((42, 0, 0), (first.Added, first.Changed, first.Unchanged));

        var again = await office.Plan(Sample("plan.csv"));
        Assert.Equal((0, 0, 0, 42, 0), (again.Added, again.Changed, again.Moved, again.Unchanged, again.Messages));
        Assert.Equal("ไม่มีข้อความที่จะส่ง", again.Sending(office.Calendar.Zone));
        Assert.Equal(153, (await office.People(Sample("people.csv"))).Unchanged);
    }

    [Fact]
    public async Task Every_month_of_the_budget_year_has_its_talk_exchange_and_mentor_meeting_on_working_days()
    {
        var plans = await Plans();
        var months = Enumerable.Range(0, 12).Select(m => ThaiDate.FiscalStart(2570).AddMonths(m)).ToList();
        foreach (var kind in new[] { SessionKind.Talk, SessionKind.Exchange, SessionKind.MentorMeeting })
            Assert.Equal(months, plans.Where(p => p.Kind == kind).Select(p => Tests.Sessions.Given.Office.Day(p.Starts)).Select(d => new DateOnly(d.Year, d.Month, 1)).Order());
        Assert.All(plans, p => Assert.True(Holidays.Shipped.IsWorkingDay(Tests.Sessions.Given.Office.Day(p.Starts)), p.Id));
        Assert.All(plans.Where(p => p.Kind is SessionKind.Workshop), p => Assert.NotNull(p.Seats));
        Assert.All(plans.Where(p => p.Kind is SessionKind.MentorMeeting), p => Assert.Contains("role:mentor", p.Audience.Rule, StringComparison.Ordinal));
        Assert.True(plans.SelectMany(p => p.Speakers).Count(s => s.Person is null) >= 3);
    }

    [Fact]
    public async Task The_exchange_goes_round_the_zones_and_each_has_it_three_times()
    {
        var zones = (await Plans()).Where(p => p.Kind is SessionKind.Exchange).OrderBy(p => p.Starts).Select(p => p.Zone).ToList();
        Assert.Equal(["1", "2", "3", "4", "1", "2", "3", "4", "1", "2", "3", "4"], zones);
    }

    [Fact]
    public async Task The_units_file_is_the_table_that_comes_with_the_program()
    {
        await using var office = await ImportOffice.Open();
        await office.Units.Save(ShippedUnits.All, ImportOffice.Ct);
        var outcome = await new UnitImport(office.Units).Run(new MemoryStream(Sample("units.csv")), ImportOffice.Ct);
        Assert.Equal(20, Assert.IsType<FileOutcome<Imported>.Taken>(outcome).Value.Unchanged);
    }

    static async Task<List<Plan>> Plans()
    {
        await using var office = await ImportOffice.Open();
        await office.People(Sample("people.csv"));
        var (units, roster) = (await office.Units.Load(ImportOffice.Ct), await office.Rosters.Load(ImportOffice.Ct));
        var sheet = Assert.IsType<FileOutcome<Sheet>.Taken>(await SheetFile.Read(new MemoryStream(Sample("plan.csv")), Columns.Plan, ImportOffice.Ct)).Value;
        return [.. sheet.Rows.Select(row => Assert.IsType<PlanReading.Ok>(PlanText.Read(row.Cells, units, roster, office.Calendar.Zone)).Plan)];
    }

    /// <summary>The samples stand at the root of the repository, above the built tests.</summary>
    static byte[] Sample(string file)
    {
        for (var folder = new DirectoryInfo(Source()); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "samples", file))) return File.ReadAllBytes(Path.Combine(folder.FullName, "samples", file));
        throw new FileNotFoundException($"samples/{file} is not above the tests.");
    }

    static string Source([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
