namespace ChuanKhuy.Pages;

/// <summary>What listeners said of the last sessions, and in the quarterly evaluations of this fiscal year.</summary>
public sealed record FeedbackModel(string Me, IReadOnlyList<TalkLine> Lines, IReadOnlyList<NameGroup> Evaluations, string? Done);

/// <summary>One page of comments to be read.</summary>
/// <param name="All">How many there are of this session.</param>
/// <param name="From">The place of the first on this page.</param>
/// <param name="Texts">None when all were read.</param>
public sealed record ScreeningModel(string Me, string Session, string Title, int All, int From, IReadOnlyList<string> Texts, string Form);
