using System.Globalization;
using System.Text;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>The coordinators' way into the library: a transcript or a summary becomes draft items, and everything that waits is on one page.</summary>
public sealed class LibraryDrafts(
    Drafting drafting, Reviewing reviewing, KnowledgeStore store, ReaderStore readers, MissStore misses, SessionStore sessions, SummaryStore summaries, Upcoming upcoming,
    OfficeCalendar office, RosterStore rosters, SessionFacts facts, SignInGate gate, FormGuard forms, TimeProvider time, Views views)
{
    const int MostMisses = 50, MostLines = 200;
    static readonly TimeSpan Recent = TimeSpan.FromDays(180), JustNow = TimeSpan.FromDays(7);

    [OpenTo(Door.Coordinators)]
    [Function("LibraryNew")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "library/new")] HttpRequest request, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        return person.Roles.HasFlag(Roles.Coordinator) ? await Form(request, person, null, "", StatusCodes.Status200OK, ct) : await views.NotFound(request);
    }

    [OpenTo(Door.Coordinators)]
    [Function("LibraryMake")]
    public async Task<IResult> Make([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "library/new")] HttpRequest request, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!person.Roles.HasFlag(Roles.Coordinator)) return await views.NotFound(request);
        if (!Uploads.Fits(request)) return await Form(request, person, "ไฟล์ใหญ่เกิน 5 เมกะไบต์ แบ่งเป็นหลายไฟล์แล้วลองใหม่", "", StatusCodes.Status413PayloadTooLarge, ct);
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        var form = await request.ReadFormAsync(ct);
        var pasted = form["text"].ToString();
        var file = form.Files["file"] is { Length: > 0 } sent ? sent : null;
        if (file is null && string.IsNullOrWhiteSpace(pasted)) return await Form(request, person, "เลือกไฟล์ หรือวางข้อความสรุปก่อน", "", StatusCodes.Status400BadRequest, ct);
        var id = form["session"].ToString();
        var session = Ids.Valid(id) ? (await sessions.Find(id, ct))?.Value : null;
        var (content, name) = file is null ? (Encoding.UTF8.GetBytes(pasted), "ข้อความสรุป") : (await Uploads.Read(file, ct), ThaiText.Clean(file.FileName, 100));
        return await drafting.Run(content, name, session, person.Id, ct) switch
        {
            FileOutcome<string>.Taken(var batch) => Views.SeeOther(request, $"/library/desk?batch={batch}"),
            FileOutcome<string>.Unreadable(var problem) => await Form(request, person, problem.Thai, pasted, StatusCodes.Status400BadRequest, ct),
            _ => throw new InvalidOperationException("A source was read in a third way."),
        };
    }

    [OpenTo(Door.Coordinators)]
    [Function("LibraryDesk")]
    public async Task<IResult> Desk([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "library/desk")] HttpRequest request, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        if (!person.Roles.HasFlag(Roles.Coordinator)) return await views.NotFound(request);
        var (now, roster, batch) = (time.GetUtcNow(), await rosters.Load(ct), request.Query["batch"].ToString());
        var all = await reviewing.All(ct);
        var shown = batch.Length > 0 ? all.Where(item => item.Batch == batch).OrderBy(item => item.Id, StringComparer.Ordinal).ToList() : [.. all];
        var groups = Enum.GetValues<Standing>().Where(standing => batch.Length > 0 || standing is not Standing.Published)
            .Select(standing => new DeskGroup(
                ItemFacts.Thai(standing),
                [.. shown.Where(item => Review.Stands(item, now) == standing).Take(MostLines).Select(item => Line(item, batch.Length > 0, roster))]))
            .Where(group => group.Items.Count > 0).ToList();
        var titles = all.ToDictionary(item => item.Id, item => (item.Released ?? item.Working).Title, StringComparer.Ordinal);
        return await views.Show<DeskView, DeskModel>(request, new(
            ThaiName.Address(person.Name), batch.Length > 0 ? shown.FirstOrDefault()?.Source : null, groups,
            [.. (await readers.All(ct)).Select(c => new DeskComplaint(c.Item, titles.GetValueOrDefault(c.Item) ?? c.Item, c.Person, roster.Find(c.Person)?.Name ?? c.Person, facts.At(c.At), c.Text))],
            [.. (await misses.Most(MostMisses, ct)).Select(miss => new DeskMiss(miss.Text, string.Create(CultureInfo.InvariantCulture, $"{miss.Count} ครั้ง ล่าสุด {ThaiDate.Short(miss.Last)}")))],
            await forms.Token(request, ct)));
    }

    [OpenTo(Door.Coordinators)]
    [Function("LibraryDeskAct")]
    public async Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "library/desk")] HttpRequest request, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!person.Roles.HasFlag(Roles.Coordinator)) return await views.NotFound(request);
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        var form = await request.ReadFormAsync(ct);
        var (item, by, miss) = (form["item"].ToString(), form["person"].ToString(), form["miss"].ToString());
        if (Ids.Valid(item) && Ids.Valid(by)) await readers.Settle(item, by, ct);
        if (miss.Length is > 0 and <= MissStore.TextChars) await misses.Settle(miss, ct);
        return Views.SeeOther(request, "/library/desk");
    }

    /// <summary>The source as it came, for a coordinator who checks a citation.</summary>
    [OpenTo(Door.Coordinators)]
    [Function("LibrarySource")]
    public async Task<IResult> Source([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "library/{id}/source")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        if (!person.Roles.HasFlag(Roles.Coordinator) || !Ids.Valid(id) || (await store.Find(id, ct))?.Value.Batch is not { } batch || await store.OpenSource(batch, ct) is not { } content)
            return await views.NotFound(request);
        Pages.HardenPage(request);
        return Results.Stream(content, "text/plain; charset=utf-8", $"{id}.txt");
    }

    async Task<IResult> Form(HttpRequest request, Person person, string? trouble, string text, int status, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var past = (await summaries.Between(office.Day(now - Recent), office.Day(now), ct)).Select(s => new Option(s.Session, $"{s.Title} ({ThaiDate.Short(office.Day(s.Starts))})", false));
        var near = (await upcoming.Around(now - JustNow, now, ct)).Select(s => new Option(s.Id, $"{s.Plan.Title} ({ThaiDate.Short(office.Day(s.Starts))})", false));
        return await views.Show<NewView, NewModel>(
            request, new(ThaiName.Address(person.Name), [.. near.Reverse().Concat(past.Reverse()).DistinctBy(option => option.Value)], text, trouble, await forms.Token(request, ct)), status);
    }

    static DeskLine Line(Item item, bool whole, Roster roster) => new(
        $"/library/{item.Id}/edit", item.Working.Title, $"{item.Working.Category.Thai()} · {ItemFacts.About(item.Working)} · {roster.Find(item.Author)?.Name ?? "นำเข้า"}",
        whole ? ItemFacts.Paragraphs(item.Working) : []);
}
