using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.People;

/// <summary>
/// Brings people.csv into the roster. Good lines are kept, bad ones refused with their number; a line that says what is stored changes nothing.
/// Nobody is removed: who is not in the file stays. With no units stored yet, the shipped ones are stored first.
/// </summary>
public sealed class RosterImport(RosterStore rosters, UnitStore units, ContactStore contacts, AuditLog audit)
{
    /// <param name="progress">Told how many of how many changed people are stored.</param>
    public async Task<FileOutcome<Imported>> Run(Stream file, Action<int, int>? progress, CancellationToken ct)
    {
        var outcome = await SheetFile.Read(file, Columns.People, ct);
        if (outcome is not FileOutcome<Sheet>.Taken(var sheet)) return new FileOutcome<Imported>.Unreadable(((FileOutcome<Sheet>.Unreadable)outcome).Problem);
        if (!(await units.Load(ct)).All.Any()) await units.Save(ShippedUnits.All, ct);
        var (table, roster) = (await units.Load(ct), await rosters.Load(ct));

        var (refused, notes) = (new List<RowProblem>(sheet.Refused), new List<RowProblem>(UnknownColumns(sheet)));
        var keep = Unique(Read(sheet, table, roster, refused, notes), roster, refused);
        var changed = keep.Where(person => roster.Find(person.Id) != person).ToList();
        var added = changed.Count(person => roster.Find(person.Id) is null);
        foreach (var person in changed)
        {
            // Before, as an intent: the people are stored page by page. Who comes as plain staff changes nobody's rights.
            var was = roster.Find(person.Id)?.Roles ?? Roles.Staff;
            if (was != person.Roles && ((was | person.Roles) & Weighty) != 0)
                await audit.Write(Act.Machine, ActKind.RolesChanged, person.Id, RoleNames.Join(was), RoleNames.Join(person.Roles), ct);
        }
        if (changed.Count > 0) await rosters.Save(changed, done => progress?.Invoke(done, changed.Count), ct);
        // A corrected address deserves another try where the old one had failed.
        await contacts.Hope([.. changed.Where(person => roster.Find(person.Id) is { } was && !Names(was).SequenceEqual(Names(person))).Select(person => person.Id)], ct);
        return new FileOutcome<Imported>.Taken(new(
            added, changed.Count - added, keep.Count - changed.Count, [.. refused.OrderBy(r => r.Line)], OfKept(notes, refused)));
    }

    /// <summary>The roles that open what belongs to others.</summary>
    const Roles Weighty = Roles.Coordinator | Roles.Executive | Roles.Admin | Roles.Mentor | Roles.Head;

    static List<(int Line, Person Person)> Read(Sheet sheet, Units units, Roster roster, List<RowProblem> refused, List<RowProblem> notes)
    {
        var (people, seen) = (new List<(int, Person)>(sheet.Rows.Count), new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase));
        foreach (var row in sheet.Rows)
        {
            var (problems, noticed) = (new List<Problem>(), new List<Problem>());
            var person = PersonText.Read(row, units, problems, noticed);
            if (person is not null && roster.IsErased(person.Id))
                problems.Add(new($"รหัส: ข้อมูลของ {person.Id} ลบตามคำขอแล้ว ถ้ากลับมาทำงาน ใช้รหัสใหม่", $"id: the data of {person.Id} was erased; whoever comes back gets a new id."));
            if (person is not null && !seen.TryAdd(person.Id, row.Line))
                problems.Add(new($"รหัส: {person.Id} ซ้ำกับบรรทัด {seen[person.Id]}", $"id: {person.Id} is in line {seen[person.Id]} too."));
            refused.AddRange(problems.Select(problem => new RowProblem(row.Line, problem)));
            if (person is null || problems.Count > 0) continue;
            people.Add((row.Line, person));
            notes.AddRange(noticed.Select(note => new RowProblem(row.Line, note)));
        }
        return people;
    }

    /// <summary>
    /// An address or Teams id leads to one person only, because people are recognised by it. Compared is what the roster becomes,
    /// so that two people may exchange their addresses in one file. Who is refused keeps what is stored, which may cost another line: hence the rounds.
    /// </summary>
    static List<Person> Unique(List<(int Line, Person Person)> people, Roster roster, List<RowProblem> refused)
    {
        while (true)
        {
            var taken = Taken(people, roster);
            if (taken.Count == 0) return [.. people.Select(p => p.Person)];
            refused.AddRange(taken.Values);
            people = [.. people.Where(p => !taken.ContainsKey(p.Line))];
        }
    }

    static Dictionary<int, RowProblem> Taken(List<(int Line, Person Person)> people, Roster roster)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var inFile = people.Select(p => p.Person.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var stored in roster.People.Where(p => !inFile.Contains(p.Id)))
            foreach (var name in Names(stored)) owners.TryAdd(name, stored.Id);
        var taken = new Dictionary<int, RowProblem>();
        foreach (var (line, person) in people)
            foreach (var name in Names(person))
                if (!owners.TryAdd(name, person.Id) && owners[name] != person.Id)
                    taken.TryAdd(line, new(line, new($"{name} เป็นของ {owners[name]} อยู่แล้ว", $"{name} belongs to {owners[name]} already.")));
        return taken;
    }

    static IEnumerable<string> Names(Person person) => new[] { person.Email, person.WebexEmail, person.TeamsId }.OfType<string>();

    static List<RowProblem> OfKept(List<RowProblem> notes, List<RowProblem> refused)
    {
        var lines = refused.Select(r => r.Line).ToHashSet();
        return [.. notes.Where(note => !lines.Contains(note.Line))];
    }

    static IEnumerable<RowProblem> UnknownColumns(Sheet sheet) => sheet.UnknownColumns.Select(name =>
        new RowProblem(1, new($"ไม่รู้จักคอลัมน์ {name} จึงไม่อ่าน", $"The column {name} is not known and was not read.")));
}
