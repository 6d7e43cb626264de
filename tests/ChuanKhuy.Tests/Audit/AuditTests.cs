using System.Text;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Audit;

/// <summary>Who did what to what belongs to others, and that it stands beside the deed itself.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    Office office = null!;

    public async Task InitializeAsync() => office = await Office.Open();

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task The_acts_of_coordinators_are_listed_newest_first_with_before_and_after_and_without_names()
    {
        await office.Plan();
        await office.Tick();
        var cancel = await office.Seal(new(new CancelForm([new("t1", "x")], "", null)), office.Coordinator, "cancel");
        await office.JumpTo(Office.Starts.AddDays(-1));
        await office.Get<Planner>().Move("t1", Office.Starts.AddHours(1).ToUniversalTime(), Office.Starts.AddHours(2).ToUniversalTime(), "เพราะมาลีขอ", Office.Ct, "kanda");
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        await office.Plan("t2");
        await office.Click(office.Coordinator, cancel.With(("session", "t2"), ("confirm", "true"), ("reason", "ฝนตก")));
        await office.MoveTo(Office.Starts.AddHours(3));
        await office.Get<CheckInDesk>().Correct("t1", "malee", true, "นั่งข้างมานะ", "kanda", Office.Ct);
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        var appeal = Assert.IsType<AppealOutcome.Kept>(await office.Get<AppealDesk>().Make("t1", Office.People.First(p => p.Id == "mana"), "มาจริง", Office.Ct));
        Assert.IsType<AppealOutcome.Kept>(await office.Get<AppealDesk>().Answer("t1", "mana", false, "ไม่พบ", "kanda", Office.Ct));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes("id,name,district,roles\nmalee,นางสาวมาลี สวนงาม,8402,staff;coordinator\nnok,นางสาวนก ใหม่,8402,staff\n"));
        await office.Get<RosterImport>().Run(csv, null, Office.Ct);

        var acts = (await All()).Select(logged => logged.Act).ToList();
        Assert.Equal(
            [ActKind.RolesChanged, ActKind.AppealAnswered, ActKind.AttendanceCorrected, ActKind.SessionCancelled, ActKind.SessionMoved], acts.Select(act => act.What));
        Assert.Equal((Act.Machine, "malee", "staff", "staff;coordinator"), (acts[0].By, acts[0].About, acts[0].Before, acts[0].After));
        Assert.Equal(("kanda", "mana", "Absent", "Absent"), (acts[1].By, acts[1].About, acts[1].Before, acts[1].After));
        Assert.Equal(("malee", "Present"), (acts[2].About, acts[2].After));
        Assert.StartsWith("Published v1", acts[3].Before, StringComparison.Ordinal);
        Assert.StartsWith("Cancelled v2", acts[3].After, StringComparison.Ordinal);
        Assert.Equal(3, (await office.Get<AuditLog>().Of("t1", Office.Ct)).Count);
        Assert.NotNull(appeal);
        var stored = office.Contents().Where(row => row.StartsWith("audit ", StringComparison.Ordinal) || row.Contains(" audit|", StringComparison.Ordinal)).ToList();
        Assert.Equal(9, stored.Count); // five pointers, of which one is the act itself, and four beside their deeds
        Assert.DoesNotContain(stored, row => row.Any(c => c is >= 'ก' and <= '๛'));
    }

    [Fact]
    public async Task A_deed_that_was_not_kept_is_not_listed_and_a_long_list_comes_in_pages()
    {
        var log = office.Get<AuditLog>();
        await log.Note("sessions", "t9", "kanda", ActKind.SessionCancelled, "t9", null, null, Office.Ct);
        for (var i = 0; i < 5; i++)
        {
            office.Clock.Advance(TimeSpan.FromSeconds(1));
            await log.Write("kanda", ActKind.ReportExported, $"r{i}", null, null, Office.Ct);
        }
        var month = DateOnly.FromDateTime(office.Now.UtcDateTime);
        var first = await log.Page(month, null, 3, Office.Ct);
        Assert.Equal(["r4", "r3", "r2"], first.Select(logged => logged.Act.About));
        Assert.Equal(["r1", "r0"], (await log.Page(month, first[^1].Place, 3, Office.Ct)).Select(logged => logged.Act.About));
    }

    [Fact]
    public async Task Publishing_and_giving_up_an_item_stand_beside_the_item()
    {
        var text = new ItemText("เรื่องหนึ่ง", Category.Technique, Category.Technique.Usual(), Medium.Article, "เนื้อหา", [], [], []);
        await office.Get<KnowledgeStore>().Save([new("k1", text, null, null, Work.InReview, "malee", "", null, office.Now)], null, Office.Ct);
        var published = Assert.IsType<Reviewed.Kept>(await office.Get<Reviewing>().Publish("k1", 0, "kanda", new(), Office.Ct));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        await office.Get<Reviewing>().Change("k1", published.Item.Revision, item => Task.FromResult(Review.Retire(item, office.Now)), Office.Ct, "kanda");
        Assert.Equal([(ActKind.ItemRetired, "None 1", "Obsolete 1"), (ActKind.ItemPublished, "InReview 0", "None 1")],
            (await All()).Select(logged => (logged.Act.What, logged.Act.Before!, logged.Act.After!)));
    }

    Task<IReadOnlyList<Logged>> All() => office.Get<AuditLog>().Page(DateOnly.FromDateTime(office.Now.UtcDateTime), null, 50, Office.Ct);
}
