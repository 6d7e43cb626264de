using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The people of one unit who have not answered.</summary>
public sealed record UnansweredGroup(string Unit, string Names, int Count);

/// <summary>Who has not answered yet, for the coordinator.</summary>
public sealed record Unanswered(string Title, string When, int Invited, int Answered, IReadOnlyList<UnansweredGroup> Groups) : ICard
{
    const int MostGroups = 22;
    const int MostNames = 400;

    // What the names of all units together may take, so that the card stays under 15 KB.
    const int AllNames = 2200;

    public static Unanswered Sample => new(
        "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", 147, 141,
        [new("อำเภอไชยา", "นายกล้า หาญดี, นางสาวฟ้าใส รุ่งเรือง", 2), new("อำเภอพุนพิน", "นางญาดา มีสุข, นายธีระ กุลดี, นายปั้น ทองดี, นางสาวรุ้ง งามตา", 4)]);

    public string Summary => $"ใครยังไม่ตอบ: {Title}";

    public JsonObject Data() => new()
    {
        ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When),
        ["count"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ตอบแล้ว {Answered:#,0} จาก {Invited:#,0} คน"),
        ["more"] = Shown.More(Groups.Count, MostGroups, "หน่วยงาน"),
        ["groups"] = new JsonArray([.. Groups.Take(MostGroups).Select(g => new JsonObject
        {
            ["unit"] = Shown.Text(Shown.Cut(g.Unit, 40)), ["people"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{g.Count:#,0} คน"), ["names"] = Shown.Text(Shown.Cut(g.Names, Math.Min(MostNames, AllNames / Math.Min(Groups.Count, MostGroups)))),
        })]),
    };
}
