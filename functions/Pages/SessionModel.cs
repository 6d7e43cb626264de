namespace ChuanKhuy.Pages;

/// <summary>A session's own page.</summary>
/// <param name="Me">How the signed-in person is called; null for a stranger.</param>
/// <param name="Card">The signed-in person's card as sealed JSON.</param>
/// <param name="Act">Where its clicks go.</param>
public sealed record SessionModel(TalkFacts Talk, string? Me, string? Card, string Act, string Form);
