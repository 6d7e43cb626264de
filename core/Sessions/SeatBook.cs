using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Core.Sessions;

/// <summary>What was read of a session's seats for one decision.</summary>
/// <param name="Tally">Null when seats are not and were not limited.</param>
/// <param name="Known">The answers of everybody who may be changed.</param>
/// <param name="Line">The first in line, in their order; all that wait when it has as many as the tally says.</param>
public sealed record SeatPage(Session Session, SeatTally? Tally, IReadOnlyList<Answered> Known, IReadOnlyList<string> Line);

/// <summary>
/// The seats of one session while some clicks are decided together: pure, no clock and no storage. Every change is followed by promotion,
/// so whatever is committed leaves no seat empty beside a waiting person, and no seat is taken twice.
/// </summary>
/// <param name="most">The most people to be told in one transaction.</param>
public sealed class SeatBook(SeatPage page, OfficeCalendar office, DateTimeOffset now, int most = Decision.FewAtMost)
{
    /// <summary>An offer waits for this much of the office's working time …</summary>
    public static readonly TimeSpan OfferStays = TimeSpan.FromHours(4);

    /// <summary>… and never into the last hours before the start.</summary>
    public static readonly TimeSpan OfferEndsBefore = TimeSpan.FromHours(2);

    /// <summary>From this long before the start on there is no time for questions: the next in line gets the seat.</summary>
    public static readonly TimeSpan SeatedAtOnce = TimeSpan.FromHours(4);

    /// <summary>The most changes one click can cause: its answer leaves one order and enters another, and frees a seat for one other person.</summary>
    const int ClickAtMost = 3 + PromotionAtMost;
    const int PromotionAtMost = 4;

    readonly Session session = page.Session;
    readonly Dictionary<string, Answered> before = page.Known.ToDictionary(a => a.Person, StringComparer.Ordinal);
    readonly Dictionary<string, Answered> after = page.Known.ToDictionary(a => a.Person, StringComparer.Ordinal);
    readonly List<string> line = [.. page.Line];
    readonly List<SeatNotice> notices = [];
    readonly bool wholeLine = page.Line.Count == (page.Tally?.Waiting ?? 0);
    int newcomers;

    public SeatTally? Tally { get; private set; } = page.Tally;

    /// <summary>Whom to tell, in the transaction that keeps the rest.</summary>
    public IReadOnlyList<SeatNotice> Notices => notices;

    /// <summary>How many rows are to be written, without the counter itself.</summary>
    public int Entities { get; private set; }

    /// <summary>Whether another click still fits into the same transaction.</summary>
    public bool HasRoom => Entities + (Tally is null ? 1 : ClickAtMost + 1) <= Storage.Limits.Transaction && notices.Count < most;

    /// <summary>More is to be done than fits: decide again after this was kept.</summary>
    public bool Unfinished => Tally is { Counting: false } tally && (tally.Limit != session.Plan.Seats || Lapsed().Any());

    public Answered? Of(string person) => after.GetValueOrDefault(person);

    /// <summary>The answers as they become, each with what it was.</summary>
    public IEnumerable<(Answered? Was, Answered Becomes)> Changed =>
        after.Values.Where(a => before.GetValueOrDefault(a.Person) != a).Select(a => (before.GetValueOrDefault(a.Person), a));

    /// <summary>The place in the line, from 1; null when the person does not wait or the line was not read that far.</summary>
    public int? Position(string person)
    {
        if (Of(person)?.Seat is not SeatState.Waiting || line.IndexOf(person) is not (>= 0 and var at)) return null;
        return wholeLine || at < line.Count - newcomers ? at + 1 : Tally!.Waiting - (line.Count - at) + 1;
    }

    /// <summary>What is due without anybody's click: offers that have passed, and seats that were added.</summary>
    public void Settle()
    {
        foreach (var offer in Lapsed().ToList())
        {
            if (notices.Count + 2 > most || Entities + 3 + PromotionAtMost >= Storage.Limits.Transaction) break;
            Set(offer with { Seat = SeatState.Expired, OfferEnds = null });
            Tell(offer, MessageKind.SeatExpired, session.Starts);
            Fill();
        }
        Fill();
    }

    /// <summary>A click on the invitation.</summary>
    public RsvpOutcome Answer(string person, bool invited, Answer answer, string? question, int? n, DateTimeOffset? made = null) =>
        Keep(Rsvp.Decide(session, invited, Of(person), person, answer, question, n, now, made));

    /// <summary>A click on "รับที่นั่ง" or "คืนที่นั่ง".</summary>
    public RsvpOutcome Take(string person, bool take, int? n, DateTimeOffset? made = null) => Keep(Rsvp.Seat(session, Of(person), person, take, n, now, made));

