using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Attendance;

/// <summary>
/// The tables of downloaded reports. Teams, as public tools and their tests read it: UTF-16 with tabs; the present layout has "1. Summary", "2. Participants"
/// (Name, First Join, Last Leave, In-Meeting Duration, Email, Participant ID (UPN), Role) and "3. In-Meeting Activities" (Name, Join Time, Leave Time, Duration, Email, Role),
/// each stay a line; the one before it a single table (Full Name, Join Time, Leave Time, Duration, Email, Role, Participant ID (UPN)) below a summary;
/// the oldest a line for each joining and leaving (Full Name, User Action, Timestamp). Headings follow the language of the client; where they are not known,
/// the order of the English ones is believed under a numbered section. Thai headings and the order of columns in Thai are unverified.
/// Webex' attendee report: Display Name, Attendee Email, Join Time, Leave Time, Attendance Duration, Connection Type, by name;
/// that it writes times as ="2026-12-02 13:30:00" in the time of the site is unverified.
/// </summary>
static class MeetingTable
{
    enum Is { Name, Join, Leave, Length, Email, Account, Device, Action, Moment, Other }

    static readonly Dictionary<string, Is> Known = new Dictionary<string, Is>(StringComparer.Ordinal)
    {
        ["name"] = Is.Name, ["full name"] = Is.Name, ["display name"] = Is.Name, ["attendee name"] = Is.Name, ["ชื่อ"] = Is.Name, ["ชื่อเต็ม"] = Is.Name, ["ชื่อที่แสดง"] = Is.Name,
        ["first join"] = Is.Join, ["join time"] = Is.Join, ["เข้าร่วมครั้งแรก"] = Is.Join, ["เวลาเข้าร่วม"] = Is.Join, ["เวลาที่เข้าร่วม"] = Is.Join,
        ["last leave"] = Is.Leave, ["leave time"] = Is.Leave, ["ออกครั้งล่าสุด"] = Is.Leave, ["ออกครั้งสุดท้าย"] = Is.Leave, ["เวลาออก"] = Is.Leave, ["เวลาที่ออก"] = Is.Leave,
        ["in-meeting duration"] = Is.Length, ["duration"] = Is.Length, ["attendance duration"] = Is.Length, ["ระยะเวลา"] = Is.Length, ["ระยะเวลาในการประชุม"] = Is.Length,
        ["email"] = Is.Email, ["attendee email"] = Is.Email, ["อีเมล"] = Is.Email, ["อีเมลผู้เข้าร่วม"] = Is.Email,
        ["participant id (upn)"] = Is.Account, ["รหัสผู้เข้าร่วม (upn)"] = Is.Account, ["id ผู้เข้าร่วม (upn)"] = Is.Account,
        ["connection type"] = Is.Device, ["ประเภทการเชื่อมต่อ"] = Is.Device,
        ["user action"] = Is.Action, ["การกระทําของผู้ใช้"] = Is.Action, ["timestamp"] = Is.Moment, ["ประทับเวลา"] = Is.Moment,
    }.ToDictionary(known => ThaiText.Normalise(known.Key), known => known.Value, StringComparer.Ordinal);

    static readonly Is[] Participants = [Is.Name, Is.Join, Is.Leave, Is.Length, Is.Email, Is.Account];
    static readonly Is[] Activities = [Is.Name, Is.Join, Is.Leave, Is.Length, Is.Email];

    sealed record Line(string Name, string Email, string Account, string Device, Stay Stay);

