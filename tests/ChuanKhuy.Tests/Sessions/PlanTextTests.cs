using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Tests.Sessions;

public sealed class PlanTextTests
{
    static readonly Units Units = new(ShippedUnits.All);

    static readonly Roster Roster = new(
        [
            new("p001", "นางสาวสมหญิง ใจดี", "8406", "2", "", Roles.Staff | Roles.Speaker, "p001@example.org"),
            new("p002", "นายสมชาย ใจงาม", "8401", "1", "", Roles.Staff),
            new("p003", "นางสมชาย ใจงาม", "8402", "1", "", Roles.Staff),
        ],
        Units);

    [Fact]
    public void A_line_of_the_contract_becomes_a_plan()
    {
        var plan = Ok();
        Assert.Equal(new Plan("talk-6912", SessionKind.Talk, "ตลาดนัด", plan.Speakers, "2", Given.Starts, Given.Starts.AddMinutes(90), 30, Audience.All, MeetingKind.Webex, "ห้อง 1", true), plan);
        Assert.Equal([new Speaker("p001")], plan.Speakers);
        Assert.Equal(TimeSpan.Zero, plan.Starts.Offset);
    }

    [Theory]
    [InlineData("kind", "คุณอำนวยชวนคุย", SessionKind.Talk)]
    [InlineData("kind", "Workshop", SessionKind.Workshop)]
    [InlineData("kind", "เวิร์กช็อป", SessionKind.Workshop)]
    [InlineData("kind", "Mini Workshop", SessionKind.Workshop)]
    [InlineData("kind", "เวทีแลกเปลี่ยนเรียนรู้", SessionKind.Exchange)]
    [InlineData("kind", "mentor-meeting", SessionKind.MentorMeeting)]
    [InlineData("kind", "ประชุมทีมพี่เลี้ยง", SessionKind.MentorMeeting)]
    public void Kinds_are_understood_in_both_languages(string field, string text, SessionKind kind) => Assert.Equal(kind, Ok((field, text)).Kind);

    [Fact]
    public void Every_name_of_a_kind_that_is_shown_is_understood()
    {
        foreach (var kind in Enum.GetValues<SessionKind>().Where(k => k is not SessionKind.Evaluation)) Assert.Equal(kind, Ok(("kind", SessionKinds.Thai(kind))).Kind);
    }

    [Theory]
    [InlineData("", "all")]
    [InlineData("ทุกคน", "all")]
    [InlineData("zone:1; all", "all")]
    [InlineData("zone:1;district:ไชยา;role:mentor", "zone:1;district:8406;role:mentor")]
    [InlineData("โซน ๑, อำเภอไชยา, พี่เลี้ยง", "zone:1;district:8406;role:mentor")]
    [InlineData("อ.เกาะสมุย; 8405; เมืองฯ", "district:8404;district:8405;district:8401")]
    [InlineData("ไชยา; district:8406", "district:8406")]
    [InlineData("บทบาท: พัฒนาการอำเภอ", "role:head")]
    [InlineData("สำนักงานพัฒนาชุมชนจังหวัดสุราษฎร์ธานี", "district:8400")]
    public void An_audience_is_stored_by_codes(string text, string rule) => Assert.Equal(rule, Ok(("audience", text)).Audience.Rule);

    [Theory]
    [InlineData("p001", "p001")]
    [InlineData("สมหญิง ใจดี", "p001")]
    [InlineData("นางสาวสมหญิง ใจดี; p002; p001", "p001,p002")]
    [InlineData("คุณสมหญิง <P001@example.org>", "p001")] // ours, although written like an expert
    [InlineData("p001@example.org", "p001")]
    [InlineData("ดร.อรุณี ทิวาลานสน <arunee@example.org>", "ดร.อรุณี ทิวาลานสน <arunee@example.org>")]
    [InlineData("", "")]
    public void Speakers_are_ours_by_id_name_or_address_or_experts_from_outside(string text, string speakers) => Assert.Equal(
        speakers, string.Join(',', Ok(("speakers", text)).Speakers.Select(s => s.Person ?? $"{s.Name} <{s.Email}>")));

    [Theory]
    [InlineData("2569-12-02 13:30", "2569-12-02 15:00")]
    [InlineData("2/12/2569 13.30", "2/12/2569 15.00 น.")]
    [InlineData("2 ธ.ค. 69 เวลา 13.30 น.", "15.00")]
    [InlineData("๒ ธันวาคม ๒๕๖๙ ๑๓.๓๐-๑๕.๐๐ น.", "")]
    [InlineData("2026-12-02T13:30", "2026-12-02T15:00")]
    public void Times_are_the_offices_and_years_of_either_era(string start, string end)
    {
        var plan = Ok(("start", start), ("end", end));
        Assert.Equal((Given.Starts, Given.Starts.AddMinutes(90)), (plan.Starts, plan.Ends));
    }

