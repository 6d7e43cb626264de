using System.Globalization;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Sessions;

/// <summary>A plan line as it was understood.</summary>
public abstract record PlanReading
{
    public sealed record Ok(Plan Plan) : PlanReading;

    /// <summary>Everything that is wrong with it, not only the first.</summary>
    public sealed record Wrong(IReadOnlyList<Problem> Problems) : PlanReading;
}

/// <summary>
/// Reads what a coordinator wrote, on the card or in a line of plan.csv, into a plan. Every choice is understood in English and in Thai;
/// audiences and speakers are stored by codes and ids, so that the same wish is always the same plan.
/// </summary>
public static class PlanText
{
    public const int TitleChars = 200;
    public const int PlaceChars = 300;
    public const int MostSeats = 10_000;
    static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <param name="fields">By the column names of plan.csv; one that is missing is empty.</param>
    /// <param name="zone">The office's time zone, in which times are written.</param>
    public static PlanReading Read(IReadOnlyDictionary<string, string> fields, Units units, Roster roster, TimeZoneInfo zone)
    {
        var problems = new List<Problem>();
        string Field(string name) => fields.TryGetValue(name, out var text) ? text.Trim() : "";

        var id = Field("id");
        if (!Ids.Valid(id)) problems.Add(new($"รหัส: {Ids.Thai}", $"id: {Ids.English}."));
        var title = ThaiText.Clean(Field("title"), TitleChars + 1);
        if (title.Length == 0) problems.Add(new("หัวข้อ: ยังว่างอยู่", "title: is empty."));
        else if (title.Length > TitleChars) problems.Add(new($"หัวข้อ: ยาวเกิน {TitleChars} ตัวอักษร", $"title: longer than {TitleChars} characters."));
        var kind = Choose(Field("kind"), Kinds, null, "ประเภท", "kind", problems);
        var meeting = Choose(Field("meeting"), Meetings, MeetingKind.None, "ประชุมผ่าน", "meeting", problems);
        var published = Choose(Field("state"), States, true, "สถานะ", "state", problems);
        var speakers = SpeakerText.Read(Field("speakers"), roster, problems);
        var audience = AudienceText.Read(Field("audience"), units, roster, problems);
        var host = Zone(Field("zone"), units, roster, problems);
        var seats = Seats(Field("seats"), problems);
        var place = Place(Field("place"), problems);
        var (starts, ends) = Times(Field("start"), Field("end"), zone, problems);

        return problems.Count > 0
            ? new PlanReading.Wrong(problems)
            : new PlanReading.Ok(new(id, kind, title, speakers, host, starts, ends, seats, audience, meeting, place, published));
    }

    static readonly (string Name, SessionKind Value)[] Kinds =
    [
        ("talk", SessionKind.Talk), ("คุณอำนวยชวนคุย", SessionKind.Talk), ("ชวนคุย", SessionKind.Talk),
        ("workshop", SessionKind.Workshop), ("mini workshop", SessionKind.Workshop), ("เวิร์กช็อป", SessionKind.Workshop), ("เวิร์กชอป", SessionKind.Workshop),
        ("เวิร์คช็อป", SessionKind.Workshop), ("เวิร์คชอป", SessionKind.Workshop), ("อบรมเชิงปฏิบัติการ", SessionKind.Workshop),
        ("exchange", SessionKind.Exchange), ("เวทีแลกเปลี่ยนเรียนรู้", SessionKind.Exchange), ("แลกเปลี่ยนเรียนรู้", SessionKind.Exchange), ("แลกเปลี่ยน", SessionKind.Exchange),
        ("mentor-meeting", SessionKind.MentorMeeting), ("ประชุมทีมพี่เลี้ยง", SessionKind.MentorMeeting), ("ประชุมพี่เลี้ยง", SessionKind.MentorMeeting),
    ];

    static readonly (string Name, MeetingKind Value)[] Meetings =
        [("none", MeetingKind.None), ("ไม่มี", MeetingKind.None), ("-", MeetingKind.None), ("webex", MeetingKind.Webex), ("เว็บเอ็กซ์", MeetingKind.Webex), ("teams", MeetingKind.Teams), ("ทีมส์", MeetingKind.Teams)];

    static readonly (string Name, bool Value)[] States =
        [("published", true), ("เผยแพร่", true), ("ประกาศ", true), ("draft", false), ("ร่าง", false)];

    static T Choose<T>(string text, (string Name, T Value)[] choices, T? empty, string thai, string english, List<Problem> problems) where T : struct
    {
        if (text.Length == 0 && empty is { } usual) return usual;
        var said = ThaiText.Normalise(text);
        foreach (var (name, value) in choices)
            if (name == said) return value;
        var names = string.Join(", ", choices.DistinctBy(choice => choice.Value).Select(choice => choice.Name));
        problems.Add(text.Length == 0
            ? new($"{thai}: ยังว่างอยู่ เลือกได้ {names}", $"{english}: is empty; one of {names}.")
            : new($"{thai}: ไม่รู้จัก {Quote(text)} เลือกได้ {names}", $"{english}: {Quote(text)} is not one of {names}."));
        return default;
    }

