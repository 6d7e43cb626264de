using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>An item or a free text of the form.</summary>
public sealed record FeedbackQuestion(string Id, string Label);

/// <summary>The short form after a session. It says what is kept and that it cannot be changed afterwards.</summary>
public sealed record Feedback(
    string Session, string Heading, string Title, string When, string Privacy, IReadOnlyList<FeedbackQuestion> Questions, IReadOnlyList<FeedbackQuestion> Texts, string? Note) : ICard
{
    /// <summary>The one item that has to be answered.</summary>
    const string Needed = "overall";

    public static Feedback Sample => new(
        "s1", "ความเห็นหลังกิจกรรม", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.",
        "คำตอบไม่ผูกกับชื่อ: ระบบเก็บว่าใครตอบแล้ว แยกจากคะแนนและข้อความ ส่งแล้วแก้ไม่ได้",
        [new("content", "เนื้อหา"), new("speaker", "วิทยากร"), new("use", "นำไปใช้ได้จริง"), new("form", "รูปแบบและเวลา"), new("overall", "ภาพรวม")], [new("comment", "อยากบอกอะไรเพิ่ม")], null);

    public string Summary => $"ขอความเห็นสั้น ๆ เรื่อง {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["heading"] = Shown.Text(Heading), ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["privacy"] = Shown.Text(Privacy), ["note"] = Shown.Text(Note),
        ["questions"] = new JsonArray([.. Questions.Select(q => new JsonObject { ["id"] = q.Id, ["label"] = q.Label, ["required"] = q.Id == Needed })]),
        ["texts"] = new JsonArray([.. Texts.Select(t => new JsonObject { ["id"] = t.Id, ["label"] = t.Label })]),
    };
}

/// <summary>The answers, by item; items left out are not in it.</summary>
public sealed record FeedbackClick(string Session, IReadOnlyDictionary<string, int> Ratings, string? Comment, string? Proposal = null) : Click;
