using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Something of the library that may answer the question already.</summary>
public sealed record AskHit(string Title, string Url);

/// <summary>A mentor to choose, with everything that speaks for this one.</summary>
public sealed record AskMentor(string Id, string Name, string Reasons);

/// <summary>A question to a mentor: first the question alone, then with what the library has and the mentors to choose from.</summary>
/// <param name="Session">The question's name from the second step on; null before.</param>
/// <param name="Question">The text as it was typed.</param>
/// <param name="Hide">The mentor is not to see the name.</param>
public sealed record AskForm(
    string? Session, string Question, string Subject, IReadOnlyList<Pick> Subjects, bool Hide, IReadOnlyList<AskHit> Hits, IReadOnlyList<AskMentor> Mentors, string? Note) : ICard
{
    const int Most = 3, MostSubjects = 13;

    static readonly Pick[] Some = [new("buying", "จัดซื้อจัดจ้าง"), new("otop", "OTOP"), new("other", "เรื่องอื่น ๆ")];

    public static AskForm Sample => new(
        "q1", "ของมาไม่ครบตามใบสั่งซื้อ ตรวจรับได้ไหม", "buying", Some, true, [new("ของมาไม่ครบ ตรวจรับอย่างไร", "https://talk.example.go.th/library/k26")],
        [new("p031", "นางสาวพี่ ใจกว้าง", "ดูแลเรื่อง จัดซื้อจัดจ้าง · ดูแลโซน 1 · ตอนนี้ว่าง"), new("p032", "นายเก่ง ช่วยเหลือ", "ดูแลเรื่อง จัดซื้อจัดจ้าง · อยู่คนละโซน · ดูแลอยู่ 1 จาก 3 เรื่อง")], null);

    public static AskForm Blank => new(null, "", "", Some, false, [], [], null);

    public string Summary => "ถามพี่เลี้ยง";

    public JsonObject Data() => new()
    {
        ["session"] = Session ?? "", ["question"] = Shown.Cut(Question, 1000), ["subject"] = Subject, ["subjects"] = Pick.Dropdown(Subjects.Take(MostSubjects).Select(subject => subject with { Title = Shown.Cut(subject.Title, 40) })), ["hide"] = Hide ? "true" : "false", ["note"] = Shown.Text(Note),
        ["again"] = Mentors.Count > 0 ? "ค้นใหม่" : "หาพี่เลี้ยง",
        ["hits"] = new JsonArray([.. Hits.Take(Most).Select(hit => new JsonObject { ["title"] = Shown.Text(Shown.Cut(hit.Title, 100)), ["url"] = hit.Url })]),
        ["mentors"] = new JsonArray([.. Mentors.Take(Most).Select(mentor => new JsonObject
        {
            ["id"] = mentor.Id, ["name"] = Shown.Text(Shown.Cut(mentor.Name, 60)), ["title"] = Shown.Cut($"ถาม {mentor.Name}", 40), ["reasons"] = Shown.Text(Shown.Cut(mentor.Reasons, 200)),
        })]),
    };
}

/// <summary>The filled form. <paramref name="Mentor"/> null: show whom there is to ask.</summary>
public sealed record AskClick(string? Id, string? Mentor, string? Subject, string? Question, string? Hide) : Click;
