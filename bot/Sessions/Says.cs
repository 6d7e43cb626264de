using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>How the facts of a session are said in Thai, the same on every card.</summary>
public sealed record Says(OfficeCalendar Office, string BaseUrl)
{
    public string When(Session s) => When(s.Starts, s.Plan.Ends);

    public string When(DateTimeOffset starts, DateTimeOffset ends) => ThaiDate.Chat(starts, ends, Office.Zone);

    public string At(DateTimeOffset moment) => ThaiDate.Chat(moment, Office.Zone);

    public static string Where(Session s) => s.Plan switch
    {
        { Meeting: MeetingKind.Webex, Place: "" or null } => "ออนไลน์ทาง Webex",
        { Meeting: MeetingKind.Teams, Place: "" or null } => "ออนไลน์ทาง Teams",
        { Meeting: MeetingKind.Webex } => $"{Place(s)} และออนไลน์ทาง Webex",
        { Meeting: MeetingKind.Teams } => $"{Place(s)} และออนไลน์ทาง Teams",
        { Place: "" or null } => "แจ้งสถานที่ภายหลัง",
        _ => Place(s),
    };

    static string Place(Session s) => IsLink(s.Plan.Place) ? "ออนไลน์" : s.Plan.Place;

    /// <summary>Whether the place is a pasted meeting link.</summary>
    public static bool IsLink(string place) => place.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>The stable page that leads to the meeting; null for a session in a room.</summary>
    public string? Join(Session s) => s.Plan.Meeting is not MeetingKind.None || IsLink(s.Plan.Place) ? $"{BaseUrl}/join/{s.Join}" : null;

    /// <summary>The session as a calendar file.</summary>
    public string Calendar(Session s) => $"{BaseUrl}/join/{s.Join}/talk.ics";

    public static string Speakers(Session s, Roster roster) =>
        string.Join(", ", s.Plan.Speakers.Select(speaker => speaker.Person is { } id ? roster.Find(id)?.Name ?? id : speaker.Name));

    public static string Answer(Answer answer) => answer switch
    {
        Core.Sessions.Answer.Yes => "เข้าร่วม",
        Core.Sessions.Answer.Maybe => "อาจจะเข้าร่วม",
        _ => "ไม่สะดวก",
    };

    public static string Call(Person person) => ThaiName.Address(person.Name);
}
