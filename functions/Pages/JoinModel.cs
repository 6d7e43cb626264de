namespace ChuanKhuy.Pages;

/// <summary>The page behind a join link.</summary>
/// <param name="Meeting">The meeting's address while the door is open; null otherwise.</param>
/// <param name="Sentence">What to do when there is no button.</param>
public sealed record JoinModel(TalkFacts Talk, string? Meeting, string? Sentence);
