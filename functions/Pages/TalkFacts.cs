namespace ChuanKhuy.Pages;

/// <summary>A session as everybody with its link may see it.</summary>
/// <param name="Note">That it was moved, cancelled or has ended; null when there is nothing to say.</param>
public sealed record TalkFacts(string Kind, string Title, string When, string Where, string Speakers, string? Note);