    [Fact]
    public void What_is_left_out_has_a_usual_value()
    {
        var plan = Ok(("seats", ""), ("audience", ""), ("meeting", ""), ("place", ""), ("state", ""), ("zone", ""), ("speakers", ""));
        Assert.Equal((null, "all", MeetingKind.None, "", true, ""), (plan.Seats, plan.Audience.Rule, plan.Meeting, plan.Place, plan.Published, plan.Zone));
        Assert.False(Ok(("state", "ร่าง")).Published);
        Assert.Equal("https://meet.example.org/j/1", Ok(("place", "https://meet.example.org/j/1")).Place);
    }

    [Theory]
    [InlineData("id", "", "รหัส", "id")]
    [InlineData("id", "มีภาษาไทย", "รหัส", "id")]
    [InlineData("id", "a/b", "รหัส", "id")]
    [InlineData("id", "..", "รหัส", "id")]
    [InlineData("title", " ", "หัวข้อ", "title")]
    [InlineData("kind", "", "เลือกได้ talk, workshop, exchange, mentor-meeting", "kind")]
    [InlineData("kind", "party", "ไม่รู้จัก \"party\"", "kind")]
    [InlineData("zone", "9", "ไม่มีโซน \"9\" มี 1, 2, 3, 4", "zone")]
    [InlineData("start", "", "เริ่ม: ยังว่างอยู่", "start")]
    [InlineData("start", "พรุ่งนี้ 13.30", "ปีไหน", "start")]
    [InlineData("start", "2026-12-02", "เริ่ม: อ่าน", "start")]
    [InlineData("start", "2026-02-30 13:30", "เริ่ม", "start")]
    [InlineData("end", "2026-12-02 13:30", "หลังเวลาเริ่ม", "end")]
    [InlineData("end", "2026-12-03 13:31", "ไม่เกิน 24 ชั่วโมง", "end")]
    [InlineData("seats", "0", "ที่นั่ง", "seats")]
    [InlineData("seats", "-1", "ที่นั่ง", "seats")]
    [InlineData("seats", "หลายคน", "ที่นั่ง", "seats")]
    [InlineData("audience", "district:กรุงเทพ", "กลุ่มเป้าหมาย", "audience")]
    [InlineData("audience", "zone:", "กลุ่มเป้าหมาย", "audience")]
    [InlineData("audience", "role:king", "กลุ่มเป้าหมาย", "audience")]
    [InlineData("speakers", "ใครก็ไม่รู้", "ไม่พบ", "speakers")]
    [InlineData("speakers", "สมชาย ใจงาม", "มีหลายคน ใส่รหัสแทน (p002, p003)", "speakers")]
    [InlineData("speakers", "someone@example.org", "ไม่มีชื่อ", "speakers")]
    [InlineData("speakers", "ดร.อรุณี <arunee>", "อีเมล", "speakers")]
    [InlineData("meeting", "zoom", "ประชุมผ่าน", "meeting")]
    [InlineData("place", "http://meet.example.org", "https://", "place")]
    [InlineData("place", "https://meet.example.org javascript:x", "https://", "place")]
    [InlineData("state", "cancelled", "สถานะ", "state")]
    public void A_wrong_field_gets_a_sentence_in_thai_and_english(string field, string text, string thai, string english)
    {
        var problem = Assert.Single(Wrong((field, text)));
        Assert.Contains(thai, problem.Thai, StringComparison.Ordinal);
        Assert.StartsWith($"{english}:", problem.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() =>
        Assert.Equal(["id", "title", "kind", "seats", "start", "end"], Wrong(("id", ""), ("title", ""), ("kind", "x"), ("seats", "x"), ("start", ""), ("end", "")).Select(p => p.English.Split(':')[0]));

    [Fact]
    public void Two_hundred_letters_are_a_title_and_one_more_is_not()
    {
        Assert.Equal(200, Ok(("title", new string('ก', 200))).Title.Length);
        Assert.Contains("200", Assert.Single(Wrong(("title", new string('ก', 201)))).Thai, StringComparison.Ordinal);
    }

    static Plan Ok(params (string Field, string Text)[] changes) => Assert.IsType<PlanReading.Ok>(Read(changes)).Plan;

    static IReadOnlyList<Problem> Wrong(params (string Field, string Text)[] changes) => Assert.IsType<PlanReading.Wrong>(Read(changes)).Problems;

    static PlanReading Read((string Field, string Text)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["id"] = "talk-6912", ["kind"] = "talk", ["title"] = "ตลาดนัด", ["speakers"] = "p001", ["zone"] = "โซน 2", ["start"] = "2026-12-02 13:30", ["end"] = "2026-12-02 15:00",
            ["seats"] = "30", ["audience"] = "all", ["meeting"] = "webex", ["place"] = "ห้อง 1", ["state"] = "published",
        };
        foreach (var (field, text) in changes) fields[field] = text;
        return PlanText.Read(fields, Units, Roster, Given.Bangkok);
    }
}