    RsvpOutcome Keep(RsvpOutcome outcome)
    {
        // Who said yes before the seats were limited and was not counted yet comes in by the next click, even a repeated one.
        var uncounted = outcome is RsvpOutcome.Repeated { Answer: { Answer: Sessions.Answer.Yes, Seat: null } said } && Tally is not null ? said : null;
        if ((outcome is RsvpOutcome.Kept kept ? kept.Answer : uncounted) is not { } answer) return outcome;
        Set(Seated(answer));
        Fill();
        var stands = Of(answer.Person)!;
        return uncounted is null ? new RsvpOutcome.Kept(stands) : new RsvpOutcome.Repeated(stands);
    }

    /// <summary>A yes takes an offered seat, keeps a place it has, or asks for one; anything else gives back what the person had.</summary>
    Answered Seated(Answered answer) => Tally is null ? answer : (answer.Answer, answer.Seat) switch
    {
        (Sessions.Answer.Yes, SeatState.Accepted or SeatState.Waiting) => answer,
        (Sessions.Answer.Yes, SeatState.Offered) => answer with { Seat = SeatState.Accepted, OfferEnds = null },
        (Sessions.Answer.Yes, _) when Tally is { Waiting: 0, Full: false, Counting: false } => answer with { Seat = SeatState.Accepted },
        (Sessions.Answer.Yes, _) => answer with { Seat = SeatState.Waiting, Ticket = Tally.NextTicket },
        (_, SeatState.Offered) => answer with { Seat = SeatState.Declined, OfferEnds = null },
        (_, SeatState.Accepted or SeatState.Waiting) => answer with { Seat = SeatState.Cancelled },
        _ => answer,
    };

    /// <summary>Gives every free seat to the next in line, and lets the limit follow the plan as far as seats are filled.</summary>
    void Fill()
    {
        if (Tally is null || Tally.Counting) return;
        var plan = session.Plan.Seats ?? int.MaxValue;
        while (Promotes && line.Count > (wholeLine ? 0 : newcomers) && Tally.Taken < plan && notices.Count < most && Entities + PromotionAtMost < Storage.Limits.Transaction) Promote(line[0]);
        Tally = Tally with { Limit = !Promotes || Tally.Waiting == 0 || Tally.Taken >= plan ? session.Plan.Seats : Tally.Taken };
    }

    bool Promotes => session.State is SessionState.Published && now < session.Starts;

    void Promote(string person)
    {
        var held = after[person];
        if (session.Online || now > session.Starts - SeatedAtOnce)
        {
            Set(held with { Seat = SeatState.Accepted });
            Tell(held, MessageKind.SeatGiven, session.Starts);
            return;
        }
        var (working, latest) = (office.AfterWorking(now, OfferStays), session.Starts - OfferEndsBefore);
        var ends = working < latest ? working : latest;
        Set(held with { Seat = SeatState.Offered, OfferEnds = ends });
        Tell(held, MessageKind.SeatOffered, ends);
    }

    void Tell(Answered person, MessageKind kind, DateTimeOffset until)
    {
        notices.Add(new(person.Person, kind, person.Ticket ?? 0, until));
        Entities++;
    }

    IEnumerable<Answered> Lapsed() => Promotes
        ? after.Values.Where(a => a.Seat is SeatState.Offered && a.OfferEnds <= now).OrderBy(a => a.OfferEnds).ThenBy(a => a.Ticket)
        : [];

    void Set(Answered next)
    {
        var was = Of(next.Person);
        Entities += Cost(next) - Cost(was);
        after[next.Person] = next;
        if (Tally is null || was?.Seat == next.Seat) return;
        Tally = Tally.Move(was?.Seat, next.Seat);
        if (next.Seat is SeatState.Waiting)
        {
            Tally = Tally with { NextTicket = Tally.NextTicket + 1 };
            line.Add(next.Person);
            newcomers++;
        }
        else if (was?.Seat is SeatState.Waiting && line.IndexOf(next.Person) is >= 0 and var at)
        {
            if (at >= line.Count - newcomers) newcomers--;
            line.RemoveAt(at);
        }
    }

    /// <summary>Rows to write for a person: the answer, and the orders it leaves and enters.</summary>
    int Cost(Answered? next)
    {
        if (next is null || before.GetValueOrDefault(next.Person) is var was && was == next) return 0;
        var (leaves, enters) = (was is null ? null : SessionKeys.Mark(was), SessionKeys.Mark(next));
        return leaves == enters ? 1 : 1 + (leaves is null ? 0 : 1) + (enters is null ? 0 : 1);
    }
}
