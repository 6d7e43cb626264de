namespace ChuanKhuy.Pages;

/// <summary>One session in a list.</summary>
/// <param name="Share">The text for the LINE group, for coordinators; null for others and for drafts.</param>
/// <param name="Sheet">The page with the QR code for the room, for coordinators.</param>
public sealed record TalkLine(string Address, string When, string Title, string Where, string Status, string? Share = null, string? Sheet = null);

/// <summary>The first page of a signed-in person.</summary>
public sealed record HomeModel(string Me, IReadOnlyList<TalkLine> Ahead, string? Empty, string? More);
