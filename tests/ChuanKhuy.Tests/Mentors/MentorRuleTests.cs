using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;
using ChuanKhuy.Tests.Sessions;

namespace ChuanKhuy.Tests.Mentors;

public sealed class MentorRuleTests
{
    static readonly DateTimeOffset monday = Given.At(2026, 11, 2, 9);

    // Everybody who could stand beside a question of "asker" of district 8401, which "mentor" has.
    static readonly Person[] people =
    [
        P("asker", Roles.Staff), P("mentor", Roles.Staff, "8402"), P("former", Roles.Staff, "8402"), P("other-mentor", Roles.Staff, "8402"), P("paused", Roles.Staff, "8402"), P("colleague", Roles.Staff),
        P("head", Roles.Staff | Roles.Head), P("head-mentor", Roles.Head), P("other-head", Roles.Head, "8402"), P("executive", Roles.Executive, "8400"), P("executive-coordinator", Roles.Executive | Roles.Coordinator, "8400"),
        P("coordinator", Roles.Staff | Roles.Coordinator, "8400"), P("admin", Roles.Admin, "8400"), P("speaker", Roles.Speaker, "8400"),
    ];

    static readonly string[] appointed = ["mentor", "former", "other-mentor", "paused", "head-mentor", "executive"];

    static readonly Dictionary<string, Ask> objects = new(StringComparer.Ordinal)
    {
        ["waiting"] = Question(),
        ["answered"] = Question() with { Owed = null, Lines = 2 },
        ["hidden"] = Question() with { Hidden = true },
        ["pool"] = Question() with { State = AskState.Pool, Mentor = null },
        ["closed"] = Question() with { State = AskState.Closed, Owed = null },
        ["closed in the pool"] = Question() with { State = AskState.Closed, Owed = null, Mentor = null },
    };

    /// <summary>The whole of what is allowed: person, question, act. Whatever is not here is forbidden.</summary>
    static readonly HashSet<(string, string, AskAct)> allowed =
    [
        .. from question in objects.Keys from act in new[] { AskAct.Read } select ("asker", question, act),
        .. from question in new[] { "waiting", "answered", "hidden", "pool" } from act in new[] { AskAct.Write, AskAct.Close } select ("asker", question, act),
        ("asker", "hidden", AskAct.Reveal), ("asker", "closed", AskAct.Judge), ("asker", "closed in the pool", AskAct.Judge),
        .. from question in new[] { "waiting", "answered", "hidden" } from act in new[] { AskAct.Read, AskAct.Write, AskAct.Close, AskAct.PassOn } select ("mentor", question, act),
        ("mentor", "closed", AskAct.Read), ("mentor", "closed", AskAct.Judge),
        .. from person in new[] { "mentor", "former", "other-mentor" } select (person, "pool", AskAct.Take),
        .. from question in new[] { "waiting", "answered", "hidden", "pool" } select ("coordinator", question, AskAct.SeeAge),
        .. from question in objects.Keys from person in new[] { "coordinator", "admin" } select (person, question, AskAct.BreakGlass),
    ];

    [Fact]
    public void Nobody_may_do_with_a_question_what_is_not_written_down()
    {
        foreach (var (name, ask) in objects)
            foreach (var person in people)
                foreach (var act in Enum.GetValues<AskAct>())
                    Assert.True(AskRights.May(ask, person, Standing(person.Id), act) == allowed.Contains((person.Id, name, act)), $"{person.Id}, {name}, {act}");
    }

    [Fact]
    public void A_mentor_who_becomes_the_askers_chief_reads_no_more() =>
        Assert.All(Enum.GetValues<AskAct>(), act => Assert.False(AskRights.May(Question(), P("mentor", Roles.Head), Standing("mentor"), act)));

