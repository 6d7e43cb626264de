using ChuanKhuy.Core.Sessions;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Sessions;

public sealed class RsvpTests
{
    static readonly DateTimeOffset Before = Given.Starts.AddDays(-2);

    [Fact]
    public void A_first_answer_is_kept_with_number_one()
    {
        var kept = Assert.IsType<RsvpOutcome.Kept>(Decide(null, Answer.Yes, n: 0));
        Assert.Equal(new Answered("p1", Answer.Yes, 1, Before), kept.Answer);
    }

    [Fact]
    public void A_change_of_mind_on_the_present_card_is_kept_and_raises_the_number()
    {
        var kept = Assert.IsType<RsvpOutcome.Kept>(Decide(new("p1", Answer.Yes, 1, Before), Answer.No, n: 1));
        Assert.Equal((Answer.No, 2), (kept.Answer.Answer, kept.Answer.N));
    }

    [Fact]
    public void An_old_card_stores_nothing_and_shows_the_present_answer()
    {
        var stale = Assert.IsType<RsvpOutcome.Stale>(Decide(new("p1", Answer.No, 2, Before), Answer.Yes, n: 0));
        Assert.Equal(Answer.No, stale.Answer.Answer);
    }

    [Fact]
    public void The_same_click_delivered_again_is_the_same_answer_without_complaint() =>
        Assert.IsType<RsvpOutcome.Repeated>(Decide(new("p1", Answer.Yes, 1, Before), Answer.Yes, n: 0));

    [Fact]
    public void A_card_that_cannot_carry_a_number_changes_the_answer() =>
        Assert.IsType<RsvpOutcome.Kept>(Decide(new("p1", Answer.Yes, 3, Before), Answer.Maybe, n: null));

    [Fact]
    public void A_question_alone_is_kept_and_an_empty_one_leaves_the_former()
    {
        var held = new Answered("p1", Answer.Yes, 1, Before, "เริ่มกี่โมง");
        var asked = Assert.IsType<RsvpOutcome.Kept>(Rsvp.Decide(Given.Session(), true, held, "p1", Answer.Yes, "มีเอกสารไหม", 1, Before));
        Assert.Equal("มีเอกสารไหม", asked.Answer.Question);
        var left = Assert.IsType<RsvpOutcome.Kept>(Rsvp.Decide(Given.Session(), true, held, "p1", Answer.No, " ", 1, Before));
        Assert.Equal("เริ่มกี่โมง", left.Answer.Question);
    }

