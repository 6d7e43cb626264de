using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>What readers do with an item: say whether it was of use, report an error, hang up its QR code, open its files.</summary>
public sealed class LibraryReader(
    Library library, KnowledgeStore store, ReaderStore readers, KnowledgeForm form, SignInGate gate, FormGuard forms, OfficeSettings settings, TimeProvider time, Views views)
{
    // Even if a file were taken for a page, nothing in it would run.
    const string FilePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    [OpenTo(Door.SignedIn)]
    [Function("LibraryUseful")]
    public async Task<IResult> Useful([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "library/{id}/useful")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        if (await library.Find(id, ct) is not { } item) return await views.NotFound(request);
        var yes = (await request.ReadFormAsync(ct))["yes"].ToString();
        if (yes is "true" or "false") await readers.Keep(item.Id, new Useful(person.Id, yes == "true", time.GetUtcNow()), ct);
        return Views.SeeOther(request, $"/library/{item.Id}#useful");
    }

    [OpenTo(Door.SignedIn)]
    [Function("LibraryReport")]
    public async Task<IResult> Report([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "library/{id}/report")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        if (await library.Find(id, ct) is not { } item) return await views.NotFound(request);
        var text = ThaiText.Clean((await request.ReadFormAsync(ct))["text"].ToString(), Complaint.TextChars);
        if (text.Length == 0) return await views.Say(request, StatusCodes.Status400BadRequest, "ยังไม่ได้บอกว่าตรงไหนผิด", "กลับไปหน้าเดิม เขียนสั้น ๆ แล้วส่งอีกครั้ง");
        await readers.Keep(new Complaint(item.Id, person.Id, text, time.GetUtcNow()), ct);
        return await views.Say(request, StatusCodes.Status200OK, "ขอบคุณที่แจ้ง", $"{ThaiName.Address(person.Name)} ผู้ประสานงานจะตรวจเรื่องนี้และแก้ไขให้");
    }

    [OpenTo(Door.SignedIn)]
    [Function("LibraryPoster")]
    public async Task<IResult> Poster([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "library/{id}/poster")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        if (await library.Find(id, ct) is not { Released: { } text } item) return await views.NotFound(request);
        var address = $"{settings.BaseUrl}/library/{item.Id}";
        return await views.Show<PosterView, PosterModel>(request, new(ThaiName.Address(person.Name), text.Title, text.Category.Thai(), ItemFacts.About(text), QrCode.Modules(address), address));
    }

    /// <summary>Readers get the files of the released text, coordinators those in work too.</summary>
    [OpenTo(Door.SignedIn)]
    [Function("LibraryFile")]
    public async Task<IResult> File(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "library/{id}/files/{file}")] HttpRequest request, string id, string file, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        var shown = (await library.Find(id, ct))?.Released?.Files ?? [];
        var working = person.Roles.HasFlag(Roles.Coordinator) && Core.Import.Ids.Valid(id) ? (await store.Find(id, ct))?.Value.Working.Files ?? [] : [];
        if (shown.Concat(working).FirstOrDefault(one => one.Id == file) is not { } found || await store.OpenFile(found.Id, ct) is not { } content) return await views.NotFound(request);
        Pages.HardenPage(request);
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = FilePolicy;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // A picture stands on the page; with a name given, everything else is saved, not opened.
        return found.Kind.IsPicture() ? Results.Stream(content, found.Kind.Type()) : Results.Stream(content, found.Kind.Type(), found.Name);
    }

    /// <summary>The item in the Department's form, to be completed in Word.</summary>
    [OpenTo(Door.SignedIn)]
    [Function("LibraryForm")]
    public async Task<IResult> Form([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "library/{id}/form")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await gate.Who(request, ct) is null) return Views.SeeOther(request, "/");
        if (await library.Find(id, ct) is not { } item) return await views.NotFound(request);
        var content = await form.Fill(item, ct);
        Pages.HardenPage(request);
        return Results.File(content, FileKind.Docx.Type(), $"{item.Id}.docx");
    }
}
