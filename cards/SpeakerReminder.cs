using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>What a speaker needs to know: when, for whom, how many, and what they ask.</summary>
/// <param name="Code">The code word to show for signing in; null while it is not time.</param>
/// <param name="Forward">For a coordinator: the text to send on to an outside expert.</param>
public sealed record SpeakerReminder(
    string Session, string Lead, string Title, string When, string Where, string Audience, int Yes, int Maybe, int Silent,
    IReadOnlyList<string> Questions, string? Code, string? JoinUrl, bool CanEnd, string? Forward) : ICard
{
    internal const int MostQuestions = 8;
    internal const int QuestionLetters = 140;

    public static SpeakerReminder Sample => new(
        "s1", "คุณปิ่นฟ้า เป็นวิทยากร: อีกหนึ่งชั่วโมงเริ่ม", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", "ออนไลน์ทาง Webex", "เจ้าหน้าที่ทุกคน",
        38, 12, 95, ["เริ่มจากหมู่บ้านเล็กได้ไหม", "งบเริ่มต้นใช้เท่าไร"], "48213", "https://chuankhuy.example.org/join/x", true, null);

    public string Summary => $"{Lead} {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["lead"] = Shown.Text(Lead), ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["where"] = Shown.Text(Where),
        ["audience"] = Shown.Text(Audience), ["answers"] = Answers(Yes, Maybe, Silent), ["asked"] = Questions.Count > 0,
        ["questions"] = Shown.Lines(Questions.Select(q => $"• {Shown.Cut(q, QuestionLetters)}"), MostQuestions), ["moreQuestions"] = Shown.More(Questions.Count, MostQuestions, "คำถาม"),
        ["code"] = Shown.Text(Code), ["joinUrl"] = JoinUrl ?? "", ["canEnd"] = CanEnd, ["forward"] = Shown.Text(Forward), ["acts"] = JoinUrl is not null || CanEnd,
    };

    internal static string Answers(int yes, int maybe, int silent) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"เข้าร่วม {yes:#,0} · อาจจะ {maybe:#,0} · ยังไม่ตอบ {silent:#,0}");
}

/// <summary>"จบแล้ว".</summary>
public sealed record EndClick(string Session) : Click;
