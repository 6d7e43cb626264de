using System.Text.Json.Nodes;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Teams;

/// <summary>A conversation in Teams from the installation of the app to its removal.</summary>
public sealed class ChatTests : IAsyncLifetime
{
    TeamsOffice office = null!;

    public async Task InitializeAsync() => office = await TeamsOffice.Open();

    public async Task DisposeAsync()
    {
        Assert.Empty(office.Teams.Wrong);
        Assert.Equal(0, office.Teams.Violations);
        await office.DisposeAsync();
    }

    FakeTeams Teams => office.Teams;

    [Fact]
    public async Task The_app_is_installed_an_invitation_comes_is_answered_and_changed_in_place()
    {
        await office.InstallAll("somchai");
        Assert.Equal((FakeTeams.Aad("somchai"), null), ((await office.Contact("somchai"))!.Who, (await office.Contact("somchai"))!.Lost));
        await Invite();

        var invitation = Assert.Single(Teams.To("somchai"));
        Assert.Contains("ตลาดนัด", (string)invitation.Activity["summary"]!, StringComparison.Ordinal);
        Assert.True((bool)invitation.Activity["channelData"]!["notification"]!["alert"]!);
        Assert.Equal(["29:somchai"], invitation.Card["refresh"]!["userIds"]!.AsArray().Select(id => (string)id!));

        var (status, body) = await office.Post(office.Press("somchai", office.Button("somchai", "rsvp", ("choice", "yes"))));
        Assert.Equal((200, 200, "application/vnd.microsoft.card.adaptive"), (status, (int)body!["statusCode"]!, (string)body["type"]!));
        Assert.Equal(Answer.Yes, await office.Office.AnswerOf(office.Office.Somchai));

        var no = Tests.Button.Of(body["value"]!, "rsvp", ("choice", "no")) with { Source = invitation.Id };
        (_, body) = await office.Post(office.Press("somchai", no));
        Assert.Contains("ไม่สะดวก", TeamsOffice.Text(body!["value"]!), StringComparison.Ordinal);
        Assert.Equal(Answer.No, await office.Office.AnswerOf(office.Office.Somchai));
        Assert.Single(Teams.Messages, m => m.Conversation == FakeTeams.Chat("somchai"));
    }

