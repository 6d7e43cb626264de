using System.Globalization;
using ChuanKhuy.Bot;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>The coordinators' list of a fiscal year's sessions, and the form for a new one. Ended sessions come from their summaries, the others from the index of open ones.</summary>
public sealed class SessionsPage(
    Upcoming upcoming, SummaryStore summaries, UnitStore units, PlanDesk planning, SessionFacts facts, OfficeCalendar office, FormGuard forms, Doors doors, TimeProvider time, Views views)
{
    const int Most = 300;

    [OpenTo(Door.Coordinators)]
    [Function("Sessions")]
    public Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sessions")] HttpRequest request, CancellationToken ct) => doors.Show(this, request, async person =>
    {
        var now = time.GetUtcNow();
        var today = ThaiDate.FiscalYear(office.Day(now));
        var year = int.TryParse(request.Query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked >= today - 20 && asked <= today + 2 ? asked : today;
        var (words, zone, state) = (ThaiText.Clean(request.Query["q"].ToString(), 100), request.Query["zone"].ToString(), request.Query["state"].ToString());
        var period = Period.OfYear(year);
        var (from, to) = (office.Utc(period.From, default), office.Utc(period.To.AddDays(1), default));
        var open = await upcoming.Around(from, to, ct, Most);
        var known = open.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var lines = open.Select(s => (s.Starts, State: Name(s.State), s.Plan.Zone, s.Plan.Title, Line: new TalkLine($"/sessions/{s.Id}", facts.When(s), s.Plan.Title, Says.Where(s), Thai(s.State))))
            .Concat((await summaries.Between(period.From, period.To, ct)).Where(s => !known.Contains(s.Session)).Select(s => (
                s.Starts, State: "ended", s.Zone, s.Title,
                Line: new TalkLine($"/sessions/{s.Session}", ThaiDate.Chat(s.Starts, s.Ends, office.Zone), s.Title, string.Create(CultureInfo.InvariantCulture, $"เชิญ {s.Invited:#,0} เข้าร่วม {s.Present:#,0} คน"), "จบแล้ว"))))
            .Where(s => (zone.Length == 0 || s.Zone == zone) && (state.Length == 0 || s.State == state) && ThaiText.Normalise(s.Title).Contains(ThaiText.Normalise(words), StringComparison.Ordinal))
            .OrderBy(s => s.Starts < now).ThenBy(s => s.Starts < now ? now - s.Starts : s.Starts - now).Select(s => s.Line).ToList();
        return await views.Show<SessionsView, SessionsModel>(request, new(
            ThaiName.Address(person.Name), words,
            [.. Enumerable.Range(today - 3, 5).Reverse().Select(y => new Option(N(y), $"ปีงบประมาณ {N(y)}", y == year))],
            [new("", "ทุกโซน", zone.Length == 0), .. (await units.Load(ct)).Zones.Select(z => new Option(z, $"โซน {z}", z == zone))],
            [new("", "ทุกสถานะ", state.Length == 0), .. Enum.GetValues<SessionState>().Select(s => new Option(Name(s), Thai(s), Name(s) == state))],
            lines.Take(Most).ToList(), lines.Count == 0 ? "ไม่มีกิจกรรมตามที่เลือก ลองเปลี่ยนปีหรือสถานะ หรือเพิ่มกิจกรรมใหม่" : null,
            request.Query["done"] == "new" ? "เพิ่มกิจกรรมแล้ว คำเชิญยังหยุดได้ภายใน 10 นาที ในหน้ากิจกรรมนั้น" : null));
    }, ct);

    [OpenTo(Door.Coordinators)]
    [Function("SessionNew")]
    public Task<IResult> New([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sessions/new")] HttpRequest request, CancellationToken ct) => doors.Show(this, request, async person =>
        await Form(request, person, (SessionForm)(await planning.Form(ct)).Card, StatusCodes.Status200OK, ct), ct);

    [OpenTo(Door.Coordinators)]
    [Function("SessionMake")]
    public Task<IResult> Make([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sessions/new")] HttpRequest request, CancellationToken ct) => doors.Act(this, request, async (person, form) =>
    {
        string? Field(string name, int most = 500) => form[name].ToString() is { Length: > 0 } text ? text[..Math.Min(text.Length, most)] : null;
        var filled = new PlanClick(
            Field("kind", 40), Field("title"), Field("speakers"), Field("date", 100), Field("start", 100), Field("end", 100), Field("zone", 100), Field("seats", 20), Field("audience"), Field("meeting", 40), Field("place"));
        return (await planning.Filled(person, filled, ct)).Card switch
        {
            SessionForm again => await Form(request, person, again, StatusCodes.Status400BadRequest, ct),
            Refusal refusal => await views.Say(request, StatusCodes.Status409Conflict, refusal.Title, "กลับไปหน้าเดิมแล้วลองอีกครั้ง"),
            _ => Views.SeeOther(request, "/sessions?done=new"),
        };
    }, ct);

    async Task<IResult> Form(HttpRequest request, Person person, SessionForm form, int status, CancellationToken ct) => await views.Show<PlanView, PlanModel>(request, new(
        ThaiName.Address(person.Name), form.Note, form.Title, form.Speakers, form.Date, form.Start, form.End, form.Seats, form.Audience, form.Place,
        [.. new[] { SessionKind.Talk, SessionKind.Workshop, SessionKind.Exchange, SessionKind.MentorMeeting }.Select(kind => Kind(kind, form.Kind))],
        [new("", "ไม่ระบุ", form.Zone.Length == 0), .. form.Zones.Select(z => new Option(z.Id, z.Title, z.Id == form.Zone))],
        [new("none", "ไม่มีห้องออนไลน์", form.Meeting == "none"), new("webex", "Webex", form.Meeting == "webex"), new("teams", "Teams", form.Meeting == "teams")],
        await forms.Token(request, ct)), status);

    static Option Kind(SessionKind kind, string chosen)
    {
        var name = kind switch { SessionKind.Talk => "talk", SessionKind.Workshop => "workshop", SessionKind.Exchange => "exchange", _ => "mentor-meeting" };
        return new(name, SessionKinds.Thai(kind), name == chosen);
    }

    internal static string Thai(SessionState state) => state switch { SessionState.Draft => "ร่าง", SessionState.Published => "เปิดอยู่", SessionState.Ended => "จบแล้ว", _ => "ยกเลิก" };

    static string Name(SessionState state) => state switch { SessionState.Draft => "draft", SessionState.Published => "published", SessionState.Ended => "ended", _ => "cancelled" };

    static string N(int value) => value.ToString(CultureInfo.InvariantCulture);
}
