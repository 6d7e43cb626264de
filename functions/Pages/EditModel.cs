namespace ChuanKhuy.Pages;

/// <summary>A paragraph to keep, to reword or to leave out.</summary>
/// <param name="Number">Its line in the stored text, from 1.</param>
public sealed record EditParagraph(int Number, string Text, string Where, bool Step);

/// <summary>An item in work.</summary>
/// <param name="Trouble">Why what was pressed last was refused.</param>
/// <param name="Done">What was done last.</param>
public sealed record EditModel(string Me, string Id, int Revision, string Standing, string? Trouble, string? Done, string Form)
{
    public string? Note { get; init; }
    public string Title { get; init; } = "";
    public IReadOnlyList<Option> Categories { get; init; } = [];
    public IReadOnlyList<Option> Formats { get; init; } = [];
    public IReadOnlyList<Option> Media { get; init; } = [];
    public string Tags { get; init; } = "";
    public string Question { get; init; } = "";
    public string Link { get; init; } = "";
    public string Series { get; init; } = "";
    public IReadOnlyList<EditParagraph> Paragraphs { get; init; } = [];
    public IReadOnlyList<FileLink> Files { get; init; } = [];

    /// <summary>Author, date, source.</summary>
    public string Facts { get; init; } = "";

    /// <summary>The version that readers see; null when there is none.</summary>
    public string? Released { get; init; }

    public string? WithoutConsent { get; init; }
    public string Useful { get; init; } = "";
    public IReadOnlyList<string> Private { get; init; } = [];
    public IReadOnlyList<PageLink> Twins { get; init; } = [];
    public IReadOnlyList<string> Silent { get; init; } = [];
    public IReadOnlyList<string> Consents { get; init; } = [];
    public bool MayEdit { get; init; }
    public bool MayJudge { get; init; }

    /// <summary>It waits for somebody else.</summary>
    public bool OwnWaiting { get; init; }

    public bool MayConfirm { get; init; }
    public bool MayDrop { get; init; }
    public bool HasSource { get; init; }
}
