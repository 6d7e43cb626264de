using System.Globalization;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Attendance;

/// <summary>What a meeting's report brought.</summary>
/// <param name="Participants">Lines of the report.</param>
/// <param name="Known">People of the roster with time in the meeting, by all reports so far; <paramref name="Enough"/> of them reached the rule's bound.</param>
public sealed record MeetingImported(int Participants, int Known, int Enough, AttendanceRule Rule, IReadOnlyList<Unmatched> Unmatched)
{
    public string Thai => string.Create(
        CultureInfo.InvariantCulture, $"อ่าน {Participants} รายการ รู้จัก {Known} คน ถึงเกณฑ์ร้อยละ {Rule.Percent} {Enough} คน ยังไม่รู้ว่าเป็นใคร {Unmatched.Count}");

    public string English => string.Create(
        CultureInfo.InvariantCulture, $"{Participants} participants read, {Known} people known, {Enough} reach {Rule.Percent} percent, {Unmatched.Count} unmatched");
}

/// <summary>
/// Keeps the reports of meetings: the file as a blob, its participants as rows of the session's partition; and makes everybody's time from them,
/// as often as something new is known. The same report twice changes nothing.
/// </summary>
public sealed class MeetingDesk(
    SessionStore sessions, WorkStore work, SummaryStore summaries, RosterStore rosters, OfficeCalendar office, IBlobs blobs, IQueues queues, TimeProvider time)
{
    const int StaysInRow = 100;

    /// <summary>A file that somebody downloaded from Teams or Webex, or an answer of their interfaces.</summary>
    public async Task<FileOutcome<MeetingImported>> Import(string id, Stream file, CancellationToken ct)
    {
        if (!Ids.Valid(id) || await sessions.Find(id, ct) is not { Value: var session }) return Refuse($"ไม่พบกิจกรรมรหัส {id}", $"There is no session {id}.");
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, ct);
        if (memory.Length > MeetingFile.MostBytes) return Refuse("ไฟล์ใหญ่เกิน 20 เมกะไบต์", "The file is larger than 20 MB.");
        var read = MeetingFile.Read(memory.ToArray(), session.Starts, office.Zone);
        if (read is FileOutcome<IReadOnlyList<MeetingRecord>>.Unreadable(var problem)) return new FileOutcome<MeetingImported>.Unreadable(problem);
        if (Closed(session) is { } closed) return closed;
        memory.Position = 0;
        await blobs.Put($"attendance/{id}/{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(memory.ToArray()))[..32]}", memory, ct);
        return await Keep(id, ((FileOutcome<IReadOnlyList<MeetingRecord>>.Taken)read).Value, ct);
    }

    /// <summary>The participants of a report, from wherever it comes.</summary>
    public async Task<FileOutcome<MeetingImported>> Keep(string id, IReadOnlyList<MeetingRecord> records, CancellationToken ct)
    {
        AttendanceRule rule;
        while (true)
        {
            if (await sessions.Find(id, ct) is not { } stored) return Refuse($"ไม่พบกิจกรรมรหัส {id}", $"There is no session {id}.");
            if (Closed(stored.Value) is { } closed) return closed;
            rule = stored.Value.Counts ?? AttendanceRule.Default;
            if (stored.Value.Counts is not null || await sessions.Keep(id, [SessionRows.Session(stored, stored.Value with { Counts = rule })], ct)) break;
        }
        var rows = records.SelectMany(r => r.Stays.Count <= StaysInRow ? [r] : r.Stays.Chunk(StaysInRow).Select(some => r with { Stays = some }))
            .Select(SessionRows.Meeting).DistinctBy(change => change.Key);
        foreach (var page in rows.Chunk(Limits.Transaction)) await sessions.Keep(id, page, ct);
        var facts = await Settle(id, ct);
        return new FileOutcome<MeetingImported>.Taken(new(records.Count, facts.People.Count, facts.People.Count(p => p.Enough), rule, facts.Unmatched));
    }

    /// <summary>The coordinator says who a participant is; null: nobody of ours.</summary>
    public async Task<MeetingFacts> Confirm(string id, string who, string? person, string by, CancellationToken ct)
    {
        await sessions.Keep(id, [SessionRows.Alias(new(who, person ?? "", by, time.GetUtcNow()))], ct);
        return await Settle(id, ct);
    }

    /// <summary>What the stored records say at this moment; nothing is written.</summary>
    public async Task<MeetingFacts> Facts(Session session, CancellationToken ct)
    {
        var records = new List<MeetingRecord>();
        await foreach (var row in sessions.Meetings(session.Id, ct)) records.Add(row.Value);
        if (records.Count == 0) return new([], []);
        var aliases = new Dictionary<string, Alias>(StringComparer.Ordinal);
        await foreach (var row in sessions.Aliases(session.Id, ct)) aliases[row.Value.Who] = row.Value;
        return Meeting.Settle(records, new(await rosters.Load(ct), aliases), new(session.Starts, session.Ends), session.Counts ?? AttendanceRule.Default);
    }

    /// <summary>Makes everybody's time again from the stored records; any number of times gives the same.</summary>
    public async Task<MeetingFacts> Settle(string id, CancellationToken ct)
    {
        while (true)
        {
            if (await sessions.Find(id, ct) is not { Value: var session }) return new([], []);
            var facts = await Facts(session, ct);
            var held = new Dictionary<string, Stored<Attended>>(StringComparer.Ordinal);
            await foreach (var row in sessions.Attended(id, ct)) held[row.Value.Person] = row;
            var fresh = facts.People.Where(p => held.GetValueOrDefault(p.Person)?.Value != p).ToList();
            var changes = fresh.Select(p => SessionRows.Attended(held.GetValueOrDefault(p.Person), p))
                .Concat(held.Values.ExceptBy(facts.People.Select(p => p.Person), row => row.Value.Person).Select(row => new Change.Delete(row.Key, row.ETag))).ToList();
            await sessions.Remember(fresh.Select(p => p.Person), id, ct);
            var kept = true;
            foreach (var page in changes.Chunk(Limits.Transaction)) kept = kept && await sessions.Keep(id, page, ct);
            if (!kept) continue;
            if (changes.Count > 0) await AskForFeedback(session, ct);
            if (session.State is SessionState.Ended) await summaries.Recompute(id, ct);
            return facts;
        }
    }

    /// <summary>Who is known to have come only now still gets the form, while it is open.</summary>
    async Task AskForFeedback(Session session, CancellationToken ct)
    {
        var waiting = new Waiting(session.Id, MessageKind.Feedback, session.Version);
        while (session.IsDone(DueKind.Feedback) && time.GetUtcNow() < session.FeedbackCloses && await sessions.FindFanout(session.Id, MessageKind.Feedback, session.Version, ct) is { } form)
        {
            await work.PutWaiting(waiting, ct);
            if (!await sessions.Keep(session.Id, [SessionRows.Reopen(form)], ct)) continue;
            await queues.Send(Hint.Queue, new Hint.Expand(waiting).Text, TimeSpan.Zero, ct);
            return;
        }
    }

    FileOutcome<MeetingImported>? Closed(Session session) =>
        session.State is SessionState.Draft or SessionState.Cancelled ? Refuse("กิจกรรมนี้ไม่ได้จัด จึงไม่มีการเข้าร่วม", "This session did not take place.")
        : session.State is not SessionState.Ended && time.GetUtcNow() < session.Ends ? Refuse("กิจกรรมยังไม่จบ นำเข้าได้หลังจบ", "The session has not ended yet.")
        : null;

    static FileOutcome<MeetingImported>.Unreadable Refuse(string thai, string english) => new(new(thai, english));
}
