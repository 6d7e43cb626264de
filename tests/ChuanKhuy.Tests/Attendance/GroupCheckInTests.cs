using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Sessions;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Attendance;

/// <summary>A district office with one laptop: somebody names the colleagues in the room, each confirms with a tap of their own.</summary>
public sealed class GroupCheckInTests
{
    const string Talk = SeatOffice.Talk;

    readonly MemoryTables tables = new();
    readonly SeatOffice office;
    readonly CheckInDesk desk;

    public GroupCheckInTests()
    {
        office = new(tables, Given.Starts.AddDays(-1));
        var deliveries = new DeliveryStore(tables);
        desk = new(
            office.Sessions, office.Work, new SummaryStore(tables, office.Sessions, deliveries, office.First.Rosters, new(new(tables, tables, new MemoryQueues(office.Time), new MemoryBlobs()), new(tables, new Core.SecureDice())), Given.Office, office.Time), office.First.Rosters,
            new OneRoute("browser"), new MemoryQueues(office.Time), new(tables, office.Time, new Core.SecureDice()), office.Time);
    }

    [Fact]
    public async Task One_laptop_and_six_officers_count_six()
    {
        await Open();
        await desk.Name(Talk, SeatOffice.Person(0), [.. Enumerable.Range(1, 5).Select(SeatOffice.Id)], default);
        for (var person = 1; person <= 5; person++) Assert.IsType<CheckInOutcome.Kept>(await desk.SignIn(Talk, SeatOffice.Id(person), null, default));
        Assert.Equal(Enumerable.Range(0, 6).Select(SeatOffice.Id), (await office.Sessions.Present(Talk, default)).Order());
    }

    [Fact]
    public async Task Who_was_named_and_did_not_confirm_does_not_count()
    {
        await Open();
        await desk.Name(Talk, SeatOffice.Person(0), ["p001", "p002"], default);
        await desk.SignIn(Talk, "p001", null, default);
        Assert.Equal(["p000", "p001"], (await office.Sessions.Present(Talk, default)).Order());
    }

    [Fact]
    public async Task The_evidence_says_that_it_was_a_group_and_who_named()
    {
        await Open();
        await desk.Name(Talk, SeatOffice.Person(0), ["p001"], default);
        var kept = Assert.IsType<CheckInOutcome.Kept>(await desk.SignIn(Talk, "p001", null, default));
        Assert.Equal((EvidenceSource.Group, "p000"), (kept.Evidence.Source, kept.Evidence.By));
        Assert.Equal(EvidenceSource.Card, (await Evidence("p000")).Source);
    }

    [Fact]
    public async Task A_confirmation_after_the_window_does_not_count()
    {
        await Open();
        await desk.Name(Talk, SeatOffice.Person(0), ["p001"], default);
        office.Time.SetUtcNow(Given.Session().CheckInCloses);
        Assert.IsType<CheckInOutcome.Refused>(await desk.SignIn(Talk, "p001", null, default));
        Assert.IsType<GroupOutcome.Refused>(await desk.Name(Talk, SeatOffice.Person(0), ["p002"], default));
    }

    [Fact]
    public async Task Naming_again_and_by_another_asks_nobody_twice()
    {
        await Open();
        await desk.Name(Talk, SeatOffice.Person(0), ["p001", "p002"], default);
        var again = await desk.Name(Talk, SeatOffice.Person(0), ["p001", "p002"], default);
        Assert.Empty(Assert.IsType<GroupOutcome.Kept>(again).Asked);
        var other = await desk.Name(Talk, SeatOffice.Person(3), ["p000", "p002", "p004"], default);
        Assert.Equal(["p004"], Assert.IsType<GroupOutcome.Kept>(other).Asked.Select(p => p.Id));
        Assert.Equal(3, (await office.Told()).Count(t => t.Kind is MessageKind.Named));
    }

    [Fact]
    public async Task Only_colleagues_of_the_own_unit_can_be_named()
    {
        await Open();
        var named = await desk.Name(Talk, SeatOffice.Person(0), ["p001", "p099", "nobody", "p000"], default);
        Assert.Equal(["p001"], Assert.IsType<GroupOutcome.Kept>(named).Asked.Select(p => p.Id));
    }

    [Fact]
    public async Task A_whole_office_can_be_named_at_once()
    {
        await Open();
        var named = await desk.Name(Talk, SeatOffice.Person(0), [.. Enumerable.Range(1, 39).Select(SeatOffice.Id)], default);
        Assert.Equal(39, Assert.IsType<GroupOutcome.Kept>(named).Asked.Count);
    }

    /// <summary>Whoever is named by whomever and taps or not: present are exactly those who tapped or named.</summary>
    [Property(MaxTest = 60)]
    public Task<bool> Present_are_those_who_acted_themselves((byte By, byte Whom, bool Taps)[] acts) => new GroupCheckInTests().Acts(acts ?? []);

    async Task<bool> Acts((byte By, byte Whom, bool Taps)[] acts)
    {
        await Open();
        var acted = new HashSet<string>();
        foreach (var (by, whom, taps) in acts)
        {
            var (namer, named) = (by % 8, SeatOffice.Id(whom % 8));
            await desk.Name(Talk, SeatOffice.Person(namer), [named], default);
            acted.Add(SeatOffice.Id(namer));
            if (!taps) continue;
            await desk.SignIn(Talk, named, null, default);
            acted.Add(named);
        }
        return acted.SetEquals(await office.Sessions.Present(Talk, default));
    }

    async Task<Evidence> Evidence(string person)
    {
        await foreach (var row in office.Sessions.EvidenceOf(Talk, person, default)) return row.Value;
        throw new InvalidOperationException($"{person} has no evidence.");
    }

    async Task Open()
    {
        await office.First.Rosters.Save([.. Enumerable.Range(0, 40).Select(SeatOffice.Person), SeatOffice.Person(99) with { District = "8402" }], null, default);
        await office.Open(null);
        office.Time.SetUtcNow(Given.Starts);
    }
}
