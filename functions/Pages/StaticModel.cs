namespace ChuanKhuy.Pages;

public sealed record StaticShelf(string Name, IReadOnlyList<PageLink> Items);

/// <summary>The menu of the exported library.</summary>
public sealed record StaticIndexModel(string Office, IReadOnlyList<StaticShelf> Shelves);

/// <summary>One exported item; its addresses are relative.</summary>
public sealed record StaticItemModel(
    string Title, string Shelf, string About, IReadOnlyList<Paragraph> Paragraphs, string? Link, IReadOnlyList<FileLink> Files, string Form, string Provenance);
