namespace ChuanKhuy.Pages;

/// <summary>Names under one heading.</summary>
public sealed record NameGroup(string Title, IReadOnlyList<string> Names);

/// <summary>A message to many and where it stands.</summary>
/// <param name="Again">Somebody certainly does not have it.</param>
/// <param name="Doubtful">Somebody perhaps does not have it.</param>
public sealed record SentMessage(string What, IReadOnlyList<string> Counts, IReadOnlyList<NameGroup> Missed, bool Again, bool Doubtful, string? Note);

/// <summary>What is decided of one person, and why.</summary>
public sealed record CameLine(string Person, string Name, string Status, string Because);

/// <summary>Somebody says that they were there.</summary>
public sealed record AppealLine(string Person, string Name, string Words, string Before);

/// <summary>One session with everything that a coordinator does to it.</summary>
public sealed record SessionDeskModel(string Me, string Id, TalkFacts Talk, string State, string Form)
{
    public string? Trouble { get; init; }
    public string? Done { get; init; }
    public string Audience { get; init; } = "";
    public int? Seats { get; init; }
    public string Code { get; init; } = "";

    /// <summary>Why it was moved or cancelled.</summary>
    public string? Reason { get; init; }

    public string? Share { get; init; }
    public bool MayMove { get; init; }
    public bool MayEnd { get; init; }

    /// <summary>Its invitations have not left.</summary>
    public bool Held { get; init; }

    /// <summary>And they wait for the end of the hold.</summary>
    public bool Waits { get; init; }

    public bool MayPost { get; init; }
    public IReadOnlyList<string> Speakers { get; init; } = [];
    public IReadOnlyList<NameGroup> Answers { get; init; } = [];
    public IReadOnlyList<NameGroup> Silent { get; init; } = [];
    public IReadOnlyList<string> Questions { get; init; } = [];
    public IReadOnlyList<SentMessage> Sent { get; init; } = [];

    /// <summary>Null before it begins.</summary>
    public IReadOnlyList<CameLine>? Attendance { get; init; }

    public IReadOnlyList<AppealLine> Appeals { get; init; } = [];

    /// <summary>Names in the meeting's report that nobody is known by.</summary>
    public IReadOnlyList<string> Unmatched { get; init; } = [];
}
