using System.Globalization;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Import;

/// <summary>One column of a file form. <paramref name="Also"/>: the headings it may have besides its name, Thai first.</summary>
public sealed record Column(string Name, bool Required, params IReadOnlyList<string> Also);

/// <summary>The columns of a file form; finds them by their headings, English or Thai, in any order.</summary>
public sealed class Columns(params IReadOnlyList<Column> columns)
{
    /// <summary>No table of ours is wider; more is a fault or an attack.</summary>
    public const int Most = 256;

    /// <summary>The form of people.csv.</summary>
    public static Columns People { get; } = new(
        new("id", true, "รหัส"), new("name", true, "ชื่อ-สกุล", "ชื่อ", "ชื่อและนามสกุล"), new("district", true, "อำเภอ", "หน่วยงาน", "สังกัด"),
        new("zone", false, "โซน"), new("position", false, "ตำแหน่ง"), new("roles", false, "บทบาท", "role"), new("email", false, "อีเมล", "อีเมล์", "e-mail"),
        new("teams_id", false, "รหัส Teams", "teams"), new("webex_email", false, "อีเมล Webex", "webex"));

    /// <summary>The form of plan.csv. The audience is required, because an empty one means everybody.</summary>
    public static Columns Plan { get; } = new(
        new("id", true, "รหัส"), new("kind", true, "ประเภท"), new("title", true, "หัวข้อ", "ชื่อกิจกรรม"), new("speakers", false, "วิทยากร", "speaker"), new("zone", false, "โซน"),
        new("start", true, "เริ่ม", "วันเวลาเริ่ม"), new("end", true, "สิ้นสุด", "จบ"), new("seats", false, "ที่นั่ง", "จำนวนที่นั่ง"), new("audience", true, "กลุ่มเป้าหมาย"),
        new("meeting", false, "ประชุมผ่าน"), new("place", false, "สถานที่"), new("state", false, "สถานะ"));

    public static Columns Units { get; } = new(
        new("code", true, "รหัส"), new("name", true, "ชื่อ", "อำเภอ"), new("province", false, "จังหวัด"), new("zone", false, "โซน"));

    /// <summary>The form of library.json (or a table of the same columns).</summary>
    public static Columns Library { get; } = new(
        new("id", true, "รหัส"), new("title", true, "ชื่อ", "ชื่อเรื่อง"), new("category", true, "หมวด"), new("format", false, "รูปแบบ"), new("body", true, "เนื้อหา"),
        new("tags", false, "ป้าย"), new("source", false, "ที่มา"));

    /// <summary>The answers to a mentor survey, as Google Forms exports them.</summary>
    public static Columns Mentors { get; } = new(
        new("at", false, "ประทับเวลา", "timestamp"), new("id", false, "รหัส"), new("name", false, "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ", "ชื่อและนามสกุล"),
        new("email", false, "อีเมล", "ที่อยู่อีเมล", "email address", "อีเมล์"), new("willing", true, "ยินดีเป็นพี่เลี้ยงหรือไม่", "ยินดีเป็นพี่เลี้ยง", "ความยินดี", "ท่านยินดีเป็นพี่เลี้ยงหรือไม่"),
        new("subjects", true, "เรื่องที่ถนัด", "เรื่องที่เชี่ยวชาญ", "เรื่องที่ถนัด (เลือกได้หลายข้อ)", "ด้านที่เชี่ยวชาญ"), new("other", false, "เรื่องอื่น ๆ", "เรื่องอื่น", "อื่น ๆ"),
        new("style", false, "รูปแบบการให้คำปรึกษา", "วิธีให้คำปรึกษา", "สไตล์"), new("most", false, "รับได้ครั้งละกี่เรื่อง", "จำนวนเรื่อง"));

    public static Columns Holidays { get; } = new(new("date", true, "วันที่"), new("name", true, "ชื่อ", "ชื่อวันหยุด"));

    /// <summary>Names the cells of each line by the headings in the first one.</summary>
    public FileOutcome<Sheet> Read(IReadOnlyList<RawRow> rows)
    {
        if (rows.Count == 0) return Unreadable(new("ไฟล์นี้ว่าง ไม่มีแม้แต่หัวคอลัมน์", "The file is empty: not even a line of headings."));
        if (rows[0].Fault is { } fault) return Unreadable(fault);
        var headings = rows[0].Cells;
        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        var unknown = new List<string>();
        for (var i = 0; i < headings.Count; i++)
        {
            if (Find(headings[i]) is not { } column)
            {
                if (headings[i].Trim().Length > 0) unknown.Add(ThaiText.Clean(headings[i], 40));
            }
            else if (!at.TryAdd(column.Name, i))
            {
                return Unreadable(new($"คอลัมน์ {Show(column)} มีมากกว่าหนึ่งคอลัมน์", $"The column {column.Name} occurs more than once."));
            }
        }
        var missing = columns.Where(column => column.Required && !at.ContainsKey(column.Name)).ToList();
        if (missing.Count > 0)
            return Unreadable(new(
                $"ไม่พบคอลัมน์ {string.Join(", ", missing.Select(Show))} ในบรรทัดแรก",
                $"Missing columns in the first line: {string.Join(", ", missing.Select(column => column.Name))}."));

        var (good, refused) = (new List<SheetRow>(rows.Count), new List<RowProblem>());
        foreach (var row in rows.Skip(1))
        {
            if ((row.Fault ?? TooMany(row, headings.Count)) is { } problem) refused.Add(new(row.Line, problem));
            else good.Add(new(row.Line, columns.ToDictionary(c => c.Name, c => at.TryGetValue(c.Name, out var i) && i < row.Cells.Count ? row.Cells[i].Trim() : "", StringComparer.Ordinal)));
        }
        return new FileOutcome<Sheet>.Taken(new(good, refused, unknown));
    }

    Column? Find(string heading) => Bare(heading) is { Length: > 0 } bare
        ? columns.FirstOrDefault(column => Bare(column.Name) == bare || column.Also.Any(also => Bare(also) == bare))
        : null;

    static Problem? TooMany(RawRow row, int headings) => row.Cells.Skip(headings).All(string.IsNullOrWhiteSpace) ? null : new(
        string.Create(CultureInfo.InvariantCulture, $"มีช่องมากกว่าหัวคอลัมน์ ({row.Cells.Count} ต่อ {headings}) ข้อความที่มีตัวคั่นต้องอยู่ในเครื่องหมายคำพูด"),
        string.Create(CultureInfo.InvariantCulture, $"The line has {row.Cells.Count} cells, the headings are {headings}; a text with a separator must be quoted."));

    static string Show(Column column) => column.Also.Count > 0 ? $"{column.Name} ({column.Also[0]})" : column.Name;

    static string Bare(string heading) => string.Concat(ThaiText.Normalise(heading).Where(c => c is not (' ' or '-' or '_' or '.' or '*')));

    static FileOutcome<Sheet>.Unreadable Unreadable(Problem problem) => new(problem);
}
