using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Reports;

/// <summary>People of one unit in one session.</summary>
public sealed record UnitCount(int Invited, int Yes, int Present);

/// <summary>
/// The figures of one session, recomputed from its rows and replaced as a whole, never incremented. Reports add such rows up.
/// </summary>
/// <param name="Units">By the code of the unit the person belonged to when the figures were made.</param>
/// <param name="Asked">To how many the feedback form was sent.</param>
/// <param name="Closes">When the feedback form closes; null when there was none.</param>
/// <param name="Feedback">What was answered; null until the form has closed.</param>
public sealed record SessionSummary(
    string Session, SessionKind Kind, string Title, string Zone, DateTimeOffset Starts, DateTimeOffset Ends,
    int Invited, int Yes, int Maybe, int No, int Present, IReadOnlyDictionary<string, UnitCount> Units,
    int Asked = 0, DateTimeOffset? Closes = null, Tally? Feedback = null)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public int Silent => Math.Max(0, Invited - Yes - Maybe - No);
}
