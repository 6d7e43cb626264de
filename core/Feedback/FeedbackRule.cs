using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Feedback;

/// <summary>Who may give feedback, when, and what a complete answer is.</summary>
public static class FeedbackRule
{
    public const int CommentChars = 1000;

    /// <summary>The one item that has to be answered.</summary>
    public const string Needed = "overall";

    /// <summary>Why this answer is not taken; null when it is.</summary>
    /// <param name="came">Whether there is evidence that the person was there; for the evaluation of the programme, whether it was sent to them.</param>
    public static string? Refuse(Session session, bool came, IReadOnlyDictionary<string, int> ratings, DateTimeOffset now)
    {
        var form = Forms.Of(session);
        if (session.State is SessionState.Draft or SessionState.Cancelled) return "กิจกรรมนี้ไม่ได้จัด จึงไม่มีแบบประเมิน";
        if (!session.IsDone(DueKind.Feedback)) return "แบบประเมินยังไม่เปิด จะเปิดเมื่อกิจกรรมใกล้จบ";
        if (now >= session.FeedbackCloses) return "แบบประเมินปิดรับแล้ว ขอบคุณที่ตั้งใจตอบ";
        if (!came) return session.IsEvaluation ? "แบบประเมินนี้สำหรับเจ้าหน้าที่ของโครงการ" : "แบบประเมินนี้สำหรับผู้ที่ลงชื่อเข้าร่วม ถ้าเข้าร่วมจริง ลงชื่อก่อนหรือแจ้งผู้ประสานงาน";
        if (ratings.Keys.Any(id => form.Items.All(item => item.Id != id)) || ratings.Values.Any(r => r is < 1 or > 5)) return "คำตอบไม่ตรงกับแบบประเมิน ลองเปิดการ์ดแล้วตอบใหม่";
        if (!ratings.ContainsKey(Needed)) return $"ขาดข้อ {form.Items.First(item => item.Id == Needed).Label} ช่วยเลือกก่อนส่ง";
        return null;
    }

    /// <summary>What was written, cleaned, each text for itself: in a box the texts of one person stand apart.</summary>
    public static IReadOnlyList<string> Texts(Form form, params ReadOnlySpan<string?> written)
    {
        var texts = new List<string>();
        for (var place = 0; place < form.Texts.Count && place < written.Length; place++)
            if (written[place] is { } text && ThaiText.CleanLines(text, CommentChars - form.Texts[place].Mark.Length) is { Length: > 0 } clean) texts.Add(form.Texts[place].Mark + clean);
        return texts;
    }

    /// <summary>The ratings in the order of the form.</summary>
    public static IReadOnlyList<int?> Vector(Form form, IReadOnlyDictionary<string, int> ratings) =>
        [.. form.Items.Select(item => ratings.TryGetValue(item.Id, out var value) ? value : (int?)null)];
}
