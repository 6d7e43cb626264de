using ChuanKhuy.Bot;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>Coordinators read comments before a speaker sees any, a page at a time, each decided once; and what was written in the quarterly evaluations. Nobody's name is anywhere in it.</summary>
public sealed class FeedbackPage(
    Today today, SessionStore sessions, SummaryStore summaries, CommentDesk comments, FeedbackResults results, SatisfactionScale scale, OfficeCalendar office, FormGuard forms, Doors doors, TimeProvider time, Views views)
{
    [OpenTo(Door.Coordinators)]
    [Function("Feedback")]
    public Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "feedback")] HttpRequest request, CancellationToken ct) => doors.Show(this, request, async person =>
    {
        var now = time.GetUtcNow();
        var lines = new List<TalkLine>();
        foreach (var session in await today.Recent(now, ct))
        {
            var tally = (await summaries.Find(session.Id, ct))?.Feedback;
            var unread = await today.Unread(session.Id, ct);
            lines.Add(new($"/feedback/{session.Id}", ThaiDate.Short(office.Day(session.Starts)), session.Plan.Title,
                tally is null ? "รอแบบประเมินปิด" : Satisfaction.Of(tally, scale)?.Shown ?? Satisfaction.TooFew, unread > 0 ? $"รออ่าน {unread} ข้อความ" : "ไม่มีข้อความรออ่าน"));
        }
        var year = Period.OfYear(ThaiDate.FiscalYear(office.Day(now)));
        var evaluations = new List<NameGroup>();
        foreach (var evaluation in await summaries.Evaluations(year.From, year.To, ct))
            if (await comments.Read(evaluation.Session, ct) is { Count: > 0 } texts) evaluations.Add(new(evaluation.Title, texts));
        return await views.Show<FeedbackView, FeedbackModel>(request, new(ThaiName.Address(person.Name), lines, evaluations, request.Query["done"] == "1" ? "อ่านความเห็นครบแล้ว ข้อความที่เลือกจะส่งถึงวิทยากร" : null));
    }, ct);

    [OpenTo(Door.Coordinators)]
    [Function("Screening")]
    public Task<IResult> Screen([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "feedback/{session}")] HttpRequest request, string session, CancellationToken ct) => doors.Show(this, request, async person =>
    {
        if (!Core.Import.Ids.Valid(session) || await sessions.Find(session, ct) is not { Value: var found }) return await views.NotFound(request);
        var all = await comments.Read(found.Id, ct);
        var read = (await sessions.Passed(found.Id, ct)).Select(page => page.From).ToHashSet();
        int? from = all.Count == 0 ? null : Enumerable.Range(0, ((all.Count - 1) / Cards.Comments.Most) + 1).Select(page => page * Cards.Comments.Most).Where(at => !read.Contains(at)).Select(at => (int?)at).FirstOrDefault();
        return await views.Show<ScreeningView, ScreeningModel>(request, new(
            ThaiName.Address(person.Name), found.Id, found.Plan.Title, all.Count, from ?? 0, from is { } first ? [.. all.Skip(first).Take(Cards.Comments.Most)] : [], await forms.Token(request, ct)));
    }, ct);

    [OpenTo(Door.Coordinators)]
    [Function("ScreeningAct")]
    public Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "feedback/{session}")] HttpRequest request, string session, CancellationToken ct) => doors.Act(this, request, async (person, form) =>
    {
        if (!Core.Import.Ids.Valid(session) || !int.TryParse(form["from"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var from)) return await views.NotFound(request);
        var pass = form["pass"].Select(text => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var place) ? place : -1).Distinct().ToArray();
        return (await results.Read(person, new(session, from, pass), ct)).Card switch
        {
            Refusal refusal => await views.Say(request, StatusCodes.Status409Conflict, refusal.Title, "เปิดหน้าความเห็นใหม่แล้วลองอีกครั้ง"),
            Cards.Comments => Views.SeeOther(request, $"/feedback/{session}"),
            _ => Views.SeeOther(request, "/feedback?done=1"),
        };
    }, ct);
}
