using System.Globalization;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// Brings plan.csv into the sessions, line by line through <see cref="Planner"/>, so that a line does exactly what the same act in the chat does.
/// A line that says what is stored changes nothing. Nobody's session is removed: who wants that cancels it.
/// </summary>
public sealed class PlanImport(Planner planner, SessionStore sessions, RosterStore rosters, UnitStore units, OfficeCalendar office, TimeProvider time)
{
    /// <summary>So many sessions are decided at once; they are different partitions, and the store commits them together.</summary>
    const int AtOnce = 16;

    /// <param name="hold">How long the first message waits; null: nothing waits.</param>
    /// <param name="progress">Told how many of how many lines are done.</param>
    public async Task<FileOutcome<PlanImported>> Run(Stream file, TimeSpan? hold, Action<int, int>? progress, CancellationToken ct)
    {
        var outcome = await SheetFile.Read(file, Columns.Plan, ct);
        if (outcome is not FileOutcome<Sheet>.Taken(var sheet)) return new FileOutcome<PlanImported>.Unreadable(((FileOutcome<Sheet>.Unreadable)outcome).Problem);
        var (roster, now) = (await rosters.Load(ct), time.GetUtcNow());
        var (refused, plans) = (new List<RowProblem>(sheet.Refused), new List<(int Line, Plan Plan)>());
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var table = await units.Load(ct);
        foreach (var row in sheet.Rows)
        {
            var reading = PlanText.Read(row.Cells, table, roster, office.Zone);
            if (reading is PlanReading.Wrong(var problems)) refused.AddRange(problems.Select(problem => new RowProblem(row.Line, problem)));
            else if (reading is PlanReading.Ok(var plan) && seen.TryAdd(plan.Id, row.Line)) plans.Add((row.Line, plan));
            else refused.Add(new(row.Line, new($"รหัส: {row["id"]} ซ้ำกับบรรทัด {seen[row["id"]]}", $"id: {row["id"]} is in line {seen[row["id"]]} too.")));
        }

        var messages = new Messages(roster, office, now);
        var count = new Tally();
        foreach (var some in plans.Chunk(AtOnce))
        {
            var planned = await Task.WhenAll(some.Select(line => planner.Apply(line.Plan, hold, ct, Audit.Act.Machine)));
            foreach (var (line, done) in some.Zip(planned)) count.Add(line.Line, done, messages, refused);
            progress?.Invoke(count.Done, plans.Count);
        }
        return new FileOutcome<PlanImported>.Taken(new(
            count.Added, count.Changed, count.Moved, count.Unchanged, count.Past, [.. refused.OrderBy(r => r.Line)], [.. Notes(sheet, plans, now), .. await Lowered(plans, ct)],
            messages.Count, messages.First, hold is { } wait && messages.Count > 0 ? now + wait : null));
    }

    /// <summary>What is kept as written and should be looked at.</summary>
    IEnumerable<RowProblem> Notes(Sheet sheet, List<(int Line, Plan Plan)> plans, DateTimeOffset now)
    {
        foreach (var name in sheet.UnknownColumns)
            yield return new(1, new($"ไม่รู้จักคอลัมน์ {name} จึงไม่อ่าน", $"The column {name} is not known and was not read."));
        foreach (var (line, plan) in plans)
            if (plan.Starts > now && office.Day(plan.Starts) is var day && !office.IsWorkingDay(day))
                yield return new(line, new($"{plan.Id}: {ThaiDate.ShortWithDay(day)} เป็นวันหยุด", string.Create(CultureInfo.InvariantCulture, $"{plan.Id}: {day:yyyy-MM-dd} is not a working day.")));
    }

    /// <summary>Fewer seats than are taken: nobody loses a seat, and somebody should know why the line does not move.</summary>
    async Task<IReadOnlyList<RowProblem>> Lowered(List<(int Line, Plan Plan)> plans, CancellationToken ct)
    {
        var notes = new List<RowProblem>();
        foreach (var (line, plan) in plans)
            if (plan.Seats is { } limit && await sessions.FindTally(plan.Id, ct) is { Value.Taken: var taken } && taken > limit)
                notes.Add(new(line, new(
                    $"{plan.Id}: ที่นั่งเหลือ {limit} แต่มีผู้ได้ที่นั่งแล้ว {taken} คน ไม่มีใครเสียที่นั่ง คิวจะเดินเมื่อเหลือต่ำกว่า {limit}",
                    string.Create(CultureInfo.InvariantCulture, $"{plan.Id}: {limit} seats, but {taken} are taken; nobody loses a seat, and the line waits until fewer than {limit} are."))));
        return notes;
    }

    sealed class Tally
    {
        public int Added { get; private set; }
        public int Changed { get; private set; }
        public int Moved { get; private set; }
        public int Unchanged { get; private set; }
        public int Past { get; private set; }
        public int Done { get; private set; }

        public void Add(int line, Planned planned, Messages messages, List<RowProblem> refused)
        {
            Done++;
            switch (planned)
            {
                case Planned.Added(var session):
                    Added++;
                    if (session.State is SessionState.Ended) Past++;
                    messages.Invitations(session);
                    break;
                case Planned.Edited(var session):
                    Changed++;
                    messages.Invitations(session);
                    break;
                case Planned.Moved(var session):
                    Moved++;
                    messages.Moves(session);
                    break;
                case Planned.Unchanged:
                    Unchanged++;
                    break;
                case Planned.Refused(var because):
                    refused.Add(new(line, new(because, "The session as it stands cannot become this (over, cancelled, under way, or its invitations are out); the line was not applied.")));
                    break;
            }
        }
    }

    /// <summary>Counts the messages that the import causes. Each audience is counted once, not once a session.</summary>
    sealed class Messages(Roster roster, OfficeCalendar office, DateTimeOffset now)
    {
        readonly Dictionary<string, int> sizes = new(StringComparer.Ordinal);

        public int Count { get; private set; }
        public DateTimeOffset? First { get; private set; }

        public void Invitations(Session session)
        {
            if (Due.Of(session, office, TimeSpan.Zero).FirstOrDefault(item => item.Kind is DueKind.Invite) is { } invite && invite.Until > now) Add(session, invite.At);
        }

        /// <summary>Who was invited is told at once (or after the hold); who was not is invited to the new time.</summary>
        public void Moves(Session session)
        {
            if (session.Invited) Add(session, session.HeldUntil ?? now);
            else Invitations(session);
        }

        void Add(Session session, DateTimeOffset at)
        {
            var audience = session.Plan.Audience;
            if (!sizes.TryGetValue(audience.Rule, out var size)) sizes[audience.Rule] = size = roster.People.Count(audience.Includes);
            size -= session.Plan.Speakers.Count(s => s.Person is { } id && roster.Find(id) is { } person && audience.Includes(person));
            if (size == 0) return;
            Count += size;
            var leaves = at > now ? at : now;
            if (First is null || leaves < First) First = leaves;
        }
    }
}
