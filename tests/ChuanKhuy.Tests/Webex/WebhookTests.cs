using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Webex;

/// <summary>What comes in at /api/webex: only what Webex signed, only a hint, and only once.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    WebexOffice office = null!;

    public async Task InitializeAsync() => office = await WebexOffice.Open();

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public void The_signature_is_the_published_one()
    {
        var body = Encoding.UTF8.GetBytes("{\"สวัสดี\":1}");
        Assert.True(WebexSignature.Proves("49afdcb40420aac3c41647b7abd271cbc13219d1", body, "s3cret"));
        Assert.True(WebexSignature.Proves("49AFDCB40420AAC3C41647B7ABD271CBC13219D1", body, "s3cret"));
        Assert.False(WebexSignature.Proves("49afdcb40420aac3c41647b7abd271cbc13219d1", body, "s3cres"));
    }

    [Fact]
    public async Task What_is_said_is_answered_in_the_thread_and_the_room_is_remembered()
    {
        await office.Invite();
        var said = office.Webex.Says(WebexOffice.Address("somchai"), "ตาราง");
        await office.Settle();
        var answer = office.To("somchai")[^1];
        Assert.Equal(said.Id, answer.Parent);
        Assert.Contains("ตลาดนัดคนไทยยิ้มได้", answer.Markdown, StringComparison.Ordinal);
        Assert.All(office.Webex.Delivered, status => Assert.Equal(200, status));
        var contact = (await office.Office.Get<ContactStore>().Load(Office.Ct)).Find("webex", "somchai")!;
        Assert.Equal((office.Webex.Of(WebexOffice.Address("somchai")).Id, said.Room.Id), (contact.Who, contact.Address));
        Assert.Empty(office.Webex.Refused);
    }

    [Fact]
    public async Task A_click_is_kept_and_answered_below_the_card()
    {
        await office.Invite();
        var card = office.To("somchai").Single();
        await office.Presses("somchai", "rsvp", [("choice", "yes")], new Dictionary<string, string> { ["question"] = "เริ่มกี่โมง" });
        var held = await office.AnswerOf("somchai");
        Assert.Equal((Answer.Yes, "เริ่มกี่โมง", office.Office.Now), (held!.Answer, held.Question, held.Made));
        var answer = office.To("somchai")[^1];
        Assert.Equal(card.Id, answer.Parent);
        Assert.Contains("บันทึกแล้ว", answer.Markdown, StringComparison.Ordinal);
        Assert.Null(answer.Buttons.First()["data"]!["n"]);
    }

    public static TheoryData<string, string> WrongSignatures => new()
    {
        { "none", "" }, { "short", "49afdcb4" }, { "long", new string('a', 41) }, { "twice as long", new string('a', 80) }, { "no hex", new string('z', 40) },
        { "a blank inside", $"{new string('a', 20)} {new string('a', 19)}" }, { "blanks", new string(' ', 40) }, { "all zero", new string('0', 40) },
        { "a prefix", $"sha1={new string('a', 35)}" }, { "two of them", $"{new string('a', 40)},{new string('a', 40)}" },
    };

    [Theory, MemberData(nameof(WrongSignatures))]
    public async Task What_is_not_signed_is_refused(string _, string signature)
    {
        Assert.Equal(401, await office.Post(Genuine(), signature));
        Assert.Equal(0, await office.Waiting());
    }

    [Fact]
    public async Task Another_secret_another_body_and_a_signature_of_the_same_text_written_otherwise_are_refused()
    {
        var body = Genuine();
        Assert.Equal(401, await office.Post(body, WebexOffice.Sign(body, "another secret")));
        Assert.Equal(401, await office.Post(body, WebexOffice.Sign(body, "")));
        var json = JsonNode.Parse(body)!.AsObject();
        var spaced = Encoding.UTF8.GetBytes(json.ToJsonString(new() { WriteIndented = true }));
        var turned = Encoding.UTF8.GetBytes(new JsonObject(json.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))).ToJsonString());
        foreach (var other in new[] { spaced, turned, [.. body, (byte)'\n'] }) Assert.Equal(401, await office.Post(other, WebexOffice.Sign(body)));
        Assert.Equal(0, await office.Waiting());
        Assert.Equal(200, await office.Post(body, WebexOffice.Sign(body).ToUpperInvariant()));
        Assert.Equal(1, await office.Waiting());
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("null", 200)]
    [InlineData("[1]", 200)]
    [InlineData("\"x\"", 200)]
    [InlineData("{}", 200)]
    [InlineData("{\"resource\":\"meetings\",\"event\":\"started\",\"data\":{\"id\":\"m\"}}", 200)]
    [InlineData("{\"resource\":\"messages\",\"event\":\"updated\",\"data\":{\"id\":\"m\"}}", 200)]
    [InlineData("{\"resource\":\"messages\",\"event\":\"created\"}", 200)]
    [InlineData("{\"resource\":\"messages\",\"event\":\"created\",\"data\":{\"id\":1}}", 200)]
    [InlineData("{\"resource\":\"messages\",\"event\":\"created\",\"data\":{\"id\":\"\\ud800\"}}", 200)]
    [InlineData("{\"resource\":{},\"event\":[],\"data\":\"x\"}", 200)]
    public async Task What_is_signed_but_says_nothing_of_use_is_acknowledged_and_forgotten(string body, int status)
    {
        Assert.Equal(status, await office.Post(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(0, await office.Waiting());
    }

    [Fact]
    public async Task Huge_and_deep_bodies_are_refused()
    {
        Assert.Equal(413, await office.Post(new byte[65 * 1024]));
        Assert.Equal(400, await office.Post(Encoding.UTF8.GetBytes(new string('[', 10_000))));
        using var http = new HttpClient();
        using var answer = await http.GetAsync(office.Door);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_without_a_secret_does_not_start()
    {
        foreach (var secret in new[] { null, "", "  " })
        {
            var trouble = await Assert.ThrowsAsync<TroubleException>(() => Office.Open(configure: builder =>
                (builder.Configuration["Webex:BotToken"], builder.Configuration["Webex:WebhookSecret"]) = ("token", secret)));
            Assert.Contains("Webex:WebhookSecret", trouble.Thai, StringComparison.Ordinal);
            Assert.Contains("Webex:WebhookSecret", trouble.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_token_there_is_no_door()
    {
        await using var bare = await Office.Open();
        await bare.Installation.App.StartAsync();
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(new Uri(bare.Installation.App.Urls.Single()), "api/webex"), new StringContent("{}"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Our_own_messages_other_bots_and_other_organisations_are_not_answered()
    {
        await office.Invite();
        var sent = office.Webex.Messages.Count;
        office.Webex.Join("stranger@elsewhere.example", "Stranger", "another-org");
        office.Webex.Join("robot@webex.bot", "Robot", type: "bot");
        office.Webex.Says("stranger@elsewhere.example", "ตาราง");
        office.Webex.Says("robot@webex.bot", "ตาราง");
        await office.Settle();
        // A delivery about our own message that came before we knew who we are.
        var own = office.To("somchai").Single();
        await office.Channel.Open("""{"resource":"messages","event":"created","id":"ID"}""".Replace("ID", own.Id, StringComparison.Ordinal), Office.Ct);
        Assert.Equal(sent + 2, office.Webex.Messages.Count);
        Assert.Equal(0, await office.Waiting());
    }

    [Fact]
    public async Task A_person_of_the_roster_is_answered_whatever_their_organisation_and_a_stranger_of_ours_is_told_whom_to_ask()
    {
        await using var other = await WebexOffice.Open(people: [.. WebexOffice.People, new("guest", "นางแขก มาไกล", "8401", "1", "พัฒนากร", Roles.Staff, "guest@office.example", WebexEmail: "Guest@Elsewhere.example")]);
        other.Webex.People.RemoveAll(p => p.Email == "Guest@Elsewhere.example");
        other.Webex.Join("guest@elsewhere.example", "Guest", "another-org");
        other.Webex.Join("new@example.go.th", "คนใหม่");
        other.Webex.Says("guest@elsewhere.example", "ช่วยเหลือ");
        other.Webex.Says("new@example.go.th", "ช่วยเหลือ");
        await other.Settle();
        Assert.Contains("สวัสดี", other.Webex.To("guest@elsewhere.example")[^1].Markdown, StringComparison.Ordinal);
        Assert.Contains("ยังไม่พบชื่อ", other.Webex.To("new@example.go.th")[^1].Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_pressed_is_what_the_API_says_not_what_the_envelope_says()
    {
        await office.Invite();
        var malee = office.Webex.Of(WebexOffice.Address("malee"));
        var pressed = office.Webex.Presses(WebexOffice.Address("somchai"), "rsvp", [("choice", "yes")]);
        await office.Post(office.Envelope("attachmentActions", new() { ["id"] = pressed, ["personId"] = malee.Id, ["roomId"] = "elsewhere" }));
        await office.Settle();
        Assert.Equal(Answer.Yes, (await office.AnswerOf("somchai"))!.Answer);
        Assert.Null(await office.AnswerOf("malee"));
    }

    [Fact]
    public async Task In_a_group_room_the_mention_is_not_part_of_what_was_said_and_the_answer_stays_in_the_thread()
    {
        await office.Invite();
        var room = office.Webex.Group(WebexOffice.Address("somchai"), WebexOffice.Address("malee"));
        var first = office.Webex.Says(WebexOffice.Address("malee"), "สวัสดี", room);
        var said = office.Webex.Says(WebexOffice.Address("somchai"), "ของฉัน", room, first);
        await office.Settle();
        var answer = office.Webex.Messages.Last(m => m.Room == room && m.By == office.Webex.Me);
        Assert.Equal(first.Id, answer.Parent);
        Assert.DoesNotContain("ยังไม่เข้าใจ", answer.Markdown, StringComparison.Ordinal);
        Assert.Null((await office.Office.Get<ContactStore>().Load(Office.Ct)).Find("webex", "somchai"));
        Assert.Equal("ชวนคุย ของฉัน", said.Text);
    }

    [Fact]
    public async Task In_a_group_room_nobody_is_given_what_is_only_for_them()
    {
        await office.Invite();
        var room = office.Webex.Group(WebexOffice.Address("somchai"), WebexOffice.Address("malee"));
        office.Webex.Says(WebexOffice.Address("somchai"), "เว็บ", room);
        await office.Settle();
        Assert.Contains("แชตส่วนตัว", office.Webex.Messages.Last(m => m.Room == room).Markdown, StringComparison.Ordinal);

        // What everybody may see is shown there; what somebody presses on it is kept, and told to nobody else.
        office.Webex.Says(WebexOffice.Address("somchai"), "ตาราง", room);
        await office.Settle();
        var list = office.Webex.Messages.Last(m => m.Room == room);
        Assert.Contains("ตลาดนัด", list.Markdown, StringComparison.Ordinal);
        await Press("show", []);
        Assert.Contains("แชตส่วนตัว", office.Webex.Messages.Last(m => m.Room == room).Markdown, StringComparison.Ordinal);
        await Press("rsvp", [("choice", "yes")], office.To("somchai").Last(m => m.Buttons.Any()));
        Assert.Equal(Answer.Yes, (await office.AnswerOf("somchai"))!.Answer);

        var said = string.Join('\n', office.Webex.Messages.Where(m => m.Room == room && m.By == office.Webex.Me).Select(m => m.Markdown + m.Card?.ToJsonString()));
        Assert.DoesNotContain("/signin/", said, StringComparison.Ordinal);
        Assert.DoesNotContain("คุณตอบไว้ว่า", said, StringComparison.Ordinal);

        async Task Press(string verb, IReadOnlyList<(string Name, string Value)> which, FakeMessage? card = null)
        {
            office.Webex.Presses(WebexOffice.Address("somchai"), verb, which, room: room, card: card ?? list);
            await office.Settle();
        }
    }

    [Fact]
    public async Task The_same_action_ten_thousand_times_over_two_webhooks_has_one_effect()
    {
        await office.Invite();
        office.Webex.Hooks.Add(office.Webex.Hooks.First(h => h.Resource == "attachmentActions") with { Id = "second" });
        var hook = office.Webex.Hooks.First(h => h.Resource == "attachmentActions");
        var pressed = office.Webex.Presses(WebexOffice.Address("somchai"), "rsvp", [("choice", "yes")]);
        var data = (JsonObject)office.Webex.Pressed[pressed].DeepClone();
        data.Remove("inputs");
        var body = Encoding.UTF8.GetBytes(office.Webex.Envelope(hook, "attachmentActions", "created", data, (string)data["personId"]!).ToJsonString());
        await office.Settle();
        var messages = office.Webex.Messages.Count;
        for (var round = 0; round < 100; round++)
        {
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => office.Post(body))), status => Assert.Equal(200, status));
            if (round % 20 == 0) await office.Settle();
        }
        await office.Settle();
        Assert.Equal((Answer.Yes, 1), ((await office.AnswerOf("somchai"))!.Answer, (await office.AnswerOf("somchai"))!.N));
        Assert.Equal(messages, office.Webex.Messages.Count);
        Assert.Single(office.Webex.Asked, asked => asked == "GET /attachment/actions/{id}");
    }

    [Fact]
    public async Task An_older_click_that_comes_later_does_not_undo_a_newer_one()
    {
        await office.Invite();
        var somchai = WebexOffice.Address("somchai");
        var yes = office.Webex.Presses(somchai, "rsvp", [("choice", "yes")]);
        office.Office.Clock.Advance(TimeSpan.FromSeconds(1));
        office.Webex.Presses(somchai, "rsvp", [("choice", "no")]);
        office.Webex.Hides(yes, 1);
        await office.Settle();
        Assert.Equal(Answer.No, (await office.AnswerOf("somchai"))!.Answer);
        office.Office.Clock.Advance(TimeSpan.FromMinutes(1));
        await office.Settle();
        Assert.Equal(Answer.No, (await office.AnswerOf("somchai"))!.Answer);
        Assert.Contains("เก่าแล้ว", office.To("somchai")[^1].Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_API_does_not_know_yet_is_asked_for_again_for_ten_minutes()
    {
        await office.Invite();
        var said = office.Webex.Says(WebexOffice.Address("somchai"), "ตาราง");
        office.Webex.Hides(said.Id, 3);
        for (var i = 0; i < 4; i++)
        {
            await office.Settle();
            office.Office.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(said.Id, office.To("somchai")[^1].Parent);

        var gone = office.Webex.Says(WebexOffice.Address("somchai"), "ตาราง");
        office.Webex.Messages.Remove(gone);
        for (var i = 0; i < 13; i++)
        {
            await office.Settle();
            office.Office.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(0, await office.Waiting());
        Assert.Equal(said.Id, office.To("somchai")[^1].Parent);
    }

    [Theory]
    [InlineData(401, null, 60)]
    [InlineData(429, "3600", 3600)]
    [InlineData(429, null, 15)]
    [InlineData(423, "30", 30)]
    [InlineData(500, null, 60)]
    [InlineData(503, null, 60)]
    [InlineData(0, null, 60)]
    public async Task What_the_API_puts_off_is_not_lost(int status, string? after, int seconds)
    {
        await office.Invite();
        office.Webex.Fails("GET", "/attachment/actions/{id}", new Fault(status, false, after is null ? [] : [("Retry-After", after)]));
        await office.Presses("somchai", "rsvp", [("choice", "yes")]);
        Assert.Null(await office.AnswerOf("somchai"));
        if (status == 429)
        {
            // Nothing else is asked with this token meanwhile.
            var asked = office.Webex.Asked.Count;
            await office.Presses("malee", "rsvp", [("choice", "yes")]);
            office.Office.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
            await office.Settle();
            Assert.Equal(asked, office.Webex.Asked.Count);
        }
        office.Office.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await office.Settle();
        Assert.Equal(Answer.Yes, (await office.AnswerOf("somchai"))!.Answer);
    }

    [Fact]
    public async Task An_hour_in_which_Webex_is_down_loses_no_click()
    {
        await office.Invite();
        office.Webex.Fails("GET", "/attachment/actions/{id}", [.. Enumerable.Repeat(new Fault(502), 60)]);
        await office.Presses("somchai", "rsvp", [("choice", "yes")]);
        for (var i = 0; i < 75; i++)
        {
            office.Office.Clock.Advance(TimeSpan.FromMinutes(1));
            await office.Settle();
        }
        Assert.Equal(Answer.Yes, (await office.AnswerOf("somchai"))!.Answer);
    }

    [Fact]
    public async Task What_the_API_forbids_is_dropped()
    {
        await office.Invite();
        office.Webex.Fails("GET", "/attachment/actions/{id}", new Fault(403));
        await office.Presses("somchai", "rsvp", [("choice", "yes")]);
        Assert.Equal(0, await office.Waiting());
        Assert.Null(await office.AnswerOf("somchai"));
    }

    [Fact]
    public async Task Inputs_that_somebody_made_up_give_nothing()
    {
        await office.Invite();
        var (somchai, card) = (office.Webex.Of(WebexOffice.Address("somchai")), office.To("somchai").Single());
        var genuine = (JsonObject)card.Buttons.First()["data"]!;
        foreach (var change in new (string, JsonNode?)[] { ("choice", "sudo"), ("session", "t2"), ("seal", new string('0', 64)), ("to", "kanda"), ("verb", "cancel"), ("verb", 7), ("verb", null), ("n", 99) })
        {
            var inputs = (JsonObject)genuine.DeepClone();
            inputs[change.Item1] = change.Item2?.DeepClone();
            office.Webex.Press(somchai, card.Room, card.Id, inputs);
        }
        office.Webex.Press(somchai, card.Room, card.Id, new() { ["verb"] = "plan", ["title"] = new string('x', 5000) });
        await office.Settle();
        Assert.Null(await office.AnswerOf("somchai"));
        Assert.Equal(SessionState.Published, (await office.Office.Find()).State);
        Assert.Equal(0, await office.Waiting());
    }

    [Fact]
    public async Task Coming_into_somebodys_room_is_noted()
    {
        var somchai = office.Webex.Of(WebexOffice.Address("somchai"));
        var (room, group) = (office.Webex.Direct(somchai.Email), office.Webex.Group(somchai.Email, WebexOffice.Address("malee")));
        foreach (var there in new[] { room, group })
            Assert.Equal(200, await office.Post(office.Envelope("memberships", new() { ["id"] = $"m-{there.Type}", ["roomId"] = there.Id, ["personId"] = office.Webex.Me.Id })));
        await office.Settle();
        var contacts = await office.Office.Get<ContactStore>().Load(Office.Ct);
        Assert.Equal((somchai.Id, room.Id), (contacts.Find("webex", "somchai")!.Who, contacts.Find("webex", "somchai")!.Address));
        Assert.Null(contacts.Find("webex", "malee"));
    }

    [Fact]
    public async Task Leaving_the_room_is_noted_and_writing_again_mends_it()
    {
        await office.Says("somchai", "ช่วยเหลือ");
        var room = office.Webex.Direct(WebexOffice.Address("somchai"));
        office.Webex.Leave(room, office.Webex.Me);
        await office.Settle();
        Assert.NotNull((await office.Office.Get<ContactStore>().Find("webex", "somchai", Office.Ct))!.Lost);
        room.Members.Add(office.Webex.Me.Id);
        await office.Says("somchai", "ช่วยเหลือ");
        Assert.Null((await office.Office.Get<ContactStore>().Find("webex", "somchai", Office.Ct))!.Lost);
    }

    /// <summary>A body as Webex would send it for a message of Somchai.</summary>
    byte[] Genuine() => Encoding.UTF8.GetBytes(office.Envelope("messages", new() { ["id"] = "Y2lzY29m1", ["personId"] = office.Webex.Of(WebexOffice.Address("somchai")).Id, ["roomId"] = "r" }).ToJsonString());
}
