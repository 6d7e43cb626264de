using ChuanKhuy.Bot;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions.Demo;

namespace ChuanKhuy.Tests.Talk;

/// <summary>From signing in to feedback: who counts as having been there, and who may judge.</summary>
public sealed class AfterwardsTests : IAsyncLifetime
{
    static readonly DateTimeOffset Ends = Office.Starts.AddMinutes(90);
    Office office = null!;
    Session talk = null!;

    public async Task InitializeAsync()
    {
        office = await Office.Open();
        talk = await office.Plan();
        await office.MoveTo(Office.Starts.AddDays(-13));
        await office.Somchai.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
        await office.Malee.Clicks("rsvp", ("choice", "maybe"), null, Office.Ct);
        await office.MoveTo(Office.Starts);
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task The_button_the_code_and_forgiving_words_sign_in_a_wrong_code_does_not()
    {
        Assert.True(Assert.IsType<CheckIn>((await office.Somchai.Clicks("checkin", null, null, Office.Ct)).Card).Done);
        Assert.True(Assert.IsType<CheckIn>((await office.Malee.Says($"เชคชื่อ {talk.Code}", Office.Ct)).Card).Done);
        Assert.IsType<Refusal>((await office.Mana.Says("ลงชื่อ 00000", Office.Ct)).Card);
        Assert.Equal(["malee", "somchai"], (await office.Get<SessionStore>().Present("t1", Office.Ct)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Signing_in_again_stores_nothing()
    {
        await office.Somchai.Says($"ลงชื่อ {talk.Code}", Office.Ct);
        var before = office.Contents();
        Assert.True(Assert.IsType<CheckIn>((await office.Somchai.Says($"ลงชื่อ {talk.Code}", Office.Ct)).Card).Done);
        Assert.Equal(before, office.Contents());
    }

    [Fact]
    public async Task After_the_window_the_appeal_is_named()
    {
        var button = await Office.Button(office.Somchai, "checkin");
        await office.MoveTo(Ends.AddMinutes(30));
        var before = office.Contents();
        Assert.Contains("แจ้งว่าเข้าร่วมแล้ว", Assert.IsType<Refusal>((await office.Click(office.Somchai, button)).Card).Title, StringComparison.Ordinal);
        Assert.Equal(before, office.Contents());
    }

    [Fact]
    public async Task Ended_by_the_speaker_feedback_opens_at_once_without_the_timer()
    {
        await office.Somchai.Clicks("checkin", null, null, Office.Ct);
        office.Clock.SetUtcNow(Office.Starts.AddMinutes(40).ToUniversalTime());
        Assert.IsType<Notice>((await office.Speaker.Clicks("end", null, null, Office.Ct)).Card);
        await office.Drain();
        Assert.Equal(["somchai"], await office.Got(MessageKind.Feedback));
        Assert.Equal((SessionState.Ended, Office.Starts.AddMinutes(40)), ((await office.Find()).State, (await office.Find()).Ends));
        await Judge(office.Somchai, 5);
        Assert.Single(await Ratings());
    }

    [Fact]
    public async Task Feedback_comes_five_minutes_before_the_end_to_those_who_signed_in_and_counts_once()
    {
        await office.Somchai.Clicks("checkin", null, null, Office.Ct);
        await office.MoveTo(Ends.AddMinutes(-6));
        Assert.Empty(await office.Rows(MessageKind.Feedback));
        await office.MoveTo(Ends.AddMinutes(-5));
        Assert.Equal(["somchai"], await office.Got(MessageKind.Feedback));
        var button = (await Office.Button(office.Somchai, "feedback")).With([.. Forms.Find(null).Items.Select(item => (item.Id, (System.Text.Json.Nodes.JsonNode?)"4"))]);
        Assert.Equal(Tone.Good, Assert.IsType<Notice>((await office.Click(office.Somchai, button)).Card).Tone);
        var before = office.Contents();
        Assert.Equal(Tone.Info, Assert.IsType<Notice>((await office.Click(office.Somchai, button.With(("overall", "1")))).Card).Tone);
        Assert.Equal(before, office.Contents());
        Assert.Equal([4, 4, 4, 4, 4], Assert.Single(await Ratings()));
    }

    [Fact]
    public async Task Who_gave_feedback_is_not_reminded_who_did_not_is_once()
    {
        await office.Somchai.Clicks("checkin", null, null, Office.Ct);
        await office.Malee.Clicks("checkin", null, null, Office.Ct);
        await office.MoveTo(Ends.AddMinutes(-5));
        await Judge(office.Somchai, 5);
        await office.MoveTo(Ends.AddDays(10));
        Assert.Equal(["malee"], await office.Got(MessageKind.FeedbackReminder));
    }

    [Fact]
    public async Task Before_it_opens_nobody_judges()
    {
        await office.Somchai.Clicks("checkin", null, null, Office.Ct);
        await Refused(office.Somchai, "ยังไม่เปิด");
    }

    [Fact]
    public async Task Who_was_not_there_does_not_judge()
    {
        await office.Somchai.Clicks("checkin", null, null, Office.Ct);
        await office.MoveTo(Ends);
        await Refused(office.Malee, "ลงชื่อ");
    }

    [Fact]
    public async Task After_a_week_nobody_judges()
    {
        await office.Somchai.Clicks("checkin", null, null, Office.Ct);
        await office.MoveTo(Ends.AddDays(7));
        await Refused(office.Somchai, "ปิดรับ");
    }

    [Theory]
    [InlineData("overall", "6")]
    [InlineData("overall", "0")]
    [InlineData("overall", "-1")]
    [InlineData("overall", "999")]
    [InlineData("overall", "มาก")]
    [InlineData("content", "7")]
    [InlineData("overall", null)]
    public async Task A_rating_that_the_form_does_not_have_is_not_taken(string item, string? value)
    {
        await office.Somchai.Clicks("checkin", null, null, Office.Ct);
        await office.MoveTo(Ends);
        var button = (await Office.Button(office.Somchai, "feedback")).With(("overall", "5"), ("content", "5")).With((item, value is null ? null : System.Text.Json.Nodes.JsonValue.Create(value)));
        var before = office.Contents();
        Assert.IsNotType<Notice>((await office.Click(office.Somchai, button)).Card);
        Assert.Equal(before, office.Contents());
        Assert.Empty(await Ratings());
    }

    [Theory]
    [InlineData(Keeps.Sqlite)]
    [InlineData(Keeps.Azurite)]
    public async Task Who_signs_in_late_still_gets_the_form_and_nobody_gets_it_twice(Keeps keeps)
    {
        await using var there = await Office.Open(keeps);
        await there.Plan();
        await there.MoveTo(Office.Starts.AddMinutes(1));
        var code = (await there.Find()).Code;
        await there.Somchai.Says($"ลงชื่อ {code}", Office.Ct);
        await there.MoveTo(Ends.AddMinutes(10));
        Assert.Equal(["somchai"], await there.Got(MessageKind.Feedback));
        await there.Malee.Says($"ลงชื่อ {code}", Office.Ct);
        await there.Tick();
        await there.MoveTo(Ends.AddMinutes(40));
        await there.Mana.Chat(Office.Ct);
        Assert.Equal(["malee", "somchai"], await there.Got(MessageKind.Feedback));
        foreach (var person in new[] { there.Somchai, there.Malee })
            Assert.Equal(1, (await person.Chat(Office.Ct)).Count(line => line.Card?.Contains("\"feedback\"", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task A_correction_needs_its_reason_and_then_counts_in_the_report()
    {
        await office.Somchai.Clicks("checkin", null, null, Office.Ct);
        await office.MoveTo(Ends.AddHours(1));
        var before = office.Contents();
        foreach (var (person, reason, says) in new[] { ("มาลี สวนงาม", "", "เหตุผล"), ("ไม่มีใคร", "จำผิด", "ไม่พบ"), ("นา", "จำผิด", "หลายคน") })
            Assert.Contains(says, Assert.IsType<CorrectForm>((await Correct(person, true, reason)).Card).Note, StringComparison.Ordinal);
        Assert.Equal(before, office.Contents());
        Assert.IsType<Notice>((await Correct("มาลี สวนงาม", true, "เข้าร่วมทางโทรศัพท์")).Card);
        Assert.IsType<Notice>((await Correct("somchai", false, "กดแทนกัน")).Card);
        Assert.Equal(["malee"], await office.Get<SessionStore>().Present("t1", Office.Ct));
        var day = DateOnly.FromDateTime(Office.Starts.DateTime);
        Assert.Equal(1, Assert.Single(await office.Get<Core.Reports.SummaryStore>().Between(day, day, Office.Ct)).Present);
        await office.Drain();
        Assert.Equal(["malee", "somchai"], await office.Got(MessageKind.Feedback)); // Somchai's form had gone out before
    }

    async Task<Bot.Channels.Message> Correct(string person, bool present, string reason)
    {
        await office.Coordinator.Says("แก้ลงชื่อ", Office.Ct);
        return await office.Coordinator.Clicks("correct", null, new Dictionary<string, string> { ["session"] = "t1", ["person"] = person, ["present"] = present ? "true" : "false", ["reason"] = reason }, Office.Ct);
    }

    static Task<Bot.Channels.Message> Judge(Visitor person, int rating) => person.Clicks(
        "feedback", null, Forms.Find(null).Items.ToDictionary(item => item.Id, _ => rating.ToString(System.Globalization.CultureInfo.InvariantCulture)), Office.Ct);

    async Task Refused(Visitor person, string because)
    {
        var button = (await office.Seal(office.Get<FeedbackForm>().Show(await office.Find()), person, "feedback")).With(("overall", "5"));
        var before = office.Contents();
        Assert.Contains(because, Assert.IsType<Refusal>((await office.Click(person, button)).Card).Title, StringComparison.Ordinal);
        Assert.Equal(before, office.Contents());
    }

    Task<IReadOnlyList<IReadOnlyList<int?>>> Ratings() => office.Get<FeedbackStore>().Ratings("t1", Office.Ct);
}
