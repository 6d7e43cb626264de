using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Attendance;

/// <summary>A person says that they were there although it is not known; a coordinator decides once. What was decided before and after stays beside it.</summary>
/// <param name="Words">How they tell it.</param>
/// <param name="Before">What was decided of them when they appealed.</param>
/// <param name="After">What is decided since the coordinator answered; null while it is open.</param>
public sealed record Appeal(
    string Person, DateTimeOffset At, string Words, AttendanceStatus Before, string BeforeBecause,
    AttendanceStatus? After = null, string? AfterBecause = null, string? By = null, DateTimeOffset? DecidedAt = null);

/// <summary>What becomes of an appeal or of its answer.</summary>
public abstract record AppealOutcome
{
    public sealed record Kept(Appeal Appeal) : AppealOutcome;

    public sealed record Refused(string Because) : AppealOutcome;
}

/// <summary>When somebody may appeal, and what a coordinator may answer.</summary>
public static class Appeals
{
    /// <summary>An appeal can be made this long after the end.</summary>
    public static readonly TimeSpan Stays = TimeSpan.FromDays(14);

    public static AppealOutcome Make(Session session, Verdict verdict, Appeal? held, string words, DateTimeOffset now)
    {
        if (session.State is SessionState.Draft or SessionState.Cancelled) return Refuse("กิจกรรมนี้ไม่ได้จัด");
        if (now < session.Ends) return Refuse("กิจกรรมยังไม่จบ ลงชื่อได้ตามปกติ");
        if (now > session.Ends + Stays) return Refuse("แจ้งได้ภายใน 14 วันหลังจบ ถ้าจำเป็น ติดต่อผู้ประสานงานโดยตรง");
        if (verdict.Came) return Refuse($"นับว่าคุณเข้าร่วมแล้ว: {verdict.Because}");
        if (held is { After: null }) return Refuse("รับเรื่องไว้แล้ว กำลังรอผู้ประสานงานตอบ");
        if (held is not null) return Refuse($"ผู้ประสานงานตอบแล้ว: {held.AfterBecause}");
        if (string.IsNullOrWhiteSpace(words)) return Refuse("เล่าสั้น ๆ ว่าเข้าร่วมอย่างไร เช่น นั่งจอเดียวกับพี่มานะ");
        return new AppealOutcome.Kept(new(verdict.Person, now, words, verdict.Status, verdict.Because));
    }

    /// <param name="after">What is decided once the coordinator's word is kept.</param>
    public static AppealOutcome Answer(Appeal? held, bool grant, string? reason, Verdict after, string by, DateTimeOffset now)
    {
        if (held is null) return Refuse("ไม่พบเรื่องนี้");
        if (held.After is not null) return Refuse($"เรื่องนี้ตอบไปแล้ว: {held.AfterBecause}");
        if (held.Person == by) return Refuse("เป็นเรื่องของคุณเอง ให้ผู้ประสานงานคนอื่นตอบ");
        if (!grant && string.IsNullOrWhiteSpace(reason)) return Refuse("บอกเหตุผลด้วย เพื่อให้ผู้แจ้งเข้าใจ");
        return new AppealOutcome.Kept(held with
        {
            After = after.Status, AfterBecause = grant ? after.Because : $"ยังไม่นับว่าเข้าร่วม: {reason}", By = by, DecidedAt = now,
        });
    }

    static AppealOutcome.Refused Refuse(string because) => new(because);
}
