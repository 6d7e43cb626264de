using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Outbox;

/// <summary>What is known of one person in one session when it is asked whether a message is for them.</summary>
public sealed record Standing(Answered? Answered, bool Present, bool GaveFeedback)
{
    public Answer? Answer => Answered?.Answer;

    /// <summary>Means to come, or hopes to: in the line too, but not when an offered seat was let pass.</summary>
    public bool Hopes => Answer is Sessions.Answer.Maybe || (Answer is Sessions.Answer.Yes && Answered!.Seat is not SeatState.Expired);
}

/// <summary>Whom a message is for. The same rule picks the recipients and is asked again just before sending.</summary>
public static class Recipients
{
    public static bool Wants(MessageKind kind, Session session, Person person, Standing standing) =>
        !session.HasSpeaker(person.Id) && kind switch
        {
            MessageKind.Invite => session.Plan.Audience.Includes(person) && standing.Answer is null,
            MessageKind.Nudge => session.Plan.Audience.Includes(person) && standing.Answer is null,
            MessageKind.DayBefore => standing.Hopes,
            MessageKind.Soon => standing.Hopes || (standing.Answer is null && session.Plan.Seats is null && session.Plan.Audience.Includes(person)),
            MessageKind.CheckIn => !standing.Present && (standing.Answer is Answer.Maybe || standing.Answered?.Comes == true),
            MessageKind.Moved => standing.Answer is not null || session.Plan.Audience.Includes(person),
            MessageKind.Cancelled => standing.Answer is Answer.Yes or Answer.Maybe
                || (standing.Answer is null && session.Plan.Audience.Includes(person)),
            MessageKind.Feedback or MessageKind.FeedbackReminder or MessageKind.FeedbackLast =>
                !standing.GaveFeedback && (session.IsEvaluation ? session.Plan.Audience.Includes(person) : standing.Present),
            MessageKind.SeatGiven => standing.Answered?.Seat is SeatState.Accepted,
            MessageKind.SeatOffered => standing.Answered?.Seat is SeatState.Offered,
            MessageKind.SeatExpired => standing.Answered?.Seat is SeatState.Expired,
            MessageKind.Named => !standing.Present,
            MessageKind.Tip => standing.Answer is not Answer.No && session.Plan.Audience.Includes(person),
            MessageKind.MentorSurvey => standing.Answer is null && Mentors.Candidates.Asked(person),
            MessageKind.TopicVote => session.Plan.Audience.Includes(person),
            MessageKind.TopicPlanned => standing.Answer is Answer.Yes,
            _ => false,
        };

    /// <summary>Whether the rule looks at the attendance evidence.</summary>
    public static bool NeedsPresence(MessageKind kind) =>
        kind is MessageKind.CheckIn or MessageKind.Named or MessageKind.Feedback or MessageKind.FeedbackReminder or MessageKind.FeedbackLast;

    /// <summary>Whether the rule looks at who gave feedback.</summary>
    public static bool NeedsFeedback(MessageKind kind) => kind is MessageKind.Feedback or MessageKind.FeedbackReminder or MessageKind.FeedbackLast;
}
