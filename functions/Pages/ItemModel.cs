namespace ChuanKhuy.Pages;

public enum ParagraphKind { Plain, Step, Question }

/// <summary>A paragraph and who said it when; empty when the source does not say.</summary>
public sealed record Paragraph(string Text, string Where, ParagraphKind Kind = ParagraphKind.Plain);

public sealed record PageLink(string Address, string Title);

/// <summary>A file that goes with an item.</summary>
/// <param name="Picture">Shown on the page, not only linked.</param>
public sealed record FileLink(string Id, string Address, string Name, string Size, bool Picture);

/// <summary>One knowledge item.</summary>
/// <param name="Provenance">Version, who let it out, when, and where it comes from.</param>
/// <param name="Note">A warning above the text.</param>
public sealed record ItemModel(
    string Me, string Title, string Shelf, string ShelfAddress, string About, IReadOnlyList<Paragraph> Paragraphs, IReadOnlyList<string> Tags, string Provenance, string? Note,
    PageLink? Before, PageLink? After)
{
    public string Id { get; init; } = "";

    public string? Link { get; init; }

    public IReadOnlyList<FileLink> Files { get; init; } = [];

    /// <summary>What this reader said; null while they have not.</summary>
    public bool? Useful { get; init; }

    public bool Edits { get; init; }

    public string Form { get; init; } = "";
}

/// <summary>An item's QR code for a poster.</summary>
public sealed record PosterModel(string Me, string Title, string Shelf, string About, IReadOnlyList<IReadOnlyList<bool>> Modules, string Address);
