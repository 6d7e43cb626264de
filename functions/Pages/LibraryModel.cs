namespace ChuanKhuy.Pages;

/// <summary>A stretch of text, marked where it is what was looked for.</summary>
public sealed record TextPart(string Text, bool Marked);

/// <summary>One item in a list.</summary>
public sealed record LibraryLine(string Address, string Title, string About, IReadOnlyList<TextPart> Passage);

/// <summary>One shelf and how many items stand on it.</summary>
public sealed record Shelf(string Name, string Address, int Count, bool Chosen);

/// <summary>The library: its shelves, or what was found.</summary>
public sealed record LibraryModel(string Me, string Question, IReadOnlyList<Shelf> Shelves, IReadOnlyList<LibraryLine> Lines, string? Empty);
