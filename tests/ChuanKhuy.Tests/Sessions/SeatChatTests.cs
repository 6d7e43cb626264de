using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Functions.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Sessions;

/// <summary>Seats, speakers and shared screens as people meet them: real cards in the chat, real buttons, a clock moved by hand.</summary>
public sealed class SeatChatTests : IAsyncLifetime
{
    const string Talk = "s1";
    static readonly Dictionary<string, string> None = [];

    readonly string folder = Directory.CreateTempSubdirectory("chat").FullName;
    readonly FakeTimeProvider clock = new(Given.Starts.AddDays(-7));
    Installation office = null!;

    public async Task InitializeAsync()
    {
        office = await Installation.Open(
            new Where(folder, "http://localhost:7071"), default, clock, environment: "Development",
            configure: (WebApplicationBuilder builder) => builder.Logging.ClearProviders());
        await office.Get<RosterStore>().Save(
            [
                .. Enumerable.Range(0, 6).Select(SeatOffice.Person),
                new("c1", "นางผู้ประสาน งานดี", "8400", "", "", Roles.Coordinator),
                new("p-speaker", "นางสาวปิ่นฟ้า ใจดี", "8402", "1", "", Roles.Speaker),
            ],
            null, default);
    }

    [Fact]
    public async Task Who_waits_sees_the_place_and_why_and_takes_the_seat_that_is_offered()
    {
        await Plan(seats: 1);
        await Answers(0, "yes");
        var waits = Assert.IsType<Waiting>((await Answers(1, "yes")).Card);
        Assert.Equal("ลำดับที่ 1", waits.Position);
        Assert.Contains("คนถัดไป", waits.Why, StringComparison.Ordinal);
        await Answers(2, "yes");
        Assert.Contains("ก่อนคุณ 1 คน", Assert.IsType<Waiting>((await Visitor(2).Says("ทำไมยังไม่ถึงคิว", default)).Card).Why, StringComparison.Ordinal);

        await Answers(0, "no");
        await new Pump(office).Drain(default);
        var taken = await Visitor(1).Clicks("seat", ("take", "true"), None, default);
        Assert.Equal("คุณตอบไว้ว่า เข้าร่วม", Assert.IsType<Invite>(taken.Card).Status);
        Assert.IsType<Waiting>((await Visitor(2).Says("คิว", default)).Card);
    }

    [Fact]
    public async Task Declining_an_offer_passes_it_on_and_says_so()
    {
        await Plan(seats: 1);
        foreach (var person in new[] { 0, 1, 2 }) await Answers(person, "yes");
        await Answers(0, "no");
        await new Pump(office).Drain(default);
        var declined = Assert.IsType<Invite>((await Visitor(1).Clicks("seat", ("take", "false"), None, default)).Card);
        Assert.Contains("คืนที่", declined.Note, StringComparison.Ordinal);
        await new Pump(office).Drain(default);
        Assert.NotNull(await Visitor(2).CardWith("seat", default));
    }

    [Fact]
    public async Task The_button_of_somebody_elses_seat_does_nothing()
    {
        await Plan(seats: 1);
        foreach (var person in new[] { 0, 1 }) await Answers(person, "yes");
        await Answers(0, "no");
        await new Pump(office).Drain(default);
        var card = await Visitor(1).CardWith("seat", default);
        var data = System.Text.Json.JsonDocument.Parse(card!.Card!).RootElement;
        var action = Actions(data).First(a => a.GetProperty("verb").GetString() == "seat");
        var stolen = await office.Get<Bot.Conversation>().Handle(new Incoming.Clicked("p002", "seat", action.GetProperty("data"), ""), default);
        Assert.IsType<Refusal>(stolen.Card);
        Assert.Equal(SeatState.Offered, (await office.Get<SessionStore>().FindAnswer(Talk, "p001", default))!.Value.Seat);
    }

