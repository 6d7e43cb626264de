using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>The roster for those who keep it: who is there, how they are reached, what one person took part in.</summary>
public sealed class PeoplePage(
    RosterStore rosters, UnitStore units, ContactStore contacts, IRoutes routes, IReadOnlyList<IChannel> channels, Learning learning, SessionFacts facts, FormGuard forms, Doors doors, Views views)
{
    const int Most = 100;

    [OpenTo(Door.Keepers)]
    [Function("People")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people")] HttpRequest request, CancellationToken ct) => doors.Show(this, request, async person =>
    {
        var (roster, offices, route) = (await rosters.Load(ct), await units.Load(ct), await routes.Load(ct));
        var (words, unit, zone, role, reach) = (
            ThaiText.Clean(request.Query["q"].ToString(), 100), request.Query["unit"].ToString(), request.Query["zone"].ToString(), request.Query["role"].ToString(), request.Query["reach"].ToString());
        var wanted = RoleNames.Parse(role);
        var found = (words.Length == 0 ? roster.People : roster.Find(words) is { } exact ? [exact] : roster.Search(words))
            .Where(p => (unit.Length == 0 || p.District == unit) && (zone.Length == 0 || p.Zone == zone) && (wanted is null || p.Roles.HasFlag(wanted.Value)))
            .Select(p => (Person: p, Channel: route(p))).Where(p => reach.Length == 0 || (p.Channel is null) == (reach == "no")).OrderBy(p => p.Person.Name, ThaiOrder.Names).ToList();
        return await views.Show<PeopleView, PeopleModel>(request, new(
            ThaiName.Address(person.Name), words,
            [new("", "ทุกหน่วยงาน", unit.Length == 0), .. offices.All.Select(u => new Option(u.Code, u.Title, u.Code == unit))],
            [new("", "ทุกโซน", zone.Length == 0), .. offices.Zones.Select(z => new Option(z, $"โซน {z}", z == zone))],
            [new("", "ทุกบทบาท", wanted is null), .. Enum.GetValues<Roles>().Where(r => r is not Roles.None).Select(r => new Option(RoleNames.Join(r), RoleNames.Thai(r), r == wanted))],
            [new("", "ส่งถึงหรือไม่ก็ได้", reach.Length == 0), new("no", "ยังส่งไม่ถึง", reach == "no"), new("yes", "ส่งถึง", reach == "yes")],
            [.. found.Take(Most).Select(p => new PersonLine(
                $"/people/{p.Person.Id}", p.Person.Name, $"{p.Person.Position} {offices.Find(p.Person.District)?.Title}".Trim(), RoleNames.Thai(p.Person.Roles),
                p.Channel is { } name ? $"ทาง {Shown(name)}" : "ยังไม่มีช่องทางส่งถึง"))],
            found.Count == 0 ? "ไม่พบคนตามที่เลือก ลองคำที่สั้นลง หรือนำเข้ารายชื่อด้วยคำสั่ง import people" : null,
            found.Count > Most ? string.Create(CultureInfo.InvariantCulture, $"แสดง {Most} จาก {found.Count:#,0} คน เลือกหน่วยงานหรือพิมพ์ชื่อเพื่อให้แคบลง") : null, await forms.Token(request, ct)));
    }, ct);

    [OpenTo(Door.Keepers)]
    [Function("Person")]
    public Task<IResult> One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people/{id}")] HttpRequest request, string id, CancellationToken ct) => doors.Show(this, request, async person =>
    {
        if ((await rosters.Load(ct)).Find(id) is not { } one) return await views.NotFound(request);
        var (offices, known, route) = (await units.Load(ct), await contacts.Load(ct), await routes.Load(ct));
        var learned = await learning.OfYear(one.Id, learning.Year, ct);
        return await views.Show<PersonView, PersonModel>(request, new(
            ThaiName.Address(person.Name), one.Id, one.Name, one.Position, offices.Find(one.District)?.Title ?? one.District, one.Zone, RoleNames.Thai(one.Roles), await forms.Token(request, ct))
        {
            Route = route(one) is { } channel ? $"ข้อความถึงคนนี้ทาง {Shown(channel)}" : "ยังไม่มีช่องทางส่งถึงคนนี้",
            Channels = [.. channels.Select(c => (c.Name, Contact: known.Find(c.Name, one.Id))).Where(c => c.Contact is not null).Select(c =>
                $"{Shown(c.Name)} พบล่าสุด {facts.At(c.Contact!.Seen)}{(c.Contact.Lost is { } lost ? $" ส่งไม่ถึง: {lost}" : "")}")],
            Year = learning.Year,
            Hours = Learning.Say(learned.Sum(l => (long)l.Verdict.Seconds)),
            Sessions = [.. learned.Select(l => new CameLine(l.Session.Id, l.Session.Plan.Title, facts.When(l.Session), l.Verdict.Because))],
            MaySlip = Slip.May(person, one),
            MayErase = person.Roles.HasFlag(Roles.Admin),
            Trouble = request.Query["no"] == "id" ? "รหัสที่พิมพ์ไม่ตรง ยังไม่ได้ลบอะไร" : null,
        });
    }, ct);

    string Shown(string channel) => channels.FirstOrDefault(c => c.Name == channel) is { } found ? ChannelNames.Shown(found) : channel;
}
