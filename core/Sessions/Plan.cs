using ChuanKhuy.Core.People;

namespace ChuanKhuy.Core.Sessions;

/// <summary>Evaluation is not held: it is the quarterly form on the whole programme, which lives like a session that has ended and only asks.</summary>
public enum SessionKind { Talk, Workshop, Exchange, MentorMeeting, Evaluation }

/// <summary>Draft: only coordinators see it. Published: invitations go out. Ended and cancelled are final.</summary>
public enum SessionState { Draft, Published, Ended, Cancelled }

public enum MeetingKind { None, Webex, Teams }

/// <summary>
/// Who speaks: a person of the roster by id, or an outside expert by name and e-mail (then <paramref name="Person"/> is null).
/// </summary>
public sealed record Speaker(string? Person, string? Name = null, string? Email = null);

/// <summary>What a coordinator plans: one line of plan.csv, or the form in the chat. Times are UTC.</summary>
public sealed record Plan(
    string Id,
    SessionKind Kind,
    string Title,
    IReadOnlyList<Speaker> Speakers,
    string Zone,
    DateTimeOffset Starts,
    DateTimeOffset Ends,
    int? Seats,
    Audience Audience,
    MeetingKind Meeting,
    string Place,
    bool Published);
