using System.Text.Json;
using ChuanKhuy.Core.Import;

namespace ChuanKhuy.Core.Attendance;

/// <summary>
/// Reads who was in a meeting from what people download and platforms answer, told apart by what is in it: the attendance report of Teams and of Webex (CSV),
/// the attendanceRecords of Microsoft Graph and the meetingParticipants of Webex (JSON). What is wrong with the whole file is one sentence.
/// </summary>
public static class MeetingFile
{
    public const int MostBytes = 20 * 1024 * 1024;
    const int MostRows = 100_000;

    // A report may begin before and end after its session, but not on another day than its neighbours.
    static readonly TimeSpan Near = TimeSpan.FromDays(2);

    /// <param name="starts">When the session began: times in files are written in many ways, and the reading nearest to it is the right one.</param>
    /// <param name="zone">Of times without a zone: Teams writes those of the person who downloads.</param>
    public static FileOutcome<IReadOnlyList<MeetingRecord>> Read(byte[] bytes, DateTimeOffset starts, TimeZoneInfo zone)
    {
        var records = bytes.AsSpan().TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{' or (byte)'[', ..] ? Json(bytes) : Text(bytes, starts, zone);
        if (records is not FileOutcome<IReadOnlyList<MeetingRecord>>.Taken { Value: var taken }) return records;
        var times = taken.SelectMany(r => r.Stays).SelectMany(s => new[] { Timeline.Real(s.Joined), Timeline.Real(s.Left) }).OfType<DateTimeOffset>().ToList();
        if (times.Count > 0 && times.TrueForAll(at => (at - starts).Duration() > Near))
            return Unreadable("ไฟล์นี้เป็นของการประชุมวันอื่น ตรวจรหัสกิจกรรมและไฟล์อีกครั้ง", "All times in this file are of another day than the session.");
        return taken.Count > 0 ? records : Unreadable("ไม่พบรายชื่อผู้เข้าร่วมในไฟล์นี้", "The file holds no participants.");
    }

    static FileOutcome<IReadOnlyList<MeetingRecord>> Text(byte[] bytes, DateTimeOffset starts, TimeZoneInfo zone)
    {
        var letters = Letters.Read(bytes);
        if (letters is FileOutcome<string>.Unreadable(var problem)) return new FileOutcome<IReadOnlyList<MeetingRecord>>.Unreadable(problem);
        var text = ((FileOutcome<string>.Taken)letters).Value;
        // The first line of Teams' report has no separator to be guessed from.
        var rows = Csv.Read(text.Contains('\t', StringComparison.Ordinal) ? $"sep=\t\n{text}" : text, MostRows);
        if (rows.Count > MostRows) return Unreadable("ไฟล์มีมากกว่า 100,000 แถว", "The file has more than 100,000 rows.");
        return MeetingTable.Records(rows, new MeetingTimes(starts, zone)) is { } records
            ? new FileOutcome<IReadOnlyList<MeetingRecord>>.Taken(records)
            : Unreadable(
                "อ่านไฟล์นี้ไม่ออก ใช้รายงานการเข้าร่วมจาก Teams หรือ Webex ตามที่ดาวน์โหลดมา ไม่ต้องแก้ไข",
                "No table of participants was found: use the attendance report of Teams or Webex as it was downloaded.");
    }

    static FileOutcome<IReadOnlyList<MeetingRecord>> Json(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            return new FileOutcome<IReadOnlyList<MeetingRecord>>.Taken([.. MeetingJson.Records(json.RootElement)]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return Unreadable("อ่าน JSON นี้ไม่ออก", "This JSON is neither Graph's attendanceRecords nor Webex' meetingParticipants.");
        }
    }

    static FileOutcome<IReadOnlyList<MeetingRecord>>.Unreadable Unreadable(string thai, string english) => new(new(thai, english));
}
