using System.Reflection;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions;
using ChuanKhuy.Functions.Server;
using Xunit.Abstractions;

namespace ChuanKhuy.Tests.Web;

/// <summary>Every route tried in every role, by what it declares: whoever is not named there gets no further. Generated, so a new route is in it from its first day.</summary>
public sealed partial class RoleTests(ITestOutputHelper output)
{
    static readonly (string Name, Roles Roles)[] roles =
    [
        ("stranger", Roles.None), ("staff", Roles.Staff), ("head", Roles.Staff | Roles.Head), ("speaker", Roles.Staff | Roles.Speaker), ("mentor", Roles.Staff | Roles.Mentor),
        ("coordinator", Roles.Staff | Roles.Coordinator), ("executive", Roles.Executive), ("admin", Roles.Admin),
    ];

    /// <summary>What the addresses name exists and is called s1: the session, the person, the item. A source of the item does not.</summary>
    [Fact]
    public async Task Every_route_in_every_role_opens_as_far_as_it_declares()
    {
        await using var office = await WebOffice.Open(configure: builder => builder.Configuration["Web:PerAddress"] = "5000");
        await office.Plan();
        await office.Get<RosterStore>().Save([new("s1", "นายเอก หนึ่งเดียว", "8401", "1", "พัฒนากร", Roles.Staff), .. roles.Skip(1).Select(role => new Person(role.Name, $"นาง{role.Name}", "8401", "1", "", role.Roles))], null, WebOffice.Ct);
        var text = new ItemText("เรื่องหนึ่ง", Category.Technique, Category.Technique.Usual(), Medium.Article, "เนื้อหา", [], [], []);
        await office.Get<KnowledgeStore>().Save([new("s1", text, null, null, Work.InReview, "somchai", "", null, office.Clock.GetUtcNow())], null, WebOffice.Ct);
        var (tried, wrong) = (0, new List<string>());
        foreach (var role in roles)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(5));
            using var visit = role.Roles is Roles.None ? office.Visit() : await office.SignedIn(role.Name);
            foreach (var function in Function.In(typeof(OpenToAttribute).Assembly))
                if (function.Trigger is HttpTriggerAttribute http)
                    foreach (var method in http.Methods)
                    {
                        var door = function.Method.GetCustomAttribute<OpenToAttribute>()!.Door;
                        var path = "/" + Parameter().Replace(http.Route!, match => match.Value switch { "{file}" when function.Name == "ReportFile" => "kpi.csv", ['{', 'i', 'g', ..] => "", _ => "s1" });
                        var seen = method == "get" ? await visit.Get(path) : await visit.Post(path, null);
                        if (!Fits(door, role.Roles, method, function.Name, seen)) wrong.Add($"{role.Name}: {method} {path} of {function.Name} ({door}) answered {seen.Status} {seen.Location}");
                        tried++;
                    }
        }
        output.WriteLine($"{tried} cases: every route and method in {roles.Length} roles");
        Assert.Empty(wrong);
        Assert.True(tried >= 300, $"only {tried} cases");
        Assert.Equal(SessionState.Published, (await office.Get<SessionStore>().Find("s1", WebOffice.Ct))!.Value.State);
        Assert.Null((await office.Get<RosterStore>().LoadNow(WebOffice.Ct)).Find("s1")!.Erased);
    }

    /// <summary>A change without a form token is refused, but only behind the door: 403 tells that this role got through it.</summary>
    static bool Fits(Door door, Roles role, string method, string function, Seen seen) => door switch
    {
        Door.Everybody => seen.Status is 200 or 404,
        Door.LinkHolder or Door.Desk => seen.Status is 404,
        Door.Channel => seen.Status is 401 or 403 or 404,
        Door.SignedIn when role is not Roles.None => seen.Status is 200 or 403 or 404 || (seen.Status is 303 && seen.Location != "/"),
        _ when role is Roles.None => seen.Status is 401 || (seen.Status is 303 && seen.Location == "/"),
        _ when !May(door, role) => seen.Status is 404,
        _ when method == "get" => seen.Status == (function is "LibrarySource" ? 404 : 200),
        _ => seen.Status is 403,
    };

    /// <summary>The table once more, in the words of the design: written apart from the code that it checks.</summary>
    static bool May(Door door, Roles role) => door switch
    {
        Door.Coordinators => role.HasFlag(Roles.Coordinator),
        Door.Keepers => role.HasFlag(Roles.Coordinator) || role.HasFlag(Roles.Admin),
        Door.Admins => role.HasFlag(Roles.Admin),
        Door.Totals => role.HasFlag(Roles.Coordinator) || role.HasFlag(Roles.Admin) || role.HasFlag(Roles.Executive),
        _ => false,
    };

    [Fact]
    public void A_door_that_is_not_named_stays_shut() =>
        Assert.All(Enum.GetValues<Door>().Except([Door.SignedIn, Door.Coordinators, Door.Keepers, Door.Admins, Door.Totals]), door => Assert.False(OpenToAttribute.Opens(door, (Roles)127)));

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();
}
