using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The invitation, with the person's answer when there is one.</summary>
/// <param name="Seats">A line about seats; null when they are not limited.</param>
/// <param name="Open">Whether answering is possible.</param>
public sealed record Invite(
    string Session, string Kind, string Title, string When, string Speakers, string Where, string? Seats, Choice? Chosen, string? Status,
    string? Question, string? Note, string? JoinUrl, string? CalendarUrl, bool Open, string? SlidesUrl = null) : ICard
{
    public static Invite Sample => new(
        "s1", "คุณอำนวยชวนคุย", "ตลาดนัดคนไทยยิ้มได้ ทำอย่างไรให้ชุมชนเดินเอง", "พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.", "นางสาวปิ่นฟ้า ใจดี", "ออนไลน์ทาง Webex",
        "เหลือ 4 จาก 30 ที่นั่ง", null, null, null, null, null, null, true);

    public static Invite Answered => Sample with
    {
        Chosen = Choice.Yes, Status = "คุณตอบไว้ว่า เข้าร่วม", Question = "ถ้าหมู่บ้านยังไม่มีกลุ่มอาชีพ ควรเริ่มจากตรงไหน", JoinUrl = "https://chuankhuy.example.org/join/x",
    };

    public string Summary => $"ชวนร่วม {Title} {When}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["kind"] = Shown.Text(Kind), ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["speakers"] = Shown.Text(Speakers),
        ["where"] = Shown.Text(Where), ["seats"] = Shown.Text(Seats), ["status"] = Shown.Text(Status), ["statusStyle"] = Cards.Status.Style(Chosen), ["changeable"] = Open && Status is not null,
        ["note"] = Shown.Text(Note), ["question"] = Question ?? "", ["open"] = Open,
        // One link at a time: who can join now needs no entry in a calendar, and a card holds four buttons.
        ["joinUrl"] = JoinUrl ?? "", ["slidesUrl"] = JoinUrl is null ? SlidesUrl ?? "" : "", ["calendarUrl"] = (JoinUrl ?? SlidesUrl) is null ? CalendarUrl ?? "" : "",
        ["links"] = (JoinUrl ?? SlidesUrl ?? CalendarUrl) is not null,
    };
}

/// <summary>"เข้าร่วม", "อาจจะ", "ไม่สะดวก", on every card that offers them.</summary>
public sealed record RsvpClick(string Session, Choice Choice, string? Question) : Click;
