using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Tests.Teams;

/// <summary>What each answer of the connector means for a message of ours: not sent, dead, refused, shortened, or perhaps sent.</summary>
public sealed class OutboundTests : IAsyncLifetime
{
    TeamsOffice office = null!;
    TeamsChannel channel = null!;

    public async Task InitializeAsync()
    {
        office = await TeamsOffice.Open();
        await office.InstallAll("somchai");
        channel = office.Office.Get<TeamsChannel>();
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    FakeTeams Teams => office.Teams;

    static readonly Message Hello = new(new Notice("สวัสดี", "ยินดีที่ได้รู้จัก", Tone.Good));

    async Task<SendOutcome> Send(string person = "somchai", Message? message = null)
    {
        var sending = channel.Send(TeamsOffice.People.Single(p => p.Id == person), message ?? Hello, "k", Office.Ct).AsTask();
        await office.Drive(sending);
        return await sending;
    }

    public static TheoryData<string, int, string?, int, string, double?> Answers() => new()
    {
        { "200", 200, null, 1, "Posted", null }, { "201", 201, null, 1, "Posted", null }, { "202", 202, null, 1, "Posted", null },
        { "412", 412, null, 1, "NotSent", null }, { "429", 429, null, 1, "NotSent", null }, { "429 in 2 s", 429, "2", 1, "NotSent", 2 },
        { "429 in 0 s", 429, "0", 1, "NotSent", 1 }, { "429 in a day", 429, "86400", 1, "NotSent", 86400 }, { "429 with a date", 429, "Mon, 02 Nov 2026 02:00:30 GMT", 1, "NotSent", 30 },
        { "429 with a date gone by", 429, "Mon, 02 Nov 2026 01:00:00 GMT", 1, "NotSent", 1 }, { "429 with nonsense", 429, "soon", 1, "NotSent", null },
        { "503 with a time", 503, "7", 1, "NotSent", 7 }, { "500", 500, null, 1, "PerhapsSent", null }, { "502", 502, null, 1, "PerhapsSent", null },
        { "503 without a time", 503, null, 1, "PerhapsSent", null }, { "504", 504, null, 1, "PerhapsSent", null }, { "404", 404, null, 1, "Dead", null },
        { "403", 403, null, 1, "Dead", null }, { "400", 400, null, 1, "Rejected", null }, { "405", 405, null, 1, "Rejected", null }, { "redirect", 307, null, 1, "Rejected", null },
        { "401 once", 401, null, 1, "Posted", null }, { "401 twice", 401, null, 2, "NotSent", null },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Each_answer_has_its_meaning(string name, int status, string? retryAfter, int times, string outcome, double? seconds)
    {
        var body = status is >= 200 and < 300 ? "{\"id\":\"1:x\"}" : FakeTeams.Error("Whatever");
        Teams.Script("send", Enumerable.Repeat(new Fault(status, retryAfter, body), times));
        var was = await Send();
        Assert.True(was.GetType().Name == outcome, $"{name}: {was}");
        if (status is 401) Assert.Equal(2, Teams.TokensGiven);
        if (was is not SendOutcome.NotSent { RetryAfter: var told }) return;
        if (seconds is { } expected) Assert.InRange(told!.Value.TotalSeconds, Math.Max(1, expected - 5), expected); // the clock went on meanwhile
        else Assert.Null(told);
    }

    [Theory]
    [InlineData("{\"error\":{\"code\":\"ConversationBlockedByUser\"}}", "ปิดกั้น")]
    [InlineData("{\"errorCode\":209,\"message\":\"{ \\\"subCode\\\": \\\"MessageWritesBlocked\\\" }\"}", "ถอน")]
    [InlineData("{\"error\":{\"code\":\"BotDisabledByAdmin\"}}", "ผู้ดูแล")]
    [InlineData("{\"error\":{\"code\":\"BotNotInConversationRoster\"}}", "app setup policy")]
    [InlineData("not json", "app setup policy")]
    public async Task Who_cannot_be_reached_is_named_with_the_reason(string body, string reason)
    {
        Teams.Script("send", new Fault(403, Body: body));
        Assert.Contains(reason, Assert.IsType<SendOutcome.Dead>(await Send()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Resets.BeforeStatus)]
    [InlineData(Resets.MidBody)]
    public async Task A_connection_that_breaks_after_the_message_left_is_doubtful(object resets)
    {
        Teams.Script("send", new Fault(201, Body: "{\"id\":", Delivers: true, Resets: (Resets)resets));
        Assert.IsType<SendOutcome.PerhapsSent>(await Send());
        Assert.Single(Teams.Asked, "send");
    }

    [Fact]
    public async Task A_platform_that_never_answers_is_doubtful_after_a_while()
    {
        var never = new TaskCompletionSource();
        Teams.Before = what => what == "send" ? never.Task : Task.CompletedTask;
        Assert.IsType<SendOutcome.PerhapsSent>(await Send());
        never.SetResult();
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/")] // nobody listens
    [InlineData("https://127.0.0.1:1/")]
    [InlineData("https://smba.invalid/")]
    [InlineData("https://evil.example/")]
    public async Task What_never_left_is_not_sent_and_a_strange_host_gets_nothing(string url)
    {
        var message = await Contact(url);
        var outcome = await Send();
        if (url.Contains("127.0.0.1", StringComparison.Ordinal)) Assert.IsType<SendOutcome.NotSent>(outcome);
        else Assert.IsType<SendOutcome.Rejected>(outcome);
        Assert.Equal(0, message);
    }

    async Task<int> Contact(string url)
    {
        var contact = (await office.Contact("somchai"))!;
        await office.Office.Get<ContactStore>().Keep(TeamsChannel.ChannelName, contact with { Address = contact.Address.Replace(Teams.ServiceUrl, url, StringComparison.Ordinal) }, Office.Ct);
        return Teams.Messages.Count;
    }

    [Fact]
    public async Task A_wrong_certificate_means_that_nothing_left()
    {
        await Contact(Teams.ServiceUrl.Replace("http://", "https://", StringComparison.Ordinal)); // no TLS there at all
        Assert.IsType<SendOutcome.NotSent>(await Send());
    }

    [Fact]
    public async Task A_card_that_the_platform_finds_too_large_becomes_a_short_one_with_the_way_to_the_whole()
    {
        Teams.Script("send", new Fault(413, Body: FakeTeams.Error("MessageSizeTooBig")));
        Assert.IsType<SendOutcome.Posted>(await Send(message: Hello with { Session = "t1" }));
        Assert.Contains("/s/t1", TeamsOffice.Text(Assert.Single(Teams.To("somchai")).Card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_above_the_limit_never_leaves()
    {
        var sent = Teams.Asked.Count(what => what == "send");
        Assert.IsType<SendOutcome.Posted>(await Send(message: new(new Notice("สวัสดี", new string('ก', 9000), Tone.Good))));
        Assert.Equal(sent + 1, Teams.Asked.Count(what => what == "send"));
        Assert.Contains("/me", TeamsOffice.Text(Assert.Single(Teams.To("somchai")).Card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_stops_everything_for_five_minutes()
    {
        Teams.ForgetTokens();
        Teams.Script("token", new Fault(401, Body: "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215\"}"));
        office.Office.Clock.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 5; i++) Assert.InRange(Assert.IsType<SendOutcome.NotSent>(await Send()).RetryAfter!.Value.TotalMinutes, 4, 5);
        Assert.Equal(1, Teams.Asked.Count(what => what == "token"));
        Assert.Empty(Teams.To("somchai"));
        office.Office.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<SendOutcome.Posted>(await Send());
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(503, "{\"error\":\"temporarily_unavailable\"}")]
    [InlineData(400, "{\"error\":\"temporarily_unavailable\"}")]
    [InlineData(200, "not json")]
    public async Task A_token_endpoint_that_is_down_means_that_nothing_left(int status, string body)
    {
        office.Office.Clock.Advance(TimeSpan.FromHours(2));
        Teams.Script("token", new Fault(status, Body: body));
        Assert.InRange(Assert.IsType<SendOutcome.NotSent>(await Send()).RetryAfter!.Value.TotalSeconds, 4, 5);
        office.Office.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.IsType<SendOutcome.Posted>(await Send());
    }

    [Fact]
    public async Task One_token_serves_for_an_hour_and_many_at_once_ask_for_one()
    {
        var sends = Enumerable.Range(0, 6).Select(_ => channel.Send(TeamsOffice.People.Single(p => p.Id == "somchai"), Hello, "k", Office.Ct).AsTask()).ToList();
        await office.Drive(Task.WhenAll(sends));
        Assert.All(sends, sent => Assert.IsType<SendOutcome.Posted>(sent.Result));
        office.Office.Clock.Advance(TimeSpan.FromMinutes(54));
        await Send();
        Assert.Equal(1, Teams.TokensGiven);
        office.Office.Clock.Advance(TimeSpan.FromMinutes(1));
        await Send();
        Assert.Equal(2, Teams.TokensGiven);
    }

    [Fact]
    public async Task Who_was_never_met_is_written_to_by_the_Entra_id_and_then_in_the_chat_that_was_made()
    {
        Assert.IsType<SendOutcome.Posted>(await Send("kanda"));
        Assert.IsType<SendOutcome.Posted>(await Send("kanda"));
        Assert.Equal((1, 2), (Teams.Asked.Count(what => what == "create"), Teams.To("kanda").Count));
        Assert.IsType<SendOutcome.Dead>(await Send("prasert"));
        Teams.Installed.Remove("wichai");
        Assert.Contains("app setup policy", Assert.IsType<SendOutcome.Dead>(await Send("wichai")).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(500)]
    public async Task A_chat_that_was_perhaps_made_is_simply_made_again(int status)
    {
        Teams.Script("create", new Fault(status, Delivers: true));
        Assert.IsType<SendOutcome.NotSent>(await Send("kanda"));
        Assert.IsType<SendOutcome.Posted>(await Send("kanda"));
        Assert.Single(Teams.To("kanda"));
    }

    [Fact]
    public async Task What_the_platform_puts_off_holds_everybody_back()
    {
        Teams.Script("send", new Fault(429, "60"));
        Assert.IsType<SendOutcome.NotSent>(await Send());
        Assert.InRange(Assert.IsType<SendOutcome.NotSent>(await Send("kanda")).RetryAfter!.Value.TotalSeconds, 55, 60);
        Assert.Empty(Teams.Messages);
        office.Office.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.IsType<SendOutcome.Posted>(await Send("kanda"));
    }
}
