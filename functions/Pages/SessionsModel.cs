namespace ChuanKhuy.Pages;

/// <summary>The coordinators' list of sessions.</summary>
public sealed record SessionsModel(
    string Me, string Words, IReadOnlyList<Option> Years, IReadOnlyList<Option> Zones, IReadOnlyList<Option> States, IReadOnlyList<TalkLine> Lines, string? Empty, string? Done);

/// <summary>The form for a new session, with what was typed before.</summary>
public sealed record PlanModel(
    string Me, string? Trouble, string Title, string Speakers, string Date, string Start, string End, string Seats, string Audience, string Place,
    IReadOnlyList<Option> Kinds, IReadOnlyList<Option> Zones, IReadOnlyList<Option> Meetings, string Form);
