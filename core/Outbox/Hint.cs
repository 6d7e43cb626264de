using System.Globalization;

namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// A message on the queue "outbox": a hint that there is something to do, never the only trace of it. A lost or repeated hint changes nothing,
/// because the rows in the tables say what is left and the timer looks at them.
/// </summary>
public abstract record Hint
{
    public const string Queue = "outbox";

    /// <summary>Something of this session falls due now.</summary>
    public sealed record Due(string Session) : Hint;

    /// <summary>A message to many waits to be turned into delivery rows.</summary>
    public sealed record Expand(Waiting Waiting) : Hint;

    /// <summary>Delivery rows wait for a sender.</summary>
    public sealed record Send : Hint;

    /// <summary>Something accepted from a platform waits in its inbox, under this hash.</summary>
    public sealed record Receive(string Channel, string Hash) : Hint;

    /// <summary>The invitation of this session on the boards is perhaps no longer what it should say.</summary>
    public sealed record Board(string Session) : Hint;

    /// <summary>The meeting room of this session is perhaps not as it should be.</summary>
    public sealed record Room(string Session) : Hint;

    /// <summary>The meeting of this session has ended: who was there can be asked.</summary>
    public sealed record Fetch(string Session) : Hint;

    public string Text => this switch
    {
        Due due => $"due|{due.Session}",
        Expand { Waiting: var w } => string.Create(CultureInfo.InvariantCulture, $"expand|{w.Session}|{w.Kind}|{w.Version}"),
        Board board => $"board|{board.Session}",
        Room room => $"room|{room.Session}",
        Fetch fetch => $"fetch|{fetch.Session}",
        Receive receive => $"receive|{receive.Channel}|{receive.Hash}",
        _ => "send",
    };

    /// <summary>Null when it is not one of ours.</summary>
    public static Hint? Parse(string text) => text.Split('|') switch
    {
        ["send"] => new Send(),
        ["board", var session] => new Board(session),
        ["room", var session] => new Room(session),
        ["fetch", var session] => new Fetch(session),
        ["due", var session] => new Due(session),
        ["receive", var channel, var hash] => new Receive(channel, hash),
        ["expand", var session, var kind, var version]
            when Enum.TryParse<MessageKind>(kind, out var k) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var v)
            => new Expand(new(session, k, v)),
        _ => null,
    };
}