    [Fact]
    public async Task Before_the_start_who_still_waits_is_told_so_and_gets_no_link()
    {
        await Plan(seats: 1, online: true);
        foreach (var person in new[] { 0, 1 }) await Answers(person, "yes");
        await MoveTo(Given.Starts.AddDays(-1));
        await MoveTo(Given.Starts.AddMinutes(-15));
        var line = (await Visitor(1).Chat(default))[^1].Card!;
        Assert.Contains("ขออภัยที่ยังไม่มีที่ว่าง", line, StringComparison.Ordinal);
        Assert.DoesNotContain("/join/", line, StringComparison.Ordinal);
        Assert.Contains("/join/", (await Visitor(0).Chat(default))[^1].Card!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_speaker_confirms_and_the_slides_stand_on_the_invitation()
    {
        await Plan();
        await MoveTo(clock.GetUtcNow());
        var speaker = new Visitor(office, "p-speaker");
        var confirmed = await speaker.Clicks("speaker", ("confirm", "true"), new Dictionary<string, string> { ["slides"] = "https://example.org/s.pdf" }, default);
        Assert.Equal("ยืนยันแล้ว", Assert.IsType<SpeakerConfirm>(confirmed.Card).Status);
        await Visitor(0).Says("ตาราง", default);
        var invite = Assert.IsType<Invite>((await Visitor(0).Clicks("show", null, None, default)).Card);
        Assert.Equal("https://example.org/s.pdf", invite.SlidesUrl);
    }

    [Fact]
    public async Task A_speaker_who_cannot_come_reaches_the_coordinators_at_once()
    {
        await Plan();
        await MoveTo(clock.GetUtcNow());
        await new Visitor(office, "p-speaker").Clicks("speaker", ("confirm", "false"), None, default);
        await new Pump(office).Drain(default);
        Assert.Contains("ไม่สะดวกเป็นวิทยากร", (await new Visitor(office, "c1").Chat(default))[^1].Card!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinator_records_the_word_of_an_outside_expert()
    {
        await Plan(speaker: new(null, "ดร. ผู้เชี่ยวชาญ", "expert@example.org"));
        await MoveTo(clock.GetUtcNow());
        var recorded = await new Visitor(office, "c1").Clicks("speaker", ("confirm", "true"), None, default);
        Assert.Equal("ยืนยันแล้ว", Assert.IsType<SpeakerConfirm>(recorded.Card).Status);
        Assert.Equal(["c1"], (await office.Get<SessionStore>().Replies(Talk, default)).Values.Select(r => r.By));
    }

    [Fact]
    public async Task After_the_talk_the_speaker_is_thanked_with_the_number_of_people()
    {
        await Plan();
        await MoveTo(Given.Starts);
        foreach (var person in new[] { 0, 1, 2 }) await Visitor(person).Says("ลงชื่อ", default);
        foreach (var person in new[] { 0, 1, 2 }) await Visitor(person).Clicks("checkin", null, None, default);
        await MoveTo(Given.Session().CheckInCloses);
        var thanks = (await new Visitor(office, "p-speaker").Chat(default))[^1].Card!;
        Assert.Contains("ขอบคุณ", thanks, StringComparison.Ordinal);
        Assert.Contains("3 คน", thanks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_person_names_the_colleagues_in_the_room_and_each_confirms_on_their_own_card()
    {
        await Plan();
        await MoveTo(Given.Starts);
        var form = Assert.IsType<GroupCheckIn>((await Visitor(0).Says("ลงชื่อกลุ่ม", default)).Card);
        Assert.Equal(5, form.Colleagues.Count);
        await Visitor(0).Clicks("group", null, new Dictionary<string, string> { ["people"] = "p001,p002" }, default);
        await new Pump(office).Drain(default);
        await Visitor(1).Clicks("checkin", null, None, default);
        Assert.Equal(["p000", "p001"], (await office.Get<SessionStore>().Present(Talk, default)).Order());
        Assert.Contains("อยู่ห้องเดียวกัน", (await Visitor(2).Chat(default))[^1].Card!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ลงชื่อกลุ่ม", typeof(Refusal))] // no session is open
    [InlineData("คิวของฉัน", typeof(Notice))]
    [InlineData("ทำไมยังไม่ถึงคิวสักที", typeof(Notice))]
    public async Task The_words_are_understood_also_when_there_is_nothing_to_say(string text, Type card) =>
        Assert.IsType(card, (await Visitor(0).Says(text, default)).Card);

    async Task Plan(int? seats = null, bool online = false, Speaker? speaker = null)
    {
        var plan = Given.Plan(seats: seats) with { Meeting = online ? MeetingKind.Webex : MeetingKind.None, Speakers = [speaker ?? new("p-speaker")] };
        Assert.IsType<Planned.Added>(await office.Get<Planner>().Apply(plan, null, default));
    }

    async Task<Message> Answers(int person, string choice)
    {
        if (await Visitor(person).CardWith("rsvp", default) is null) await MoveTo(clock.GetUtcNow());
        return await Visitor(person).Clicks("rsvp", ("choice", choice), None, default);
    }

    async Task MoveTo(DateTimeOffset at)
    {
        clock.SetUtcNow(at);
        await new Pump(office).Tick(default);
    }

    Visitor Visitor(int person) => new(office, SeatOffice.Id(person));

    static IEnumerable<System.Text.Json.JsonElement> Actions(System.Text.Json.JsonElement node) => node.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object when node.TryGetProperty("verb", out _) => [node],
        System.Text.Json.JsonValueKind.Object => node.EnumerateObject().SelectMany(p => Actions(p.Value)),
        System.Text.Json.JsonValueKind.Array => node.EnumerateArray().SelectMany(Actions),
        _ => [],
    };

    public async Task DisposeAsync()
    {
        await office.DisposeAsync();
        Directory.Delete(folder, true);
    }
}