    static string Zone(string text, Units units, Roster roster, List<Problem> problems)
    {
        if (text.Length == 0) return "";
        if (AudienceText.FindZone(text, units, roster) is { } zone) return zone;
        problems.Add(AudienceText.NoZone("โซน", "zone", text, units));
        return "";
    }

    static int? Seats(string text, List<Problem> problems)
    {
        var said = ThaiText.Normalise(text);
        if (said.Length == 0 || said is "ไม่จำกัด" or "-") return null;
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var seats) && seats is >= 1 and <= MostSeats) return seats;
        problems.Add(new($"ที่นั่ง: {Quote(text)} ต้องเป็นจำนวน 1 ถึง 10,000 หรือเว้นว่างเมื่อไม่จำกัด", $"seats: {Quote(text)} is not a number from 1 to {MostSeats}; empty means no limit."));
        return null;
    }

    static string Place(string text, List<Problem> problems)
    {
        var place = ThaiText.Clean(text, PlaceChars + 1);
        if (place.Length > PlaceChars) problems.Add(new($"สถานที่: ยาวเกิน {PlaceChars} ตัวอักษร", $"place: longer than {PlaceChars} characters."));
        else if (place.Contains("://", StringComparison.Ordinal) && !(Uri.TryCreate(place, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps && !place.Contains(' ', StringComparison.Ordinal)))
            problems.Add(new("สถานที่: ลิงก์ประชุมต้องขึ้นต้นด้วย https:// และไม่มีข้อความอื่น", "place: a meeting link must begin with https:// and stand alone."));
        return place;
    }

    /// <summary>The end may be a time alone, on the day of the start; or stand behind the start, "13.30-15.00".</summary>
    static (DateTimeOffset Starts, DateTimeOffset Ends) Times(string start, string end, TimeZoneInfo zone, List<Problem> problems)
    {
        var starts = Moment(start, null, zone, "เริ่ม", "start", problems, out var day, out var until);
        var ends = end.Length == 0 && until is not null && day is { } same
            ? Utc(same, until.Value, zone, "สิ้นสุด", "end", problems)
            : Moment(end, day, zone, "สิ้นสุด", "end", problems, out _, out _);
        if (starts is null || ends is null) return default;
        if (ends <= starts) problems.Add(new("สิ้นสุด: ต้องอยู่หลังเวลาเริ่ม", "end: must be after the start."));
        else if (ends - starts > Longest) problems.Add(new("สิ้นสุด: กิจกรรมหนึ่งครั้งนานได้ไม่เกิน 24 ชั่วโมง", "end: a session lasts 24 hours at most."));
        return (starts.Value, ends.Value);
    }

    static DateTimeOffset? Moment(
        string text, DateOnly? usual, TimeZoneInfo zone, string thai, string english, List<Problem> problems, out DateOnly? day, out TimeOnly? until)
    {
        (day, until) = (null, null);
        switch (When.ReadDated(text))
        {
            case Heard<Moment>.Found { Value: { From: { } at } moment } when (moment.Day ?? usual) is { } on:
                (day, until) = (on, moment.To);
                return Utc(on, at, zone, thai, english, problems);
            case Heard<Moment>.Ambiguous(var question):
                problems.Add(new($"{thai}: {question}", $"{english}: {Quote(text)} can be read in two ways; write it as 2026-12-02 13:30."));
                return null;
            default:
                problems.Add(text.Length == 0
                    ? new($"{thai}: ยังว่างอยู่ เขียนแบบ 2026-12-02 13:30", $"{english}: is empty; write it as 2026-12-02 13:30.")
                    : new($"{thai}: อ่าน {Quote(text)} ไม่ออก เขียนแบบ 2026-12-02 13:30", $"{english}: {Quote(text)} is not a day with a time; write it as 2026-12-02 13:30."));
                return null;
        }
    }

    static DateTimeOffset? Utc(DateOnly day, TimeOnly time, TimeZoneInfo zone, string thai, string english, List<Problem> problems)
    {
        var local = day.ToDateTime(time);
        if (!zone.IsInvalidTime(local)) return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
        problems.Add(new($"{thai}: วันนั้นไม่มีเวลา {ThaiDate.Clock(time)} น.", $"{english}: this hour is skipped on that day in the office's time zone."));
        return null;
    }

    static string Quote(string text) => $"\"{ThaiText.Clean(text, 60)}\"";
}