    [Theory]
    [InlineData(SessionState.Draft, "ยังไม่เปิด")]
    [InlineData(SessionState.Cancelled, "ยกเลิก")]
    [InlineData(SessionState.Ended, "จบแล้ว")]
    public void A_session_that_is_not_open_refuses_with_a_sentence(SessionState state, string says)
    {
        var refused = Assert.IsType<RsvpOutcome.Refused>(Rsvp.Decide(Given.Session(state), true, null, "p1", Answer.Yes, null, 0, Before));
        Assert.Contains(says, refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void From_the_start_on_nobody_answers_any_more()
    {
        Assert.IsType<RsvpOutcome.Refused>(Rsvp.Decide(Given.Session(), true, null, "p1", Answer.Yes, null, 0, Given.Starts));
        Assert.IsType<RsvpOutcome.Kept>(Rsvp.Decide(Given.Session(), true, null, "p1", Answer.Yes, null, 0, Given.Starts.AddTicks(-1)));
    }

    [Fact]
    public void The_speaker_and_people_outside_the_audience_are_told_why_not()
    {
        Assert.Contains("วิทยากร", Refusal("p-speaker", invited: true), StringComparison.Ordinal);
        Assert.Contains("ผู้ประสานงาน", Refusal("p9", invited: false), StringComparison.Ordinal);
    }

    /// <summary>Clicks arrive 1 to 3 times and in any order of the cards: the newest card's answer stands, and the number never falls.</summary>
    [Property(MaxTest = 500)]
    public bool Redelivered_and_old_clicks_never_change_what_a_newer_click_decided((byte Answer, byte Old, byte Again)[] clicks)
    {
        Answered? held = null;
        foreach (var click in clicks ?? [])
        {
            var fresh = held?.N ?? 0;
            var answer = (Answer)(click.Answer % 3);
            held = Apply(held, answer, fresh);
            if (held.Answer != answer) return false;
            for (var again = click.Again % 3; again > 0; again--)
            {
                var after = Apply(held, answer, fresh);
                if (after != held) return false;
            }
            var older = Apply(held, (Answer)(click.Old % 3), Math.Max(0, held.N - 1 - click.Old % 4));
            if (older != held) return false;
        }
        return true;
    }

    static Answered Apply(Answered? held, Answer answer, int n) => Decide(held, answer, n) switch
    {
        RsvpOutcome.Kept kept => kept.Answer,
        RsvpOutcome.Repeated same => same.Answer,
        RsvpOutcome.Stale stale => stale.Answer,
        var other => throw new InvalidOperationException(other.ToString()),
    };

    static RsvpOutcome Decide(Answered? held, Answer answer, int? n) => Rsvp.Decide(Given.Session(), true, held, "p1", answer, null, n, Before);

    static string Refusal(string person, bool invited) =>
        Assert.IsType<RsvpOutcome.Refused>(Rsvp.Decide(Given.Session(), invited, null, person, Answer.Yes, null, 0, Before)).Because;
}

/// <summary>Cards that cannot be replaced carry no number: the moment of the click decides, in whatever order the clicks arrive.</summary>
public sealed class ClickOrderTests
{
    static readonly DateTimeOffset Before = Given.Starts.AddDays(-2);

    [Theory]
    [InlineData(null, 10, "Kept")] // the first click of this kind
    [InlineData(10, 11, "Kept")] // a newer one
    [InlineData(10, 10, "Stale")] // the same moment, another answer: not newer
    [InlineData(10, 9, "Stale")] // an older one that comes late
    [InlineData(10, null, "Kept")] // a shared card of another kind counts as present
    public void Another_answer(int? kept, int? made, string outcome) => Assert.Equal(outcome, Decide(Held(kept), Answer.No, made).GetType().Name);

    [Theory]
    [InlineData(null, 10, "Kept")] // must be remembered, or what was made before it would count as newer
    [InlineData(10, 11, "Kept")]
    [InlineData(10, 10, "Repeated")] // delivered again
    [InlineData(10, 9, "Repeated")]
    [InlineData(10, null, "Repeated")]
    public void The_same_answer(int? kept, int? made, string outcome) => Assert.Equal(outcome, Decide(Held(kept), Answer.Yes, made).GetType().Name);

    [Theory]
    [InlineData(null, 10, SeatState.Accepted, true, "Kept")]
    [InlineData(10, 9, SeatState.Accepted, true, "Repeated")]
    [InlineData(10, 11, SeatState.Offered, true, "Kept")]
    [InlineData(10, 9, SeatState.Offered, true, "Stale")]
    [InlineData(10, 9, SeatState.Accepted, false, "Stale")]
    [InlineData(10, 11, SeatState.Accepted, false, "Kept")]
    [InlineData(10, 11, SeatState.Waiting, true, "Refused")]
    public void A_seat(int? kept, int? made, SeatState seat, bool take, string outcome) =>
        Assert.Equal(outcome, Rsvp.Seat(Given.Session(seats: 3), Held(kept) with { Seat = seat }, "p1", take, null, Before, At(made)).GetType().Name);

    [Fact]
    public void The_newest_moment_stays_beside_an_answer_with_a_number()
    {
        var held = Kept(Rsvp.Decide(Given.Session(), true, Held(10), "p1", Answer.No, null, 1, Before));
        Assert.Equal((2, At(10)), (held.N, held.Made));
        Assert.IsType<RsvpOutcome.Stale>(Decide(held, Answer.Yes, 10));
    }

    [Theory]
    [InlineData(10, 11, true)]
    [InlineData(10, 9, false)]
    public void A_speakers_word(int kept, int made, bool stands)
    {
        var held = new SpeakerReply("p-speaker", true, 1, 1, Before, Made: At(kept));
        var outcome = SpeakerRule.Decide(Given.Session(), "p-speaker", "p-speaker", false, held, false, null, null, null, Before, At(made));
        Assert.Equal(stands, outcome is SpeakerOutcome.Kept { Reply: { Confirmed: false } reply } && reply.Made == At(made));
    }

    /// <summary>Clicks on the invitation and on the seat's card, delivered one to three times in any order: the newest stands.</summary>
    [Property(MaxTest = 1000)]
    public bool In_any_order_and_any_number_the_newest_click_stands((byte Answer, byte Times)[] clicks, int seed)
    {
        if (clicks is not { Length: > 0 }) return true;
        var random = new Random(seed);
        var arrivals = clicks.SelectMany((click, made) => Enumerable.Repeat((click.Answer, Made: made), 1 + click.Times % 3)).OrderBy(_ => random.Next()).ToList();
        var held = new Answered("p1", Answer.Maybe, 1, Before);
        foreach (var (answer, made) in arrivals)
            held = (answer % 4 == 3 ? Rsvp.Seat(Given.Session(seats: 9), held, "p1", false, null, Before, At(made)) : Decide(held, (Answer)(answer % 4), made)) switch
            {
                RsvpOutcome.Kept kept => kept.Answer,
                RsvpOutcome.Repeated same => same.Answer,
                RsvpOutcome.Stale stale => stale.Answer,
                var other => throw new InvalidOperationException(other.ToString()),
            };
        var newest = clicks[^1].Answer % 4;
        return held.Answer == (newest == 3 ? Answer.No : (Answer)newest) && held.Made == At(clicks.Length - 1);
    }

    static RsvpOutcome Decide(Answered held, Answer answer, int? made) => Rsvp.Decide(Given.Session(), true, held, "p1", answer, null, null, Before, At(made));

    static Answered Kept(RsvpOutcome outcome) => Assert.IsType<RsvpOutcome.Kept>(outcome).Answer;

    static Answered Held(int? made) => new("p1", Answer.Yes, 1, Before, Made: At(made));

    static DateTimeOffset? At(int? second) => second is { } s ? Before.AddSeconds(s) : null;
}
