using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>One item on the coordinators' table: edited, looked over by somebody else, let out, looked at again, given up.</summary>
public sealed class LibraryEdit(
    Reviewing reviewing, KnowledgeStore store, ConsentStore consents, SessionStore sessions, ReaderStore readers, RosterStore rosters, SessionFacts facts, SignInGate gate, FormGuard forms,
    Dice dice, TimeProvider time, Views views)
{
    [OpenTo(Door.Coordinators)]
    [Function("LibraryEdit")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "library/{id}/edit")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        return person.Roles.HasFlag(Roles.Coordinator) && await Find(id, ct) is { } item ? await Page(request, person, item, null, StatusCodes.Status200OK, ct) : await views.NotFound(request);
    }

    [OpenTo(Door.Coordinators)]
    [Function("LibraryEditAct")]
    public async Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "library/{id}/edit")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!person.Roles.HasFlag(Roles.Coordinator)) return await views.NotFound(request);
        if (!Uploads.Fits(request)) return await views.Say(request, StatusCodes.Status413PayloadTooLarge, "ไฟล์แนบใหญ่เกิน 5 เมกะไบต์", "ย่อภาพหรือแบ่งไฟล์แล้วลองใหม่");
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        if (await Find(id, ct) is not { } item) return await views.NotFound(request);
        var form = await request.ReadFormAsync(ct);
        var revision = int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : -1;
        var act = form["act"].ToString();
        var outcome = act switch
        {
            "publish" => await reviewing.Publish(item.Id, revision, person.Id, new(form["looked"] == "on", form["unlike"] == "on", Short(form["reason"], 300)), ct),
            "drop" => await reviewing.Drop(item.Id, revision, ct, person.Id),
            _ => await reviewing.Change(item.Id, revision, async now => await Decide(now, act, form, person, ct), ct, person.Id),
        };
        if (outcome is Reviewed.Refused refused) return await Page(request, person, await Find(id, ct) ?? item, refused.Because, StatusCodes.Status409Conflict, ct);
        return Views.SeeOther(request, act == "drop" ? "/library/desk" : act is "publish" or "confirm" ? $"/library/{item.Id}" : $"/library/{item.Id}/edit?done={Said(act)}");
    }

    async Task<Reviewed> Decide(Item item, string act, IFormCollection form, Person person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return act switch
        {
            "save" => Edit(item, form, person, now),
            "submit" => Edit(item, form, person, now) is Reviewed.Kept edited ? Review.Submit(edited.Item, now) : Edit(item, form, person, now),
            "return" when Short(form["note"], 300) is { } note => Review.Return(item, now, note),
            "return" => new Reviewed.Refused("บอกเพื่อนร่วมงานสักนิดว่าควรแก้ตรงไหน"),
            "confirm" => Review.Confirm(item, person.Id, now),
            "retire" => Review.Retire(item, now),
            "restore" => Review.Restore(item, person.Id, now),
            "attach" => await Attach(item, form.Files["file"], person, ct),
            "detach" => Review.Edit(item, item.Working with { Files = [.. (item.Working.Files ?? []).Where(file => file.Id != form["file"])] }, person.Id, now),
            _ => new Reviewed.Refused("ไม่รู้จักปุ่มนี้ เปิดหน้านี้ใหม่แล้วลองอีกครั้ง"),
        };
    }

    static Reviewed Edit(Item item, IFormCollection form, Person person, DateTimeOffset now) => ItemForm.Read(item.Working, form) is not { } text
        ? new Reviewed.Refused("แบบฟอร์มมาไม่ครบ เปิดหน้านี้ใหม่แล้วลองอีกครั้ง")
        : Review.Edit(item, text, person.Id, now) is Reviewed.Kept kept
            ? new Reviewed.Kept(Review.Group(kept.Item, ItemForm.Series(form), now))
            : Review.Edit(item, text, person.Id, now);

    async Task<Reviewed> Attach(Item item, IFormFile? file, Person person, CancellationToken ct)
    {
        var content = file is null ? [] : await Uploads.Read(file, ct);
        if (FileKinds.Look(content, file?.FileName ?? "") is not FileLook.Taken taken) return new Reviewed.Refused(((FileLook.Refused)FileKinds.Look(content, file?.FileName ?? "")).Because);
        var attachment = new Attachment(dice.Id(), taken.Name, taken.Kind, content.Length);
        var outcome = Review.Edit(item, item.Working with { Files = [.. item.Working.Files ?? [], attachment] }, person.Id, time.GetUtcNow());
        if (outcome is not Reviewed.Kept) return outcome;
        // Before the row that names it: a crash leaves a file that nobody finds, never a name without its file.
        using var bytes = new MemoryStream(content, writable: false);
        await store.KeepFile(attachment.Id, bytes, ct);
        return outcome;
    }

    async ValueTask<Item?> Find(string id, CancellationToken ct) => Ids.Valid(id) ? (await store.Find(id, ct))?.Value : null;

    async Task<IResult> Page(HttpRequest request, Person person, Item item, string? trouble, int status, CancellationToken ct)
    {
        var (roster, now, text) = (await rosters.Load(ct), time.GetUtcNow(), item.Working);
        var checks = await reviewing.Look(item, ct);
        var useful = await readers.Count(item.Id, ct);
        var author = roster.Find(item.Author)?.Name ?? "นำเข้า";
        var said = request.Query["done"].ToString() is { Length: > 0 } done && Done.TryGetValue(done, out var sentence) ? sentence : null;
        return await views.Show<EditView, EditModel>(request, new(
            ThaiName.Address(person.Name), item.Id, item.Revision, ItemFacts.Thai(Review.Stands(item, now)), trouble, said, await forms.Token(request, ct))
        {
            Note = item.Note,
            Title = text.Title,
            Categories = Options(Enum.GetValues<Category>(), text.Category, Categories.Thai),
            Formats = Options(Enum.GetValues<Format>(), text.Format, Categories.Thai),
            Media = Options(Enum.GetValues<Medium>(), text.Medium, ItemFacts.Thai),
            Tags = string.Join("; ", text.Tags),
            Question = text.Question ?? "",
            Link = text.Link ?? "",
            Series = item.Series?.ToString(CultureInfo.InvariantCulture) ?? "",
            Paragraphs = ItemForm.Rows(text),
            Files = ItemFacts.Files(item.Id, text),
            Facts = $"เขียนโดย {author} · แก้ล่าสุด {facts.At(item.Changed)} · ที่มา {item.Source}",
            Released = item is { Released: not null, Release: { } release, Work: not Work.Obsolete } ? ItemFacts.Provenance(item, roster.Find(release.By)?.Name, facts.At(release.At)) : null,
            WithoutConsent = item.Release?.WithoutConsent,
            Useful = string.Create(CultureInfo.InvariantCulture, $"มีประโยชน์ {useful.Yes} คน ยังไม่ตรง {useful.No} คน"),
            Private = checks.Private,
            Twins = [.. checks.Twins.Select(twin => new PageLink($"/library/{twin.Id}", twin.Released!.Title))],
            Silent = checks.Silent,
            Consents = await Consents(item, roster, ct),
            MayEdit = item.Work is not Work.Obsolete,
            MayJudge = item.Work is Work.InReview && item.Author != person.Id,
            OwnWaiting = item.Work is Work.InReview && item.Author == person.Id,
            MayConfirm = item.Work is Work.None && item.Released is not null,
            MayDrop = item.Release is null,
            HasSource = item.Batch is not null,
        }, status);
    }

    async Task<IReadOnlyList<string>> Consents(Item item, Roster roster, CancellationToken ct)
    {
        if (item.Session is null || (await sessions.Find(item.Session, ct))?.Value is not { } session) return [];
        var lines = new List<string>();
        foreach (var speaker in session.Plan.Speakers)
        {
            var name = speaker.Person is { } id ? roster.Find(id)?.Name ?? id : speaker.Name;
            lines.Add(await consents.Find(session.Id, SpeakerRule.Key(speaker), ct) switch
            {
                { Given: true } yes => $"{name} ยินยอมเมื่อ {facts.At(yes.At)}",
                { } no => $"{name} ไม่ยินยอม เมื่อ {facts.At(no.At)}",
                null => $"{name} ยังไม่ตอบ ชวนคุยถามไปแล้ว",
            });
        }
        return lines;
    }

    static IReadOnlyList<Option> Options<T>(IEnumerable<T> values, T chosen, Func<T, string> thai) where T : struct, Enum =>
        [.. values.Select(value => new Option(value.ToString(), thai(value), value.Equals(chosen)))];

    static string? Short(string? text, int most) => ThaiText.Clean(text ?? "", most) is { Length: > 0 } clean ? clean : null;

    static string Said(string act) => Done.ContainsKey(act) ? act : "save";

    static readonly Dictionary<string, string> Done = new(StringComparer.Ordinal)
    {
        ["save"] = "บันทึกร่างแล้ว ผู้อ่านยังเห็นฉบับเดิม",
        ["submit"] = "ส่งตรวจแล้ว ขอให้เพื่อนร่วมงานอีกคนพิมพ์ ตรวจองค์ความรู้ ในแชต หรือเปิดหน้านี้",
        ["return"] = "ส่งกลับให้แก้แล้ว",
        ["retire"] = "เลิกใช้แล้ว ผู้อ่านไม่เห็นเรื่องนี้อีก",
        ["restore"] = "นำกลับมาเป็นร่างแล้ว",
        ["attach"] = "แนบไฟล์แล้ว",
        ["detach"] = "นำไฟล์แนบออกแล้ว",
    };
}
