using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Asks a speaker to confirm, and shows what they can expect.</summary>
/// <param name="Status">What was confirmed already; null while it was not.</param>
/// <param name="Forward">For a coordinator: the text to send on to an outside expert.</param>
public sealed record SpeakerConfirm(
    string Session, string Lead, string Title, string When, string Where, string Audience, int Yes, int Maybe, int Silent, IReadOnlyList<string> Questions,
    string? Slides, string? Rehearsal, string? Status, string? Note, string? Forward) : ICard
{
    public static SpeakerConfirm Sample => new(
        "s1", "คุณปิ่นฟ้า เป็นวิทยากรในอีกหนึ่งสัปดาห์ ขอคำยืนยันหนึ่งแตะ", "ตลาดนัดคนไทยยิ้มได้", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", "ออนไลน์ทาง Webex", "เจ้าหน้าที่ทุกคน",
        38, 12, 95, ["เริ่มจากหมู่บ้านเล็กได้ไหม"], null, null, null, null, null);

    /// <summary>A coordinator's, about an outside expert.</summary>
    public static SpeakerConfirm Outside => Sample with
    {
        Lead = "โปรดส่งต่อให้คุณชลธี วิทยากร: อีก 7 วันถึงวันพูดคุย ขอคำยืนยันหนึ่งแตะ",
        Forward = "เรียน นายชลธี กว้างไกล\nขอเชิญเป็นวิทยากร และขอคำยืนยัน\nตลาดนัดคนไทยยิ้มได้\nพฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.\nรายละเอียดและคำตอบของท่าน: https://chuankhuy.example.org/speaker/s1.x-3f9a0c11d2e4.k0001.5b0f2c9e7a814d36b2f0c1d9e8a7f653",
    };

    public string Summary => $"ขอคำยืนยันวิทยากร: {Title} {When}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["lead"] = Shown.Text(Lead), ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["where"] = Shown.Text(Where),
        ["audience"] = Shown.Text(Audience), ["answers"] = SpeakerReminder.Answers(Yes, Maybe, Silent), ["asked"] = Questions.Count > 0,
        ["questions"] = Shown.Lines(Questions.Select(q => $"• {Shown.Cut(q, SpeakerReminder.QuestionLetters)}"), SpeakerReminder.MostQuestions),
        ["moreQuestions"] = Shown.More(Questions.Count, SpeakerReminder.MostQuestions, "คำถาม"),
        ["slides"] = Slides ?? "", ["rehearsal"] = Rehearsal ?? "", ["status"] = Shown.Text(Status), ["note"] = Shown.Text(Note), ["forward"] = Shown.Text(Forward),
    };
}

/// <summary>The speaker's word, with the link to the slides and a wish for a rehearsal as they were typed.</summary>
public sealed record SpeakerConfirmClick(string Session, bool Confirm, string? Slides, string? Rehearsal) : Click;
