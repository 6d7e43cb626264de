using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>The knowledge library for its readers: what there is by shelf, what fits a question, and one item with where it comes from.</summary>
public sealed class LibraryPage(Library library, MissStore misses, ReaderStore readers, RosterStore rosters, SessionFacts facts, SignInGate gate, FormGuard forms, TimeProvider time, Views views)
{
    const int Most = 20, MostLetters = 200;

    [OpenTo(Door.SignedIn)]
    [Function("LibraryPage")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "library")] HttpRequest request, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        var question = ThaiText.Clean(request.Query["q"].ToString(), MostLetters);
        var shelf = Categories.Read(request.Query["shelf"].ToString());
        var all = await library.All(ct);
        IReadOnlyList<Found> found = question.Length > 0 ? await library.Search(question, Most, ct) : [];
        if (question.Length > 0) await misses.Note(question, found, ct);
        var lines = question.Length > 0
            ? found.Select(hit => Line(hit.Item, Parts(hit.Hit))).ToList()
            : [.. all.Where(item => shelf is null || item.Released!.Category == shelf).Select(item => Line(item, []))];
        var shelves = Enum.GetValues<Category>()
            .Select(category => new Shelf(category.Thai(), $"/library?shelf={category}", all.Count(item => item.Released!.Category == category), question.Length == 0 && category == shelf))
            .Where(one => one.Count > 0).ToList();
        var empty = lines.Count > 0 ? null
            : question.Length > 0 ? "ยังไม่พบเรื่องนี้ ลองคำที่สั้นลง หรือถามพี่เลี้ยง"
            : "ยังไม่มีเรื่องในห้องสมุด เมื่อมีแล้วจะอยู่ที่นี่";
        return await views.Show<LibraryView, LibraryModel>(request, new(ThaiName.Address(person.Name), question, shelves, lines, empty, person.Roles.HasFlag(Roles.Coordinator)));
    }

    [OpenTo(Door.SignedIn)]
    [Function("LibraryItem")]
    public async Task<IResult> Item([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "library/{id}")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        if (await library.Find(id, ct) is not { Released: { } text, Release: { } release } item) return await views.NotFound(request);
        var series = item.Series is null ? [] : (await library.All(ct)).Where(other => other.Series == item.Series && other.Source == item.Source && other.Batch == item.Batch).OrderBy(other => other.Id, StringComparer.Ordinal).ToList();
        var place = series.FindIndex(other => other.Id == item.Id);
        var approver = (await rosters.Load(ct)).Find(release.By)?.Name;
        return await views.Show<ItemView, ItemModel>(request, new(
            ThaiName.Address(person.Name), text.Title, text.Category.Thai(), $"/library?shelf={text.Category}", ItemFacts.About(text), ItemFacts.Paragraphs(text), [.. text.Tags.Concat(text.Keywords).Distinct(StringComparer.Ordinal)],
            ItemFacts.Provenance(item, approver, facts.At(release.At)),
            Review.Stands(item, time.GetUtcNow()) is Standing.DueForReview ? "เรื่องนี้ถึงเวลาทบทวน โปรดตรวจกับระเบียบล่าสุดก่อนใช้" : null,
            place > 0 ? Link(series[place - 1]) : null, place >= 0 && place + 1 < series.Count ? Link(series[place + 1]) : null)
        {
            Id = item.Id, Link = text.Link, Files = ItemFacts.Files(item.Id, text), Useful = await readers.Find(item.Id, person.Id, ct), Edits = person.Roles.HasFlag(Roles.Coordinator),
            Form = await forms.Token(request, ct),
        });
    }

    static LibraryLine Line(Item item, IReadOnlyList<TextPart> parts) => new($"/library/{item.Id}", item.Released!.Title, $"{item.Released.Category.Thai()} · {ItemFacts.About(item.Released)}", parts);

    static PageLink Link(Item item) => new($"/library/{item.Id}", item.Released!.Title);

    static List<TextPart> Parts(Hit hit)
    {
        var (parts, at) = (new List<TextPart>(), 0);
        foreach (var (start, length) in hit.Marks)
        {
            if (start > at) parts.Add(new(hit.Passage[at..start], false));
            parts.Add(new(hit.Passage.Substring(start, length), true));
            at = start + length;
        }
        if (at < hit.Passage.Length) parts.Add(new(hit.Passage[at..], false));
        return parts;
    }
}