    [Fact]
    public void The_three_who_are_offered_are_never_the_asker_or_their_chiefs_and_say_why()
    {
        var mentors = new[] { M("asker"), M("head-mentor"), M("executive"), M("paused") with { Paused = true }, M("former"), M("colleague", subject: "otop"), M("mentor", zone: "3"), M("other-head", held: 2), M("speaker", held: 3), M("coordinator") };
        var matches = Matching.Rank(new("asker", "8401", "1", "buying", ["former"]), mentors, new(people, new([])), 5);
        Assert.Equal(["coordinator", "other-head", "mentor", "colleague"], matches.Select(match => match.Person.Id));
        Assert.Equal(["ดูแลเรื่อง จัดซื้อจัดจ้าง", "ดูแลโซน 1", "ดูแลอยู่ 2 จาก 3 เรื่อง"], matches[1].Reasons);
    }

    [Theory]
    [InlineData(2, 9, 3, 8, AskDue.Nothing)]
    [InlineData(2, 9, 3, 9, AskDue.Remind)]
    [InlineData(2, 9, 5, 8, AskDue.Remind)]
    [InlineData(2, 9, 5, 9, AskDue.HandOver)]
    [InlineData(6, 9, 8, 12, AskDue.Nothing)] // Friday to Sunday: nobody is reminded on a day off
    [InlineData(6, 9, 9, 8, AskDue.Remind)]
    [InlineData(6, 9, 9, 9, AskDue.HandOver)]
    public void A_mentor_is_reminded_after_a_day_and_loses_it_after_three_when_the_office_is_open(int asked, int askedHour, int day, int hour, AskDue due) =>
        Assert.Equal(due, AskRule.Due(Question() with { Step = Given.At(2026, 11, asked, askedHour), Owed = Given.At(2026, 11, asked, askedHour) }, Given.Office, Given.At(2026, 11, day, hour)));

    [Fact]
    public void The_same_text_again_is_the_same_click_again()
    {
        var said = new AskLine(1, "asker", "ยังไม่เข้าใจ", monday);
        Assert.IsType<AskOutcome.Same>(AskRule.Write(Question(), "asker", "ยังไม่เข้าใจ", said, monday.AddHours(1)));
        Assert.IsType<AskOutcome.Kept>(AskRule.Write(Question(), "asker", "เข้าใจแล้ว", said, monday.AddHours(1)));
    }

    [Fact]
    public void It_becomes_an_item_only_when_both_agree_and_then_stays()
    {
        var closed = Question() with { State = AskState.Closed, Answered = monday };
        var one = Assert.IsType<AskOutcome.Kept>(AskRule.Judge(closed, "asker", new(true, true), "f1")).Ask;
        Assert.Null(one.Faq);
        Assert.Null(Assert.IsType<AskOutcome.Kept>(AskRule.Judge(one, "mentor", new(true, false), "f1")).Ask.Faq);
        var both = Assert.IsType<AskOutcome.Kept>(AskRule.Judge(one, "mentor", new(true, true), "f1")).Ask;
        Assert.Equal("f1", both.Faq);
        Assert.IsType<AskOutcome.Same>(AskRule.Judge(both, "asker", new(true, false), "f2"));
    }

    [Fact]
    public void Names_and_numbers_are_out_of_the_item()
    {
        Person[] two = [P("asker", Roles.Staff) with { Name = "นายสมชาย ใจดี" }, P("mentor", Roles.Staff) with { Name = "นางสาวมาลี สวนงาม" }];
        var item = Faq.Make(
            Question(), [new(1, "asker", "พี่มาลี ผมสมชาย ตรวจรับของไม่ครบได้ไหม", monday), new(2, "former", "ไม่ทราบ", monday), new(3, "mentor", "ได้ค่ะน้องสมชาย โทร 081-234-5678 หรือถาม ลุงดำ", monday)], two, "f1", monday);
        Assert.Equal((Work.Draft, Category.Faq, Faq.Author), (item.Work, item.Working.Category, item.Author));
        var all = item.Working.Title + item.Working.Question + item.Working.Body;
        foreach (var name in new[] { "มาลี", "สมชาย", "ใจดี", "081-234-5678", "ลุงดำ", "ไม่ทราบ" }) Assert.DoesNotContain(name, all, StringComparison.Ordinal);
        Assert.Contains("ตรวจรับของไม่ครบได้ไหม", item.Working.Question!, StringComparison.Ordinal);
        Assert.Null(item.Released);
    }

