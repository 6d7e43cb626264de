using ChuanKhuy.Bot;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace ChuanKhuy.Functions;

/// <summary>A session in one person's calendar.</summary>
/// <param name="Answered">Their answer; null when they gave none.</param>
public sealed record CalendarLine(Session Session, Answered? Answered, bool Speaks);

/// <summary>
/// Sessions as iCalendar (RFC 5545, with the methods of RFC 5546). The UID of a session never changes and its SEQUENCE rises with every change, so that a moved
/// talk moves in calendars too. Times are UTC: every client shows them in its own zone, and no VTIMEZONE can be wrong.
/// </summary>
public sealed class CalendarFile(Says says, RosterStore rosters, OfficeSettings settings, TimeProvider time)
{
    public const string ContentType = "text/calendar; charset=utf-8";
    static readonly TimeSpan Alarm = TimeSpan.FromMinutes(15);

    /// <summary>A person's feed (METHOD:PUBLISH), asked for again by their calendar.</summary>
    public async ValueTask<string> Feed(IEnumerable<CalendarLine> lines, CancellationToken ct)
    {
        var calendar = New("PUBLISH");
        calendar.AddProperty("X-WR-CALNAME", settings.Name.Length > 0 ? $"ชวนคุย {settings.Name}" : "ชวนคุย");
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        calendar.AddProperty("X-PUBLISHED-TTL", "PT1H");
        var roster = await rosters.Load(ct);
        foreach (var line in lines) calendar.Events.Add(Event(line, roster));
        return Write(calendar);
    }

    /// <summary>One session as a file: METHOD:REQUEST, or CANCEL for a cancelled one.</summary>
    /// <param name="person">Whom it is for; null: whoever has the link, so it names no person.</param>
    public async ValueTask<string> Entry(Session session, Person? person, CancellationToken ct)
    {
        var calendar = New(session.State is SessionState.Cancelled ? "CANCEL" : "REQUEST");
        var entry = Event(new(session, null, false), await rosters.Load(ct));
        entry.Organizer = new Organizer(Mail("noreply")) { CommonName = settings.Name.Length > 0 ? settings.Name : "ชวนคุย" };
        entry.Attendees.Add(person is { Email: { } email }
            ? new Attendee($"mailto:{email}") { CommonName = person.Name, ParticipationStatus = "NEEDS-ACTION", Rsvp = false }
            : new Attendee(Mail("everybody")) { CommonName = "ผู้ได้รับเชิญ", Type = "GROUP", Rsvp = false });
        calendar.Events.Add(entry);
        return Write(calendar);
    }

    CalendarEvent Event(CalendarLine line, Roster roster)
    {
        var session = line.Session;
        var entry = new CalendarEvent
        {
            Uid = $"{session.Join}@chuankhuy",
            Sequence = session.Sequence,
            DtStamp = At(time.GetUtcNow()),
            Start = At(session.Starts),
            End = At(session.Ends),
            Summary = line.Speaks ? $"{session.Plan.Title} (คุณเป็นวิทยากร)" : session.Plan.Title,
            Location = Says.Where(session),
            Description = string.Join('\n', Description(session, roster)),
            Url = new Uri($"{says.BaseUrl}/s/{session.Id}"),
            Status = session.State is SessionState.Cancelled ? EventStatus.Cancelled
                : line.Answered is null or { Comes: true } || line.Speaks ? EventStatus.Confirmed : EventStatus.Tentative,
            Categories = [SessionKinds.Thai(session.Plan.Kind)],
        };
        if (session.State is SessionState.Published)
            entry.Alarms.Add(new Alarm { Action = AlarmAction.Display, Description = session.Plan.Title, Trigger = new(Duration.FromTimeSpanExact(-Alarm)) });
        return entry;
    }

    IEnumerable<string> Description(Session session, Roster roster)
    {
        if (session is { State: SessionState.Cancelled }) yield return session.Reason is { } reason ? $"ยกเลิกแล้ว: {reason}" : "ยกเลิกแล้ว";
        if (Says.Speakers(session, roster) is { Length: > 0 } speakers) yield return $"วิทยากร: {speakers}";
        if (says.Join(session) is { } join) yield return $"เข้าร่วม: {join}";
        yield return $"ตอบรับหรือเปลี่ยนใจ: {says.BaseUrl}/s/{session.Id}";
    }

    static Calendar New(string method) => new() { Method = method, ProductId = "-//ChuanKhuy//ชวนคุย//TH", Version = "2.0" };

    static string Write(Calendar calendar) => new CalendarSerializer().SerializeToString(calendar) ?? "";

    static CalDateTime At(DateTimeOffset moment) => new(moment.UtcDateTime, "UTC");

    // The bot has no mailbox: an answer by mail reaches nobody, which the name says.
    string Mail(string name) => $"mailto:{name}@{(Uri.TryCreate(settings.BaseUrl, UriKind.Absolute, out var uri) && uri.HostNameType is UriHostNameType.Dns ? uri.Host : "chuankhuy.invalid")}";
}
