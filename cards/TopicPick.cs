using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Topics to choose from: staff vote, a coordinator makes a session of one or asks everybody.</summary>
/// <param name="Lines">What speaks for each topic, for the coordinator.</param>
/// <param name="Chosen">The id that is marked.</param>
/// <param name="Buttons">Their ids say what is done: vote, plan, ask.</param>
public sealed record TopicPick(string Title, string Lead, IReadOnlyList<string> Lines, string Chosen, IReadOnlyList<Pick> Topics, IReadOnlyList<Pick> Buttons, string? Note) : ICard
{
    const int MostTopics = 6, MostButtons = 2;

    public static TopicPick Sample => new(
        "หัวข้อที่เพื่อนร่วมงานต้องการ", "เลือกเรื่อง แล้วแตะจัดเป็นกิจกรรม", ["ตรวจรับพัสดุ: ค้นไม่เจอ 9 · ถามพี่เลี้ยง 2 · อยากให้จัด 4", "ถ่ายภาพสินค้า OTOP: ค้นไม่เจอ 3 · อยากให้จัด 5"], "a1",
        [new("a1", "ตรวจรับพัสดุ"), new("a2", "ถ่ายภาพสินค้า OTOP")], [new("plan", "จัดเป็นกิจกรรม"), new("ask", "ให้ทุกคนช่วยเลือก")], null);

    public static TopicPick Voting => new(
        "ครั้งหน้าอยากฟังเรื่องไหน", "เลือกได้หนึ่งเรื่อง เปลี่ยนใจได้ถึง พ. 16 ธ.ค. 69 เวลา 16.30 น.", [], "a2",
        [new("a1", "ตรวจรับพัสดุ"), new("a2", "ถ่ายภาพสินค้า OTOP")], [new("vote", "ส่งคำตอบ")], "บันทึกแล้ว ขอบคุณที่ช่วยเลือก");

    public string Summary => Title;

    public JsonObject Data() => new()
    {
        ["title"] = Shown.Text(Shown.Cut(Title, 100)), ["lead"] = Shown.Text(Shown.Cut(Lead, 200)), ["lines"] = Shown.Lines(Lines.Select(line => Shown.Cut(line, 160)), MostTopics), ["chosen"] = Chosen,
        ["topics"] = Pick.Ticks([.. Topics.Take(MostTopics).Select(topic => topic with { Title = Shown.Cut(topic.Title, 80) })]),
        ["buttons"] = new JsonArray([.. Buttons.Take(MostButtons).Select(button => new JsonObject { ["id"] = button.Id, ["title"] = Shown.Cut(button.Title, 40) })]),
        ["note"] = Shown.Text(Shown.Cut(Note ?? "", 200)),
    };
}

public enum TopicAct { Vote, Plan, Ask }

public sealed record TopicClick(string? Topic, TopicAct Act) : Click;
