namespace ChuanKhuy.Pages;

/// <summary>An item that somebody should see to; with its sentences right after drafting.</summary>
public sealed record DeskLine(string Address, string Title, string About, IReadOnlyList<Paragraph> Paragraphs);

public sealed record DeskGroup(string Name, IReadOnlyList<DeskLine> Items);

/// <summary>What a reader found wrong.</summary>
public sealed record DeskComplaint(string Item, string Title, string Person, string Name, string At, string Text);

/// <summary>What was looked for in vain.</summary>
public sealed record DeskMiss(string Text, string About);

/// <summary>The coordinators' table: what waits.</summary>
/// <param name="Source">Where the items on the page come from, right after drafting; null for everything.</param>
public sealed record DeskModel(
    string Me, string? Source, IReadOnlyList<DeskGroup> Groups, IReadOnlyList<DeskComplaint> Complaints, IReadOnlyList<DeskMiss> Misses, string Form);
