namespace ChuanKhuy.Core.Outbox;

/// <summary>
/// A message to many: one row in the deciding transaction. While it is open, the expander turns it into one delivery row for each person.
/// </summary>
/// <param name="Run">Rises when the expander has to walk again because somebody came to it later; who has a row keeps it.</param>
/// <param name="Expected">How many people get the message; known when the row is closed.</param>
public sealed record Fanout(
    MessageKind Kind, int Version, DateTimeOffset NotBefore, DateTimeOffset Until, bool Open = true, int Run = 1, int? Expected = null)
{
    public Fanout Reopen() => this with { Open = true, Run = Run + 1, Expected = null };
}

/// <summary>How far an expander came: the last person looked at in this run, and how many rows there are.</summary>
/// <param name="Done">The run is over: whoever comes with an older view of the answers adds nobody any more.</param>
public sealed record Cursor(int Run, string? After, int Count, bool Done = false);
