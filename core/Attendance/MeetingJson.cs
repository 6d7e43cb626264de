using System.Text.Json;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Attendance;

/// <summary>
/// Participants as the platforms' interfaces give them. Microsoft Learn, "attendanceRecord resource type" (alone, in a list, or inside one or more
/// meetingAttendanceReports) and developer.webex.com, "List Meeting Participants".
/// </summary>
static class MeetingJson
{
    public static IEnumerable<MeetingRecord> Records(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray().SelectMany(Records),
        JsonValueKind.Object when List(root, "value") is { } value => value.SelectMany(Records),
        JsonValueKind.Object when List(root, "items") is { } items => items.Select(Webex).OfType<MeetingRecord>(),
        JsonValueKind.Object when List(root, "attendanceRecords") is { } records => records.Select(Graph),
        JsonValueKind.Object when List(root, "attendanceIntervals") is not null => [Graph(root)],
        _ => [],
    };

    /// <summary>Guests and phones have no e-mail; anonymous ones no identity.</summary>
    static MeetingRecord Graph(JsonElement record)
    {
        var identity = record.TryGetProperty("identity", out var who) && who.ValueKind is JsonValueKind.Object ? who : default;
        return new(
            MeetingSource.Graph, Text(identity, "id"), Text(record, "emailAddress"), Text(identity, "displayName"),
            [.. (List(record, "attendanceIntervals") ?? default).Select(i => new Stay(Time(i, "joinDateTime"), Time(i, "leaveDateTime"), Number(i, "durationInSeconds")))]);
    }

    /// <summary>Null for somebody who only waited in the lobby. Times of devices are finer than those of the participant.</summary>
    static MeetingRecord? Webex(JsonElement participant)
    {
        if (Text(participant, "state") is "lobby") return null;
        var devices = List(participant, "devices")?.ToList() ?? [];
        var stays = devices.Count > 0 ? devices : [participant];
        return new(
            MeetingSource.Webex, null, Text(participant, "email"), Text(participant, "displayName"),
            [.. stays.Select(d => new Stay(Time(d, "joinedTime"), Time(d, "leftTime"), Number(d, "durationSecond")))],
            string.Join(", ", devices.Select(d => Text(d, "deviceType")).OfType<string>().Distinct(StringComparer.Ordinal)) is { Length: > 0 } kinds ? kinds : null);
    }

    static JsonElement.ArrayEnumerator? List(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : null;

    static string? Text(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String && ThaiText.Clean(text.GetString()!, 250) is { Length: > 0 } some ? some : null;

    static DateTimeOffset? Time(JsonElement of, string name) =>
        Text(of, name) is null ? null : of.GetProperty(name).TryGetDateTimeOffset(out var at) ? at : throw new FormatException();

    static int? Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var number) && number.ValueKind is JsonValueKind.Number && number.TryGetInt32(out var some) && some > 0 ? some : null;
}
