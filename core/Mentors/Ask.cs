using System.Text.Json.Serialization;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Mentors;

public enum AskState
{
    /// <summary>One mentor has it.</summary>
    With,

    /// <summary>The mentors of the zone have it; the first to take it has it alone.</summary>
    Pool,
    Closed,
}

/// <summary>One text of a conversation, numbered from 1.</summary>
public sealed record AskLine(int N, string By, string Text, DateTimeOffset At);

/// <summary>What the two said at the end. Null: not yet.</summary>
public sealed record Judged(bool Helped, bool Shares);

/// <summary>A question to a mentor, without its texts.</summary>
/// <param name="Unit">The asker's unit, whose heads never get it.</param>
/// <param name="Hidden">The mentor does not see the asker's name.</param>
/// <param name="Mentor">Who has it, or had it when it was closed.</param>
/// <param name="Step">When the present wait began: since the mentor has it and owes an answer, since it is in the pool, or since the asker has the word.</param>
/// <param name="Owed">Since when the asker waits for an answer; null while the asker has the word.</param>
/// <param name="Tried">Who had it before and did not answer.</param>
/// <param name="Lines">How many texts there are.</param>
/// <param name="N">How often it was written; tells its messages apart.</param>
/// <param name="Faq">The library item that it becomes, once both agree.</param>
public sealed record Ask(
    string Id, string Asker, string Unit, string Zone, string Subject, bool Hidden, AskState State, string? Mentor, DateTimeOffset Asked, DateTimeOffset Step, DateTimeOffset? Owed,
    IReadOnlyList<string> Tried, int Lines, bool Reminded = false, bool Widened = false, DateTimeOffset? Answered = null, DateTimeOffset? Ended = null,
    Judged? AskerSays = null, Judged? MentorSays = null, string? Faq = null, bool Drafted = false, int N = 0)
{
    public const int TextChars = 1000, MostLines = 200;

    [JsonIgnore] public bool Agreed => AskerSays?.Shares == true && MentorSays?.Shares == true;

    [JsonIgnore] public bool Settled => State is AskState.Closed && (Faq is null || Drafted);
}

/// <summary>What somebody is told, and about what.</summary>
public enum AskTell { Given, Said, Remind, Offered, HandedOver, Closed, Overdue, Opened }

/// <param name="To">A person's id.</param>
public sealed record AskNote(AskTell What, string To);

/// <summary>What comes of an event: the question as it becomes, its new text, and who is told what; or a polite no.</summary>
public abstract record AskOutcome
{
    public sealed record Kept(Ask Ask, IReadOnlyList<AskNote> Tells, AskLine? Line = null) : AskOutcome;

    /// <summary>Nothing changes: it was done already.</summary>
    public sealed record Same(Ask Ask) : AskOutcome;

    public sealed record Refused(string Because) : AskOutcome;
}

/// <summary>What the time asks for.</summary>
public enum AskDue { Nothing, Remind, HandOver, Alarm, Quiet }

/// <summary>
/// The life of a question. A mentor who owes an answer is reminded after a day, loses the question after three; after two mentors the zone's pool has it;
/// what lies there for three days goes to every mentor and, by age and subject only, to the coordinators. Each of these moments waits for the office to open.
/// </summary>
public static class AskRule
{
    public static readonly TimeSpan RemindAfter = TimeSpan.FromHours(24), HandOverAfter = TimeSpan.FromHours(72), QuietAfter = TimeSpan.FromDays(14);

    /// <summary>So many mentors have it one after the other before the pool.</summary>
    public const int Mentors = 2;

    public static AskDue Due(Ask ask, OfficeCalendar office, DateTimeOffset now)
    {
        return ask switch
        {
            { State: AskState.Closed } => AskDue.Nothing,
            { State: AskState.Pool } => Past(HandOverAfter) ? AskDue.Alarm : AskDue.Nothing,
            { Owed: null } => Past(QuietAfter) ? AskDue.Quiet : AskDue.Nothing,
            _ when Past(HandOverAfter) => AskDue.HandOver,
            { Reminded: false } when Past(RemindAfter) => AskDue.Remind,
            _ => AskDue.Nothing,
        };

        bool Past(TimeSpan wait) => now >= office.Later(ask.Step + wait);
    }

    public static AskOutcome.Kept Begin(string id, string asker, string unit, string zone, string subject, bool hidden, string mentor, string text, DateTimeOffset now) => new(
        new(id, asker, unit, zone, subject, hidden, AskState.With, mentor, now, now, now, [], 1), [new(AskTell.Given, mentor)], new(1, asker, text, now));

