using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Sessions;

public sealed class SpeakerTests
{
    static readonly Speaker Expert = new(null, "ดร. ผู้เชี่ยวชาญ", "expert@example.org");
    static readonly DateTimeOffset Before = Given.Starts.AddDays(-7);
    static readonly Person Coordinator = new("c1", "นางผู้ประสาน งานดี", "8400", "", "", Roles.Coordinator);
    static readonly Person Speaker = new("p-speaker", "นางสาวปิ่นฟ้า ใจดี", "8401", "1", "", Roles.Speaker);

    static readonly DateTimeOffset Thursday = Given.Starts.AddDays(1);

    readonly SeatOffice office = new(new MemoryTables(), Before);

    [Fact]
    public void A_speaker_confirms_with_slides_and_a_wish_to_rehearse()
    {
        var reply = Assert.IsType<SpeakerOutcome.Kept>(Decide(slides: "https://example.org/a b", rehearsal: "บ่ายวันจันทร์")).Reply;
        Assert.Equal((true, 1, "https://example.org/a%20b", "บ่ายวันจันทร์"), (reply.Confirmed, reply.N, reply.Slides, reply.Rehearsal));
    }

    [Theory]
    [InlineData("http://example.org/slides")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@example.org/")]
    [InlineData("https:///slides")]
    [InlineData("สไลด์อยู่ในอีเมล")]
    public void Slides_are_an_https_link_or_refused_with_a_sentence(string slides) =>
        Assert.Contains("https://", Assert.IsType<SpeakerOutcome.Refused>(Decide(slides: slides)).Because, StringComparison.Ordinal);

    [Fact]
    public void Only_the_speaker_answers_for_themself()
    {
        Assert.IsType<SpeakerOutcome.Refused>(Decide(key: "p-speaker", by: "c1", coordinator: true));
        Assert.IsType<SpeakerOutcome.Refused>(Decide(key: "p9", by: "p9"));
    }

    [Fact]
    public void A_coordinator_records_what_an_outside_expert_said_and_nobody_else_does()
    {
        var key = SpeakerRule.Key(Expert);
        Assert.Equal("c1", Assert.IsType<SpeakerOutcome.Kept>(Decide(key: key, by: "c1", coordinator: true)).Reply.By);
        Assert.IsType<SpeakerOutcome.Refused>(Decide(key: key, by: "p9", coordinator: false));
        Assert.DoesNotContain("ผู้เชี่ยวชาญ", key, StringComparison.Ordinal);
        Assert.DoesNotContain("@", key, StringComparison.Ordinal);
    }

    [Fact]
    public void From_the_start_on_and_after_a_cancel_there_is_nothing_to_confirm()
    {
        Assert.IsType<SpeakerOutcome.Refused>(Decide(now: Given.Starts));
        Assert.IsType<SpeakerOutcome.Refused>(Decide(session: Session() with { State = SessionState.Cancelled }));
    }

    [Fact]
    public void After_a_move_the_same_word_counts_anew()
    {
        var held = Assert.IsType<SpeakerOutcome.Kept>(Decide()).Reply;
        Assert.IsType<SpeakerOutcome.Repeated>(Decide(held: held, n: 0));
        Assert.IsType<SpeakerOutcome.Kept>(Decide(session: Session() with { Version = 2 }, held: held, n: 1));
    }

    [Property(MaxTest = 300)]
    public bool Redelivered_and_old_clicks_never_change_what_a_newer_one_said((bool Confirm, bool Old, byte Back)[] clicks)
    {
        SpeakerReply? held = null;
        foreach (var (confirm, old, back) in clicks ?? [])
        {
            var fresh = held?.N ?? 0;
            held = Apply(held, confirm, fresh);
            if (held.Confirmed != confirm || Apply(held, confirm, fresh) != held) return false;
            if (Apply(held, old, Math.Max(0, held.N - 1 - back % 3)) != held) return false;
        }
        return true;
    }

    [Fact]
    public async Task A_no_reaches_the_coordinators_in_the_same_commit_and_takes_the_slides_away()
    {
        await Open();
        await office.First.Speakers.Answer(Speaker, SeatOffice.Talk, "p-speaker", true, "https://example.org/s", null, 0, null, default);
        Assert.Equal("https://example.org/s", (await Stored()).Slides!["p-speaker"]);
        Assert.DoesNotContain(await office.Told(), t => t.Kind is MessageKind.SpeakerReplied);
        await office.First.Speakers.Answer(Speaker, SeatOffice.Talk, "p-speaker", false, null, null, 1, null, default);
        Assert.Contains((MessageKind.SpeakerReplied, "c1"), await office.Told());
        Assert.Null((await Stored()).Slides);
    }

    [Fact]
    public async Task The_silent_are_asked_again_after_five_and_three_days_and_then_the_coordinators_hear_of_it()
    {
        await Open(starts: Thursday);
        Assert.Equal([MessageKind.SpeakerWeek], await TellsAt(-7, Thursday));
        Assert.Contains(MessageKind.SpeakerFive, await TellsAt(-5, Thursday));
        Assert.DoesNotContain(MessageKind.SpeakerThree, (await office.Told()).Select(t => t.Kind));
        Assert.Contains(MessageKind.SpeakerThree, await TellsAt(-3, Thursday));
        Assert.DoesNotContain(MessageKind.SpeakerSilent, (await office.Told()).Select(t => t.Kind));
        Assert.Contains((MessageKind.SpeakerSilent, "c1"), await After(-2, Thursday));
        Assert.Contains((MessageKind.SpeakerDay, "p-speaker"), await After(-1, Thursday));
    }

    [Fact]
    public async Task Who_answered_is_not_asked_again_and_nobody_is_alarmed()
    {
        await Open();
        await TellsAt(-7, Given.Starts);
        await office.First.Speakers.Answer(Speaker, SeatOffice.Talk, "p-speaker", true, null, null, 0, null, default);
        foreach (var days in new[] { -5, -3, -2, -1 }) await TellsAt(days, Given.Starts);
        var kinds = (await office.Told()).Select(t => t.Kind).ToList();
        Assert.DoesNotContain(MessageKind.SpeakerFive, kinds);
        Assert.DoesNotContain(MessageKind.SpeakerThree, kinds);
        Assert.DoesNotContain(MessageKind.SpeakerSilent, kinds);
    }

    [Fact]
    public async Task An_outside_experts_messages_go_to_the_coordinators_who_pass_them_on()
    {
        await Open(Expert);
        Assert.Equal([(MessageKind.SpeakerWeek, "c1")], await After(-7, Given.Starts));
    }

    async Task Open(Speaker? speaker = null, DateTimeOffset? starts = null)
    {
        await office.First.Rosters.Save([Coordinator, Speaker], null, default);
        await office.First.Planner.Apply(office.Plan(null) with { Speakers = [speaker ?? new("p-speaker")], Starts = starts ?? Given.Starts, Ends = (starts ?? Given.Starts).AddHours(1) }, null, default);
    }

    async Task<IReadOnlyList<MessageKind>> TellsAt(int days, DateTimeOffset starts) => [.. (await After(days, starts)).Select(t => t.Kind)];

    async Task<IReadOnlyList<(MessageKind Kind, string Person)>> After(int days, DateTimeOffset starts)
    {
        office.Time.SetUtcNow(starts.AddDays(days));
        await office.First.Ticker.Act(SeatOffice.Talk, default);
        return await office.Told();
    }

    async Task<Session> Stored() => (await office.Sessions.Find(SeatOffice.Talk, default))!.Value;

    static Session Session() => Given.Session() with { Plan = Given.Plan() with { Speakers = [new("p-speaker"), Expert] } };

    static SpeakerOutcome Decide(
        Session? session = null, string key = "p-speaker", string by = "p-speaker", bool coordinator = false, SpeakerReply? held = null, string? slides = null, string? rehearsal = null,
        int? n = 0, DateTimeOffset? now = null) =>
        SpeakerRule.Decide(session ?? Session(), key, by, coordinator, held, true, slides, rehearsal, n, now ?? Before);

    static SpeakerReply Apply(SpeakerReply? held, bool confirm, int n) =>
        SpeakerRule.Decide(Session(), "p-speaker", "p-speaker", false, held, confirm, null, null, n, Before) switch
        {
            SpeakerOutcome.Kept kept => kept.Reply,
            SpeakerOutcome.Repeated same => same.Reply,
            SpeakerOutcome.Stale stale => stale.Reply,
            var other => throw new InvalidOperationException(other.ToString()),
        };
}
