using ChuanKhuy.Bot;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Privacy;

namespace ChuanKhuy.Functions;

/// <summary>What a person decides on their own page: where messages go, their data as a file, and the end of every sign-in.</summary>
public sealed class MyData(ChannelDesk channels, PersonExport export, SignInStore signIns, SignInCookies cookies, Doors doors, Views views)
{
    [OpenTo(Door.SignedIn)]
    [Function("MyChannel")]
    public Task<IResult> Channel([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/channel")] HttpRequest request, CancellationToken ct) => doors.Act(this, request, async (person, form) =>
    {
        var reply = Reply.Of(await channels.Said(person, form["channel"].ToString(), ct));
        return reply.Trouble is { } trouble
            ? await views.Say(request, StatusCodes.Status409Conflict, "ยังเปลี่ยนช่องทางไม่ได้", trouble)
            : await views.Say(request, StatusCodes.Status200OK, "ช่องทางรับข้อความ", reply.Said);
    }, ct);

    [OpenTo(Door.SignedIn)]
    [Function("MyExport")]
    public Task<IResult> Export([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/export")] HttpRequest request, CancellationToken ct) =>
        doors.Act(this, request, async (person, _) => await PersonData.File(request, export, views, person.Id, person.Id, ct), ct);

    [OpenTo(Door.SignedIn)]
    [Function("SignOutAll")]
    public Task<IResult> Leave([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/signout")] HttpRequest request, CancellationToken ct) => doors.Act(this, request, async (person, _) =>
    {
        await signIns.LeaveAll(person.Id, ct);
        cookies.Drop(request, SignInCookies.Browser);
        return Views.SeeOther(request, "/");
    }, ct);
}
