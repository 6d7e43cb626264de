namespace ChuanKhuy.Pages;

/// <summary>The first page of somebody who is not signed in.</summary>
/// <param name="Office">The office's name; may be empty.</param>
public sealed record WelcomeModel(string Office);