    /// <param name="last">The person's own newest text: the same again is the same click again.</param>
    public static AskOutcome Write(Ask ask, string by, string text, AskLine? last, DateTimeOffset now)
    {
        if (ask.State is AskState.Closed) return new AskOutcome.Refused("คำถามนี้จบแล้ว ถ้ามีเรื่องใหม่ พิมพ์ ถามพี่เลี้ยง");
        if (last?.Text == text) return new AskOutcome.Same(ask);
        if (ask.Lines >= Ask.MostLines) return new AskOutcome.Refused("คุยกันยาวมากแล้ว ปิดคำถามนี้แล้วเริ่มคำถามใหม่ได้เลย");
        var line = new AskLine(ask.Lines + 1, by, text, now);
        if (by == ask.Mentor)
            return new AskOutcome.Kept(ask with { Lines = line.N, Owed = null, Step = now, Reminded = false, Answered = ask.Answered ?? now }, [new(AskTell.Said, ask.Asker)], line);
        var next = ask.Owed is null ? ask with { Owed = now, Step = now, Reminded = false } : ask;
        return new AskOutcome.Kept(next with { Lines = line.N }, ask.Mentor is { } mentor ? [new(AskTell.Said, mentor)] : [], line);
    }

    public static AskOutcome Remind(Ask ask) => new AskOutcome.Kept(ask with { Reminded = true }, [new(AskTell.Remind, ask.Mentor!)]);

    /// <param name="next">Who gets it now; null: the pool.</param>
    /// <param name="pool">Whom it is offered to then.</param>
    public static AskOutcome HandOver(Ask ask, string? next, IReadOnlyList<string> pool, DateTimeOffset now)
    {
        var moved = ask with
        {
            State = next is null ? AskState.Pool : AskState.With, Mentor = next, Step = now, Owed = ask.Owed ?? now, Reminded = false, Widened = false,
            Tried = ask.Mentor is { } was && !ask.Tried.Contains(was, StringComparer.Ordinal) ? [.. ask.Tried, was] : ask.Tried,
        };
        return new AskOutcome.Kept(moved, [next is null ? new(AskTell.HandedOver, ask.Asker) : new(AskTell.Given, next), .. next is null ? pool.Select(to => new AskNote(AskTell.Offered, to)) : [new AskNote(AskTell.HandedOver, ask.Asker)]]);
    }

    /// <summary>The first of the pool has it.</summary>
    public static AskOutcome Take(Ask ask, string mentor, DateTimeOffset now) => ask switch
    {
        { Mentor: { } held } when held == mentor => new AskOutcome.Same(ask),
        { State: not AskState.Pool } => new AskOutcome.Refused("มีพี่เลี้ยงรับคำถามนี้ไปแล้ว ขอบคุณที่ช่วยกัน"),
        _ => new AskOutcome.Kept(ask with { State = AskState.With, Mentor = mentor, Step = now, Reminded = false }, [new(AskTell.Given, mentor), new(AskTell.HandedOver, ask.Asker)]),
    };

    /// <summary>Too long in the pool: everybody who may is asked, and the coordinators hear of its age.</summary>
    public static AskOutcome Alarm(Ask ask, IReadOnlyList<string> pool, IReadOnlyList<string> coordinators, DateTimeOffset now) => new AskOutcome.Kept(
        ask with { Step = now, Widened = true }, [.. pool.Select(to => new AskNote(AskTell.Offered, to)), .. coordinators.Select(to => new AskNote(AskTell.Overdue, to))]);

    public static AskOutcome Close(Ask ask, DateTimeOffset now) => ask.State is AskState.Closed
        ? new AskOutcome.Same(ask)
        : new AskOutcome.Kept(ask with { State = AskState.Closed, Ended = now, Owed = null }, [new(AskTell.Closed, ask.Asker), .. ask.Mentor is { } mentor ? [new AskNote(AskTell.Closed, mentor)] : Array.Empty<AskNote>()]);

    public static AskOutcome Reveal(Ask ask) => ask.Hidden
        ? new AskOutcome.Kept(ask with { Hidden = false }, ask.Mentor is { } mentor ? [new(AskTell.Said, mentor)] : [])
        : new AskOutcome.Same(ask);

    /// <summary>The newest word of each counts until the item is made; then it stays.</summary>
    /// <param name="item">The id of the item, should both agree now.</param>
    public static AskOutcome Judge(Ask ask, string by, Judged says, string item)
    {
        if (ask.State is not AskState.Closed) return new AskOutcome.Refused("ตอบได้เมื่อคำถามจบแล้ว");
        if ((by == ask.Asker ? ask.AskerSays : ask.MentorSays) == says || ask.Faq is not null) return new AskOutcome.Same(ask);
        var judged = by == ask.Asker ? ask with { AskerSays = says } : ask with { MentorSays = says };
        return new AskOutcome.Kept(judged.Agreed && judged.Answered is not null ? judged with { Faq = item } : judged, []);
    }
}
