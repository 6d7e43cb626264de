namespace ChuanKhuy.Pages;

/// <summary>A page that only says something: not found, used up, refused.</summary>
public sealed record SentenceModel(string Title, string Text);
