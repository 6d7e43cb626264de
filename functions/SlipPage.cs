using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>Who may be given a way in by whom.</summary>
static class Slip
{
    /// <summary>An admin to everybody; a coordinator to nobody who may do more than a coordinator or read the figures of all.</summary>
    public static bool May(Person by, Person to) =>
        by.Roles.HasFlag(Roles.Admin) || (by.Roles.HasFlag(Roles.Coordinator) && (to.Roles & (Roles.Admin | Roles.Executive | Roles.Coordinator)) == 0);
}

/// <summary>Sign-in slips on paper, for one person or for a whole unit: a page to print, shown once. Each slip works once, for seven days, and is noted in the log.</summary>
public sealed class SlipPage(RosterStore rosters, UnitStore units, IRoutes routes, SignInLinks links, AuditLog audit, SessionFacts facts, OfficeSettings settings, Doors doors, TimeProvider time, Views views)
{
    const int Most = 200;

    [OpenTo(Door.Keepers)]
    [Function("Slips")]
    public Task<IResult> Make([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "slips")] HttpRequest request, CancellationToken ct) => doors.Act(this, request, async (person, form) =>
    {
        var (roster, offices, route) = (await rosters.Load(ct), await units.Load(ct), await routes.Load(ct));
        var (id, unit, all) = (form["person"].ToString(), form["unit"].ToString(), form["all"] == "on");
        var asked = id.Length > 0 ? roster.People.Where(p => p.Id == id) : roster.People.Where(p => unit.Length > 0 && p.District == unit && (all || route(p) is null));
        var to = asked.Where(p => Slip.May(person, p)).OrderBy(p => p.Name, ThaiOrder.Names).Take(Most).ToList();
        if (to.Count == 0) return await views.Say(request, StatusCodes.Status409Conflict, "ไม่มีใครต้องพิมพ์สลิป", "คนในหน่วยงานนี้มีช่องทางแล้ว หรือต้องให้ผู้ดูแลระบบเป็นผู้พิมพ์");
        var (until, slips) = (facts.At(time.GetUtcNow() + SignIn.Slip), new List<SlipItem>());
        foreach (var one in to)
        {
            await audit.Write(person.Id, ActKind.SignInGiven, one.Id, null, "slip", ct);
            var link = await links.Make(one, SignIn.Slip, ct);
            slips.Add(new(one.Name, offices.Find(one.District)?.Title ?? "", link, QrCode.Modules(link)));
        }
        return await views.Show<SlipsView, SlipsModel>(request, new(ThaiName.Address(person.Name), settings.Name, until, slips));
    }, ct);
}
