using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Feedback;

/// <summary>An item of the form: its id in the click and its label on the card.</summary>
public sealed record FeedbackItem(string Id, string Label);

/// <summary>Who may give feedback, when, and what a complete answer is.</summary>
public static class FeedbackRule
{
    public const int CommentChars = 1000;

    /// <summary>The first form. A form that was sent never changes: another one gets another list.</summary>
    public static IReadOnlyList<FeedbackItem> Items { get; } =
    [
        new("content", "เนื้อหา"),
        new("speaker", "วิทยากร"),
        new("use", "นำไปใช้ได้จริง"),
        new("form", "รูปแบบและเวลา"),
        new("overall", "ภาพรวม"),
    ];

    /// <summary>Why this answer is not taken; null when it is.</summary>
    /// <param name="came">Whether there is evidence that the person was there.</param>
    public static string? Refuse(Session session, bool came, IReadOnlyDictionary<string, int> ratings, DateTimeOffset now)
    {
        if (session.State is SessionState.Draft or SessionState.Cancelled) return "กิจกรรมนี้ไม่ได้จัด จึงไม่มีแบบประเมิน";
        if (!session.IsDone(DueKind.Feedback)) return "แบบประเมินยังไม่เปิด จะเปิดเมื่อกิจกรรมใกล้จบ";
        if (now >= session.FeedbackCloses) return "แบบประเมินปิดรับแล้ว ขอบคุณที่ตั้งใจตอบ";
        if (!came) return "แบบประเมินนี้สำหรับผู้ที่ลงชื่อเข้าร่วม ถ้าเข้าร่วมจริง ลงชื่อก่อนหรือแจ้งผู้ประสานงาน";
        if (ratings.Keys.Any(id => Items.All(item => item.Id != id)) || ratings.Values.Any(r => r is < 1 or > 5)) return "คำตอบไม่ตรงกับแบบประเมิน ลองเปิดการ์ดแล้วตอบใหม่";
        if (!ratings.ContainsKey("overall")) return "ขาดข้อ ภาพรวม ช่วยเลือกก่อนส่ง";
        return null;
    }

    /// <summary>The ratings in the order of the form.</summary>
    public static IReadOnlyList<int?> Vector(IReadOnlyDictionary<string, int> ratings) =>
        [.. Items.Select(item => ratings.TryGetValue(item.Id, out var value) ? value : (int?)null)];
}
