using System.Text;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Tests.Sessions;

namespace ChuanKhuy.Tests.Mentors;

/// <summary>From the survey to the library item, in the chats of the people.</summary>
public sealed class MentorFlowTests
{
    const string Secret = "ของมาไม่ครบ ตรวจรับได้ไหม";

    static readonly Person[] people =
    [
        .. Office.People,
        new("head", "นายหัวหน้า ใหญ่โต", "8401", "1", "พัฒนาการอำเภอ", Roles.Head),
        new("second", "นางที่สอง เห็นชอบ", "8400", "", "นักวิชาการพัฒนาชุมชน", Roles.Staff | Roles.Coordinator),
        new("nok", "นางสาวนก ใจกว้าง", "8403", "1", "พัฒนากร", Roles.Staff),
    ];

    [Fact]
    public async Task The_survey_goes_to_every_officer_but_the_chiefs_and_reminds_only_who_has_not_answered()
    {
        await using var office = await Office.Open(people: people);
        Assert.Contains("เริ่มแบบสำรวจ", Assert.IsType<Notice>((await office.Say("kanda", "สำรวจพี่เลี้ยง 10 พ.ย. 69")).Card).Title, StringComparison.Ordinal);
        Assert.IsType<Refusal>((await office.Say("kanda", "สำรวจพี่เลี้ยง 12 พ.ย. 69")).Card);
        await office.Tick();
        foreach (var person in people.Where(p => p.Id is not ("head" or "prasert"))) Assert.Equal(1, await Forms(person.Id));
        Assert.Equal((0, 0), (await Forms("head"), await Forms("prasert")));

        await office.Malee.Clicks("survey", null, new Dictionary<string, string> { ["willing"] = "true", ["subjects"] = "buying,otop", ["most"] = "2" }, Office.Ct);
        await office.JumpTo(Given.At(2026, 11, 6, 16, 35)); // three days before would be a Saturday: the last hour before it
        await office.JumpTo(Given.At(2026, 11, 9, 16, 35));
        Assert.Equal((0, 3), (await Forms("malee"), await Forms("somchai"))); // hers has become the thanks

        var form = Assert.IsType<AppointForm>((await office.Say("kanda", "ตั้งพี่เลี้ยง")).Card);
        Assert.StartsWith("นางสาวมาลี สวนงาม: เติมเรื่องที่ยังขาด: OTOP, จัดซื้อจัดจ้าง", form.Lines.Single().Replace("จัดซื้อจัดจ้าง, OTOP", "OTOP, จัดซื้อจัดจ้าง", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(form.Facts, line => line.StartsWith("จัดซื้อจัดจ้าง", StringComparison.Ordinal));
        var click = (await office.Seal(new(form), office.Coordinator, "appoint", ("grant", "true"))).With(("person", "malee"), ("subject", "buying"), ("zone", "1"));
        Assert.IsType<Refusal>((await office.Click(office.Malee, click)).Card);
        Assert.Contains("นางสาวมาลี สวนงาม: จัดซื้อจัดจ้าง โซน 1", Assert.IsType<AppointForm>((await office.Click(office.Coordinator, click)).Card).Items);
        Assert.Equal(2, (await office.Get<MentorStore>().Find("malee", Office.Ct))!.Value.Cap);
        var kpi = await office.Get<Reporting>().Make(ReportWhat.Kpi, Period.OfYear(2570), ReportBy.Quarter, Office.Ct);
        Assert.Equal(1, kpi.Rows.Single(row => (string?)row[0] == "ทีมพี่เลี้ยง (คน)")[2]);

        async Task<int> Forms(string person) => (await office.Visitor(person).Chat(Office.Ct)).Count(line => line.Card?.Contains("แบบสำรวจเพื่อการพัฒนาเครือข่ายพี่เลี้ยง", StringComparison.Ordinal) == true && line.Card.Contains("\"verb\":\"survey\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_question_is_answered_in_private_closed_and_with_both_consents_becomes_a_draft()
    {
        await using var office = await Staffed();
        var ask = await Begin(office, "malee", hide: true);
        await office.Drain();
        Assert.Contains(Secret, await Text(office.Malee), StringComparison.Ordinal);
        Assert.DoesNotContain("สมชาย", await Text(office.Malee), StringComparison.Ordinal);

        // The same click again, and again from the old card: one answer, one message.
        var reply = (await Office.Button(office.Malee, "asksay")).With(("text", "รับเฉพาะส่วนที่ถูกต้องค่ะ"));
        await office.Click(office.Malee, reply);
        await office.Drain();
        var before = office.Contents();
        await office.Click(office.Malee, reply);
        await office.Drain();
        Assert.Equal(before, office.Contents());
        Assert.Equal(2, (await office.Get<AskStore>().Lines(ask, Office.Ct)).Count);
        Assert.Equal(1, (await office.Somchai.Chat(Office.Ct)).Count(line => line.Card?.Contains("รับเฉพาะส่วน", StringComparison.Ordinal) == true));

        await office.Somchai.Clicks("asksay", null, new Dictionary<string, string> { ["text"] = "แล้วส่วนที่ขาดล่ะ" }, Office.Ct);
        await office.Drain();
        Assert.Contains("แล้วส่วนที่ขาดล่ะ", await Text(office.Malee), StringComparison.Ordinal);
        await office.Somchai.Clicks("askdo", ("act", "reveal"), null, Office.Ct);
        await office.Drain();
        Assert.Contains("สมชาย", await Text(office.Malee), StringComparison.Ordinal);

        await office.Malee.Clicks("askdo", ("act", "close"), null, Office.Ct);
        await office.Drain();
        await office.Somchai.Clicks("askend", null, new Dictionary<string, string> { ["helped"] = "true", ["shares"] = "true" }, Office.Ct);
        Assert.Empty(await Drafts());
        await office.Malee.Clicks("askend", null, new Dictionary<string, string> { ["helped"] = "true", ["shares"] = "true" }, Office.Ct);
        await office.Tick();
        await office.Tick();
        var draft = Assert.Single(await Drafts());
        Assert.Equal((Secret, "รับเฉพาะส่วนที่ถูกต้องค่ะ"), (draft.Working.Question, draft.Working.Body));

        // A year later the texts are gone, and the figures know it still.
        await office.JumpTo(office.Now.AddDays(366));
        Assert.Empty(await office.Get<AskStore>().Lines(ask, Office.Ct));
        Assert.Empty(await office.Get<AskStore>().Of("somchai", Office.Ct));
        Assert.Equal("", (await office.Get<AskStore>().Find(ask, Office.Ct))!.Value.Asker);
        Assert.DoesNotContain(office.Contents(), row => row.StartsWith("sessions ~ask", StringComparison.Ordinal) && row.Contains(Secret, StringComparison.Ordinal));

        async Task<List<Item>> Drafts()
        {
            var items = new List<Item>();
            await foreach (var row in office.Get<KnowledgeStore>().All(Office.Ct)) if (row.Value.Author == Faq.Author) items.Add(row.Value);
            return items;
        }
    }

    [Fact]
    public async Task A_silent_mentor_is_reminded_and_hands_over_to_the_next_and_then_to_the_pool_where_the_first_has_it()
    {
        await using var office = await Staffed();
        var ask = await Begin(office, "malee");
        await office.JumpTo(Given.At(2026, 11, 3, 9, 5));
        Assert.Contains("รอคุณตอบ", await Text(office.Malee), StringComparison.Ordinal);
        var late = (await Office.Button(office.Malee, "asksay")).With(("text", "ตอบช้าไป"));
        await office.JumpTo(Given.At(2026, 11, 5, 9, 5));
        Assert.Equal("nok", await Mentor());
        Assert.Contains(Secret, await Text(office.Visitor("nok")), StringComparison.Ordinal);
        Assert.IsType<Refusal>((await office.Click(office.Malee, late)).Card);

        await office.Say("nok", "พักรับคำถาม");
        Assert.Null(await Mentor());
        await office.Drain();
        // Who is offered it sees subject and age, not the text.
        Assert.Contains("รอพี่เลี้ยงช่วย", await Text(office.Mana, sure: false) + await Text(office.Malee), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await Text(office.Mana, sure: false), StringComparison.Ordinal);
        await office.Malee.Clicks("askdo", ("act", "take"), null, Office.Ct);
        Assert.Equal("malee", await Mentor());
        Assert.Equal(["malee"], (await office.Get<MentorStore>().All(Office.Ct)).Where(m => m.Held.Count > 0).Select(m => m.Person));

        async Task<string?> Mentor() => (await office.Get<AskStore>().Find(ask, Office.Ct))!.Value.Mentor;
    }

    [Fact]
    public async Task Nobody_else_reads_a_question_on_any_path_and_an_emergency_needs_two()
    {
        await using var office = await Staffed();
        var ask = await Begin(office, "malee");
        await office.Drain();
        var button = await Office.Button(office.Malee, "asksay");
        foreach (var other in people.Where(p => p.Id is not ("somchai" or "malee")))
        {
            var visitor = office.Visitor(other.Id);
            await office.Click(visitor, button.With(("text", "แอบเขียน"), ("to", other.Id)));
            await office.Click(visitor, button.With(("text", "แอบเขียน")));
            // Even a genuine button of ours for this person opens nothing.
            foreach (var (verb, which) in new[] { ("asksay", ((string, string)?)null), ("askdo", ("act", "close")), ("askdo", ("act", "pass")) })
            {
                var stolen = await office.Seal(new(AskChat.Sample with { Session = ask }, ask), visitor, verb, which);
                var answer = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Card.Bind((await office.Click(visitor, stolen.With(("text", "แอบเขียน")))).Card).ToJsonString(Plain)));
                Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
            }
            foreach (var word in new[] { "คำถามของฉัน", "คำถามค้าง", "สรุปพี่เลี้ยง", $"อ่านคำถามที่เปิด {ask}", $"เห็นชอบเปิดคำถาม {ask}" })
                Assert.DoesNotContain(Secret, Card.Bind((await office.Say(other.Id, word)).Card).ToJsonString(Plain), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, await Text(visitor, sure: false), StringComparison.Ordinal);
        }
        Assert.Single(await office.Get<AskStore>().Lines(ask, Office.Ct));
        Assert.Equal(AskState.With, (await office.Get<AskStore>().Find(ask, Office.Ct))!.Value.State);

        await office.JumpTo(Given.At(2026, 11, 3, 9, 5));
        var overdue = Assert.IsType<Notice>((await office.Say("kanda", "คำถามค้าง")).Card);
        Assert.Contains("จัดซื้อจัดจ้าง · รอมา 1 วัน", overdue.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("สมชาย", overdue.Text, StringComparison.Ordinal);
        await office.Say("kanda", $"ขอเปิดคำถาม {ask} มีเรื่องร้องเรียน");
        await office.Say("kanda", $"เห็นชอบเปิดคำถาม {ask}");
        Assert.IsType<Refusal>((await office.Say("kanda", $"อ่านคำถามที่เปิด {ask}")).Card);
        await office.Drain();
        Assert.Contains("มีเรื่องร้องเรียน", await Text(office.Visitor("second")), StringComparison.Ordinal);
        await office.Say("second", $"เห็นชอบเปิดคำถาม {ask}");
        Assert.Equal(Secret, Assert.IsType<Notice>((await office.Say("kanda", $"อ่านคำถามที่เปิด {ask}")).Card).Text);
        Assert.IsType<Refusal>((await office.Say("second", $"อ่านคำถามที่เปิด {ask}")).Card);
        Assert.Equal(("kanda", "second"), Assert.Single(await office.Get<AskStore>().Readings(ask, Office.Ct)) is var read ? (read.By, read.Second) : default);
        await office.Drain();
        foreach (var one in new[] { office.Somchai, office.Malee }) Assert.Contains("ถูกเปิดอ่านในเหตุฉุกเฉิน", await Text(one), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_made_elsewhere_is_read_and_the_same_file_twice_changes_nothing()
    {
        await using var office = await Office.Open(people: people);
        const string File = """
            ประทับเวลา,ชื่อ-สกุล,ที่อยู่อีเมล,ยินดีเป็นพี่เลี้ยงหรือไม่,เรื่องที่ถนัด,เรื่องอื่น ๆ,รูปแบบการให้คำปรึกษา
            "25/11/2026, 9:30:00",นางสาวมาลี สวนงาม,,ยินดี,"OTOP, จัดซื้อจัดจ้าง, ผ้าทอ",,โทรคุย
            "25/11/2026, 9:31:00",มานะ อดทน,,ไม่สะดวก,,,
            "25/11/2026, 9:32:00",นายใคร ไม่รู้,,ยินดี,OTOP,,
            "25/11/2026, 9:33:00",นายหัวหน้า ใหญ่โต,,ยินดี,OTOP,,
            "25/11/2026, 9:34:00",นายสมชาย ใจดี,,อาจจะ,OTOP,,
            """;
        var first = await Run();
        Assert.Equal((2, 0, 0), (first.Added, first.Changed, first.Unchanged));
        Assert.Equal([4, 5, 6], first.Refused.Select(problem => problem.Line));
        var malee = (await office.Get<MentorStore>().FindAnswer("malee", Office.Ct))!;
        Assert.Equal((true, "otop,buying", "ผ้าทอ", "โทรคุย"), (malee.Willing, string.Join(',', malee.Subjects), malee.Free, malee.Style));
        var kept = office.Contents();
        Assert.Equal((0, 0, 2), await Run() is var again ? (again.Added, again.Changed, again.Unchanged) : default);
        Assert.Equal(kept, office.Contents());

        async Task<Imported> Run() => Assert.IsType<FileOutcome<Imported>.Taken>(await office.Get<MentorImport>().Run(new MemoryStream(Encoding.UTF8.GetBytes(File)), Office.Ct)).Value;
    }

    static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static async Task<Office> Staffed()
    {
        var office = await Office.Open(people: people);
        foreach (var mentor in new[] { "malee", "nok" }) await office.Get<AskDesk>().Appoint(mentor, new("buying", "1"), true, Office.Ct);
        return office;
    }

    /// <summary>Somchai asks, through the two steps of the form.</summary>
    static async Task<string> Begin(Office office, string mentor, bool hide = false)
    {
        await office.Somchai.Says("ถามพี่เลี้ยง", Office.Ct);
        await office.Somchai.Clicks("ask", null, new Dictionary<string, string> { ["text"] = Secret, ["subject"] = "buying", ["hide"] = hide ? "true" : "false" }, Office.Ct);
        var button = (await Office.Button(office.Somchai, "ask", ("mentor", mentor))).With(("text", Secret), ("subject", "buying"), ("hide", hide ? "true" : "false"));
        await office.Click(office.Somchai, button);
        var before = office.Contents();
        await office.Click(office.Somchai, button);
        Assert.Equal(before, office.Contents());
        return Assert.Single(await office.Get<AskStore>().Of("somchai", Office.Ct));
    }

    static async Task<string> Text(Visitor visitor, bool sure = true)
    {
        var chat = await visitor.Chat(Office.Ct);
        if (sure) Assert.NotEmpty(chat);
        return string.Join('\n', chat.Select(line => line.Card is { } card ? System.Text.Json.Nodes.JsonNode.Parse(card)!.ToJsonString(Plain) : line.Said));
    }
}
