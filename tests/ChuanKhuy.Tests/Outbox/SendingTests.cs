using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Tests.Sessions;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Outbox;

public sealed class SendingTests
{
    static readonly DateTimeOffset Now = Given.Starts.AddDays(-1);

    [Fact]
    public void A_claim_says_when_and_the_mark_says_what_came_of_it()
    {
        var claimed = Sending.Claim(Row(), Now);
        Assert.Equal((Now, 1, DeliveryState.Pending), (claimed.Intent, claimed.Attempts, claimed.State));
        Assert.Equal(Sending.Next.Nothing, Sending.Look(claimed, Now.AddMinutes(1)));
        Assert.Equal(Sending.Next.Doubt, Sending.Look(claimed, Now.AddMinutes(2)));
        var sent = Sending.Mark(claimed, new SendOutcome.Posted("m1"), Now, 0);
        Assert.Equal((DeliveryState.Sent, "m1", Now), (sent.State, sent.Posted, sent.SentAt));
        Assert.Null(Sending.LookAgain(sent));
    }

    [Fact]
    public void What_did_not_leave_is_tried_again_no_earlier_than_told()
    {
        var row = Sending.Mark(Sending.Claim(Row(), Now), new SendOutcome.NotSent(TimeSpan.FromMinutes(7)), Now, 0.5);
        Assert.Equal(Sending.Next.Nothing, Sending.Look(row, Now.AddMinutes(7).AddTicks(-1)));
        Assert.Equal(Sending.Next.Send, Sending.Look(row, Now.AddMinutes(7)));
    }

    [Fact]
    public void What_may_have_arrived_is_not_sent_again_except_a_notice_once()
    {
        var reminder = Sending.Mark(Sending.Claim(Row(), Now), new SendOutcome.PerhapsSent("timeout"), Now, 0);
        Assert.Equal((DeliveryState.Unknown, Sending.Next.Nothing), (reminder.State, Sending.Look(reminder, Now.AddHours(1))));

        var notice = Sending.Mark(Sending.Claim(Row(MessageKind.Cancelled), Now), new SendOutcome.PerhapsSent("timeout"), Now, 0);
        Assert.Equal(Sending.Next.Nothing, Sending.Look(notice, Now.AddMinutes(9)));
        Assert.Equal(Sending.Next.Send, Sending.Look(notice, Now.AddMinutes(10)));
        var again = Sending.Mark(Sending.Claim(notice, Now.AddMinutes(10)), new SendOutcome.PerhapsSent("timeout"), Now.AddMinutes(10), 0);
        Assert.Equal(Sending.Next.Nothing, Sending.Look(again, Now.AddHours(5)));
    }

    [Fact]
    public void Who_cannot_be_reached_keeps_the_reason_and_what_lost_its_use_is_given_up()
    {
        Assert.Equal((DeliveryState.Unreachable, "blocked"), Shown(Sending.Mark(Sending.Claim(Row(), Now), new SendOutcome.Dead("blocked"), Now, 0)));
        Assert.Equal((DeliveryState.Parked, "400"), Shown(Sending.Mark(Sending.Claim(Row(), Now), new SendOutcome.Rejected("400"), Now, 0)));
        Assert.Equal(Sending.Next.GiveUp, Sending.Look(Row(), Row().Until));
    }

    [Fact]
    public void What_one_channel_could_not_bring_goes_by_another_once()
    {
        var dead = new SendOutcome.Dead("blocked");
        var other = Sending.Mark(Sending.Claim(Row(), Now), dead, Now, 0, "webex");
        Assert.Equal((DeliveryState.Pending, "webex", Row().Channel, (DateTimeOffset?)null, 0), (other.State, other.Channel, other.Tried, other.Intent, other.Attempts));
        Assert.Equal(Sending.Next.Send, Sending.Look(other, Now));
        Assert.Equal((DeliveryState.Unreachable, "blocked"), Shown(Sending.Mark(Sending.Claim(other, Now), dead, Now, 0, Row().Channel)));
        Assert.Equal(DeliveryState.Unreachable, Sending.Mark(Sending.Claim(Row(), Now), dead, Now, 0, Row().Channel).State);
        // What may have arrived goes nowhere else.
        Assert.Equal(DeliveryState.Unknown, Sending.Mark(Sending.Claim(Row(), Now), new SendOutcome.PerhapsSent("timeout"), Now, 0, "webex").State);
    }

    /// <summary>Else a sender would look at a row for ever, or leave one for ever.</summary>
    [Property(MaxTest = 1000)]
    public bool A_row_that_asks_to_be_looked_at_now_always_gets_something_done(byte kind, byte state, int? intentMinutes, int untilMinutes, bool again, short laterMinutes)
    {
        var row = Row((MessageKind)(kind % Enum.GetValues<MessageKind>().Length)) with
        {
            State = (DeliveryState)(state % Enum.GetValues<DeliveryState>().Length),
            Intent = intentMinutes is { } m ? Now.AddMinutes(m % 500) : null,
            Until = Now.AddMinutes(untilMinutes % 500),
            Again = again,
        };
        var now = Now.AddMinutes(laterMinutes % 1000);
        return (Sending.LookAgain(row) <= now) == (Sending.Look(row, now) is not Sending.Next.Nothing);
    }

    static (DeliveryState, string?) Shown(Delivery row) => (row.State, row.Reason);

    static Delivery Row(MessageKind kind = MessageKind.DayBefore) => new(kind, "s1", 1, "p1", "browser", DeliveryState.Pending, Now, Given.Starts);
}
