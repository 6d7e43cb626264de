using System.Text.Json.Serialization;
using ChuanKhuy.Core.Attendance;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// One session as it stands. <paramref name="Version"/> rises when it is moved or cancelled: what was prepared for an older version is void.
/// </summary>
/// <param name="Code">The code word (five digits) that the speaker shows, for signing in.</param>
/// <param name="Join">The unguessable id of the stable join link.</param>
/// <param name="HeldUntil">Nothing leaves before this time; "ยกเลิกการส่ง" turns the session back into a draft.</param>
/// <param name="Done">What the calendar asked for and was decided already, for this version.</param>
/// <param name="EndedAt">The real end, by "จบแล้ว" or by the planned end.</param>
/// <param name="MovedFrom">Its former start, after a move.</param>
/// <param name="Reason">Why it was moved or cancelled, in the coordinator's words.</param>
/// <param name="Boxes">How many feedback boxes it has; fixed when feedback opens.</param>
/// <param name="Edits">How often its plan was edited without a move.</param>
/// <param name="Slides">Links to the speakers' slides, by the speaker's key.</param>
/// <param name="Form">The form with its version; fixed when feedback opens.</param>
/// <param name="Counts">Who counts as present by the meeting's record; stamped when the first one comes.</param>
public sealed record Session(
    Plan Plan,
    SessionState State,
    int Version,
    string Code,
    string Join,
    DateTimeOffset? HeldUntil = null,
    IReadOnlyList<DueKind>? Done = null,
    DateTimeOffset? EndedAt = null,
    DateTimeOffset? MovedFrom = null,
    string? Reason = null,
    int Boxes = 1,
    IReadOnlyDictionary<string, string>? Slides = null,
    string? Form = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Edits = 0,
    AttendanceRule? Counts = null)
{
    /// <summary>Rises with every change that a calendar should show (RFC 5545, SEQUENCE).</summary>
    [JsonIgnore] public int Sequence => Version - 1 + Edits;

    /// <summary>Signing in is possible from this long before the start …</summary>
    public static readonly TimeSpan EarlyCheckIn = TimeSpan.FromMinutes(15);

    /// <summary>… to this long after the end; then the session counts as ended.</summary>
    public static readonly TimeSpan LateCheckIn = TimeSpan.FromMinutes(30);

    /// <summary>Feedback opens this long before the end, while people are still there.</summary>
    public static readonly TimeSpan FeedbackLead = TimeSpan.FromMinutes(5);

    /// <summary>Feedback closes this long after it opened.</summary>
    public static readonly TimeSpan FeedbackStays = TimeSpan.FromDays(7);

    [JsonIgnore] public string Id => Plan.Id;
    [JsonIgnore] public DateTimeOffset Starts => Plan.Starts;
    [JsonIgnore] public DateTimeOffset Ends => EndedAt ?? Plan.Ends;
    [JsonIgnore] public DateTimeOffset CheckInOpens => Plan.Starts - EarlyCheckIn;
    [JsonIgnore] public DateTimeOffset CheckInCloses => Ends + LateCheckIn;
    [JsonIgnore] public DateTimeOffset FeedbackOpens => EndedAt is { } end && end < Plan.Ends - FeedbackLead ? end : Plan.Ends - FeedbackLead;
    [JsonIgnore] public DateTimeOffset FeedbackCloses => FeedbackOpens + FeedbackStays;

    /// <summary>When its figures are made: a little later, because an answer taken at the last moment may still be on its way.</summary>
    [JsonIgnore] public DateTimeOffset FeedbackCounted => FeedbackCloses + TimeSpan.FromMinutes(10);

    [JsonIgnore] public bool IsEvaluation => Plan.Kind is SessionKind.Evaluation;

    /// <summary>People can take part from where they are: nobody needs time to travel.</summary>
    [JsonIgnore] public bool Online => Plan.Meeting is not MeetingKind.None || Plan.Place?.StartsWith("https://", StringComparison.Ordinal) == true;

    [JsonIgnore] public bool Invited => IsDone(DueKind.Invite);

    public bool IsDone(DueKind kind) => Done?.Contains(kind) == true;

    /// <summary>Whether this person of the roster is one of the speakers.</summary>
    public bool HasSpeaker(string person) => Plan.Speakers.Any(s => s.Person == person);

    public Session With(params IEnumerable<DueKind> done) => this with { Done = [.. (Done ?? []).Union(done).Order()] };
}