    [Theory]
    [InlineData("4", "")]
    [InlineData("5", "5: buying 5")]
    [InlineData("5 4", "9: ")] // 9 - 5 would tell the four
    [InlineData("6 5", "11: buying 6, otop 5")]
    [InlineData("7 5 2 3", "17: buying 7, otop 5")]
    public void Figures_appear_from_five_on_and_never_tell_the_rest(string counts, string shown)
    {
        string[] subjects = ["buying", "otop", "jpt", "khok"];
        var asks = counts.Split(' ').SelectMany((count, at) => Enumerable.Repeat(Question() with { Subject = subjects[at] }, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var figures = AskFigures.Of(asks);
        Assert.Equal(shown, figures.Asked is { } all ? $"{all}: {string.Join(", ", figures.Subjects.Select(s => $"{s.Subject} {s.Count}"))}" : "");
        Assert.Null(figures.Helped);
    }

    [Fact]
    public void Candidates_stand_in_the_order_of_their_reasons_and_a_subject_without_a_mentor_is_named()
    {
        Mentor[] mentors = [M("mentor", subject: "otop", zone: ""), M("former", zone: "2")];
        var gaps = Candidates.Gaps(mentors, ["1", "2"]);
        Assert.DoesNotContain(gaps, gap => gap.Subject == "otop");
        Assert.Equal(["1"], gaps.Single(gap => gap.Subject == "buying").Zones);
        SurveyAnswer[] answers =
        [
            new("colleague", true, ["otop", "buying"], "", "", 3, monday), new("speaker", true, ["otop", "jpt", "khok"], "ผ้าทอ", "โทรคุย", 5, monday),
            new("head", true, ["jpt", "khok", "job"], "", "", 3, monday), new("admin", false, ["jpt"], "", "", 3, monday),
        ];
        var ranked = Candidates.Rank(answers, mentors, new(people, new([])), ["1", "2"]);
        Assert.Equal(["speaker", "colleague"], ranked.Select(candidate => candidate.Person.Id));
        Assert.Contains("เติมเรื่องที่ยังขาด: โคก หนอง นา, จปฐ. / กชช.2ค", ranked[0].Reasons);
    }

    [Fact]
    public void A_mentor_never_holds_more_than_the_cap_and_the_same_twice_is_once()
    {
        var mentor = M("mentor");
        for (var i = 0; i < 3; i++) mentor = mentor.Hold($"q{i}", monday)!;
        Assert.Null(mentor.Hold("q3", monday));
        Assert.Equal(3, mentor.Hold("q1", monday)!.Held.Count);
        Assert.Null((M("mentor") with { Paused = true }).Hold("q1", monday));
        Assert.Null((M("mentor") with { Posts = [] }).Hold("q1", monday));
    }

    [Fact]
    public void A_request_for_an_emergency_needs_another_person_and_ends()
    {
        var glass = new Glass("coordinator", "เหตุ", monday);
        Assert.Null(glass.Agree("coordinator", monday));
        Assert.Null(glass.Agree("admin", monday.AddDays(2)));
        var agreed = glass.Agree("admin", monday.AddHours(1))!;
        Assert.False(glass.Opens("coordinator", monday));
        Assert.True(agreed.Opens("coordinator", monday.AddHours(2)));
        Assert.False(agreed.Opens("admin", monday.AddHours(2)));
        Assert.False(agreed.Opens("coordinator", monday.AddHours(26)));
    }

    static Ask Question() => new("q1", "asker", "8401", "1", "buying", false, AskState.With, "mentor", monday, monday, monday, [], 1);

    static Mentor? Standing(string person) => appointed.Contains(person) ? M(person) with { Paused = person == "paused" } : null;

    static Mentor M(string person, string subject = "buying", string zone = "1", int held = 0) =>
        new(person, [new(subject, zone)], 3, false, [.. Enumerable.Range(0, held).Select(i => new Held($"h{i}", monday))]);

    static Person P(string id, Roles roles, string district = "8401") => new(id, $"นาย{id} ทดสอบ", district, district == "8401" ? "1" : "2", "พัฒนากร", roles);
}
