using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Mentors;

/// <summary>Keeps what happens to questions, each step together with the messages it causes; and lets the time have its part.</summary>
public sealed class AskDesk(
    AskStore asks, MentorStore mentors, RosterStore rosters, IRoutes routes, WorkStore work, IQueues queues, KnowledgeStore library, OfficeCalendar office, MentorSettings settings, Dice dice, TimeProvider time)
{
    static readonly TimeSpan Useful = TimeSpan.FromDays(14);

    /// <summary>Mentors who fit, best first, with the reasons.</summary>
    public async Task<IReadOnlyList<Match>> Find(Person asker, string subject, CancellationToken ct)
    {
        const int Shown = 3;
        return Matching.Rank(new(asker.Id, asker.District, asker.Zone, subject, []), await mentors.All(ct), await rosters.Load(ct), Shown);
    }

    /// <param name="id">Made when the question was first shown to its asker: the same click again begins nothing new.</param>
    public async Task<AskOutcome> Begin(string id, Person asker, string mentor, string subject, string text, bool hidden, CancellationToken ct)
    {
        if (await asks.Find(id, ct) is { Value: var known }) return known.Asker == asker.Id ? new AskOutcome.Same(known) : new AskOutcome.Refused("ไม่พบคำถามนี้");
        var roster = await rosters.Load(ct);
        var (wanted, all) = (new Wanted(asker.Id, asker.District, asker.Zone, subject, []), await mentors.All(ct));
        if (Matching.Rank(wanted, all, roster, int.MaxValue).All(match => match.Person.Id != mentor) || !await mentors.Hold(mentor, id, ct))
            return new AskOutcome.Refused("พี่เลี้ยงคนนี้รับคำถามเพิ่มไม่ได้แล้ว เลือกคนอื่นได้เลย");
        var begun = AskRule.Begin(id, asker.Id, asker.District, asker.Zone, subject, hidden, mentor, text, time.GetUtcNow());
        if (await Write(null, begun, [], ct)) return begun;
        // Another click began it meanwhile, perhaps with another mentor.
        var first = await asks.Find(id, ct);
        if (first?.Value.Mentor != mentor) await mentors.Drop(mentor, new HashSet<string>([id]), ct);
        return first?.Value is { } same && same.Asker == asker.Id ? new AskOutcome.Same(same) : new AskOutcome.Refused("ไม่พบคำถามนี้");
    }

    public Task<AskOutcome> Say(string id, Person person, string text, CancellationToken ct) => Change(id, person, AskAct.Write, async ask =>
        AskRule.Write(ask, person.Id, text, (await asks.Lines(id, ct)).LastOrDefault(line => line.By == person.Id), time.GetUtcNow()), ct);

    public Task<AskOutcome> Close(string id, Person person, CancellationToken ct) =>
        Change(id, person, AskAct.Close, ask => Task.FromResult(AskRule.Close(ask, time.GetUtcNow())), ct);

    public Task<AskOutcome> Reveal(string id, Person person, CancellationToken ct) =>
        Change(id, person, AskAct.Reveal, ask => Task.FromResult(AskRule.Reveal(ask)), ct);

    public Task<AskOutcome> Take(string id, Person person, CancellationToken ct) => Change(id, person, AskAct.Take, async ask =>
        AskRule.Take(ask, person.Id, time.GetUtcNow()) is AskOutcome.Kept taken && !await mentors.Hold(person.Id, id, ct)
            ? new AskOutcome.Refused("ดูแลอยู่เต็มจำนวนแล้ว ปิดคำถามที่ตอบครบก่อน แล้วรับใหม่ได้")
            : AskRule.Take(ask, person.Id, time.GetUtcNow()), ct);

    /// <summary>The mentor gives it away.</summary>
    public Task<AskOutcome> PassOn(string id, Person person, CancellationToken ct) => Change(id, person, AskAct.PassOn, ask => HandOver(ask, ct), ct);

    public async Task<AskOutcome> Judge(string id, Person person, Judged says, CancellationToken ct)
    {
        var outcome = await Change(id, person, AskAct.Judge, ask => Task.FromResult(AskRule.Judge(ask, person.Id, says, dice.Id())), ct);
        if (await asks.Find(id, ct) is { Value: { Faq: not null, Drafted: false } agreed }) await Draft(agreed.Id, ct);
        return outcome;
    }

    /// <summary>A pause hands over at once what the mentor holds.</summary>
    public async Task<bool> Pause(string person, bool pause, CancellationToken ct)
    {
        if (await mentors.Change(person, mentor => mentor.Posts.Count == 0 ? null : mentor with { Paused = pause }, ct) is null) return false;
        if (pause) await Leave(person, ct);
        return true;
    }

    public async Task Appoint(string person, Post post, bool appointed, CancellationToken ct)
    {
        var cap = (await mentors.FindAnswer(person, ct))?.Most ?? SurveyAnswer.Usual;
        if (await mentors.Change(person, mentor => mentor.With(post, appointed) with { Cap = cap }, ct) is { Serves: false }) await Leave(person, ct);
    }

    async Task Leave(string person, CancellationToken ct)
    {
        foreach (var held in (await mentors.Find(person, ct))?.Value.Held ?? []) await Act(held.Ask, ct);
    }

    /// <summary>The first of the two: asks every other coordinator and administrator to agree.</summary>
    public async Task<AskOutcome> Request(string id, Person by, string reason, CancellationToken ct)
    {
        while (true)
        {
            if (await asks.Find(id, ct) is not { } stored || !AskRights.May(stored.Value, by, null, AskAct.BreakGlass)) return Unknown;
            if (reason.Length == 0) return new AskOutcome.Refused("บอกเหตุผลที่ต้องเปิดอ่านด้วย");
            var seconds = (await rosters.Load(ct)).People.Where(p => p.Id != by.Id && AskRights.May(stored.Value, p, null, AskAct.BreakGlass)).Select(p => p.Id).Take(Decision.FewAtMost).ToList();
            if (seconds.Count == 0) return new AskOutcome.Refused("ต้องมีผู้ประสานงานหรือผู้ดูแลระบบอีกคนเห็นชอบ ตอนนี้ยังไม่มี");
            var request = AskStore.Request(await asks.FindGlass(id, ct), new(by.Id, reason, time.GetUtcNow()));
            if (await Write(stored, new(stored.Value, [.. seconds.Select(to => new AskNote(AskTell.Opened, to))]), [request], ct)) return new AskOutcome.Same(stored.Value);
        }
    }

    /// <summary>The second: from now on the first may read, and both people of the question are told.</summary>
    public async Task<AskOutcome> Agree(string id, Person by, CancellationToken ct)
    {
        while (true)
        {
            if (await asks.Find(id, ct) is not { } stored || !AskRights.May(stored.Value, by, null, AskAct.BreakGlass)) return Unknown;
            if (await asks.FindGlass(id, ct) is not { } glass || glass.Value.Agree(by.Id, time.GetUtcNow()) is not { } agreed) return new AskOutcome.Refused("ไม่มีคำขอที่รอคุณเห็นชอบ");
            AskNote[] tells = [.. new[] { stored.Value.Asker, stored.Value.Mentor }.OfType<string>().Where(to => to.Length > 0).Select(to => new AskNote(AskTell.Opened, to))];
            if (await Write(stored, new(stored.Value, tells), [AskStore.Request(glass, agreed)], ct)) return new AskOutcome.Same(stored.Value);
        }
    }

    /// <summary>The texts for whom the emergency opened them; every reading is noted first. Null for everybody else.</summary>
    public async Task<IReadOnlyList<AskLine>?> ReadOpened(string id, Person by, CancellationToken ct)
    {
        if (await asks.Find(id, ct) is not { Value: var ask } || !AskRights.May(ask, by, null, AskAct.BreakGlass)) return null;
        if (await asks.FindGlass(id, ct) is not { Value: var glass } || !glass.Opens(by.Id, time.GetUtcNow())) return null;
        await asks.NoteReading(id, glass, ct);
        return await asks.Lines(id, ct);
    }

    /// <summary>What the time asks of every question. Safe to call at any time, in any number.</summary>
    public async Task Tick(CancellationToken ct)
    {
        var holders = new Dictionary<string, string?>(StringComparer.Ordinal);
        await foreach (var pointer in asks.Unfinished(ct))
        {
            await Act(pointer.Value.Ask, ct);
            var ask = (await asks.Find(pointer.Value.Ask, ct))?.Value;
            if (ask is null or { Settled: true }) await asks.Finish(pointer, ct);
            if (ask is { State: AskState.With }) holders[ask.Id] = ask.Mentor;
        }
        foreach (var mentor in await mentors.All(ct))
        {
            var left = mentor.Held.Where(held => time.GetUtcNow() >= held.At + AskStore.Grace && holders.GetValueOrDefault(held.Ask) != mentor.Person).Select(held => held.Ask).ToHashSet(StringComparer.Ordinal);
            if (left.Count > 0) await mentors.Drop(mentor.Person, left, ct);
        }
        await asks.Forget(office.Day(time.GetUtcNow()), ct);
    }

    async Task Act(string id, CancellationToken ct)
    {
        if (await asks.Find(id, ct) is { Value: { Faq: not null, Drafted: false } agreed }) await Draft(agreed.Id, ct);
        await Change(id, async ask =>
        {
            var (now, roster) = (time.GetUtcNow(), await rosters.Load(ct));
            if (ask is { State: AskState.With, Mentor: { } mentor } && !await Serves(mentor, ask, roster, ct)) return await HandOver(ask, ct);
            switch (AskRule.Due(ask, office, now))
            {
                case AskDue.Remind: return AskRule.Remind(ask);
                case AskDue.HandOver: return await HandOver(ask, ct);
                case AskDue.Quiet: return AskRule.Close(ask, now);
                case AskDue.Alarm:
                    var told = roster.People.Where(person => AskRights.May(ask, person, null, AskAct.SeeAge) && person.Id != ask.Asker).Select(person => person.Id).Take(5).ToList();
                    return AskRule.Alarm(ask, Matching.Pool(Wanted.Of(ask), true, await mentors.All(ct), roster, Decision.FewAtMost - told.Count), told, now);
                default: return new AskOutcome.Same(ask);
            }
        }, ct);
    }

    async Task<bool> Serves(string mentor, Ask ask, Roster roster, CancellationToken ct) =>
        await mentors.Find(mentor, ct) is { Value.Serves: true } && roster.Find(mentor) is { } person && !AskRights.Commands(person, ask.Unit);

    /// <summary>To the next who fits and has room, after two to the pool.</summary>
    async Task<AskOutcome> HandOver(Ask ask, CancellationToken ct)
    {
        var (roster, all, now) = (await rosters.Load(ct), await mentors.All(ct), time.GetUtcNow());
        var tried = ask with { Tried = ask.Mentor is { } was ? [.. ask.Tried, was] : ask.Tried };
        if (tried.Tried.Count < AskRule.Mentors)
            foreach (var match in Matching.Rank(Wanted.Of(tried), all, roster, int.MaxValue))
                if (await mentors.Hold(match.Person.Id, ask.Id, ct)) return AskRule.HandOver(ask, match.Person.Id, [], now);
        return AskRule.HandOver(ask, null, Matching.Pool(Wanted.Of(tried), false, all, roster, Decision.FewAtMost - 1), now);
    }

    Task<AskOutcome> Change(string id, Person person, AskAct act, Func<Ask, Task<AskOutcome>> rule, CancellationToken ct) => Change(id, async ask =>
    {
        if (!AskRights.May(ask, person, (await mentors.Find(person.Id, ct))?.Value, act) && !Done(ask, person, act)) return Unknown;
        return await rule(ask);
    }, ct);

    /// <summary>Done already, by the same person: the same click again is answered with what is.</summary>
    static bool Done(Ask ask, Person person, AskAct act) => act switch
    {
        AskAct.Close or AskAct.Write => ask.State is AskState.Closed && (person.Id == ask.Asker || person.Id == ask.Mentor),
        AskAct.Reveal => person.Id == ask.Asker && !ask.Hidden,
        AskAct.Take => person.Id == ask.Mentor,
        _ => false,
    };

    async Task<AskOutcome> Change(string id, Func<Ask, Task<AskOutcome>> rule, CancellationToken ct)
    {
        while (true)
        {
            if (await asks.Find(id, ct) is not { } stored) return Unknown;
            var outcome = await rule(stored.Value);
            if (outcome is not AskOutcome.Kept kept) return outcome;
            var before = stored.Value.State is AskState.With ? stored.Value.Mentor : null;
            var after = kept.Ask.State is AskState.With ? kept.Ask.Mentor : null;
            var written = await Write(stored, kept, [], ct);
            // Whoever does not have it gives the place back; what a crash leaves behind the timer finds.
            if ((written ? before : after) is { } free && before != after) await mentors.Drop(free, new HashSet<string>([id]), ct);
            if (written) return outcome;
        }
    }

    async Task<bool> Write(Stored<Ask>? was, AskOutcome.Kept kept, IEnumerable<Change> also, CancellationToken ct)
    {
        var (now, roster, route, session) = (time.GetUtcNow(), await rosters.Load(ct), await routes.Load(ct), AskStore.Standing(kept.Ask));
        // What a person said goes at once; what only the time asks for waits for the office to open.
        var tells = kept.Tells.Select(tell => Delivery.To(
            tell.To, roster.Find(tell.To), Kind(tell.What), session, route, tell.What is AskTell.Remind or AskTell.Offered or AskTell.Overdue ? office.Later(now) : now, now + Useful)).ToList();
        await asks.Point(kept.Ask, was is null, settings.KeepDays, office.Day(now), ct);
        if (tells.Count > 0) await work.PutWaiting(new(session.Id), ct);
        if (!await asks.Keep(was, kept.Ask, kept.Line, tells, also, ct)) return false;
        if (tells.Count > 0) await queues.Send(Hint.Queue, new Hint.Send().Text, TimeSpan.Zero, ct);
        return true;
    }

    /// <summary>Both agreed: a draft without names waits for the review like any other. Its id is in the question, so it is made once.</summary>
    async Task Draft(string id, CancellationToken ct)
    {
        if (await asks.Find(id, ct) is not { Value: { Faq: { } item } ask } stored) return;
        var (lines, names) = (await asks.Lines(id, ct), (await rosters.Load(ct)).People.Where(p => p.Id == ask.Asker || p.Id == ask.Mentor || ask.Tried.Contains(p.Id)).ToList());
        await library.Keep(null, Faq.Make(ask, lines, names, item, time.GetUtcNow()), ct);
        await asks.Keep(stored, ask with { Drafted = true }, null, [], [], ct);
    }

    static MessageKind Kind(AskTell what) => what switch
    {
        AskTell.Given => MessageKind.AskGiven,
        AskTell.Said => MessageKind.AskSaid,
        AskTell.Remind => MessageKind.AskRemind,
        AskTell.Offered => MessageKind.AskOffered,
        AskTell.HandedOver => MessageKind.AskHandedOver,
        AskTell.Closed => MessageKind.AskClosed,
        AskTell.Overdue => MessageKind.AskOverdue,
        _ => MessageKind.AskOpened,
    };

    static AskOutcome.Refused Unknown => new("ไม่พบคำถามนี้ หรือส่งต่อไปแล้ว");
}
