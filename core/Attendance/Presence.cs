using System.Globalization;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Attendance;

public enum AttendanceStatus { Present, Late, Partial, Absent, Excused }

/// <summary>What is decided of one person in one session, and why, as a Thai sentence.</summary>
/// <param name="Seconds">Learning time.</param>
public sealed record Verdict(string Person, AttendanceStatus Status, int Seconds, string Because)
{
    public bool Came => Status is AttendanceStatus.Present or AttendanceStatus.Late;
}

/// <summary>
/// Decides who was there. Sources by rank: the coordinator's last word; the code word or the own tap after a colleague's naming (seen in the room);
/// the meeting's record (measured); the button of the card (said by the person alone).
/// Learning time is what was measured; where nothing was measured, or the coordinator confirmed, it is the session's actual length.
/// </summary>
public static class Presence
{
    /// <summary>Present or late, by the same ranks, where only that is asked.</summary>
    public static bool Came(IEnumerable<Evidence> evidence, Attended? meeting)
    {
        var all = evidence as IReadOnlyCollection<Evidence> ?? [.. evidence];
        return Last(all) is { } word ? word.Present : Seen(all) is not null || (meeting is { Seconds: > 0 } ? meeting.Enough : all.Count > 0);
    }

    public static Verdict Decide(Session session, string person, IReadOnlyCollection<Evidence> evidence, Attended? meeting, Answered? answer)
    {
        var length = new Timeline(session.Starts, session.Ends).Length;
        var measured = meeting is { Seconds: > 0 } m ? m.Seconds : length;
        if (Last(evidence) is { } word)
            return word switch
            {
                { Present: true } => new(person, AttendanceStatus.Present, length, $"ผู้ประสานงานยืนยันว่าเข้าร่วม: {word.Reason}"),
                { Excused: true } => new(person, AttendanceStatus.Excused, 0, $"ลาหรือติดราชการ: {word.Reason}"),
                _ => new(person, AttendanceStatus.Absent, 0, $"ผู้ประสานงานแก้เป็นไม่ได้เข้าร่วม: {word.Reason}"),
            };
        if (Seen(evidence) is { } seen)
            return new(person, AttendanceStatus.Present, measured, seen.Source is EvidenceSource.Code ? "ลงชื่อด้วยรหัสบนจอ" : "เพื่อนร่วมห้องแจ้งชื่อ และยืนยันด้วยตนเอง");
        if (meeting is { Seconds: > 0 }) return Measured(person, meeting);
        if (evidence.Count > 0) return new(person, AttendanceStatus.Present, length, "กดปุ่มลงชื่อบนการ์ดของตัวเอง");
        return answer is { Answer: Answer.No }
            ? new(person, AttendanceStatus.Excused, 0, "แจ้งไว้แล้วว่าไม่สะดวก")
            : new(person, AttendanceStatus.Absent, 0, "ไม่พบหลักฐานการเข้าร่วม ถ้าเข้าร่วมจริง พิมพ์ แจ้งว่าเข้าร่วมแล้ว");
    }

    static Verdict Measured(string person, Attended m)
    {
        var stayed = string.Create(CultureInfo.InvariantCulture, $"อยู่ในห้องประชุม {m.Seconds / 60} นาที จาก {m.Length / 60} นาที");
        var bound = string.Create(CultureInfo.InvariantCulture, $"เกณฑ์ {(m.Needed + 59) / 60} นาที");
        return !m.Enough ? new(person, AttendanceStatus.Partial, m.Seconds, $"{stayed} ไม่ถึง{bound}")
            : m.Late ? new(person, AttendanceStatus.Late, m.Seconds, string.Create(CultureInfo.InvariantCulture, $"{stayed} ถึง{bound} แต่เข้าหลังเริ่ม {m.After / 60} นาที"))
            : new(person, AttendanceStatus.Present, m.Seconds, $"{stayed} ถึง{bound}");
    }

    static Evidence? Last(IEnumerable<Evidence> evidence) => evidence.Where(e => e.Source is EvidenceSource.Coordinator).MaxBy(e => e.At);

    static Evidence? Seen(IEnumerable<Evidence> evidence) => evidence.Where(e => e.Source is EvidenceSource.Code or EvidenceSource.Group).MinBy(e => e.At);
}
