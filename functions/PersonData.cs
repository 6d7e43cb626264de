using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Privacy;

namespace ChuanKhuy.Functions;

/// <summary>Everything of one person out, or gone: the admin's acts, noted in the log.</summary>
public sealed class PersonData(RosterStore rosters, PersonExport export, Eraser eraser, Doors doors, Views views)
{
    [OpenTo(Door.Admins)]
    [Function("PersonExport")]
    public Task<IResult> Export([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "people/{id}/export")] HttpRequest request, string id, CancellationToken ct) =>
        doors.Act(this, request, async (person, _) => await File(request, export, views, id, person.Id, ct), ct);

    /// <summary>Cannot be taken back, so the id is typed once more.</summary>
    [OpenTo(Door.Admins)]
    [Function("PersonErase")]
    public Task<IResult> Erase([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "people/{id}/erase")] HttpRequest request, string id, CancellationToken ct) => doors.Act(this, request, async (person, form) =>
    {
        if ((await rosters.Load(ct)).Find(id) is not { } one) return await views.NotFound(request);
        if (form["typed"].ToString().Trim() != one.Id) return Views.SeeOther(request, $"/people/{one.Id}?no=id#erase");
        if (await eraser.Run(one.Id, person.Id, null, ct) is not ErasureOutcome.Done done) return await views.NotFound(request);
        return await views.Say(request, StatusCodes.Status200OK, $"ลบข้อมูลของ {one.Id} แล้ว", done.Look.Count == 0
            ? "การเข้าร่วมยังนับอยู่โดยไม่มีชื่อ"
            : $"การเข้าร่วมยังนับอยู่โดยไม่มีชื่อ ไฟล์เหล่านี้ยังมีชื่อ แก้ในโปรแกรมของมันแล้วแนบใหม่: {string.Join(", ", done.Look)}");
    }, ct);

    internal static async Task<IResult> File(HttpRequest request, PersonExport export, Views views, string id, string by, CancellationToken ct)
    {
        using var file = new MemoryStream();
        if (await export.Write(id, by, file, ct) is null) return await views.NotFound(request);
        Pages.HardenPage(request);
        return Results.File(file.ToArray(), "application/json", $"{id}.json");
    }
}
