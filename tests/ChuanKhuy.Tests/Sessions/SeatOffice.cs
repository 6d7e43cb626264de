using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Sessions;

/// <summary>
/// A store with one session of few seats, p000, p001, … as its audience, and any number of processes that answer for it:
/// each has its own lane and its own view of nothing but the rows.
/// </summary>
sealed class SeatOffice
{
    public const string Talk = "s1";

    readonly Store store;

    public SeatOffice(ITables tables, DateTimeOffset now, bool online = false)
    {
        Online = online;
        Time = new(now);
        store = new(tables, tables, new MemoryQueues(Time), new MemoryBlobs());
        Sessions = new(store.Tables);
        Work = new(store.Tables, Time);
        First = Process();
    }

    public bool Online { get; }
    public FakeTimeProvider Time { get; }
    public SessionStore Sessions { get; }
    public WorkStore Work { get; }
    public One First { get; }

    public static string Id(int number) => $"p{number:D3}";

    public static Person Person(int number) => new(Id(number), $"นางสาวคนที่ {number}", "8401", "1", "", Roles.Staff);

    public Plan Plan(int? seats) => Given.Plan(seats: seats) with { Meeting = Online ? MeetingKind.Webex : MeetingKind.None };

    public async Task Open(int? seats) => Assert.IsType<Planned.Added>(await First.Planner.Apply(Plan(seats), null, default));

    public async Task<IReadOnlyList<Answered>> Answers()
    {
        var all = new List<Answered>();
        await foreach (var row in Sessions.Answers(Talk, default)) all.Add(row.Value);
        return all;
    }

    public async Task<SeatTally> Tally() => (await Sessions.FindTally(Talk, default))!.Value;

    /// <summary>The people in line, first first.</summary>
    public async Task<IReadOnlyList<string>> Line() => [.. (await Sessions.Line(Talk, 1000, default)).Select(m => m.Value.Person)];

    /// <summary>The messages about seats that were decided, in order of kind and person.</summary>
    public async Task<IReadOnlyList<(MessageKind Kind, string Person)>> Told()
    {
        var told = new List<(MessageKind, string)>();
        await foreach (var row in new DeliveryStore(store.Tables).All(new Waiting(Talk), default)) told.Add((row.Value.Kind, row.Value.Person));
        return told;
    }

    public One Process()
    {
        var routes = new OneRoute("browser");
        var units = new UnitStore(store.Tables, Time);
        var rosters = new RosterStore(store.Tables, units, Time);
        var group = new SeatGroup(Sessions, new(Sessions), Work, rosters, Given.Office, routes, store.Queues, Time);
        var decisions = new Decisions(Sessions, Work, store.Queues, Time);
        var summaries = new SummaryStore(store.Tables, Sessions, new(store.Tables), rosters, new(store, new(store.Tables, new SecureDice())), Given.Office, Time);
        return new(
            new(group), group,
            new(Sessions, decisions, group, rosters, summaries, Given.Office, routes, new(store.Tables, Time, new SecureDice()), Time, new SecureDice()),
            new(Sessions, Work, decisions, group, rosters, summaries, Given.Office, routes, store.Queues, Time),
            new(Sessions, decisions, rosters, routes, Time), rosters);
    }

    /// <summary>The parts of one process.</summary>
    internal sealed record One(SeatDesk Desk, SeatGroup Group, Planner Planner, Ticker Ticker, SpeakerDesk Speakers, RosterStore Rosters)
    {
        public Task<SeatReply> Says(int person, Answer answer, int? n = null) => Desk.Decide(Talk, new Wish.Reply(Person(person), answer, null, n), default);

        public Task<SeatReply> Takes(int person, bool take, int? n = null) => Desk.Decide(Talk, new Wish.Seat(Person(person), take, n), default);
    }
}
