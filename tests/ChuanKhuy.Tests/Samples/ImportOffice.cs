using System.Text;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Samples;

/// <summary>An office with nothing but a store, into which files are brought. It is Monday 23 November 2026, 9.00.</summary>
internal sealed class ImportOffice : IAsyncDisposable
{
    readonly OpenedStore opened;

    ImportOffice(OpenedStore opened)
    {
        this.opened = opened;
        Units = new(Tables, Clock);
        Rosters = new(Tables, Units, Clock);
        Holidays = new(Tables);
        Sessions = new(Tables);
        Work = new(Tables, Clock);
        Calendar = new(Tests.Sessions.Given.Bangkok, Holidays.IsWorkingDay);
        var routes = new OneRoute("browser");
        var seats = new SeatGroup(Sessions, new(Sessions), Work, Rosters, Calendar, routes, opened.Queues, Clock);
        var summaries = new SummaryStore(Tables, Sessions, new(Tables), Rosters, new(opened.Store, new(Tables, new SecureDice())), Calendar, Clock);
        Planner = new(Sessions, new Decisions(Sessions, Work, opened.Queues, Clock), seats, Rosters, summaries, Calendar, routes, new(Tables, Clock, new SecureDice()), Clock, new SecureDice());
    }

    public static readonly CancellationToken Ct = CancellationToken.None;

    public FakeTimeProvider Clock { get; } = new(Tests.Sessions.Given.At(2026, 11, 23, 9));
    public ITables Tables => opened.Tables;
    public UnitStore Units { get; }
    public RosterStore Rosters { get; }
    public HolidayStore Holidays { get; }
    public SessionStore Sessions { get; }
    public WorkStore Work { get; }
    public OfficeCalendar Calendar { get; }
    public Planner Planner { get; }

    /// <param name="hook">Sees every call of the store.</param>
    public static async Task<ImportOffice> Open(StorageHook? hook = null)
    {
        var opened = await SqliteStore.Open();
        return new(hook is null ? opened : opened with { Store = opened.Store.Through(hook) });
    }

    public Task<Imported> People(string csv) => People(Encoding.UTF8.GetBytes(csv));

    public async Task<Imported> People(byte[] file) =>
        Assert.IsType<FileOutcome<Imported>.Taken>(await new RosterImport(Rosters, Units, new(Tables, Clock), new(Tables, Clock, new SecureDice())).Run(new MemoryStream(file), null, Ct)).Value;

    public Task<PlanImported> Plan(string csv) => Plan(Encoding.UTF8.GetBytes(csv));

    public async Task<PlanImported> Plan(byte[] file) =>
        Assert.IsType<FileOutcome<PlanImported>.Taken>(
            await new PlanImport(Planner, Sessions, Rosters, Units, Calendar, Clock).Run(new MemoryStream(file), Planning.Hold, null, Ct)).Value;

    public ValueTask DisposeAsync() => opened.DisposeAsync();
}
