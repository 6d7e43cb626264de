using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Samples;

namespace ChuanKhuy.Tests.Sessions;

public sealed class PlanImportTests
{
    const string People = "id,name,district,roles\np1,นายหนึ่ง ใจดี,8401,staff;speaker\np2,นายสอง ใจดี,8401,staff\np3,นายสาม ใจดี,8406,staff\nboss,นายสี่ ใจดี,8400,executive\n";

    const string Head = "id,kind,title,speakers,zone,start,end,seats,audience,meeting,place,state\n";

    [Fact]
    public async Task New_sessions_come_in_and_the_import_says_what_will_be_sent_and_when()
    {
        await using var office = await Opened();
        var done = await office.Plan(Head
            + "near,talk,ใกล้,p1,,2026-12-02 13:30,2026-12-02 15:00,,all,none,,\n"
            + "far,exchange,ไกล,,1,2027-03-18 09:00,2027-03-18 12:00,,zone:1,none,,\n"
            + "draft,talk,ร่าง,,,2026-12-03 13:30,2026-12-03 15:00,,all,none,,draft\n"
            + "past,talk,ผ่านแล้ว,,,2026-10-14 13:30,2026-10-14 15:00,,all,none,,\n");
        Assert.Empty(done.Refused);
        Assert.Equal((4, 1), (done.Added, done.Past));
        // near: everybody but its speaker; far: the two of zone 1; a draft and the past send nothing.
        Assert.Equal(3 + 2, done.Messages);
        Assert.Equal(office.Clock.GetUtcNow() + Planning.Hold, done.FirstLeaves);
        Assert.Equal("จะส่งคำเชิญ 5 ข้อความ เริ่ม จ. 23 พ.ย. 69 เวลา 09.10 น. ถ้าต้องการหยุด พิมพ์ ยกเลิกการส่ง ในแชต", done.Sending(Given.Bangkok));
        Assert.Equal(SessionState.Ended, (await office.Sessions.Find("past", ImportOffice.Ct))!.Value.State);
        Assert.Equal("เพิ่ม 4", done.Thai);
    }

    [Fact]
    public async Task Changed_moved_and_unchanged_lines_are_told_apart()
    {
        await using var office = await Opened();
        await office.Plan(Head + "a,talk,เดิม,,,2027-01-06 13:30,2027-01-06 15:00,,all,none,,\nb,talk,เดิม,,,2027-01-13 13:30,2027-01-13 15:00,,all,none,,\nc,talk,เดิม,,,2027-01-20 13:30,2027-01-20 15:00,,all,none,,\n");
        var done = await office.Plan(Head + "a,talk,ใหม่,,,2027-01-06 13:30,2027-01-06 15:00,,all,none,,\nb,talk,เดิม,,,2027-01-14 13:30,2027-01-14 15:00,,all,none,,\nc,talk,เดิม,,,2027-01-20 13:30,2027-01-20 15:00,,all,none,,\n");
        Assert.Equal((0, 1, 1, 1), (done.Added, done.Changed, done.Moved, done.Unchanged));
        Assert.Equal("แก้ไข 1 เลื่อน 1 เหมือนเดิม 1", done.Thai);
        Assert.Equal("ใหม่", (await office.Sessions.Find("a", ImportOffice.Ct))!.Value.Plan.Title);
    }

    [Fact]
    public async Task Bad_lines_are_refused_by_their_number_and_the_others_kept()
    {
        await using var office = await Opened();
        var done = await office.Plan(Head
            + "ok,talk,ดี,,,2027-01-06 13:30,2027-01-06 15:00,,all,none,,\n"
            + "bad,party,,,,2027-01-06 13:30,2027-01-06 15:00,,all,none,,\n"
            + "\"open,talk,ไม่ปิด,,,2027-01-06 13:30,2027-01-06 15:00,,all,none,,\n"
            + "OK,talk,ซ้ำ,,,2027-01-07 13:30,2027-01-07 15:00,,all,none,,\n"
            + "sat,talk,วันเสาร์,,,2027-01-09 09:00,2027-01-09 12:00,,all,none,,\n");
        Assert.Equal([3, 3, 4, 5], done.Refused.Select(r => r.Line)); // line 3 has two faults
        Assert.Equal("เพิ่ม 2 ไม่รับ 3", done.Thai);
        Assert.Contains("ซ้ำกับบรรทัด 2", done.Refused[3].Problem.Thai, StringComparison.Ordinal);
        Assert.Equal(2, done.Added);
        var note = Assert.Single(done.Notes);
        Assert.Equal((6, "sat: ส. 9 ม.ค. 70 เป็นวันหยุด", "sat: 2027-01-09 is not a working day."), (note.Line, note.Problem.Thai, note.Problem.English));
    }

    [Fact]
    public async Task A_session_that_is_over_refuses_a_change_and_is_left_alone_by_the_same_line()
    {
        await using var office = await Opened();
        const string Past = "past,talk,ผ่านแล้ว,,,2026-10-14 13:30,2026-10-14 15:00,,all,none,,\n";
        await office.Plan(Head + Past);
        Assert.Equal(1, (await office.Plan(Head + Past)).Unchanged);
        var changed = await office.Plan(Head + Past.Replace("ผ่านแล้ว", "แก้", StringComparison.Ordinal));
        Assert.Equal(2, Assert.Single(changed.Refused).Line);
    }

    [Fact]
    public async Task A_move_after_the_invitations_counts_the_notices()
    {
        await using var office = await Opened();
        await office.Plan(Head + "a,talk,เดิม,p1,,2026-12-02 13:30,2026-12-02 15:00,,all,none,,\n");
        var stored = (await office.Sessions.Find("a", ImportOffice.Ct))!;
        await new Decisions(office.Sessions, office.Work, new MemoryQueues(office.Clock), office.Clock).Keep(stored, new(stored.Value.With(DueKind.Invite), [], []), null, ImportOffice.Ct);
        var moved = await office.Plan(Head + "a,talk,เดิม,p1,,2026-12-03 13:30,2026-12-03 15:00,,all,none,,\n");
        Assert.Equal((1, 3), (moved.Moved, moved.Messages));
    }

    static async Task<ImportOffice> Opened()
    {
        var office = await ImportOffice.Open();
        Assert.Empty((await office.People(People)).Refused);
        return office;
    }
}