    [Fact]
    public async Task The_card_asks_for_the_present_state_when_it_is_opened_again()
    {
        await office.InstallAll("somchai");
        await Invite();
        await office.Post(office.Press("somchai", office.Button("somchai", "rsvp", ("choice", "maybe"))));
        var refresh = Teams.To("somchai")[0].Card["refresh"]!["action"]!;
        var invoke = office.Press("somchai", new("show", (JsonObject)refresh["data"]!.DeepClone()));
        invoke["value"]!["trigger"] = "automatic";
        var (_, body) = await office.Post(invoke);
        Assert.Contains("อาจจะเข้าร่วม", TeamsOffice.Text(body!["value"]!), StringComparison.Ordinal);
        Assert.Contains("\"n\":1", TeamsOffice.Text(body["value"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_client_submits_and_sees_the_card_replaced_where_it_stands()
    {
        await office.InstallAll("somchai");
        await Invite();
        var invitation = Teams.To("somchai")[0];
        var fallback = invitation.Card["body"]!.AsArray().Where(e => (string?)e!["type"] == "ActionSet").SelectMany(set => set!["actions"]!.AsArray()).First()!["fallback"]!;
        Assert.Equal(("Action.Submit", "rsvp"), ((string)fallback["type"]!, (string)fallback["data"]!["verb"]!));
        var data = (JsonObject)fallback["data"]!.DeepClone();
        data.Remove("verb");
        Assert.Equal(200, (await office.Post(office.Submit("somchai", new("rsvp", data, invitation.Id)))).Status);
        Assert.Equal(Answer.Yes, await office.Office.AnswerOf(office.Office.Somchai));
        var update = Assert.Single(Teams.Updates);
        Assert.Equal(invitation.Id, update.Id);
        Assert.Contains("เข้าร่วม", TeamsOffice.Text(update.Card), StringComparison.Ordinal);
        Assert.Single(Teams.To("somchai"));
    }

    [Fact]
    public async Task A_card_that_is_gone_is_answered_with_a_new_message()
    {
        await office.InstallAll("somchai");
        await Invite();
        Assert.Equal(200, (await office.Post(office.Submit("somchai", office.Button("somchai", "rsvp", ("choice", "yes")) with { Source = "1:gone" }))).Status);
        Assert.Equal(2, Teams.To("somchai").Count);
    }

    [Theory]
    [InlineData("ตาราง", "กิจกรรมที่กำลังจะมา")]
    [InlineData("<at>ชวนคุย</at> ตาราง", "กิจกรรมที่กำลังจะมา")]
    [InlineData("<at id=\"0\">ชวน\nคุย</at>&nbsp;ช่วยเหลือ", "พิมพ์คำใดคำหนึ่ง")]
    [InlineData("ฮัลโหล", "ยังไม่เข้าใจ")]
    public async Task A_typed_text_is_acknowledged_and_then_answered_once(string text, string answer)
    {
        Teams.Opens(FakeTeams.Chat("somchai"));
        var message = office.Message("somchai", text);
        for (var i = 0; i < 3; i++) Assert.Equal((200, null), await office.Post(message));
        Assert.Empty(Teams.Messages);
        await office.Drain();
        Assert.Contains(answer, TeamsOffice.Text(Assert.Single(Teams.To("somchai")).Card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_roster_knows_by_address_is_found_through_Teams_and_asked_for_once()
    {
        Teams.Opens(FakeTeams.Chat("malee"));
        await office.Post(office.Message("malee", "ตาราง"));
        await office.Drain();
        Assert.Equal("malee", (await office.Office.Get<ContactStore>().Load(Office.Ct)).Whose(TeamsChannel.ChannelName, FakeTeams.Aad("malee")));
        await office.Post(office.Message("malee", "ของฉัน"));
        await office.Drain();
        Assert.Equal((2, 1), (Teams.To("malee").Count, Teams.Asked.Count(what => what == "member")));
    }

    [Fact]
    public async Task Whom_the_roster_does_not_know_is_told_so_and_becomes_no_contact()
    {
        Teams.Opens(FakeTeams.Chat("prasert"));
        await office.Post(office.Message("prasert", "ตาราง"));
        await office.Post(office.Message("prasert", "ตาราง"));
        await office.Drain();
        Assert.All(Teams.To("prasert"), m => Assert.Contains("ยังไม่พบชื่อ", TeamsOffice.Text(m.Card), StringComparison.Ordinal));
        Assert.Equal((2, 1), (Teams.To("prasert").Count, Teams.Asked.Count(what => what == "member")));
        Assert.Null(await office.Contact("prasert"));
    }

    [Fact]
    public async Task A_guest_with_the_address_of_a_colleague_is_not_that_colleague()
    {
        Teams.Script("member", new Fault(200, Body: "{\"id\":\"29:x\",\"email\":\"malee@example.go.th\",\"userRole\":\"guest\"}"), new Fault(200, Body: "{\"id\":\"29:y\",\"email\":\"malee@example.go.th\",\"tenantId\":\"eeeeeeee-0000-0000-0000-000000000001\"}"));
        foreach (var stranger in new[] { "x", "y" })
        {
            Teams.Opens(FakeTeams.Chat(stranger));
            await office.Post(office.Message(stranger, "ตาราง"));
            await office.Drain();
            Assert.Contains("ยังไม่พบชื่อ", TeamsOffice.Text(Assert.Single(Teams.To(stranger)).Card), StringComparison.Ordinal);
        }
        Assert.Null(await office.Contact("malee"));
    }

    [Fact]
    public async Task Teams_that_does_not_tell_who_it_is_is_asked_again_later()
    {
        Teams.Opens(FakeTeams.Chat("malee"));
        Teams.Script("member", new Fault(502), new Fault(429, "20"));
        await office.Post(office.Message("malee", "ตาราง"));
        await office.Drain();
        Assert.Empty(Teams.Messages);
        for (var i = 0; i < 8; i++)
        {
            office.Office.Clock.Advance(TimeSpan.FromSeconds(10));
            await office.Drain();
        }
        Assert.Single(Teams.To("malee"));
    }

    [Fact]
    public async Task Who_removes_the_app_is_no_contact_until_it_is_there_again()
    {
        await office.InstallAll("somchai");
        await office.Post(office.Installed("somchai", "remove"));
        Assert.Contains("ถอน", (await office.Contact("somchai"))!.Lost, StringComparison.Ordinal);
        await Invite();
        Assert.Empty(Teams.To("somchai"));
        var row = (await office.Office.Rows(MessageKind.Invite)).Single(r => r.Person == "somchai");
        Assert.Equal(DeliveryState.Unreachable, row.State);

        // A click on an old card does not bring it back; the app does.
        await office.Post(office.Press("somchai", new("say", new JsonObject { ["text"] = "ตาราง" })));
        Assert.NotNull((await office.Contact("somchai"))!.Lost);
        await office.InstallAll("somchai");
        Assert.Null((await office.Contact("somchai"))!.Lost);
    }

    [Fact]
    public async Task A_team_that_gets_the_app_makes_its_members_reachable()
    {
        var team = office.Installed("kanda");
        team["conversation"] = new JsonObject { ["id"] = "19:team@thread.tacv2", ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = FakeTeams.Tenant };
        Assert.Equal(200, (await office.Post(team)).Status);
        await office.Drain();
        Assert.Equal(3, Teams.Asked.Count(what => what == "members"));
        foreach (var person in new[] { "malee", "mana", "somchai", "kanda", "wichai" }) Assert.NotNull(await office.Contact(person));
        Assert.Null(await office.Contact("prasert"));
        await Invite();
        Assert.Single(Teams.To("malee"));
        Assert.Equal(FakeTeams.Chat("malee"), System.Text.Json.JsonDocument.Parse((await office.Contact("malee"))!.Address).RootElement.GetProperty("conversation").GetString());
    }

    [Fact]
    public async Task What_is_for_one_person_is_not_said_where_others_read_along()
    {
        const string Team = "19:team@thread.tacv2;messageid=1";
        Teams.Opens(Team);
        foreach (var word in new[] { "เว็บ", "ตาราง" })
        {
            var message = office.Message("somchai", $"<at>ชวนคุย</at> {word}");
            message["conversation"] = new JsonObject { ["id"] = Team, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = FakeTeams.Tenant };
            await office.Post(message);
            await office.Drain();
        }
        Assert.Contains("แชตส่วนตัว", TeamsOffice.Text(Teams.Messages[0].Card), StringComparison.Ordinal);
        Assert.Contains("กิจกรรมที่กำลังจะมา", TeamsOffice.Text(Teams.Messages[1].Card), StringComparison.Ordinal);
        Assert.All(Teams.Messages, m => Assert.Equal(Team, m.Conversation));
    }

    [Fact]
    public async Task The_newest_service_address_is_used()
    {
        await office.InstallAll("somchai");
        var message = office.Message("somchai", "ตาราง");
        var url = $"{Teams.Address}apac/elsewhere/";
        message["serviceUrl"] = url;
        await office.Post(message, $"Bearer {Teams.Token(claims: ("serviceurl", url))}");
        await office.Drain();
        Assert.Contains("elsewhere", (await office.Contact("somchai"))!.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_thousand_members_of_a_team_are_nothing_to_do()
    {
        var before = office.Office.Contents();
        var update = office.Activity("conversationUpdate", "somchai");
        update["membersAdded"] = new JsonArray([.. Enumerable.Range(0, 5000).Select(i => new JsonObject { ["id"] = $"29:{i}" })]);
        Assert.Equal(200, (await office.Post(update)).Status);
        Assert.Equal(before, office.Office.Contents());
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("{\"action\":5}", 400)]
    [InlineData("{\"action\":{\"type\":\"Action.Submit\",\"verb\":\"rsvp\"}}", 400)]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\"}}", 400)]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"rsvp\"}}", 200)]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"rsvp\",\"data\":[1]}}", 200)]
    public async Task A_press_of_another_shape_harms_nothing(string value, int expected)
    {
        var invoke = office.Activity("invoke", "somchai");
        invoke["name"] = "adaptiveCard/action";
        invoke["value"] = JsonNode.Parse(value);
        var (status, body) = await office.Post(invoke);
        Assert.Equal(expected, status);
        if (status == 400) Assert.Equal("application/vnd.microsoft.error", (string)body!["type"]!);
        else Assert.Contains("ใช้ไม่ได้แล้ว", TeamsOffice.Text(body!["value"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_press_one_to_four_times_with_other_ids_at_once_and_later_has_one_effect()
    {
        await office.InstallAll("somchai", "malee");
        await Invite();
        var random = new Bench.Simulation.SeededDice(7);
        foreach (var person in new[] { "somchai", "malee" })
        {
            var button = office.Button(person, "rsvp", ("choice", "yes"));
            var old = new List<Button>();
            for (var round = 0; round < 60; round++)
            {
                var choice = new[] { "yes", "maybe", "no" }[(int)(random.Unit() * 3)];
                var press = button.With(("choice", choice));
                var times = 1 + (int)(random.Unit() * 4);
                var answers = await Task.WhenAll(Enumerable.Range(0, times).Select(i => office.Post(office.Press(person, press, i % 2 == 0 ? $"same{round}" : null))));
                Assert.All(answers, answer => Assert.Equal(200, answer.Status));
                // Late repetitions of earlier presses change nothing.
                foreach (var late in old.TakeLast(2)) await office.Post(office.Press(person, late));
                var held = await office.Office.AnswerOf(office.Office.Visitor(person));
                Assert.Equal(choice switch { "yes" => Answer.Yes, "maybe" => Answer.Maybe, _ => Answer.No }, held);
                old.Add(press);
                var (_, shown) = await office.Post(office.Press(person, press));
                button = Tests.Button.Of(shown!["value"]!, "rsvp", ("choice", "yes")) with { Source = button.Source };
            }
        }
    }

    async Task Invite()
    {
        await office.Office.Plan();
        office.Office.Clock.SetUtcNow(Office.Starts.AddDays(-13).ToUniversalTime());
        await office.Tick();
    }
}
