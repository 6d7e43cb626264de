using System.Text.Json.Serialization;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Attendance;

/// <summary>How it is known that a person came.</summary>
public enum EvidenceSource
{
    Code,
    Card,
    Coordinator,

    /// <summary>Named by a colleague in the same room, and confirmed by the own tap.</summary>
    Group,
}

/// <summary>
/// One piece of evidence as it came; it is never changed, only overruled by a later correction of the coordinator.
/// </summary>
/// <param name="Present">False only in a coordinator's correction.</param>
/// <param name="By">The coordinator who corrected, or the colleague who named.</param>
/// <param name="Reason">The coordinator's reason.</param>
/// <param name="Excused">The coordinator knows why the person was not there: on leave or on other duty.</param>
public sealed record Evidence(
    string Person, EvidenceSource Source, DateTimeOffset At, bool Present = true, string? By = null, string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Excused = false);

/// <summary>What becomes of a person signing in.</summary>
public abstract record CheckInOutcome
{
    public sealed record Kept(Evidence Evidence) : CheckInOutcome;

    /// <summary>Signed in before; nothing to store.</summary>
    public sealed record Already : CheckInOutcome;

    public sealed record Refused(string Because) : CheckInOutcome;
}

/// <summary>Signing in by the code word or by the button, inside the time window; everybody of the roster may.</summary>
public static class CheckIn
{
    public const int ReasonChars = 300;

    /// <param name="code">What the person typed; null when they pressed the button of their own card.</param>
    /// <param name="held">The person's evidence so far, in any order.</param>
    /// <param name="named">The colleague who named this person; it counts only by this person's own tap.</param>
    public static CheckInOutcome Decide(Session session, IReadOnlyList<Evidence> held, string person, string? code, DateTimeOffset now, string? named = null)
    {
        if (Closed(session, now) is { } because) return Refuse(because);
        if (code is not null && !string.Equals(code, session.Code, StringComparison.Ordinal)) return Refuse("รหัสไม่ตรง ลองดูรหัสบนจอของวิทยากรอีกครั้ง");
        if (held.Any(e => e.Source != EvidenceSource.Coordinator)) return new CheckInOutcome.Already();
        return new CheckInOutcome.Kept((code, named) switch
        {
            (not null, _) => new(person, EvidenceSource.Code, now),
            (_, not null) => new(person, EvidenceSource.Group, now, By: named),
            _ => new(person, EvidenceSource.Card, now),
        });
    }

    /// <summary>Why nobody can sign in now; null inside the time window.</summary>
    public static string? Closed(Session session, DateTimeOffset now) => session.State switch
    {
        SessionState.Draft or SessionState.Cancelled => "กิจกรรมนี้ไม่ได้จัด จึงลงชื่อไม่ได้",
        _ when now < session.CheckInOpens => "ยังไม่ถึงเวลา ลงชื่อได้ก่อนเริ่ม 15 นาที",
        _ when now >= session.CheckInCloses => "หมดเวลาลงชื่อแล้ว ถ้าเข้าร่วมจริง พิมพ์ แจ้งว่าเข้าร่วมแล้ว",
        _ => null,
    };

    /// <summary>The coordinator's word, with its reason, overrules everything before it.</summary>
    public static CheckInOutcome Correct(Session session, string person, bool present, string? reason, string by, DateTimeOffset now, bool excused = false)
    {
        if (session.State is SessionState.Draft or SessionState.Cancelled) return Refuse("กิจกรรมนี้ไม่ได้จัด จึงไม่มีการลงชื่อ");
        if (now < session.CheckInOpens) return Refuse("ยังไม่ถึงเวลาของกิจกรรม");
        if (string.IsNullOrWhiteSpace(reason)) return Refuse("ต้องบอกเหตุผลด้วย เพื่อให้ตรวจสอบย้อนหลังได้");
        return new CheckInOutcome.Kept(new(person, EvidenceSource.Coordinator, now, present, by, reason, excused && !present));
    }

    static CheckInOutcome.Refused Refuse(string because) => new(because);
}
