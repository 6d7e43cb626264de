using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Web;

/// <summary>
/// An office with a real server on a free port of this machine, a SQLite store in a folder of its own and a clock moved by hand.
/// It begins on Monday 2 November 2026 at 9.00 in Bangkok and is no development machine unless a test says so.
/// </summary>
sealed class WebOffice : IAsyncDisposable
{
    public static readonly CancellationToken Ct = CancellationToken.None;
    readonly string folder = Directory.CreateTempSubdirectory("chuankhuy-web-").FullName;

    WebOffice()
    {
    }

    public FakeTimeProvider Clock { get; } = new(Sessions.Given.At(2026, 11, 2, 9).ToUniversalTime());

    public Installation Installation { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public string Folder => folder;

    public static IReadOnlyList<Person> People { get; } =
    [
        new("kanda", "นางกานดา พร้อมช่วย", "8400", "", "นักวิชาการพัฒนาชุมชน", Roles.Staff | Roles.Coordinator),
        new("malee", "นางสาวมาลี สวนงาม", "8402", "1", "พัฒนากร", Roles.Staff),
        new("p-speaker", "นายวิชัย รู้รอบ", "8400", "", "นักวิชาการพัฒนาชุมชน", Roles.Staff | Roles.Speaker),
        new("somchai", "นายสมชาย ใจดี", "8401", "1", "พัฒนากร", Roles.Staff),
    ];

    public static async Task<WebOffice> Open(string environment = "Production", Action<WebApplicationBuilder>? configure = null)
    {
        var office = new WebOffice();
        office.Installation = await Installation.Open(new Where(office.folder, "http://127.0.0.1:0"), Ct, office.Clock, environment: environment, configure: builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.None);
            configure?.Invoke(builder);
        });
        await office.Get<UnitStore>().Save(ShippedUnits.All, Ct);
        await office.Get<RosterStore>().Save(People, null, Ct);
        await office.Installation.App.StartAsync();
        office.Address = new(office.Installation.App.Urls.Single());
        return office;
    }

    public T Get<T>() where T : notnull => Installation.Get<T>();

    public Visit Visit() => new(Address);

    /// <summary>The path of a new one-time link.</summary>
    public async Task<string> Link(string person, TimeSpan? lifetime = null) =>
        new Uri(await Get<SignInLinks>().Make((await Get<RosterStore>().Load(Ct)).Find(person)!, lifetime ?? SignIn.Link, Ct)).AbsolutePath;

    /// <summary>A browser in which this person has signed in.</summary>
    public async Task<Visit> SignedIn(string person)
    {
        var (visit, link) = (Visit(), await Link(person));
        await visit.Get(link);
        Assert.Equal(303, (await visit.Press(link)).Status);
        return visit;
    }

    /// <summary>A talk on 2 December 2026, 13.30-15.00.</summary>
    public async Task<Session> Plan(Func<Plan, Plan>? change = null)
    {
        var plan = Sessions.Given.Plan() with { Starts = Sessions.Given.Starts.ToUniversalTime(), Ends = Sessions.Given.Starts.ToUniversalTime().AddMinutes(90) };
        return Assert.IsType<Planned.Added>(await Get<Planner>().Apply(change?.Invoke(plan) ?? plan, null, Ct)).Session;
    }

    public async Task<Answered?> AnswerOf(string person, string session = "s1") => (await Get<SessionStore>().FindAnswer(session, person, Ct))?.Value;

    /// <summary>The timer and the queues, until nothing is left to do now.</summary>
    public Task Tick() => new Pump(Installation).Tick(Ct);

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
