using System.Text.Json.Serialization;

namespace ChuanKhuy.Core.Audit;

/// <summary>What coordinators and admins do to what belongs to others.</summary>
public enum ActKind
{
    SessionPlanned, SessionEdited, SessionMoved, SessionCancelled, SendingStopped, SentNow, SessionEnded,
    AttendanceCorrected, AppealAnswered,
    ItemPublished, ItemRetired, ItemRestored, ItemDropped,
    RolesChanged, SignInGiven,
    TopicsAsked,
    ReportExported, LibraryExported, PersonExported, PersonErased, BackupMade, BackupRestored,
}

/// <summary>One act as it stands in the log. It holds ids and states, never a name or a text that somebody typed.</summary>
/// <param name="By">Id of the person; <see cref="Machine"/> for a command at the machine itself.</param>
/// <param name="About">Id of the session, person or item.</param>
/// <param name="Before">The state before, as a short code; null when there was none.</param>
public sealed record Act(string Id, string By, DateTimeOffset At, ActKind What, string About, string? Before = null, string? After = null)
{
    /// <summary>Whoever may run commands at the machine. Its operating system knows who that was.</summary>
    public const string Machine = "~command";
}

/// <summary>Names an act that stands in another partition; or is the act itself, when it had no transaction of its own to stand in.</summary>
internal sealed record ActPointer(string? Table, string? Partition, string? Key, Act? Act);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Act))]
[JsonSerializable(typeof(ActPointer))]
internal sealed partial class ActJson : JsonSerializerContext;
