using System.Text;
using System.Text.Json.Nodes;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Bench.Simulation;

/// <summary>
/// A guard of the real system, switched off on purpose: the simulation must notice. Each works from outside, on what a process reads from or writes to the
/// store, or hears from the channel, so that the product has no switch for it.
/// </summary>
enum Mutant
{
    None,

    /// <summary>A conditional write overwrites whatever is there.</summary>
    NoETagCheck,

    /// <summary>"Only if there is none yet" overwrites what is there.</summary>
    NoInsertCheck,

    /// <summary>An answer is replaced without looking whether it changed meanwhile.</summary>
    AnswerUnguarded,

    /// <summary>The counter of the seats is replaced without looking whether it changed meanwhile.</summary>
    TallyUnguarded,

    /// <summary>The changes of a transaction are written one after the other.</summary>
    SplitTransaction,

    /// <summary>The messages that a decision causes are written after it, not with it.</summary>
    MessagesOutside,

    /// <summary>A decision's messages to many are forgotten.</summary>
    FanoutForgotten,

    /// <summary>The expander writes its cursor before the rows that the cursor speaks of.</summary>
    CursorFirst,

    /// <summary>A write is acknowledged before it is durable; a crash loses it.</summary>
    AckBeforeCommit,

    /// <summary>Work has no pointer: only the queue's hint knows of it.</summary>
    NoPointer,

    /// <summary>A pointer is thrown away although the transaction behind it may be under way.</summary>
    YoungPointerRemoved,

    /// <summary>A message leaves before the row says so.</summary>
    SendBeforeIntent,

    /// <summary>A row says "sent" before the message has left.</summary>
    MarkedBeforeSent,

    /// <summary>That a message was sent is not noted, and the row is taken up again.</summary>
    StaleIntentSentAgain,

    /// <summary>Every process may send, and none looks whether another has claimed the row.</summary>
    SendersUnguarded,

    /// <summary>No answer in time counts as not sent.</summary>
    DoubtIsRetried,

    /// <summary>No answer in time counts as sent.</summary>
    DoubtIsSent,

    /// <summary>A refusal counts as sent.</summary>
    RefusalIsSent,

    /// <summary>An old card counts as a present one.</summary>
    AnswerNumberIgnored,

    /// <summary>One seat more than there are.</summary>
    SeatTooMany,

    /// <summary>Nobody is asked when a seat becomes free.</summary>
    PromotionSkipped,

    /// <summary>The last in line is asked first.</summary>
    LineBackwards,

    /// <summary>An offer that nobody took stays open.</summary>
    OfferNeverLapses,

    /// <summary>A reminder leaves after the talk has begun.</summary>
    UntilIgnored,

    /// <summary>Feedback does not look whether this person has given it.</summary>
    FeedbackTwice,

    /// <summary>A box of feedback is replaced without looking whether it changed meanwhile.</summary>
    FeedbackUnguarded,
}

/// <summary>What the mutants do to rows.</summary>
static class Mutated
{
    const string LongAgo = "2000-01-01T00:00:00+00:00";
    const string Never = "2099-01-01T00:00:00+00:00";

    public static Row Read(this Mutant mutant, string table, Row row) => (mutant, table) switch
    {
        (Mutant.YoungPointerRemoved, "work") => row.With(json => json["at"] = LongAgo),
        (Mutant.UntilIgnored, "deliveries") when row.Key.StartsWith("to|", StringComparison.Ordinal) => row.With(json => json["until"] = Never),
        (Mutant.StaleIntentSentAgain, "deliveries") when row.Key.StartsWith("to|", StringComparison.Ordinal) =>
            row.With(json => { if ((string?)json["state"] == "Pending") json.Remove("intent"); }),
        (Mutant.SeatTooMany, "sessions") when row.Key == "session" => row.With(json => { if (json["plan"]!["seats"] is { } seats) json["plan"]!["seats"] = (int)seats + 1; }),
        (Mutant.FeedbackTwice, "feedback") => row.With(json => json["who"] = ""),
        (Mutant.SendersUnguarded, "leases") when row.Key.StartsWith("sender|", StringComparison.Ordinal) => row.With(Expired),
        _ => row,
    };

    public static IReadOnlyList<Row> Read(this Mutant mutant, string table, string prefix, IReadOnlyList<Row> rows) => (mutant, table, prefix) switch
    {
        (Mutant.PromotionSkipped, "sessions", "wait|") or (Mutant.OfferNeverLapses, "sessions", "offer|") => [],
        (Mutant.LineBackwards, "sessions", "wait|") => [.. rows.Reverse()],
        (Mutant.None, _, _) => rows,
        _ => [.. rows.Select(row => mutant.Read(table, row))],
    };

    /// <summary>What is written instead of these changes, in one transaction.</summary>
    public static IReadOnlyList<Change> Write(this Mutant mutant, string table, IReadOnlyList<Change> changes) => mutant switch
    {
        Mutant.NoETagCheck => Blind(changes, _ => true),
        Mutant.AnswerUnguarded when table == "sessions" => Blind(changes, key => key.StartsWith("answer|", StringComparison.Ordinal)),
        Mutant.TallyUnguarded when table == "sessions" => Blind(changes, key => key == "seats"),
        Mutant.FeedbackUnguarded when table == "feedback" => Blind(changes, _ => true),
        Mutant.SendersUnguarded when table is "deliveries" or "leases" => Blind(changes, _ => true),
        Mutant.NoInsertCheck => [.. changes.Select(c => c is Change.Insert i ? new Change.Put(i.Key, i.Body) : c)],
        Mutant.FanoutForgotten when table == "sessions" => [.. changes.Where(c => !(c is Change.Put && c.Key.StartsWith("fanout|", StringComparison.Ordinal)))],
        Mutant.MarkedBeforeSent when table == "deliveries" => [.. changes.Select(c => c is Change.Replace r && IsClaim(r) ? r with { Body = Edit(r.Body, json => json["state"] = "Sent") } : c)],
        _ => changes,
    };

    /// <summary>Writes that say "I am about to send this".</summary>
    public static bool IsClaim(Change change) =>
        change is Change.Replace { Key: var key, Body: var body } && key.StartsWith("to|", StringComparison.Ordinal)
        && JsonNode.Parse(body.Span) is JsonObject json && (string?)json["state"] == "Pending" && json["intent"] is not null;

    static IReadOnlyList<Change> Blind(IReadOnlyList<Change> changes, Func<string, bool> where) =>
        [.. changes.Select(c => c is Change.Replace r && where(r.Key) ? new Change.Put(r.Key, r.Body) : c)];

    static void Expired(JsonObject lease)
    {
        foreach (var (name, value) in lease.ToList())
            if (value is JsonValue text && text.TryGetValue<DateTimeOffset>(out _)) lease[name] = LongAgo;
    }

    static Row With(this Row row, Action<JsonObject> edit) => row with { Body = Edit(row.Body, edit) };

    static byte[] Edit(ReadOnlyMemory<byte> body, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(body.Span)!.AsObject();
        edit(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
