using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Asks a speaker to confirm, and shows what they can expect.</summary>
/// <param name="Status">What was confirmed already; null while it was not.</param>
public sealed record SpeakerConfirm(
    string Session, string Lead, string Title, string When, string Where, string Audience, int Yes, int Maybe, int Silent, IReadOnlyList<string> Questions,
    string? Slides, string? Rehearsal, string? Status, string? Note) : ICard
{
    public static SpeakerConfirm Sample => new(
        "s1", "คุณปิ่นฟ้า เป็นวิทยากรในอีกหนึ่งสัปดาห์ ขอคำยืนยันหนึ่งแตะ", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", "ออนไลน์ทาง Webex", "เจ้าหน้าที่ทุกคน",
        38, 12, 95, ["เริ่มจากหมู่บ้านเล็กได้ไหม"], null, null, null, null);

    public string Summary => $"ขอคำยืนยันวิทยากร: {Title} {When}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["lead"] = Shown.Text(Lead), ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["where"] = Shown.Text(Where),
        ["audience"] = Shown.Text(Audience), ["answers"] = SpeakerReminder.Answers(Yes, Maybe, Silent), ["asked"] = Questions.Count > 0,
        ["questions"] = Shown.Lines(Questions.Select(q => $"• {Shown.Cut(q, SpeakerReminder.QuestionLetters)}"), SpeakerReminder.MostQuestions),
        ["moreQuestions"] = Shown.More(Questions.Count, SpeakerReminder.MostQuestions, "คำถาม"),
        ["slides"] = Slides ?? "", ["rehearsal"] = Rehearsal ?? "", ["status"] = Shown.Text(Status), ["note"] = Shown.Text(Note),
    };
}

/// <summary>The speaker's word, with the link to the slides and a wish for a rehearsal as they were typed.</summary>
public sealed record SpeakerConfirmClick(string Session, bool Confirm, string? Slides, string? Rehearsal) : Click;