    /// <summary>Null when there is no table of participants.</summary>
    public static IReadOnlyList<MeetingRecord>? Records(IReadOnlyList<RawRow> rows, MeetingTimes times)
    {
        var (tables, source) = (new List<List<Line>>(), MeetingSource.TeamsCsv);
        for (var at = 0; at < rows.Count; at++)
        {
            if (Heading(rows, at) is not { } heading) continue;
            if (heading.Columns.Contains(Is.Device) || heading.Cells.Any(cell => cell is "attendee email")) source = MeetingSource.WebexCsv;
            var lines = rows.Skip(at + 1).TakeWhile(row => Section(row) == 0).ToList();
            tables.Add(heading.Columns.Contains(Is.Moment) ? Actions(lines, heading, times) : Stays(lines, heading, times));
            at += lines.Count;
        }
        if (tables.Count == 0) return null;
        // The table of stays is finer than the one of participants, which alone knows their accounts.
        var (finest, accounts) = (tables.FindLast(lines => lines.Count > 0) ?? [], tables[0].ToLookup(l => (l.Name, l.Email)));
        return [.. finest.GroupBy(l => (l.Name, l.Email)).Select(person => new MeetingRecord(
            source, person.Concat(accounts[person.Key]).Select(l => l.Account).FirstOrDefault(a => a.Length > 0), person.Key.Email is { Length: > 0 } email ? email : null,
            person.Key.Name, [.. person.Select(l => l.Stay)], person.Select(l => l.Device).FirstOrDefault(d => d.Length > 0)))];
    }

    sealed record Head(IReadOnlyList<Is> Columns, IReadOnlyList<string> Cells)
    {
        public string Cell(RawRow row, Is column) =>
            Columns.ToList().IndexOf(column) is var at and >= 0 && at < row.Cells.Count ? ThaiText.Clean(row.Cells[at], 200).Trim('=', '"') : "";

        public bool Utc(Is column) => Columns.ToList().IndexOf(column) is var at and >= 0 && Cells[at].Contains("utc", StringComparison.Ordinal);
    }

    static Head? Heading(IReadOnlyList<RawRow> rows, int at)
    {
        var cells = rows[at].Cells.Select(ThaiText.Normalise).ToList();
        var columns = cells.Select(cell => Known.GetValueOrDefault(cell.Replace(" (utc)", "", StringComparison.Ordinal), Is.Other)).ToList();
        if (columns.Contains(Is.Name) && (columns.Contains(Is.Join) || columns.Contains(Is.Moment))) return new(columns, cells);
        if (at == 0 || cells.Count < 4 || Section(rows[at]) > 0) return null;
        Is[]? order = Section(rows[at - 1]) switch { 2 => Participants, 3 => Activities, _ => null };
        return order is null ? null : new([.. cells.Select((_, i) => i < order.Length ? order[i] : Is.Other)], cells);
    }

    /// <summary>The number of a line like "2. Participants"; 0 for any other.</summary>
    static int Section(RawRow row) =>
        row.Cells is [{ Length: > 2 } first, ..] && first[0] is >= '1' and <= '9' && first[1] == '.' && row.Cells.Skip(1).All(string.IsNullOrWhiteSpace) ? first[0] - '0' : 0;

    static List<Line> Stays(IEnumerable<RawRow> rows, Head head, MeetingTimes times)
    {
        var lines = new List<Line>();
        foreach (var row in rows)
        {
            var (name, email) = (head.Cell(row, Is.Name), head.Cell(row, Is.Email));
            if (row.Fault is not null || (name.Length == 0 && email.Length == 0)) continue;
            var joined = times.Read(head.Cell(row, Is.Join), head.Utc(Is.Join));
            lines.Add(new(name, email, head.Cell(row, Is.Account), head.Cell(row, Is.Device), new(
                joined, times.Read(head.Cell(row, Is.Leave), head.Utc(Is.Leave), joined), MeetingTimes.Length(head.Cell(row, Is.Length)))));
        }
        return lines;
    }

    /// <summary>"Joined", "Joined before" and "Left", in the order of the file; who left without having joined is not counted.</summary>
    static List<Line> Actions(IEnumerable<RawRow> rows, Head head, MeetingTimes times)
    {
        var (lines, open) = (new List<Line>(), new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            if (row.Fault is not null || head.Cell(row, Is.Name) is not { Length: > 0 } name) continue;
            var (action, at) = (ThaiText.Normalise(head.Cell(row, Is.Action)), times.Read(head.Cell(row, Is.Moment), head.Utc(Is.Moment)));
            if (!action.StartsWith("left", StringComparison.Ordinal) && !action.StartsWith("ออก", StringComparison.Ordinal)) open.TryAdd(name, at);
            else if (open.Remove(name, out var joined)) lines.Add(new(name, "", "", "", new(joined, at)));
        }
        return [.. lines, .. open.Select(one => new Line(one.Key, "", "", "", new(one.Value, null)))];
    }
}
