using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Tests.Sessions;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Attendance;

public sealed class CheckInTests
{
    [Fact]
    public void The_code_word_is_evidence_inside_the_window()
    {
        var kept = Assert.IsType<CheckInOutcome.Kept>(Decide("12345", Given.Starts));
        Assert.Equal((EvidenceSource.Code, true), (kept.Evidence.Source, kept.Evidence.Present));
    }

    [Fact]
    public void The_button_of_the_own_card_needs_no_code() =>
        Assert.Equal(EvidenceSource.Card, Assert.IsType<CheckInOutcome.Kept>(Decide(null, Given.Starts)).Evidence.Source);

    [Theory]
    [InlineData(-16, false)]
    [InlineData(-15, true)]
    [InlineData(119, true)]
    [InlineData(120, false)]
    public void The_window_is_from_15_minutes_before_to_30_minutes_after(int minutes, bool open) =>
        Assert.Equal(open, Decide(null, Given.Starts.AddMinutes(minutes)) is CheckInOutcome.Kept);

    [Fact]
    public void A_wrong_code_is_refused() =>
        Assert.Contains("รหัสไม่ตรง", Assert.IsType<CheckInOutcome.Refused>(Decide("99999", Given.Starts)).Because, StringComparison.Ordinal);

    [Theory]
    [InlineData(SessionState.Draft)]
    [InlineData(SessionState.Cancelled)]
    public void Nobody_signs_in_where_nothing_takes_place(SessionState state) =>
        Assert.IsType<CheckInOutcome.Refused>(CheckIn.Decide(Given.Session(state), [], "p1", null, Given.Starts));

    [Fact]
    public void A_correction_needs_its_reason_and_the_last_one_counts()
    {
        Assert.IsType<CheckInOutcome.Refused>(CheckIn.Correct(Given.Session(), "p1", false, " ", "c1", Given.Starts));
        var came = new Evidence("p1", EvidenceSource.Code, Given.Starts);
        var no = Correct(false, 10);
        var yes = Correct(true, 20);
        Assert.True(Presence.Came([came], null));
        Assert.False(Presence.Came([no, came], null));
        Assert.True(Presence.Came([yes, came, no], null));
        Assert.False(Presence.Came([], null));
    }

    [Property(MaxTest = 300)]
    public bool Signing_in_any_number_of_times_leaves_one_piece_of_evidence(bool[] byCard, short minutes)
    {
        var held = new List<Evidence>();
        var at = Given.Starts.AddMinutes(minutes % 200);
        foreach (var card in byCard ?? [])
            if (CheckIn.Decide(Given.Session(), held, "p1", card ? null : "12345", at) is CheckInOutcome.Kept kept) held.Add(kept.Evidence);
        var open = at >= Given.Session().CheckInOpens && at < Given.Session().CheckInCloses;
        return held.Count == (open && byCard is { Length: > 0 } ? 1 : 0);
    }

    static CheckInOutcome Decide(string? code, DateTimeOffset now) => CheckIn.Decide(Given.Session(), [], "p1", code, now);

    static Evidence Correct(bool present, int minutes) =>
        Assert.IsType<CheckInOutcome.Kept>(CheckIn.Correct(Given.Session(), "p1", present, "อยู่ในรูปถ่าย", "c1", Given.Starts.AddMinutes(minutes))).Evidence;
}
