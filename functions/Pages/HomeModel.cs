namespace ChuanKhuy.Pages;

/// <summary>One session in a list.</summary>
/// <param name="Share">The text for the LINE group, for coordinators; null for others and for drafts.</param>
/// <param name="Sheet">The page with the QR code for the room, for coordinators.</param>
public sealed record TalkLine(string Address, string When, string Title, string Where, string Status, string? Share = null, string? Sheet = null);

/// <summary>Something that a coordinator should see to.</summary>
/// <param name="Address">The page where it is done.</param>
public sealed record Need(string Address, int Count, string What, string About);

/// <summary>The first page of a signed-in person.</summary>
/// <param name="Needs">For coordinators; null for others.</param>
public sealed record HomeModel(string Me, IReadOnlyList<TalkLine> Ahead, string? Empty, string? More, IReadOnlyList<Need>? Needs = null);
