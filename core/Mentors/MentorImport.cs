using System.Globalization;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Mentors;

/// <summary>
/// Brings in the answers of a form made elsewhere (Google Forms, as CSV). People are found by id, e-mail or their exact name; a bad row is refused
/// with its number. What somebody answered in the chat is not overwritten; the same file twice changes nothing.
/// </summary>
public sealed class MentorImport(MentorStore mentors, RosterStore rosters, TimeProvider time)
{
    public async Task<FileOutcome<Imported>> Run(Stream file, CancellationToken ct)
    {
        var outcome = await SheetFile.Read(file, Columns.Mentors, ct);
        if (outcome is not FileOutcome<Sheet>.Taken(var sheet)) return new FileOutcome<Imported>.Unreadable(((FileOutcome<Sheet>.Unreadable)outcome).Problem);
        var (roster, stored) = (await rosters.Load(ct), (await mentors.AllAnswers(ct)).ToDictionary(answer => answer.Person, StringComparer.Ordinal));
        var (refused, notes, answers) = (new List<RowProblem>(sheet.Refused), new List<RowProblem>(), new Dictionary<string, SurveyAnswer>(StringComparer.Ordinal));
        foreach (var row in sheet.Rows)
        {
            var (person, problem) = Who(row, roster);
            if (person is null) refused.Add(new(row.Line, problem!));
            else if (Willing(row["willing"]) is not { } willing)
                refused.Add(new(row.Line, new($"ความยินดี: อ่าน \"{ThaiText.Clean(row["willing"], 40)}\" ไม่ออก ใช้ ยินดี หรือ ไม่สะดวก", $"willing: \"{ThaiText.Clean(row["willing"], 40)}\" is neither yes nor no.")));
            else if (stored.GetValueOrDefault(person.Id) is { Imported: false }) notes.Add(new(row.Line, new($"{person.Id} ตอบในแชตแล้ว ใช้คำตอบในแชต", $"{person.Id} answered in the chat; that answer stays.")));
            else
            {
                var (known, free) = Subjects.Read(row["subjects"]);
                answers[person.Id] = new(
                    person.Id, willing, known, ThaiText.Clean(string.Join(", ", free.Append(row["other"]).Where(text => text.Length > 0)), SurveyAnswer.FreeChars),
                    ThaiText.Clean(row["style"], SurveyAnswer.StyleChars), Most(row["most"]), time.GetUtcNow(), Imported: true);
            }
        }
        var changed = answers.Values.Where(answer => stored.GetValueOrDefault(answer.Person) is not { } was || !was.Same(answer)).ToList();
        var added = changed.Count(answer => !stored.ContainsKey(answer.Person));
        await mentors.Save(changed, ct);
        return new FileOutcome<Imported>.Taken(new(added, changed.Count - added, answers.Count - changed.Count, [.. refused.OrderBy(r => r.Line)], notes));
    }

    static (Person? Person, Problem? Problem) Who(SheetRow row, Roster roster)
    {
        if (row["id"] is { Length: > 0 } id && roster.Find(id) is { } byId) return Asked(byId);
        if (row["email"] is { Length: > 0 } email && roster.FindEmail(email) is { } byEmail) return Asked(byEmail);
        var named = roster.Named(row["name"]).Take(2).ToList();
        if (row["name"].Length > 0 && named is [var one]) return Asked(one);
        var said = ThaiText.Clean(row["name"].Length > 0 ? row["name"] : row["email"], 60);
        return named.Count > 1 && row["name"].Length > 0
            ? (null, new($"ชื่อ: มี {said} มากกว่าหนึ่งคน ใส่อีเมลหรือรหัสด้วย", $"name: there are several {said}; give the e-mail or the id."))
            : (null, new($"ชื่อ: ไม่พบ {said} ในทะเบียน", $"name: {said} is not in the roster."));
    }

    static (Person? Person, Problem? Problem) Asked(Person person) => Candidates.Asked(person)
        ? (person, null)
        : (null, new($"{person.Id} เป็นพัฒนาการอำเภอหรือผู้บริหาร แบบสำรวจนี้ไม่ได้ถาม", $"{person.Id} is a head or an executive, whom the survey does not ask."));

    static bool? Willing(string text) => ThaiText.Normalise(text) switch
    {
        var said when said.StartsWith("ไม่", StringComparison.Ordinal) || said is "no" or "false" => false,
        var said when said.StartsWith("ยินดี", StringComparison.Ordinal) || said.StartsWith("ใช่", StringComparison.Ordinal) || said.StartsWith("สะดวก", StringComparison.Ordinal) || said is "yes" or "true" or "ได้" => true,
        _ => null,
    };

    static int Most(string text) =>
        int.TryParse(string.Concat(ThaiText.Normalise(text).Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0
            ? Math.Min(most, SurveyAnswer.MostAtOnce) : SurveyAnswer.Usual;
}
