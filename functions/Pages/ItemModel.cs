namespace ChuanKhuy.Pages;

/// <summary>A paragraph and who said it when; empty when the source does not say.</summary>
public sealed record Paragraph(string Text, string Where);

public sealed record PageLink(string Address, string Title);

/// <summary>One knowledge item.</summary>
/// <param name="Provenance">Version, who let it out, when, and where it comes from.</param>
/// <param name="Note">A warning above the text.</param>
public sealed record ItemModel(
    string Me, string Title, string Shelf, string ShelfAddress, string About, IReadOnlyList<Paragraph> Paragraphs, IReadOnlyList<string> Tags, string Provenance, string? Note,
    PageLink? Before, PageLink? After);
